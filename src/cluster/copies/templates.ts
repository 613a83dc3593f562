import { jaccard } from './leaders.ts';
import { compareSets, type HashSets, MOST_HASHES, setAt, sizeAt } from './sets.ts';

/** What comparing voices for templates needs to know of them, each at its place. */
export interface Templated {
  /** Shingles of the texts, by which copies are told. */
  readonly texts: HashSets;
  /** Runs of four letters that are no stock. */
  readonly runs: HashSets;
  /** Share of the runs of a text that are no stock. */
  readonly unusual: Float64Array;
  /** Hashes of the customers, 0 where unknown. */
  readonly customers: readonly number[];
}

/** So many other wordings must have a run for it to be a template's. */
const LEAST_OTHERS = 2;
/** Two texts of one template share this part of the runs of either at least; of one text and its copy, this part of the shingles. */
const SAME_TEMPLATE = 0.12;
const SAME_WORDING = 0.7;
/** Part of its runs from which on a text is nothing but template: swapped words break the others. */
const ALL_TEMPLATE = 0.55;
/** Rarest runs by which texts of one template are looked for, texts that are looked at for each, and texts compared. */
const LOOKED_UP = { least: 8, part: 0.2 };
const NEIGHBOURS = 8;
const COMPARED = 12;
const WORDINGS = 4;
const AT_ONCE = 1024;
/** The tables have room for all runs, in steps of a power of two, up to four million. */
const TABLE_BITS = [8, 22] as const;

/**
 * How much of each voice is a template that others filled too, from 0 to 1: the share of its runs of four letters that at
 * least two other wordings of the template have, where a little more than half counts as all, since swapped words
 * break the runs around them. Two texts are of one template if they share an eighth of their runs; near-duplicates of one text are one wording,
 * since copying is not spinning, and so are texts of one customer, who may well write alike. What many customers write
 * anyway is no run (`spun.tsv`). The order of the voices does not matter.
 */
export function* templateScores(voices: Templated): Generator<void, Float64Array> {
  const scores = new Float64Array(voices.runs.count);
  const counts = countRuns(voices.runs);
  const order = placesInOrder(voices, counts);
  yield;
  const index = indexRuns(voices.runs, order, counts.length);
  const others = createNeighbours(voices.runs, order, index);
  for (const [place, at] of order.entries()) {
    if (place % AT_ONCE === 0) yield;
    scores[at] = scoreOf(at, wordingsAround(at, others(place), voices), voices);
  }
  return scores;
}

/** In how many texts the runs of each bucket stand; a bucket is of the runs that share their low bits. */
function countRuns(runs: HashSets): Uint32Array {
  let all = 0;
  for (let at = 0; at < runs.count; at++) all += sizeAt(runs, at);
  const [least, most] = TABLE_BITS;
  const bits = Math.min(most, Math.max(least, Math.ceil(Math.log2(2 * all + 1))));
  const counts = new Uint32Array(2 ** bits);
  const mask = counts.length - 1;
  for (let at = 0; at < runs.count; at++) {
    for (const hash of setAt(runs, at)) counts[hash & mask] = (counts[hash & mask] ?? 0) + 1;
  }
  return counts;
}

/** Texts that may be of a template, since enough of their runs stand in others, in the order of their content. */
function placesInOrder({ runs, texts, unusual }: Templated, counts: Uint32Array): Uint32Array {
  const some: number[] = [];
  const mask = counts.length - 1;
  for (let at = 0; at < runs.count; at++) {
    const own = setAt(runs, at);
    const shared = own.filter((hash) => (counts[hash & mask] ?? 0) > LEAST_OTHERS).length;
    if (shared > 0 && (shared / own.length) * (unusual[at] ?? 0) >= SAME_TEMPLATE) some.push(at);
  }
  return Uint32Array.from(some).sort(
    (one, other) => compareSets(runs, one, other) || compareSets(texts, one, other) || one - other,
  );
}

/** Which places in order have a run of each bucket. */
interface RunIndex {
  readonly starts: Uint32Array;
  readonly places: Uint32Array;
}

function indexRuns(runs: HashSets, order: Uint32Array, buckets: number): RunIndex {
  const starts = new Uint32Array(buckets + 1);
  const mask = buckets - 1;
  for (const at of order) {
    for (const hash of setAt(runs, at))
      starts[(hash & mask) + 1] = (starts[(hash & mask) + 1] ?? 0) + 1;
  }
  for (let bucket = 0; bucket < buckets; bucket++) {
    starts[bucket + 1] = (starts[bucket + 1] ?? 0) + (starts[bucket] ?? 0);
  }
  const nexts = starts.slice();
  const places = new Uint32Array(starts[buckets] ?? 0);
  for (const [place, at] of order.entries()) {
    for (const hash of setAt(runs, at)) {
      const next = nexts[hash & mask] ?? 0;
      places[next] = place;
      nexts[hash & mask] = next + 1;
    }
  }
  return { starts, places };
}

/** Finds texts that share some of the rarest runs of the text at a place, most shared first. */
function createNeighbours(
  runs: HashSets,
  order: Uint32Array,
  { starts, places }: RunIndex,
): (place: number) => readonly number[] {
  const tallies = new Uint16Array(order.length);
  const mask = starts.length - 2;
  const sizeOf = (hash: number): number =>
    (starts[(hash & mask) + 1] ?? 0) - (starts[hash & mask] ?? 0);
  const tally = (bucket: number, place: number, found: number[]): void => {
    const [from, to] = around(places, starts, bucket, place);
    for (let at = from; at < to; at++) {
      const other = places[at] ?? 0;
      const before = tallies[other] ?? 0;
      if (before === 0) found.push(other);
      tallies[other] = before + 1;
    }
  };
  const rarest = createRaritySort(sizeOf);
  return (place) => {
    const found: number[] = [];
    for (const hash of rarest(setAt(runs, order[place] ?? 0))) tally(hash & mask, place, found);
    tallies[place] = 0;
    const alike = Float64Array.from(
      found.filter((other) => (tallies[other] ?? 0) > 1),
      (other) => other - (tallies[other] ?? 0) * 2 ** 32,
    ).sort();
    for (const other of found) tallies[other] = 0;
    return Array.from(alike.subarray(0, COMPARED), (key) => order[key & -1] ?? 0);
  };
}

/** Gives the rarest runs of a set that others have, rarest first. */
function createRaritySort(sizeOf: (hash: number) => number): (set: Uint32Array) => Uint32Array {
  const keys = new Float64Array(MOST_HASHES);
  return (set) => {
    let count = 0;
    for (const hash of set) {
      const size = sizeOf(hash);
      if (size <= LEAST_OTHERS) continue;
      keys[count] = size * 2 ** 32 + hash;
      count += 1;
    }
    const looked = Math.max(LOOKED_UP.least, Math.ceil(count * LOOKED_UP.part));
    return Uint32Array.from(keys.subarray(0, count).sort().subarray(0, looked));
  };
}

/** The part of a bucket's places next to a place, which are alike in content: a template may fill a million texts. */
function around(
  places: Uint32Array,
  starts: Uint32Array,
  bucket: number,
  place: number,
): readonly [from: number, to: number] {
  const [start, end] = [starts[bucket] ?? 0, starts[bucket + 1] ?? 0];
  if (end - start <= 2 * NEIGHBOURS) return [start, end];
  let [low, high] = [start, end];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((places[middle] ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return [Math.max(start, low - NEIGHBOURS), Math.min(end, low + NEIGHBOURS)];
}

/** Other wordings of the template of a text, each by one text; none of them is a copy of the text or of another one. */
function wordingsAround(
  at: number,
  others: readonly number[],
  { texts, runs, unusual, customers }: Templated,
): readonly number[] {
  const wordings: number[] = [];
  const isSame = (one: number, other: number): boolean => {
    const customer = customers[one] ?? 0;
    if (customer !== 0 && customer === customers[other]) return true;
    return jaccard(setAt(texts, one), setAt(texts, other), SAME_WORDING) >= SAME_WORDING;
  };
  for (const other of others) {
    if (wordings.length === WORDINGS) break;
    const shared = sharedCount(setAt(runs, at), setAt(runs, other));
    const part = Math.min(
      unusualShare(shared, at, runs, unusual),
      unusualShare(shared, other, runs, unusual),
    );
    if (part < SAME_TEMPLATE || [at, ...wordings].some((known) => isSame(known, other))) continue;
    wordings.push(other);
  }
  return wordings;
}

/** Part that some runs are of all runs of a text, stock ones too. */
function unusualShare(some: number, at: number, runs: HashSets, unusual: Float64Array): number {
  return (some / sizeAt(runs, at)) * (unusual[at] ?? 0);
}

function sharedCount(a: Uint32Array, b: Uint32Array): number {
  let shared = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [x, y] = [a[i] as number, b[j] as number];
    if (x === y) shared += 1;
    if (x <= y) i += 1;
    if (y <= x) j += 1;
  }
  return shared;
}

function scoreOf(at: number, wordings: readonly number[], { runs, unusual }: Templated): number {
  if (wordings.length < LEAST_OTHERS) return 0;
  const uses = new Map<number, number>();
  for (const other of wordings) {
    for (const hash of setAt(runs, other)) uses.set(hash, (uses.get(hash) ?? 0) + 1);
  }
  const shared = setAt(runs, at).filter((hash) => (uses.get(hash) ?? 0) >= LEAST_OTHERS).length;
  return Math.min(1, unusualShare(shared, at, runs, unusual) / ALL_TEMPLATE);
}
