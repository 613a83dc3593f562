/** Sets of 32-bit hashes, one after the other in one array; each is sorted and holds nothing twice. */
export interface HashSets {
  readonly count: number;
  /** Set i is `hashes.subarray(ends[i - 1] ?? 0, ends[i])`. */
  readonly ends: Uint32Array;
  readonly hashes: Uint32Array;
}

/** Collects sets; memory grows with what is added and no more. */
export interface SetCollector {
  /** Adds the set of the first `count` hashes of an array, which it sorts; an empty one if fewer than `least` differ. */
  readonly add: (hashes: Uint32Array, count: number) => void;
  readonly end: () => HashSets;
}

/**
 * Larger sets keep their smallest hashes only: a fair sample whose overlap estimates that of the whole (bottom-k sketch,
 * Broder 1997), so that a text of any length takes half a kilobyte.
 */
export const MOST_HASHES = 128;

/** An empty collection. */
export function createSetCollector(least: number): SetCollector {
  let hashes = new Uint32Array(1 << 16);
  let ends = new Uint32Array(1 << 10);
  let used = 0;
  let count = 0;
  return {
    add: (own, length) => {
      const sorted = own.subarray(0, length).sort();
      if (used + MOST_HASHES > hashes.length) hashes = grown(hashes);
      if (count === ends.length) ends = grown(ends);
      const start = used;
      const most = used + MOST_HASHES;
      for (let at = 0; at < length && used < most; at++) {
        const hash = sorted[at] ?? 0;
        if (at > 0 && hash === sorted[at - 1]) continue;
        hashes[used] = hash;
        used += 1;
      }
      if (used - start < least) used = start;
      ends[count] = used;
      count += 1;
    },
    end: () => ({ count, ends: ends.subarray(0, count), hashes: hashes.subarray(0, used) }),
  };
}

function grown(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}

/** The hashes of one set. */
export function setAt({ ends, hashes }: HashSets, index: number): Uint32Array {
  return hashes.subarray(index === 0 ? 0 : ends[index - 1], ends[index]);
}

/** Compares two sets by their content, for sorting: below 0 where the first goes first, 0 for equal ones. */
export function compareSets(sets: HashSets, one: number, other: number): number {
  const { hashes } = sets;
  const [first, second] = [startOf(sets, one), startOf(sets, other)];
  const [size, otherSize] = [sizeAt(sets, one), sizeAt(sets, other)];
  for (let at = 0; at < size && at < otherSize; at++) {
    const difference = (hashes[first + at] ?? 0) - (hashes[second + at] ?? 0);
    if (difference !== 0) return difference;
  }
  return size - otherSize;
}

/** How many hashes a set has. */
export function sizeAt(sets: HashSets, index: number): number {
  return (sets.ends[index] ?? 0) - startOf(sets, index);
}

const startOf = ({ ends }: HashSets, at: number): number => (at === 0 ? 0 : (ends[at - 1] ?? 0));

/** A hash of three values of up to 32 bits, well spread over 32 bits. */
export function hashOf3(first: number, second: number, third: number): number {
  let hash = Math.imul(first ^ 0x9e3779b9, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15) ^ second, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 13) ^ third, 0x27d4eb2f);
  return (hash ^ (hash >>> 16)) >>> 0;
}
