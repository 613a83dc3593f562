import type { Candidate } from './candidates.ts';
import type { Judgement } from './judgement.ts';
import { hash, hashText, stepOf } from './opinion-features.ts';
import type { Clause, Reading } from './reading.ts';

/** Cells of the weights that tell whether two stretches are one opinion: of fewer, those of words fall together. */
const BITS = 14;
export const JOIN_CELLS: number = 2 ** BITS;
/** No pair has more features. */
export const MOST_JOIN_FEATURES = 22;

/** A stretch that an opinion reaches over: its last clause, and the judgement that it began with. */
type Reach = Pick<Candidate, 'start' | 'end' | 'clause' | 'judgement'>;

/** Whether a candidate stands right behind a stretch: with but one mark of the same sentence between them, or none. */
export function follows({ clauses }: Reading, last: Reach, next: Candidate): boolean {
  if (next.start - last.end > 1 || next.start < last.end) return false;
  return clauses[last.clause]?.sentence === clauses[next.clause]?.sentence;
}

/**
 * Writes the cells of what tells whether a stretch and the candidate behind it are one opinion (海虾很好吃，皮很软) or
 * two (味道不错，服务也好); gives their number, at most `MOST_JOIN_FEATURES`.
 */
export function joinFeatures(
  { clauses, units }: Reading,
  last: Reach,
  next: Candidate,
  isBlame: boolean,
  cells: Int32Array,
): number {
  const pair = 3 * sortOf(last.judgement) + sortOf(next.judgement);
  const shared = isShared(last.judgement, next.judgement);
  const words = [hashEntry(last.judgement), hashEntry(next.judgement)] as const;
  const isFirst = isOfSentence(clauses, last.clause - 1, next) ? 0 : 1;
  const isLast = isOfSentence(clauses, next.clause + 1, next) ? 0 : 1;
  const values = [
    0,
    2 * pair + (isBlame ? 1 : 0),
    16 * pair + stepOf(next.end - last.start, LENGTHS),
    16 * sortOf(next.judgement) + stepOf(next.end - next.start, LENGTHS),
    16 * pair + stepOf(last.end - last.start, LENGTHS),
    units[next.start] ?? 0,
    unitsAt(units, next.start),
    units[last.end - 1] ?? 0,
    2 * pair + (next.clause === last.clause ? 1 : 0),
    next.start > last.end ? (units[last.end] ?? 0) : 0,
    4 * pair + Math.min(3, next.clause - last.clause),
    3 * pair + shared,
    unitsAt(units, last.end - 2),
    unitsAt(units, next.end - 2),
    unitsAt(units, last.end),
    Math.imul(unitsAt(units, next.start), 31) + (units[next.start + 2] ?? 0),
    words[0],
    words[1],
    Math.imul(words[0], 31) + words[1],
    20 * isFirst + pair,
    20 * isLast + pair,
    2 * isFirst + isLast,
  ];
  for (let at = 0; at < values.length; at++) {
    cells[at] = hash(at + 1, values[at] as number) >>> (32 - BITS);
  }
  return values.length;
}

/** Two units as one number, 0 for those outside the text. */
function unitsAt(units: Uint16Array, at: number): number {
  return ((units[at] ?? 0) << 15) ^ (units[at + 1] ?? 0);
}

/** What stands for the words that a stretch judges with, 0 where none do. */
function hashEntry(judgement: Judgement | null): number {
  return judgement === null ? 0 : hashText(judgement.entry);
}

function isOfSentence(clauses: readonly Clause[], at: number, { clause }: Reach): boolean {
  return clauses[at] !== undefined && clauses[at]?.sentence === clauses[clause]?.sentence;
}

const CELLS = new Int32Array(MOST_JOIN_FEATURES);

/** The sum of the weights of a pair: above 0, both are one opinion. */
export function joinSum(
  joins: Int8Array,
  reading: Reading,
  last: Reach,
  next: Candidate,
  isBlame: boolean,
): number {
  const count = joinFeatures(reading, last, next, isBlame, CELLS);
  let sum = 0;
  for (let i = 0; i < count; i++) sum += joins[CELLS[i] as number] as number;
  return sum;
}

/** What a stretch is: a clause that no entry judges, a judgement without or with an object. */
function sortOf(judgement: Judgement | null): number {
  if (judgement === null) return 0;
  return judgement.object === null ? 1 : 2;
}

/** Whether two judgements speak of the same: 0 where one has no object, 1 for no, 2 for yes. */
function isShared(one: Judgement | null, other: Judgement | null): number {
  const [first, second] = [one?.object, other?.object];
  if (!first || !second) return 0;
  return first.term.aspect?.object === second.term.aspect?.object ? 2 : 1;
}

const LENGTHS = [2, 3, 4, 5, 6, 7, 9, 11, 13, 15, 17, 20, 23, 27, 32];
