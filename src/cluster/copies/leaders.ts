import { createFilter, jaccard, RECORD, recordsOf } from './likeness.ts';
import { countHashes, type HashSets, MOST_HASHES, setAt, sizeAt, tableSize } from './sets.ts';

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
