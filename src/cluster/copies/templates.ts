import { createFilter, jaccard, recordsOf } from './likeness.ts';
import {
  compareSets,
  countHashes,
  type HashSets,
  MOST_HASHES,
  setAt,
  sizeAt,
  tableSize,
} from './sets.ts';

/** What comparing voices for templates needs to know of them, each at its place. */
export interface Templated {
  /** Shingles of the texts, by which copies are told. */
  readonly texts: HashSets;
  /** Runs of four letters that are no stock. */
  readonly runs: HashSets;
  /** Share of the runs of a text that are no stock. */
  readonly unusual: Float64Array;
  /** Hashes of the customers, 0 where unknown. */
  readonly customers: Int32Array;
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
/** Hashes for which there is room at least. */
const LEAST_ROOM = 255;

/**
 * How much of each voice is a template that others filled too, from 0 to 1: the share of its runs of four letters that at
 * least two other wordings of the template have, where a little more than half counts as all, since swapped words
 * break the runs around them. Two texts are of one template if they share an eighth of their runs; near-duplicates of one text are one wording,
 * since copying is not spinning, and so are texts of one customer, who may well write alike. What many customers write
 * anyway is no run (`spun.tsv`). The order of the voices does not matter.
 */
export function* templateScores(voices: Templated): Generator<void, Float64Array> {
  const scores = new Float64Array(voices.runs.count);
  const all = Uint32Array.from(scores.keys());
  const counts = countHashes(voices.runs, all, bucketsFor(voices.runs));
  const order = placesInOrder(voices, counts);
  yield;
  const index = indexRuns(voices.runs, order, counts.length);
  const neighboursOf = createNeighbours(voices.runs, order, index);
  const scoreOf = createTemplateScore(voices, recordsOf(voices.texts, all));
  for (const [place, at] of order.entries()) {
    if (place % AT_ONCE === 0) yield;
    scores[at] = scoreOf(at, neighboursOf(place));
  }
  return scores;
}

/** Twice as many buckets as there are runs, so that few share one. */
function bucketsFor(runs: HashSets): number {
  const hashes = runs.sizes.reduce((sum, size) => sum + size, 0);
  return tableSize(Math.max(LEAST_ROOM, 2 * hashes));
}

/** Texts that may be of a template, since enough of their runs stand in others, in the order of their content. */
function placesInOrder({ runs, texts, unusual }: Templated, counts: Uint32Array): Uint32Array {
  const some: number[] = [];
  const mask = counts.length - 1;
  for (let at = 0; at < runs.count; at++) {
    const own = setAt(runs, at);
    let shared = 0;
    for (let i = 0; i < own.length; i++) {
      if ((counts[(own[i] as number) & mask] as number) > LEAST_OTHERS) shared++;
    }
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

/**
 * Finds texts that share at least two of the rarest runs of the text at a place, most shared first. The list is scratch: it
 * holds until the next place.
 */
function createNeighbours(
  runs: HashSets,
  order: Uint32Array,
  { starts, places }: RunIndex,
): (place: number) => Uint32Array {
  const tallies = new Uint16Array(order.length);
  const mask = starts.length - 2;
  const found = new Uint32Array(MOST_HASHES * (2 * NEIGHBOURS + 1));
  const rarest = new Float64Array(MOST_HASHES);
  const nearest = new Float64Array(COMPARED);
  const neighbours = new Uint32Array(COMPARED);

  /** Counts the texts around a place that have a run; gives how many texts are counted then. */
  function tally(bucket: number, place: number, counted: number): number {
    const [from, to] = around(places, starts, bucket, place);
    let count = counted;
    for (let at = from; at < to; at++) {
      const other = places[at] as number;
      const before = tallies[other] as number;
      if (before === 0) found[count++] = other;
      tallies[other] = before + 1;
    }
    return count;
  }

  return (place) => {
    const looked = findRarest(setAt(runs, order[place] as number), starts, mask, rarest);
    let count = 0;
    for (let i = 0; i < looked; i++) count = tally((rarest[i] as number) & mask, place, count);
    tallies[place] = 0;
    let near = 0;
    for (let i = 0; i < count; i++) {
      const other = found[i] as number;
      const shared = tallies[other] as number;
      tallies[other] = 0;
      if (shared > 1) near = keepSmallest(other - shared * 2 ** 32, nearest, near, COMPARED);
    }
    for (let i = 0; i < near; i++) neighbours[i] = order[(nearest[i] as number) & -1] as number;
    return neighbours.subarray(0, near);
  };
}

const sizes = new Float64Array(MOST_HASHES);

/** Writes the rarest runs of a set that others have, their sizes above them; gives how many. */
function findRarest(
  set: Uint32Array,
  starts: Uint32Array,
  mask: number,
  rarest: Float64Array,
): number {
  let count = 0;
  for (let i = 0; i < set.length; i++) {
    const hash = set[i] as number;
    const bucket = hash & mask;
    const size = (starts[bucket + 1] as number) - (starts[bucket] as number);
    if (size > LEAST_OTHERS) sizes[count++] = size * 2 ** 32 + hash;
  }
  const most = Math.max(LOOKED_UP.least, Math.ceil(count * LOOKED_UP.part));
  let kept = 0;
  for (let i = 0; i < count; i++) kept = keepSmallest(sizes[i] as number, rarest, kept, most);
  return kept;
}

/** Puts a number in its place among the smallest ones so far, of which at most so many are kept; gives how many there are. */
function keepSmallest(number: number, smallest: Float64Array, count: number, most: number): number {
  if (count === most && number >= (smallest[count - 1] as number)) return count;
  let at = count === most ? count - 1 : count;
  for (; at > 0 && (smallest[at - 1] as number) > number; at--) {
    smallest[at] = smallest[at - 1] as number;
  }
  smallest[at] = number;
  return count === most ? count : count + 1;
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

/**
 * Scores a text by its neighbours: the first of them that share enough and are neither copies of the text or of one another
 * nor of one customer are other wordings of a template.
 */
function createTemplateScore(
  { texts, runs, unusual, customers }: Templated,
  records: Int32Array,
): (at: number, neighbours: Uint32Array) => number {
  const isUnlike = createFilter(records, SAME_WORDING);
  const own = createOwnRuns();
  const wordings = new Uint32Array(1 + WORDINGS);

  /** Part that some runs are of all runs of a text, stock ones too. */
  const partOf = (some: number, at: number): number =>
    (some / sizeAt(runs, at)) * (unusual[at] as number);

  function isOneWording(one: number, other: number): boolean {
    const customer = customers[one] as number;
    if (customer !== 0 && customer === customers[other]) return true;
    if (isUnlike(one, other)) return false;
    return jaccard(setAt(texts, one), setAt(texts, other), SAME_WORDING) >= SAME_WORDING;
  }

  function isKnown(other: number, count: number): boolean {
    for (let i = 0; i < count; i++) if (isOneWording(wordings[i] as number, other)) return true;
    return false;
  }

  return (at, neighbours) => {
    own.read(setAt(runs, at));
    wordings[0] = at;
    let count = 1;
    for (let i = 0; i < neighbours.length && count < wordings.length; i++) {
      const other = neighbours[i] as number;
      if (isKnown(other, count)) continue;
      const shared = own.share(setAt(runs, other));
      if (Math.min(partOf(shared, at), partOf(shared, other)) < SAME_TEMPLATE) continue;
      own.use();
      wordings[count++] = other;
    }
    return Math.min(1, partOf(own.used(LEAST_OTHERS), at) / ALL_TEMPLATE);
  };
}

/** Slots for the runs of a text: a power of two, loosely filled. */
const SLOTS = 4 * MOST_HASHES;
const FREE = -1;

/** Tells which runs of one text others have, and counts for each how many of them count. */
function createOwnRuns() {
  const slots = new Int16Array(SLOTS);
  const shared = new Uint8Array(MOST_HASHES);
  const uses = new Uint8Array(MOST_HASHES);
  let own: Uint32Array = new Uint32Array();
  let count = 0;
  return {
    /** Begins with the runs of a text. */
    read: (set: Uint32Array): void => {
      own = set;
      uses.fill(0);
      slots.fill(FREE);
      for (let i = 0; i < own.length; i++) {
        let slot = (own[i] as number) & (SLOTS - 1);
        while (slots[slot] !== FREE) slot = (slot + 1) & (SLOTS - 1);
        slots[slot] = i;
      }
    },
    /** How many of them another text has. */
    share: (set: Uint32Array): number => {
      count = 0;
      for (let i = 0; i < set.length; i++) {
        const hash = set[i] as number;
        let slot = hash & (SLOTS - 1);
        while (slots[slot] !== FREE && own[slots[slot] as number] !== hash) {
          slot = (slot + 1) & (SLOTS - 1);
        }
        if (slots[slot] !== FREE) shared[count++] = slots[slot] as number;
      }
      return count;
    },
    /** Counts the text that was asked for last. */
    use: (): void => {
      for (let i = 0; i < count; i++) {
        const run = shared[i] as number;
        uses[run] = (uses[run] as number) + 1;
      }
    },
    /** How many of the runs at least so many texts have that were counted. */
    used: (least: number): number => {
      let found = 0;
      for (let i = 0; i < own.length; i++) if ((uses[i] as number) >= least) found++;
      return found;
    },
  };
}
