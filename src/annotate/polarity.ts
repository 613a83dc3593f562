import type { AspectTerm, Domain, Evaluation, Term } from '../lexicon/entries.ts';
import { qualityCase } from '../lexicon/problem.ts';
import type { Hit, PatternHit } from '../lexicon/scan.ts';
import type { Span } from '../model/voice.ts';
import { fallsShort, isStandard } from './comparison.ts';
import { weighedTogether } from './discourse.ts';
import type { Judgement } from './judgement.ts';
import { moodOf, PLAIN } from './mood.ts';
import { objectOf } from './objects.ts';
import type { Clause, Reading } from './reading.ts';
import { denied, deniedFault, type Scope, scopeAt, scopeOf } from './scope.ts';

/** Weight of something that is missing (没有发票). */
const MISSING = -1;
/** What is left, turned round, of a judgement that a standard is not reached (没有以前好用). */
const SHORT = 0.8;
/** What is left, turned round, of praise in quotation marks. */
const MOCKED = 0.8;
/** What is left of a judgement that is granted before the one that counts (便宜是便宜). */
const CONCEDED = 0.4;

/** Every judgement of a text, in text order, with what the text around its clause makes of it. */
export function findJudgements(reading: Reading): readonly Judgement[] {
  const found: Judgement[] = [];
  for (const [index, clause] of reading.clauses.entries()) {
    if (clause.hits.length === 0 && clause.failures.length === 0) continue;
    const judgements = failuresIn(reading, clause, index);
    judgements.push(...wordsIn(reading, clause, index));
    if (judgements.length > 1) judgements.sort(byPlace);
    for (const one of judgements) found.push(one);
  }
  return weighedTogether(reading, found);
}

function byPlace(one: Judgement, other: Judgement): number {
  return one.core.start - other.core.start || other.core.end - one.core.end;
}

function failuresIn(reading: Reading, clause: Clause, index: number): Judgement[] {
  if (clause.failures.length === 0) return [];
  return failuresOf(clause).flatMap((failure) => {
    const evaluation = failure.anchored.evaluation;
    if (!evaluation) return [];
    const core = { start: failure.start, end: wholeWord(clause, failure.end) };
    const object =
      objectWithin(clause, core) ?? objectOf(clause, core, null, core.start, reading.folded);
    const scope = scopeAt(clause, core.start);
    const weight =
      evaluation.weight < 0 ? denied(evaluation.weight, scope, false) : evaluation.weight;
    return [judgement(reading, index, core, scope.start, evaluation, weight, object)];
  });
}

/** The failures of a clause without those that begin inside a longer judgement: 值这个价 in 不值这个价. */
function failuresOf(clause: Clause): readonly PatternHit[] {
  if (clause.failures.length === 0) return clause.failures;
  return clause.failures.filter(
    ({ start }) =>
      !clause.hits.some((hit) => judges(hit.term) && hit.start < start && hit.end > start),
  );
}

/** A pattern that ends inside a word (才发 in 才发货) means the whole word. */
function wholeWord(clause: Clause, end: number): number {
  return clause.hits.find((hit) => hit.start < end && hit.end > end)?.end ?? end;
}

function objectWithin(clause: Clause, core: Span): Hit | null {
  return (
    clause.hits.find(
      (hit) => hit.start >= core.start && hit.end <= core.end && hit.term.aspect !== null,
    ) ?? null
  );
}

function wordsIn(reading: Reading, clause: Clause, index: number): Judgement[] {
  const found: Judgement[] = [];
  for (const [i, hit] of clause.hits.entries()) {
    if (!counts(hit.term) || isInFailure(clause, hit)) continue;
    const one = judgementAt(reading, clause, index, i, hit);
    if (one) found.push(one);
  }
  return found;
}

function counts(term: Term): boolean {
  return term.evaluation !== null || term.quality !== null || term.aspect !== null;
}

function isInFailure(clause: Clause, hit: Hit): boolean {
  return failuresOf(clause).some((failure) => hit.start < failure.end && hit.end > failure.start);
}

function judgementAt(
  reading: Reading,
  clause: Clause,
  index: number,
  i: number,
  hit: Hit,
): Judgement | null {
  if (actsAsModifier(clause, i, hit) || isStandard(clause, i, hit)) return null;
  if (isMeasured(clause, i, hit) || measures(reading.folded, clause, i, hit)) return null;
  if (hit.term.evaluation === null && hit.term.quality === null) {
    return missingObject(reading, clause, index, i, hit);
  }
  const scope = scopeOf(clause, i);
  const object = objectOf(clause, hit, hit.term.inner, scope.start, reading.folded);
  const evaluation = evaluationOf(hit.term, object?.term.aspect ?? null, reading.domain);
  if (!evaluation || !isPredicate(reading.folded, clause, hit, scope.start, object)) return null;
  const own = denied(evaluation.weight, scope, hit.term.quality !== null);
  const weight = turned(reading.folded, clause, hit, scope, object, own);
  return judgement(reading, index, hit, scope.start, evaluation, weight, object);
}

/**
 * 好 in 好贵, 无法 in 无法接受: a modifier when what it modifies follows at once; 最好 in 最好有电梯: a wish when
 * anything follows.
 */
function actsAsModifier(clause: Clause, i: number, hit: Hit): boolean {
  const role = hit.term.modifier?.role;
  if (role === 'conditional') return clause.end - hit.end > 1;
  if (role !== 'degree' && role !== 'negation') return false;
  const next = clause.hits[i + 1];
  return next?.start === hit.end && (next.term.evaluation !== null || next.term.quality !== null);
}

/** The rest of a clause that denies the fault before it: 卡顿|都没有, 异响|的问题不存在. */
const DENIED_BEHIND =
  /^的?(问题|现象|情况)?(都|也|是|根本|完全|从来|基本)*(没有|没|不存在|没出现|没发现|没遇到)(过|了|的)?$/u;
/** The rest of a clause that misses the praise before it: 优点|都没有. */
const MISSED_BEHIND = /^(?:的地方|的)?(?:都|也)(?:没有|没|谈不上|算不上)$/u;
/** What denies the fault that follows, also over its object: 没发现|信号不好. */
const NOT_FOUND = /^(没|没有|未|不)(发现|存在|出现|遇到|感觉到?)$/u;

/** Whether the clause says that the fault is not there. */
function isFoundAbsent(folded: string, clause: Clause, hit: Hit, object: Hit | null): boolean {
  if (DENIED_BEHIND.test(folded.slice(hit.end, clause.end))) return true;
  const before = object && clause.hits.find(({ end }) => end === object.start);
  return before?.term.modifier?.role === 'negation' && NOT_FOUND.test(before.term.text);
}

/** What the rest of the clause makes of a weight. */
function turned(
  folded: string,
  clause: Clause,
  hit: Hit,
  scope: Scope,
  object: Hit | null,
  weight: number,
): number {
  if (weight > 0 && MISSED_BEHIND.test(folded.slice(hit.end, clause.end))) return -weight;
  if (isFoundAbsent(folded, clause, hit, object)) return deniedFault(weight);
  if (fallsShort(clause, hit, scope, folded)) return -weight * SHORT;
  if (isQuoted(folded, hit)) return weight > 0 ? -weight * MOCKED : weight;
  return conceded(folded, hit, weight);
}

const OPENING_QUOTES = '"“‘「『\'';
const CLOSING_QUOTES = '"”’」』\'';
/** Longer quotations are somebody's words. */
const LONGEST_MOCKERY = 4;

/** 真是“好”服务: praise in quotation marks of its own is mockery. */
function isQuoted(folded: string, { start, end }: Hit): boolean {
  const open = start > 0 && OPENING_QUOTES.includes(folded.charAt(start - 1));
  if (!open || end - start > LONGEST_MOCKERY || end >= folded.length) return false;
  return CLOSING_QUOTES.includes(folded.charAt(end));
}

/** 便宜是便宜: said twice around 是, it is conceded once. */
function conceded(folded: string, { start, end, term }: Hit, weight: number): number {
  if (folded.startsWith(`是${term.text}`, end)) return weight * CONCEDED;
  return folded.startsWith(`${term.text}是`, start - term.text.length - 1) ? 0 : weight;
}

const AFTER_PREDICATE = '了的啊呀啦哦吧呢死哈得很爆极到点些一多太翻透';

/**
 * A single character judges only where it can be the predicate: with a degree word or an object before it, or
 * at an end of the clause; 好 in 填好表 does not.
 */
function isPredicate(
  folded: string,
  clause: Clause,
  hit: Hit,
  start: number,
  object: Hit | null,
): boolean {
  if (hit.end - hit.start > 1 || start < hit.start || object?.end === hit.start) return true;
  if (hit.end === clause.end || hit.start === clause.start || isQuoted(folded, hit)) return true;
  return AFTER_PREDICATE.includes(folded.charAt(hit.end));
}

/** 噪音 in 噪音很小: a bad thing of which the clause says how much there is; that word judges. */
function isMeasured(clause: Clause, i: number, hit: Hit): boolean {
  if (!hit.term.evaluation || !hit.term.aspect) return false;
  for (let j = i + 1; j < clause.hits.length; j++) {
    const next = clause.hits[j];
    if (!next || next.start - hit.end > 3 || next.term.aspect) return false;
    if (next.term.quality) return true;
  }
  return false;
}

/** 快 in 掉漆快, 坏得快: a quality that tells how bad a fault before it is. */
function measures(folded: string, clause: Clause, i: number, hit: Hit): boolean {
  if (!hit.term.quality || hit.term.evaluation) return false;
  let fault = clause.hits[i - 1];
  for (let j = i - 2; fault && isDegree(fault) && j >= 0; j--) fault = clause.hits[j];
  if (!fault?.term.evaluation || fault.term.evaluation.weight >= 0 || fault.term.aspect)
    return false;
  if (isStandard(clause, clause.hits.indexOf(fault), fault)) return false;
  return /^得?[很太真好]?$/u.test(folded.slice(fault.end, hit.start));
}

function isDegree({ term }: Hit): boolean {
  return term.modifier?.role === 'degree' || term.text === '得';
}

function evaluationOf(
  term: Term,
  object: AspectTerm | null,
  domain: Domain | null,
): Evaluation | null {
  if (!term.quality) return term.evaluation;
  const quality = term.quality;
  const known = qualityCase(quality, object, domain);
  const weight = known?.weight ?? quality.weight;
  if (weight === 0) return null;
  return {
    entry: known ? `${object?.object ?? ''}+${term.text}` : term.text,
    weight,
    aspect: quality.aspect,
    stage: null,
    problem: known?.problem ?? null,
  };
}

/** 没有发票, 缺少衣橱: something that should be there is not. */
function missingObject(
  reading: Reading,
  clause: Clause,
  index: number,
  i: number,
  hit: Hit,
): Judgement | null {
  const aspect = hit.term.aspect;
  const absence = clause.hits[i - 1];
  if (
    !aspect ||
    !absence ||
    hit.start - absence.end > 4 ||
    absence.term.modifier?.role !== 'negation'
  )
    return null;
  if (aspect.aspect === 'overall' || !/[没无缺]|木有/u.test(absence.term.text)) return null;
  if (aspect.aspect === 'price' && aspect.more !== 1) return null;
  const next = clause.hits[i + 1];
  if (next && next.start - hit.end <= 2 && judges(next.term)) return null;
  const evaluation: Evaluation = {
    entry: `没有+${aspect.object}`,
    weight: aspect.more === -1 ? -MISSING : MISSING,
    aspect: null,
    stage: null,
    problem: '没有',
  };
  const core = { start: absence.start, end: hit.end };
  const found = judgement(reading, index, core, core.start, evaluation, evaluation.weight, hit);
  return { ...found, origin: 'rule' };
}

function judges(term: Term): boolean {
  return term.evaluation !== null || term.quality !== null;
}

function judgement(
  reading: Reading,
  index: number,
  core: Span,
  start: number,
  evaluation: Evaluation,
  weight: number,
  object: Hit | null,
): Judgement {
  // Who says that he will come again says it, whatever the condition.
  const clause = evaluation.stage === 'loyalty' ? undefined : reading.clauses[index];
  const mood = clause ? moodOf(clause, core, start, weight, reading.folded) : PLAIN;
  return {
    clause: index,
    start,
    end: core.end,
    core: { start: core.start, end: core.end },
    entry: evaluation.entry,
    origin: 'lexicon',
    own: evaluation.weight,
    weight: weight * mood.factor,
    aspect: evaluation.aspect,
    stage: evaluation.stage,
    problem: evaluation.problem,
    object,
    stated: mood.stated,
    turned: !mood.stated || evaluation.weight * weight * mood.factor <= 0,
    mood: mood.by,
  };
}
