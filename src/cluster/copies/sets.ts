/** Sets of 32-bit hashes, one after the other; each is sorted and holds nothing twice. */
export interface HashSets {
  readonly count: number;
  /** A set is whole on one page. */
  readonly pages: readonly Uint32Array[];
  /** Where each set begins, counted over all pages. */
  readonly starts: Uint32Array;
  readonly sizes: Uint8Array;
}

/** Collects sets; memory grows with what is added and no more. */
export interface SetCollector {
  /** Adds the set of the first `count` hashes of an array, which it sorts; an empty one if fewer than `least` differ. */
  readonly add: (hashes: Uint32Array, count: number) => void;
  /** @param order of the sets, as places in the order of adding */
  readonly end: (order: Uint32Array) => HashSets;
}

/**
 * Larger sets keep their smallest hashes only: a fair sample whose overlap estimates that of the whole (bottom-k sketch,
 * Broder 1997), so that a text of any length takes half a kilobyte.
 */
export const MOST_HASHES = 128;

/**
 * Hashes of a page. The system gives memory for a large one only as it is filled, and takes it back at once when it is
 * dropped; a page that grew would leave copies behind.
 */
const PAGE_BITS = 24;
const PAGE = 2 ** PAGE_BITS;

/** An empty collection. */
export function createSetCollector(least: number): SetCollector {
  const pages: Uint32Array[] = [];
  const starts: number[] = [];
  const sizes: number[] = [];
  let used = 0;
  return {
    add: (own, length) => {
      const sorted = own.subarray(0, length).sort();
      if ((used % PAGE) + MOST_HASHES > PAGE) used = pages.length * PAGE;
      const page = pages[used >>> PAGE_BITS] ?? addPage(pages);
      const size = writeDistinct(sorted, page, used % PAGE);
      starts.push(used);
      sizes.push(size < least ? 0 : size);
      if (size >= least) used += size;
    },
    end: (order) => ({
      count: starts.length,
      pages,
      starts: order.map((at) => starts[at] ?? 0),
      sizes: Uint8Array.from(order, (at) => sizes[at] ?? 0),
    }),
  };
}

function addPage(pages: Uint32Array[]): Uint32Array {
  const page = new Uint32Array(PAGE);
  pages.push(page);
  return page;
}

/** Writes the first different numbers of a sorted list, as many as a set holds; gives how many. */
function writeDistinct(sorted: Uint32Array, page: Uint32Array, from: number): number {
  let size = 0;
  for (let at = 0; at < sorted.length && size < MOST_HASHES; at++) {
    const hash = sorted[at] ?? 0;
    if (at > 0 && hash === sorted[at - 1]) continue;
    page[from + size] = hash;
    size += 1;
  }
  return size;
}

/** The hashes of one set. */
export function setAt({ pages, starts, sizes }: HashSets, index: number): Uint32Array {
  const start = starts[index] ?? 0;
  const from = start % PAGE;
  return pages[start >>> PAGE_BITS]?.subarray(from, from + (sizes[index] ?? 0)) ?? NO_HASHES;
}

const NO_HASHES = new Uint32Array();

/** Compares two sets by their content, for sorting: below 0 where the first goes first, 0 for equal ones. */
export function compareSets(sets: HashSets, one: number, other: number): number {
  const { pages, starts } = sets;
  const [first, second] = [starts[one] ?? 0, starts[other] ?? 0];
  const [page, otherPage] = [pages[first >>> PAGE_BITS], pages[second >>> PAGE_BITS]];
  const [size, otherSize] = [sizeAt(sets, one), sizeAt(sets, other)];
  const [from, otherFrom] = [first % PAGE, second % PAGE];
  for (let at = 0; at < size && at < otherSize; at++) {
    const difference = (page?.[from + at] ?? 0) - (otherPage?.[otherFrom + at] ?? 0);
    if (difference !== 0) return difference;
  }
  return size - otherSize;
}

/** How many hashes a set has. */
export function sizeAt({ sizes }: HashSets, index: number): number {
  return sizes[index] ?? 0;
}

/** How often the hashes of each bucket occur in some sets: a bucket is of the hashes that share their low bits. */
export function countHashes(sets: HashSets, order: Uint32Array, buckets: number): Uint32Array {
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

/** Buckets for so many hashes: a power of two that leaves room, up to four million. */
export function tableSize(entries: number): number {
  return 2 ** Math.max(4, Math.min(22, Math.ceil(Math.log2(entries + 1))));
}

/** A hash of three values of up to 32 bits, well spread over 32 bits. */
export function hashOf3(first: number, second: number, third: number): number {
  let hash = Math.imul(first ^ 0x9e3779b9, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15) ^ second, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 13) ^ third, 0x27d4eb2f);
  return (hash ^ (hash >>> 16)) >>> 0;
}
