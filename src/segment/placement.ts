/** A plain trie in breadth-first order: the children of a node stand side by side, by rising code. */
export interface TrieNodes {
  readonly count: number;
  readonly codes: Uint16Array;
  readonly wordClasses: Uint16Array;
  readonly firstChild: Int32Array;
  readonly childCount: Int32Array;
}

/**
 * How many windows of 32 bases a search may pass before the next search for as many children starts
 * where it ended. Higher packs a little tighter and takes longer.
 */
const PATIENCE = 64;

const FULL = -1;

/** Where the children of each node go: child over code c stands in slot base + c; `size` is one more than the highest slot. */
export interface Placement {
  readonly bases: Int32Array;
  readonly size: number;
}

/**
 * Packs the children of all nodes into one array so that no two meet and no two nodes share a base.
 * Nodes with many children go first, while there is room for their pattern; the mass of nodes with
 * one child then fills the gaps.
 */
export function placeChildren(nodes: TrieNodes, codeLimit: number): Placement {
  const bases = new Int32Array(nodes.count);
  const slots = createSlots(nodes.count + codeLimit);
  let from = 0;
  let lastCount = 0;
  for (const node of byChildCount(nodes)) {
    const first = nodes.firstChild[node] as number;
    const count = nodes.childCount[node] as number;
    if (count !== lastCount) from = 0;
    lastCount = count;
    const codes = nodes.codes.subarray(first, first + count);
    const base = slots.take(from, codes);
    bases[node] = base;
    if (base - from > 32 * PATIENCE) from = base & ~31;
  }
  return { bases, size: slots.size() };
}

/** Nodes that have children, those with most children first, equal ones in their own order. */
function byChildCount(nodes: TrieNodes): Int32Array {
  const parents: number[] = [];
  for (let node = 0; node < nodes.count; node++) {
    if ((nodes.childCount[node] as number) > 0) parents.push(node);
  }
  const count = (node: number): number => nodes.childCount[node] as number;
  return Int32Array.from(parents.sort((a, b) => count(b) - count(a) || a - b));
}

/** Slots 1, 2, 3 … without end. */
interface Slots {
  /**
   * Takes the slots of all codes under the first base that no node has and that meets free slots only.
   *
   * @param from where to start, a multiple of 32
   */
  take(from: number, codes: Uint16Array): number;
  size(): number;
}

function createSlots(expected: number): Slots {
  let taken = createBits(expected);
  let basesInUse = createBits(expected);
  let size = 1;
  setBit(basesInUse, 0);

  /** Bit i is set where base `start + i` will not do. */
  function blockedBases(start: number, codes: Uint16Array): number {
    let blocked = basesInUse[start >>> 5] ?? 0;
    for (let at = 0; at < codes.length && blocked !== FULL; at++) {
      blocked |= bitsFrom(taken, start + (codes[at] as number));
    }
    return blocked;
  }

  function find(from: number, codes: Uint16Array): number {
    for (let start = from; ; start += 32) {
      const blocked = blockedBases(start, codes);
      if (blocked !== FULL) return start + lowestClearBit(blocked);
    }
  }

  return {
    take: (from, codes) => {
      const base = find(from, codes);
      const last = base + (codes.at(-1) ?? 0);
      size = Math.max(size, last + 1);
      taken = reaching(taken, last);
      basesInUse = reaching(basesInUse, last);
      setBit(basesInUse, base);
      for (const code of codes) setBit(taken, base + code);
      return base;
    },
    size: () => size,
  };
}

function createBits(count: number): Int32Array {
  return new Int32Array((count >>> 5) + 1);
}

/** The bits themselves if they reach the position, else a longer copy. */
function reaching(bits: Int32Array, position: number): Int32Array {
  if (position >>> 5 < bits.length) return bits;
  const longer = createBits(2 * position);
  longer.set(bits);
  return longer;
}

function setBit(bits: Int32Array, position: number): void {
  bits[position >>> 5] = (bits[position >>> 5] ?? 0) | (1 << (position & 31));
}

/** The 32 bits from a position on; clear past the end. */
function bitsFrom(bits: Int32Array, position: number): number {
  const shift = position & 31;
  const low = bits[position >>> 5] ?? 0;
  if (shift === 0) return low;
  return (low >>> shift) | ((bits[(position >>> 5) + 1] ?? 0) << (32 - shift));
}

function lowestClearBit(bits: number): number {
  const clear = ~bits;
  return 31 - Math.clz32(clear & -clear);
}
