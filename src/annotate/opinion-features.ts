import type { Hit } from '../lexicon/scan.ts';
import { roleIn } from '../lexicon/traits.ts';
import { ASPECTS, type Aspect, labelsOf } from '../model/labels.ts';
import type { Span } from '../model/voice.ts';
import type { Candidate } from './candidates.ts';
import type { Judgement } from './judgement.ts';
import type { Reading } from './reading.ts';

/** What the features of every candidate of a text are taken from. */
export interface FeatureContext {
  readonly reading: Reading;
  /** Sum of the judgements' weights by clause; may be longer. */
  readonly clauseWeights: Float64Array;
  /** Sum of all judgements' weights, each from -2 to 2. */
  readonly balance: number;
  /** That sum, and the number of candidates, as features have them. */
  readonly balanceStep: number;
  readonly candidatesStep: number;
}

/** The templates of features, by number: a template with a value is one feature, hashed to a cell of the model. */
const TEMPLATE = {
  run: 1,
  weight: 2,
  entry: 3,
  object: 4,
  distance: 5,
  length: 6,
  modifier: 7,
  balance: 8,
  clause: 9,
  before: 10,
  after: 11,
  head: 12,
  tail: 13,
  mark: 14,
  whole: 15,
  candidates: 16,
} as const;
const ASPECT_NUMBER = Object.fromEntries(
  labelsOf(ASPECTS).map((aspect, index) => [aspect, index]),
) as Readonly<Record<Aspect, number>>;

/** Units of a candidate whose n-grams are features; of a longer one, the last. */
const WINDOW = 60;
/** Units behind the opinion's span that still tell of it. */
const TRAILING = 6;
/** No candidate has more features. */
export const MOST_FEATURES: number = 2 * WINDOW + 64;
/** Modifiers that are features of a clause without judgement. */
const MOST_MODIFIERS = 32;

/**
 * What the candidates of a text share.
 * @param clauseWeights takes the sums, one for each clause
 */
export function contextOf(
  reading: Reading,
  judgements: readonly Judgement[],
  candidates: number,
  clauseWeights: Float64Array = new Float64Array(reading.clauses.length),
): FeatureContext {
  clauseWeights.fill(0, 0, reading.clauses.length);
  let balance = 0;
  for (let i = 0; i < judgements.length; i++) {
    const { clause, weight } = judgements[i] as Judgement;
    clauseWeights[clause] = (clauseWeights[clause] as number) + weight;
    balance += Math.max(-2, Math.min(2, weight));
  }
  return {
    reading,
    clauseWeights,
    balance,
    balanceStep: step(1.5 * balance),
    candidatesStep: stepOf(candidates, LENGTHS),
  };
}

/** What a candidate is to the model: a clause that no entry judges, a negative or a positive judgement. */
export function sortOf({ judgement }: Candidate): 0 | 1 | 2 {
  if (judgement === null) return 0;
  return judgement.weight < 0 ? 1 : 2;
}

/** The part of a candidate's clause whose n-grams are features. */
export function windowOf({ judgement, from, to: clauseEnd, end }: Candidate): Span {
  const to = judgement === null ? clauseEnd : Math.min(clauseEnd, end + TRAILING);
  return { start: Math.max(from, to - WINDOW), end: to };
}

/** The cell (0 to 2^bits - 1) of a unit of a window. */
export function unitCell(unit: number, bits: number): number {
  return hash(TEMPLATE.run, unit) >>> (32 - bits);
}

/** The cell of two neighbours in a window. */
export function pairCell(unit: number, next: number, bits: number): number {
  return hash(TEMPLATE.run, (unit << 16) | next) >>> (32 - bits);
}

/** Writes the cells of all features of a candidate into `cells`, which must hold `MOST_FEATURES`; gives their number. */
export function featuresOf(
  context: FeatureContext,
  candidate: Candidate,
  bits: number,
  cells: Int32Array,
): number {
  const { units } = context.reading;
  const window = windowOf(candidate);
  const { start, end } = window;
  let count = 0;
  for (let i = start; i < end; i++) {
    cells[count++] = unitCell(units[i] as number, bits);
    if (i + 1 < end) cells[count++] = pairCell(units[i] as number, units[i + 1] as number, bits);
  }
  return signsOf(context, candidate, window, bits, cells, count);
}

/**
 * Writes the cells of the features besides n-grams behind the first `count`; gives how many there are then. Each tells the sort
 * of the candidate, too.
 */
export function signsOf(
  context: FeatureContext,
  candidate: Candidate,
  { start, end }: Span,
  bits: number,
  cells: Int32Array,
  count: number,
): number {
  const { reading, clauseWeights } = context;
  const { units } = reading;
  const { clause, judgement, from } = candidate;
  const shift = 32 - bits;
  const sort = sortOf(candidate);
  const isLast = clause + 1 >= reading.clauses.length;
  const before = clause === 0 ? NO_CLAUSE : leaningOf(clauseWeights, clause - 1);
  const after = isLast ? NO_CLAUSE : leaningOf(clauseWeights, clause + 1);
  const head = (unitAt(units, start) << 15) ^ unitAt(units, start + 1);
  const tail = (unitAt(units, end - 2) << 15) ^ unitAt(units, end - 1);
  const isWhole = from === reading.clauses[clause]?.start ? 1 : 0;
  let at = judgement
    ? writeJudgement(judgement, from, sort, shift, cells, count)
    : writeClause(reading, candidate, sort, shift, cells, count);
  cells[at++] = cellOf(TEMPLATE.balance, context.balanceStep, sort, shift);
  cells[at++] = cellOf(TEMPLATE.clause, Math.min(5, clause), sort, shift);
  cells[at++] = cellOf(TEMPLATE.before, before, sort, shift);
  cells[at++] = cellOf(TEMPLATE.after, after, sort, shift);
  cells[at++] = cellOf(TEMPLATE.head, head, sort, shift);
  cells[at++] = cellOf(TEMPLATE.tail, tail, sort, shift);
  cells[at++] = cellOf(TEMPLATE.mark, unitAt(units, end), sort, shift);
  cells[at++] = cellOf(TEMPLATE.whole, isWhole, sort, shift);
  cells[at++] = cellOf(TEMPLATE.candidates, context.candidatesStep, sort, shift);
  return at;
}

/** 0 outside the text. */
function unitAt(units: Uint16Array, at: number): number {
  return at >= 0 && at < units.length ? (units[at] as number) : 0;
}

function cellOf(template: number, value: number, sort: number, shift: number): number {
  return hash(template, Math.imul(value, 3) + sort) >>> shift;
}

function writeJudgement(
  judgement: Judgement,
  from: number,
  sort: number,
  shift: number,
  cells: Int32Array,
  count: number,
): number {
  const weight = halves(judgement.weight) + 4;
  const object = judgement.object === null ? null : judgement.object.term.aspect;
  const aspect = object ? ASPECT_NUMBER[object.aspect] : 31;
  const distance = Math.min(5, Math.max(0, judgement.start - from));
  let at = count;
  cells[at++] = cellOf(TEMPLATE.weight, 2 * weight + (judgement.stated ? 1 : 0), sort, shift);
  cells[at++] = cellOf(TEMPLATE.entry, hashText(judgement.entry), sort, shift);
  cells[at++] = cellOf(TEMPLATE.object, 32 * weight + aspect, sort, shift);
  cells[at++] = cellOf(TEMPLATE.distance, 8 * weight + distance, sort, shift);
  return at;
}

function writeClause(
  { clauses }: Reading,
  { clause, from, to }: Candidate,
  sort: number,
  shift: number,
  cells: Int32Array,
  count: number,
): number {
  const hits = clauses[clause]?.hits ?? NO_HITS;
  let at = count;
  cells[at++] = cellOf(TEMPLATE.length, stepOf(to - from, LENGTHS), sort, shift);
  for (let i = 0, modifiers = 0; i < hits.length && modifiers < MOST_MODIFIERS; i++) {
    const { term, traits } = hits[i] as Hit;
    if (roleIn(traits) === 0) continue;
    modifiers++;
    cells[at++] = cellOf(TEMPLATE.modifier, hashText(term.text), sort, shift);
  }
  return at;
}

const NO_HITS: readonly Hit[] = [];

/** What stands for a neighbour that is not there. */
const NO_CLAUSE = 31;

function leaningOf(clauseWeights: Float64Array, clause: number): number {
  return halves(clauseWeights[clause] as number) + 4;
}

/** A weight in steps of a half, from -4 to 4. */
function halves(weight: number): number {
  return Math.max(-4, Math.min(4, Math.round(2 * weight)));
}

const STEPS = [-12, -6, -3, -1.5, -0.5, 0.5, 1.5, 3, 6, 12];

function step(value: number): number {
  let at = 0;
  while (at < STEPS.length && value >= (STEPS[at] ?? 0)) at++;
  return at;
}

const LENGTHS = [1, 2, 4, 6, 9, 13, 20];

/** How many of the rising bounds a value is above. */
export function stepOf(value: number, bounds: readonly number[]): number {
  let at = 0;
  while (at < bounds.length && value > (bounds[at] ?? 0)) at++;
  return at;
}

/** A text as a number of 32 bits. */
export function hashText(text: string): number {
  let h = 17;
  for (let i = 0; i < text.length; i++)
    h = Math.imul(h ^ text.charCodeAt(i), 0x9e3779b1) ^ (h >>> 14);
  return h;
}

/** 32 bits whose highest are the best mixed. */
export function hash(template: number, value: number): number {
  let h = Math.imul(template, 0x9e3779b1) ^ Math.imul(value, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0xc2b2ae35);
  return Math.imul(h ^ (h >>> 13), 0x27d4eb2f);
}
