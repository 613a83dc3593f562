import { clean } from '../text/clean.ts';
import type { Boundaries } from './boundaries.ts';
import type { AspectTerm, Domain, Quality, QualityCase } from './entries.ts';
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
 * @param boundaries those of the words of the cleaned span: then no entry is found inside a word (卡 in 提货卡)
 */
export function problemOf(
  span: string,
  lexicon: Lexicon,
  boundaries: Boundaries | null = null,
): Problem {
  const found = scan(clean(span, lexicon.cleaning).text, lexicon, boundaries);
  const object = mainObject(found);
  return named(object?.object ?? null, problemIn(found, object));
}

/** 油耗 and 油耗高 → 油耗 and 高, so that object and problem read as one label. */
function named(object: string | null, problem: string | null): Problem {
  if (object === null || problem === null || problem === object) return { object, problem };
  if (problem.startsWith(object)) return { object, problem: problem.slice(object.length) };
  if (problem.endsWith(object)) {
    const rest = problem.slice(0, -object.length);
    // 不保修 without 保修 would be nothing but a negation.
    return rest.length > 1 ? { object, problem: rest } : { object: null, problem };
  }
  return { object, problem };
}

/**
 * The first specific object; a whole (手机, 酒店) only where nothing more specific is named, and never what is
 * itself the fault (异响).
 */
function mainObject(found: Scan): AspectTerm | null {
  let whole: AspectTerm | null = null;
  for (const { term } of found.hits) {
    const naming = term.aspect ? term : term.inner?.term;
    const aspect = naming?.aspect;
    if (!aspect || naming.evaluation) continue;
    if (aspect.aspect !== 'overall') return aspect;
    whole ??= aspect;
  }
  return whole;
}

/** Classes that say little: one that says more, elsewhere in the span, is better. */
const VAGUE: ReadonlySet<string> = new Set([GENERAL_PROBLEM, '有问题', '用不了', '故障', '严重']);

function problemIn(found: Scan, object: AspectTerm | null): string | null {
  let vague: string | null = null;
  for (const problem of candidates(found, object)) {
    if (!VAGUE.has(problem)) return problem;
    if (vague === null || vague === GENERAL_PROBLEM) vague = problem;
  }
  return vague ?? negatedPraise(found.hits) ?? bareQuality(found.hits);
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

/** 太咸, 有点硬 → 咸, 硬: a quality that is complained of without a known object. */
function bareQuality(hits: readonly Hit[]): string | null {
  const quality = hits.find((hit) => hit.term.quality)?.term.quality;
  return quality ? plainName(quality) : null;
}

function plainName({ term }: Quality): string {
  return /^(太|过|有点|稍)./u.test(term) ? term.slice(-1) : term;
}

/**
 * What a quality is worth of an object: by its name in the industry that the voice is about (`phone:声音`), by its
 * name, else by its aspect, else by whether more of it is better.
 */
export function qualityCase(
  quality: Quality,
  object: AspectTerm | null,
  domain: Domain | null = null,
): QualityCase | null {
  if (!object) return null;
  const known =
    quality.cases.get(`${domain ?? ''}:${object.object}`) ??
    quality.cases.get(object.term) ??
    quality.cases.get(object.object) ??
    quality.cases.get(object.aspect);
  if (known) return known;
  const weight = quality.direction * object.more;
  if (weight === 0) return null;
  return { weight, problem: weight < 0 ? plainName(quality) : null };
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
