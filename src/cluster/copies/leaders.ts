import { type HashSets, setAt } from './sets.ts';

/**
 * Gives each set the one that it is a copy of: the first set before it that started a group and is most like it, by
 * Jaccard similarity of at least `threshold` (0 to 1, above 0); itself where there is none. Groups so made have no chains:
 * every member is like the set that started it, and a set that is added at the end never moves one before it.
 *
 * Sets that alike must share one of their rarest hashes, so only those are looked up (prefix filter of Bayardo, Ma and
 * Srikant, "Scaling Up All Pairs Similarity Search", 2007). The search is exact where few groups share these; where
 * texts are put together from stock phrases, the latest of those that share the rarest are looked at, since the time would
 * grow with the square of the texts. An empty set is like nothing.
 */
export function leadersOf(sets: HashSets, threshold: number): Int32Array {
  const leaders = new Int32Array(sets.count);
  const rarestOf = rarestFirst(sets);
  const index = createIndex(sets.hashes.length);
  const asked = new Int32Array(sets.count).fill(-1);
  for (let at = 0; at < sets.count; at++) {
    const own = setAt(sets, at);
    const looked = own.length - Math.ceil(threshold * own.length - 1e-9) + 1;
    const prefix = rarestOf(own, Math.min(looked, own.length));
    const candidates = candidatesOf(prefix, at, index, asked);
    const leader = mostAlike(own, candidates, sets, threshold);
    leaders[at] = leader ?? at;
    if (leader === null) for (const hash of prefix) index.add(hash, at);
  }
  return leaders;
}

/** Groups that a set is compared with at most. */
const MOST_CANDIDATES = 100;

/** The sets that hold one of the hashes, each once. `asked` remembers which was asked for which. */
function candidatesOf(
  prefix: Uint32Array,
  at: number,
  index: SetIndex,
  asked: Int32Array,
): readonly number[] {
  const candidates: number[] = [];
  for (const hash of prefix) {
    let node = index.first(hash);
    for (; node > 0 && candidates.length < MOST_CANDIDATES; node = index.next(node)) {
      const other = index.setOf(node);
      if (asked[other] !== at) candidates.push(other);
      asked[other] = at;
    }
  }
  return candidates;
}

/** The candidate that is most like a set, the first of equals; null where none is alike enough. */
function mostAlike(
  own: Uint32Array,
  candidates: readonly number[],
  sets: HashSets,
  threshold: number,
): number | null {
  let best: number | null = null;
  let similarity = threshold;
  for (const other of candidates) {
    const found = jaccard(own, setAt(sets, other), similarity);
    if (found < similarity || (found === similarity && best !== null && other > best)) continue;
    [best, similarity] = [other, found];
  }
  return best;
}

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

/** How often each hash occurs, by its low bits; two that share them count together, which costs time and no result. */
function rarestFirst(sets: HashSets): (set: Uint32Array, count: number) => Uint32Array {
  const mask = tableSize(sets.hashes.length) - 1;
  const occurrences = new Uint32Array(mask + 1);
  for (const hash of sets.hashes) occurrences[hash & mask] = (occurrences[hash & mask] ?? 0) + 1;
  const keys = new Float64Array(1 << 8);
  const rarest = new Uint32Array(1 << 8);
  return (set, count) => {
    for (const [at, hash] of set.entries()) {
      keys[at] = (occurrences[hash & mask] ?? 0) * 2 ** 32 + hash;
    }
    const sorted = keys.subarray(0, set.length).sort();
    for (let at = 0; at < count; at++) rarest[at] = (sorted[at] ?? 0) % 2 ** 32;
    return rarest.subarray(0, count);
  };
}

/** A power of two that leaves room, from a thousand to four million. */
function tableSize(entries: number): number {
  return 2 ** Math.max(10, Math.min(22, Math.ceil(Math.log2(entries + 1))));
}

/** Which sets hold a hash, in chains through typed arrays. Node 0 is the end of every chain. */
interface SetIndex {
  readonly add: (hash: number, set: number) => void;
  readonly first: (hash: number) => number;
  readonly next: (node: number) => number;
  readonly setOf: (node: number) => number;
}

function createIndex(entries: number): SetIndex {
  const mask = tableSize(entries) - 1;
  const heads = new Int32Array(mask + 1);
  const nexts = new Int32Array(entries + 1);
  const owners = new Int32Array(entries + 1);
  let used = 0;
  return {
    add: (hash, set) => {
      used += 1;
      owners[used] = set;
      nexts[used] = heads[hash & mask] ?? 0;
      heads[hash & mask] = used;
    },
    first: (hash) => heads[hash & mask] ?? 0,
    next: (node) => nexts[node] ?? 0,
    setOf: (node) => owners[node] ?? 0,
  };
}

/** Similarity of two sorted sets; 0 where it is below `least`, which mostly shows long before their ends. */
function jaccard(a: Uint32Array, b: Uint32Array, least: number): number {
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
