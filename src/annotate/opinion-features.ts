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
  /** How many candidates the text has. */
  readonly candidates: number;
  /** Sum of the judgements' weights by clause; may be longer. */
  readonly clauseWeights: Float64Array;
  /** Sum of all judgements' weights, each from -2 to 2. */
  readonly balance: number;
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
  return { reading, candidates, clauseWeights, balance };
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
  const { start, end } = windowOf(candidate);
  let count = 0;
  for (let i = start; i < end; i++) {
    cells[count++] = unitCell(units[i] as number, bits);
    if (i + 1 < end) cells[count++] = pairCell(units[i] as number, units[i + 1] as number, bits);
  }
  return signsOf(context, candidate, bits, cells, count);
}

/** Writes the cells of the features besides n-grams behind the first `count`; gives how many there are then. */
export function signsOf(
  context: FeatureContext,
  candidate: Candidate,
  bits: number,
  cells: Int32Array,
  count: number,
): number {
  const { reading, clauseWeights } = context;
  const { units } = reading;
  const { clause, judgement, from } = candidate;
  const { start, end } = windowOf(candidate);
  const sink: Sink = { cells, count, shift: 32 - bits, sort: sortOf(candidate) };
  if (judgement) addJudgement(judgement, candidate, sink);
  else addClause(reading, candidate, sink);
  add(sink, TEMPLATE.balance, step(1.5 * context.balance));
  add(sink, TEMPLATE.clause, Math.min(5, clause));
  add(sink, TEMPLATE.before, clause === 0 ? NO_CLAUSE : leaningOf(clauseWeights, clause - 1));
  const isLast = clause + 1 >= reading.clauses.length;
  add(sink, TEMPLATE.after, isLast ? NO_CLAUSE : leaningOf(clauseWeights, clause + 1));
  add(sink, TEMPLATE.head, (unitAt(units, start) << 15) ^ unitAt(units, start + 1));
  add(sink, TEMPLATE.tail, (unitAt(units, end - 2) << 15) ^ unitAt(units, end - 1));
  add(sink, TEMPLATE.mark, unitAt(units, end));
  add(sink, TEMPLATE.whole, from === reading.clauses[clause]?.start ? 1 : 0);
  add(sink, TEMPLATE.candidates, stepOf(context.candidates, LENGTHS));
  return sink.count;
}

/** 0 outside the text. */
function unitAt(units: Uint16Array, at: number): number {
  return at >= 0 && at < units.length ? (units[at] as number) : 0;
}

/** Where cells go: each tells the sort of the candidate, too. */
interface Sink {
  readonly cells: Int32Array;
  count: number;
  readonly shift: number;
  readonly sort: number;
}

function add(sink: Sink, template: number, value: number): void {
  sink.cells[sink.count++] = hash(template, Math.imul(value, 3) + sink.sort) >>> sink.shift;
}

function addJudgement(judgement: Judgement, { from }: Candidate, sink: Sink): void {
  const weight = halves(judgement.weight);
  const object = judgement.object === null ? null : judgement.object.term.aspect;
  add(sink, TEMPLATE.weight, 2 * (weight + 4) + (judgement.stated ? 1 : 0));
  add(sink, TEMPLATE.entry, hashText(judgement.entry));
  add(sink, TEMPLATE.object, 32 * (weight + 4) + (object ? ASPECT_NUMBER[object.aspect] : 31));
  add(sink, TEMPLATE.distance, 8 * (weight + 4) + Math.min(5, Math.max(0, judgement.start - from)));
}

function addClause({ clauses }: Reading, { clause, from, to }: Candidate, sink: Sink): void {
  add(sink, TEMPLATE.length, stepOf(to - from, LENGTHS));
  const hits = clauses[clause]?.hits ?? NO_HITS;
  for (let i = 0, modifiers = 0; i < hits.length && modifiers < MOST_MODIFIERS; i++) {
    const { term, traits } = hits[i] as Hit;
    if (roleIn(traits) === 0) continue;
    modifiers++;
    add(sink, TEMPLATE.modifier, hashText(term.text));
  }
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

function hashText(text: string): number {
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
