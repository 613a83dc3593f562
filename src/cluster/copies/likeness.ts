import { type HashSets, setAt } from './sets.ts';

/**
 * Numbers of a record: one that is free for who compares; then its parities, of all hashes that fall on the same
 * bit, 88 bits, and in the last 8 bits its size. They are together since memory is slow where a million sets are.
 */
export const RECORD = 4;
const PARITIES = 88;

export function recordsOf(sets: HashSets, order: Uint32Array): Int32Array {
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
export function createFilter(
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
