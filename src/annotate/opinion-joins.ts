import type { Candidate } from './candidates.ts';
import type { Judgement } from './judgement.ts';
import { hash, stepOf } from './opinion-features.ts';
import type { Reading } from './reading.ts';

/** Cells of the weights that tell whether two stretches are one opinion. */
const BITS = 10;
export const JOIN_CELLS: number = 2 ** BITS;
/** No pair has more features. */
export const MOST_JOIN_FEATURES = 12;

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
  { units }: Reading,
  last: Reach,
  next: Candidate,
  isBlame: boolean,
  cells: Int32Array,
): number {
  const pair = 3 * sortOf(last.judgement) + sortOf(next.judgement);
  const shared = isShared(last.judgement, next.judgement);
  const values = [
    0,
    2 * pair + (isBlame ? 1 : 0),
    16 * pair + stepOf(next.end - last.start, LENGTHS),
    16 * sortOf(next.judgement) + stepOf(next.end - next.start, LENGTHS),
    16 * pair + stepOf(last.end - last.start, LENGTHS),
    units[next.start] ?? 0,
    ((units[next.start] ?? 0) << 15) ^ (units[next.start + 1] ?? 0),
    units[last.end - 1] ?? 0,
    2 * pair + (next.clause === last.clause ? 1 : 0),
    next.start > last.end ? (units[last.end] ?? 0) : 0,
    4 * pair + Math.min(3, next.clause - last.clause),
    3 * pair + shared,
  ];
  for (let at = 0; at < values.length; at++) {
    cells[at] = hash(at + 1, values[at] as number) >>> (32 - BITS);
  }
  return values.length;
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
