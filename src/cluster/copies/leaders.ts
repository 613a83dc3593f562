import { type HashSets, MOST_HASHES, setAt, sizeAt } from './sets.ts';

/**
 * Gives each set the one that it is a copy of: the first set before it that started a group and is most like it, by
 * Jaccard similarity of at least `threshold` (0 to 1, above 0); itself where there is none. Groups so made have no chains:
 * every member is like the set that started it, and a set that is added at the end never moves one before it.
 *
 * Sets that alike must share one of their rarest hashes, so only those are looked up (prefix filter of Bayardo, Ma and
 * Srikant, "Scaling Up All Pairs Similarity Search", 2007). The search is exact where few groups share these; where
 * texts are put together from stock phrases, the latest of those that share the rarest are looked at, since the time would
 * grow with the square of the texts. An empty set is like nothing.
 *
 * Stops for a moment, now and then, so that who asks may attend to something else.
 * @param order the sets that are meant, in their order
 * @returns places in `order`
 */
export function* leadersOf(
  sets: HashSets,
  threshold: number,
  order: Uint32Array,
): Generator<void, Int32Array> {
  const rarest = yield* rarestOf(sets, threshold, order);
  const leaderOf = createSearch(sets, threshold, order, rarest);
  const leaders = new Int32Array(order.length);
  for (let place = 0; place < order.length; place++) {
    if (place % AT_ONCE === 0) yield;
    leaders[place] = leaderOf(place);
  }
  return leaders;
}

/** Sets between two stops: some hundredths of a second. */
const AT_ONCE = 4096;

/** Members of each group of at least two, in order, by the one that they are copies of. */
export function groupsOf(leaders: Int32Array): Map<number, readonly number[]> {
  const groups = new Map<number, number[]>();
  for (const [at, leader] of leaders.entries()) {
    if (leader === at) continue;
    const group = groups.get(leader);
    if (group) group.push(at);
    else groups.set(leader, [leader, at]);
  }
  return groups;
}

/** Of each set the buckets of its rarest hashes, rarest first, those of one set after those of another. */
interface Rarest {
  readonly buckets: Uint32Array;
  /** Set at place i has the buckets from `ends[i - 1] ?? 0` to `ends[i]`. */
  readonly ends: Uint32Array;
  /** Where the sets of each bucket begin if they are put one bucket after the other. */
  readonly starts: Uint32Array;
}

/**
 * A bucket is of the hashes that share their low bits: they count together and are found together, which costs time and
 * no result.
 */
function* rarestOf(sets: HashSets, threshold: number, order: Uint32Array): Generator<void, Rarest> {
  const ends = new Uint32Array(order.length);
  let [looked, hashes] = [0, 0];
  for (let place = 0; place < order.length; place++) {
    const size = sizeAt(sets, order[place] ?? 0);
    hashes += size;
    looked += Math.min(size - Math.ceil(threshold * size - 1e-9) + 1, size);
    ends[place] = looked;
  }
  const counts = countHashes(sets, order, tableSize(hashes));
  const starts = new Uint32Array(counts.length);
  const buckets = new Uint32Array(looked);
  const sort = createRaritySort(counts);
  for (let place = 0, from = 0; place < order.length; place++) {
    if (place % AT_ONCE === 0) yield;
    const sorted = sort(setAt(sets, order[place] ?? 0));
    const end = ends[place] ?? 0;
    for (let at = 0; from < end; at++, from++) {
      const bucket = (sorted[at] ?? 0) % counts.length;
      buckets[from] = bucket;
      starts[bucket] = (starts[bucket] ?? 0) + 1;
    }
  }
  let before = 0;
  for (let bucket = 0; bucket < starts.length; bucket++) {
    const own = starts[bucket] ?? 0;
    starts[bucket] = before;
    before += own;
  }
  return { buckets, ends, starts };
}

/** How often the hashes of each bucket occur. */
function countHashes(sets: HashSets, order: Uint32Array, buckets: number): Uint32Array {
  const counts = new Uint32Array(buckets);
  for (const set of order) {
    const own = setAt(sets, set);
    for (let at = 0; at < own.length; at++) {
      const bucket = (own[at] ?? 0) & (buckets - 1);
      counts[bucket] = (counts[bucket] ?? 0) + 1;
    }
  }
  return counts;
}

/** Sorts a set by how often its hashes occur: gives numbers whose low 32 bits are these; scratch until the next set. */
function createRaritySort(counts: Uint32Array): (set: Uint32Array) => Float64Array {
  const keys = new Float64Array(MOST_HASHES);
  return (set) => {
    for (let at = 0; at < set.length; at++) {
      const hash = set[at] ?? 0;
      keys[at] = (counts[hash & (counts.length - 1)] ?? 0) * 2 ** 32 + hash;
    }
    return keys.subarray(0, set.length).sort();
  };
}

/** A power of two that leaves room, up to four million. */
function tableSize(entries: number): number {
  return 2 ** Math.max(4, Math.min(22, Math.ceil(Math.log2(entries + 1))));
}

/** Groups that a set is compared with at most. */
const MOST_CANDIDATES = 100;

/** Finds the leader of each set, if it is asked for each in order; those that are their own are found from then on. */
function createSearch(
  sets: HashSets,
  threshold: number,
  order: Uint32Array,
  rarest: Rarest,
): (place: number) => number {
  const records = recordsOf(sets, order);
  const isUnlike = createFilter(records, threshold);
  const index = createIndex(rarest, records);
  return (place) => {
    const own = setAt(sets, order[place] ?? 0);
    let [best, similarity] = [place, threshold];
    const count = index.ask(place);
    for (let at = 0; at < count; at++) {
      const other = index.found[at] ?? 0;
      if (isUnlike(place, other)) continue;
      const alike = jaccard(own, setAt(sets, order[other] ?? 0), similarity);
      // Of equals the first; the set itself, with which it begins, is behind all others.
      if (alike < similarity || (alike === similarity && other > best)) continue;
      [best, similarity] = [other, alike];
    }
    if (best === place) index.add(place);
    return best;
  };
}

/** Which sets are in which bucket. */
interface SetIndex {
  /** Finds others that were added and share a bucket with a set, each once, the last first; gives how many. */
  readonly ask: (place: number) => number;
  /** What was found; scratch until the next set. */
  readonly found: Uint32Array;
  readonly add: (place: number) => void;
}

/** `records` remember which set was asked for which. */
function createIndex({ buckets, ends, starts }: Rarest, records: Int32Array): SetIndex {
  const members = new Uint32Array(buckets.length);
  const nexts = starts.slice();
  const found = new Uint32Array(MOST_CANDIDATES);
  const beginOf = (place: number): number => (place === 0 ? 0 : (ends[place - 1] ?? 0));
  const collect = (bucket: number, place: number, before: number): number => {
    const first = starts[bucket] ?? 0;
    let count = before;
    for (let at = (nexts[bucket] ?? 0) - 1; at >= first && count < MOST_CANDIDATES; at--) {
      const other = members[at] ?? 0;
      if (records[other * RECORD] === place) continue;
      records[other * RECORD] = place;
      found[count] = other;
      count += 1;
    }
    return count;
  };
  return {
    found,
    ask: (place) => {
      const end = ends[place] ?? 0;
      let count = 0;
      for (let at = beginOf(place); at < end && count < MOST_CANDIDATES; at++) {
        count = collect(buckets[at] ?? 0, place, count);
      }
      return count;
    },
    add: (place) => {
      const end = ends[place] ?? 0;
      for (let at = beginOf(place); at < end; at++) {
        const bucket = buckets[at] ?? 0;
        const next = nexts[bucket] ?? 0;
        members[next] = place;
        nexts[bucket] = next + 1;
      }
    },
  };
}

/**
 * Numbers of a record: the place that was last compared with the set; then its parities, of all hashes that fall on the same
 * bit, 88 bits, and in the last 8 bits its size. They are together since memory is slow where a million sets are.
 */
const RECORD = 4;
const PARITIES = 88;

function recordsOf(sets: HashSets, order: Uint32Array): Int32Array {
  const records = new Int32Array(order.length * RECORD);
  for (let place = 0; place < order.length; place++) {
    const own = setAt(sets, order[place] ?? 0);
    const record = place * RECORD;
    records[record] = -1;
    for (let at = 0; at < own.length; at++) {
      const bit = (((own[at] ?? 0) >>> 16) * PARITIES) >>> 16;
      const word = record + 1 + (bit >>> 5);
      records[word] = (records[word] ?? 0) ^ (1 << (bit & 31));
    }
    records[record + 3] = (records[record + 3] ?? 0) | (own.length << 24);
  }
  return records;
}

/**
 * Tells of most sets that are not alike that they are not: they differ in at least one hash for each parity in which they
 * do (bitmap filter of Sandes, Teodoro and Melo, "Bitmap Filter: Speeding up Exact Set Similarity Joins", 2017).
 */
function createFilter(
  records: Int32Array,
  threshold: number,
): (one: number, other: number) => boolean {
  const share = (1 - threshold) / (1 + threshold);
  return (one, other) => {
    const [a, b] = [one * RECORD, other * RECORD];
    const [last, otherLast] = [records[a + 3] ?? 0, records[b + 3] ?? 0];
    const differing =
      bitsIn((records[a + 1] ?? 0) ^ (records[b + 1] ?? 0)) +
      bitsIn((records[a + 2] ?? 0) ^ (records[b + 2] ?? 0)) +
      bitsIn((last ^ otherLast) & 0xff_ffff);
    return differing > share * ((last >>> 24) + (otherLast >>> 24)) + 1e-9;
  };
}

function bitsIn(word: number): number {
  let bits = word - ((word >>> 1) & 0x5555_5555);
  bits = (bits & 0x3333_3333) + ((bits >>> 2) & 0x3333_3333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}

/** Similarity of two sorted sets; 0 where it is below `least`, which mostly shows long before their ends. */
export function jaccard(a: Uint32Array, b: Uint32Array, least: number): number {
  const wanted = (least / (1 + least)) * (a.length + b.length) - 1e-9;
  let [spareOfA, spareOfB] = [a.length - wanted, b.length - wanted];
  let shared = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [x, y] = [a[i] as number, b[j] as number];
    if (x === y) shared += 1;
    else if (x < y) spareOfA -= 1;
    else spareOfB -= 1;
    if (spareOfA < 0 || spareOfB < 0) return 0;
    if (x <= y) i += 1;
    if (y <= x) j += 1;
  }
  return shared / (a.length + b.length - shared);
}
