import { ASPECTS, type Aspect, labelsOf } from '../model/labels.ts';
import type { Candidate } from './candidates.ts';
import type { Judgement } from './judgement.ts';
import type { Reading } from './reading.ts';

/** What the features of every candidate of a text are taken from. */
export interface FeatureContext {
  readonly reading: Reading;
  /** How many candidates the text has. */
  readonly candidates: number;
  /** Sum of the judgements' weights by clause. */
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

export function contextOf(
  reading: Reading,
  judgements: readonly Judgement[],
  candidates: number,
): FeatureContext {
  const clauseWeights = new Float64Array(reading.clauses.length);
  let balance = 0;
  for (const { clause, weight } of judgements) {
    clauseWeights[clause] = (clauseWeights[clause] ?? 0) + weight;
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
export function windowOf(candidate: Candidate): { from: number; to: number } {
  const to = candidate.judgement ? Math.min(candidate.to, candidate.end + TRAILING) : candidate.to;
  return { from: Math.max(candidate.from, to - WINDOW), to };
}

/**
 * Writes the cells (0 to 2^bits - 1) of a candidate's features into `cells`, which must hold `MOST_FEATURES`, and
 * gives their number. The n-grams come first: at each unit of the window that unit, then the two from it on.
 */
export function featuresOf(
  context: FeatureContext,
  candidate: Candidate,
  bits: number,
  cells: Int32Array,
): number {
  const { reading, clauseWeights } = context;
  const { folded } = reading;
  const { from, to } = windowOf(candidate);
  const shift = 32 - bits;
  let count = 0;
  for (let i = from; i < to; i++) {
    const unit = folded.charCodeAt(i);
    cells[count++] = hash(TEMPLATE.run, unit) >>> shift;
    if (i + 1 < to)
      cells[count++] = hash(TEMPLATE.run, (unit << 16) | folded.charCodeAt(i + 1)) >>> shift;
  }
  const sort = sortOf(candidate);
  const add = (template: number, value: number): void => {
    cells[count++] = hash(template, Math.imul(value, 3) + sort) >>> shift;
  };
  const judgement = candidate.judgement;
  if (judgement) addJudgement(judgement, candidate, add);
  else addClause(context, candidate, add);
  const clause = candidate.clause;
  add(TEMPLATE.balance, step(1.5 * context.balance));
  add(TEMPLATE.clause, Math.min(5, clause));
  add(TEMPLATE.before, neighbour(clauseWeights, clause - 1));
  add(TEMPLATE.after, neighbour(clauseWeights, clause + 1));
  add(TEMPLATE.head, (folded.charCodeAt(from) << 15) ^ folded.charCodeAt(from + 1));
  add(TEMPLATE.tail, (folded.charCodeAt(to - 2) << 15) ^ folded.charCodeAt(to - 1));
  add(TEMPLATE.mark, to < folded.length ? folded.charCodeAt(to) : 0);
  add(TEMPLATE.whole, candidate.from === reading.clauses[clause]?.start ? 1 : 0);
  add(TEMPLATE.candidates, lengthStep(context.candidates));
  return count;
}

type Add = (template: number, value: number) => void;

function addJudgement(judgement: Judgement, { from }: Candidate, add: Add): void {
  const weight = halves(judgement.weight);
  const object = judgement.object?.term.aspect;
  add(TEMPLATE.weight, 2 * (weight + 4) + (judgement.stated ? 1 : 0));
  add(TEMPLATE.entry, hashText(judgement.entry));
  add(TEMPLATE.object, 32 * (weight + 4) + (object ? ASPECT_NUMBER[object.aspect] : 31));
  add(TEMPLATE.distance, 8 * (weight + 4) + Math.min(5, Math.max(0, judgement.start - from)));
}

function addClause({ reading }: FeatureContext, { clause, from, to }: Candidate, add: Add): void {
  add(TEMPLATE.length, lengthStep(to - from));
  let modifiers = 0;
  for (const { term } of reading.clauses[clause]?.hits ?? []) {
    if (term.modifier && modifiers++ < MOST_MODIFIERS) add(TEMPLATE.modifier, hashText(term.text));
  }
}

/** 31 where there is no such clause. */
function neighbour(clauseWeights: Float64Array, clause: number): number {
  const weight = clauseWeights[clause];
  return weight === undefined ? 31 : halves(weight) + 4;
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

function lengthStep(length: number): number {
  let at = 0;
  while (at < LENGTHS.length && length > (LENGTHS[at] ?? 0)) at++;
  return at;
}

function hashText(text: string): number {
  let h = 17;
  for (let i = 0; i < text.length; i++)
    h = Math.imul(h ^ text.charCodeAt(i), 0x9e3779b1) ^ (h >>> 14);
  return h;
}

/** 32 bits whose highest are the best mixed. */
function hash(template: number, value: number): number {
  let h = Math.imul(template, 0x9e3779b1) ^ Math.imul(value, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0xc2b2ae35);
  return Math.imul(h ^ (h >>> 13), 0x27d4eb2f);
}
