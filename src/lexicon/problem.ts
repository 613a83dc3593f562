import { fold } from '../text/fold.ts';
import type { AspectTerm, Quality, QualityCase } from './entries.ts';
import type { Lexicon } from './lexicon.ts';
import { type Hit, type Scan, scan } from './scan.ts';

/** What a negative opinion says is wrong, in words that all its paraphrases share. */
export interface Problem {
  /** The name of what is judged, synonyms merged (小哥 → 快递员); null if none is named. */
  readonly object: string | null;
  /**
   * The class of problem in customers' words (慢, 异响, 不回复, 退款难 …); 差 for a judgement that names no
   * problem; null if nothing negative was understood.
   */
  readonly problem: string | null;
}

/** The class of a judgement that says only that something is bad. */
export const GENERAL_PROBLEM = '差';

/**
 * Object and problem of the span of a negative opinion, as received: 「等了三天才发货」 → 发货, 慢.
 * Equal spans give equal answers; at most a few microseconds for a span.
 */
export function problemOf(span: string, lexicon: Lexicon): Problem {
  const folded = fold(span, lexicon.traditional);
  const found = scan(folded, lexicon);
  const object = mainObject(found);
  return { object: object?.object ?? null, problem: problemIn(found, object) };
}

/** The first specific object; a whole (手机, 酒店) only where nothing more specific is named. */
function mainObject(found: Scan): AspectTerm | null {
  let whole: AspectTerm | null = null;
  for (const hit of found.hits) {
    const aspect = hit.term.aspect ?? hit.term.inner?.term.aspect;
    if (!aspect) continue;
    if (aspect.aspect !== 'overall') return aspect;
    whole ??= aspect;
  }
  return whole;
}

function problemIn(found: Scan, object: AspectTerm | null): string | null {
  let general = false;
  for (const problem of candidates(found, object)) {
    if (problem !== GENERAL_PROBLEM) return problem;
    general = true;
  }
  return general ? GENERAL_PROBLEM : negatedPraise(found.hits);
}

function* candidates(found: Scan, object: AspectTerm | null): Generator<string> {
  let longest = { length: 0, problem: '' };
  for (const { start, end, anchored } of found.patterns) {
    const problem = anchored.evaluation?.problem;
    if (problem && end - start > longest.length) longest = { length: end - start, problem };
  }
  if (longest.problem !== '') yield longest.problem;
  for (const { term } of found.hits) {
    const evaluation = term.evaluation;
    if (evaluation?.problem && evaluation.weight < 0) yield evaluation.problem;
    const problem = term.quality ? qualityCase(term.quality, object)?.problem : null;
    if (problem) yield problem;
  }
}

/** What a quality is worth of an object: by its name, else by its aspect, else by whether more of it is better. */
export function qualityCase(quality: Quality, object: AspectTerm | null): QualityCase | null {
  if (!object) return null;
  const known =
    quality.cases.get(object.term) ??
    quality.cases.get(object.object) ??
    quality.cases.get(object.aspect);
  if (known) return known;
  const weight = quality.direction * object.more;
  if (weight === 0) return null;
  return { weight, problem: weight < 0 ? `${quality.term}` : null };
}

/** 不好吃 → 不好吃, 不太满意 → 差: praise that the span denies. */
function negatedPraise(hits: readonly Hit[]): string | null {
  const denied = hits.some((hit) => hit.term.modifier?.role === 'negation');
  if (!denied) return null;
  for (const { term } of hits) {
    const evaluation = term.evaluation;
    if (!evaluation || evaluation.weight < 0) continue;
    return evaluation.aspect ? `不${term.text}` : GENERAL_PROBLEM;
  }
  const missing = hits.find((hit) => hit.term.aspect);
  return missing ? '没有' : null;
}
