/** A plain trie in breadth-first order: the children of a node stand side by side, by rising code. */
export interface TrieNodes {
  readonly count: number;
  readonly codes: Uint16Array;
  readonly wordClasses: Uint16Array;
  readonly firstChild: Int32Array;
  readonly childCount: Int32Array;
}

/** How many free slots a search may pass before later searches of the same kind start where it ended. */
const PATIENCE = 64;

/** Where the children of each node go: child over code c stands in slot base + c; `size` is one more than the highest slot. */
export interface Placement {
  readonly bases: Int32Array;
  readonly size: number;
}

/**
 * Packs the children of all nodes into one array so that no two meet and no two nodes share a base.
 * Nodes with many children go first, while there is room for their pattern; the mass of nodes with
 * one child then fills what is left free. Free slots form a linked list, so a search sees nothing else.
 */
export function placeChildren(nodes: TrieNodes, codeLimit: number): Placement {
  const bases = new Int32Array(nodes.count);
  const slots = freeSlots(nodes.count, codeLimit);
  let from = slots.next(0);
  let lastCount = 0;
  for (const node of byChildCount(nodes)) {
    const first = nodes.firstChild[node] as number;
    const count = nodes.childCount[node] as number;
    if (count !== lastCount) from = slots.next(0);
    lastCount = count;
    const codes = nodes.codes.subarray(first, first + count);
    const found = slots.find(from, codes);
    bases[node] = found.base;
    slots.take(found.base, codes);
    if (found.passed > PATIENCE || !slots.isFree(from)) from = slots.next(found.slot);
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

interface FreeSlots {
  /** The first free slot after the given slot. */
  next(slot: number): number;
  isFree(slot: number): boolean;
  /** The first base, from free slot `from` on, that no node has and under which all codes meet free slots. */
  find(from: number, codes: Uint16Array): { base: number; slot: number; passed: number };
  take(base: number, codes: Uint16Array): void;
  size(): number;
}

/** Slots 1, 2, 3 … without end, of which slot 0 (the root's) is taken. */
function freeSlots(expected: number, codeLimit: number): FreeSlots {
  let capacity = 0;
  let top = 1;
  let after = new Int32Array(0);
  let before = new Int32Array(0);
  let taken = new Uint8Array(0);
  let basesInUse = new Uint8Array(0);

  function grow(least: number): void {
    if (least < capacity) return;
    const size = Math.max(least + 1, 2 * capacity);
    after = enlarge(after, new Int32Array(size));
    before = enlarge(before, new Int32Array(size));
    taken = enlarge(taken, new Uint8Array(size));
    basesInUse = enlarge(basesInUse, new Uint8Array(size));
    for (let slot = capacity; slot < size; slot++) {
      after[slot] = slot + 1;
      before[slot] = slot - 1;
    }
    capacity = size;
  }
  // Codes stay below the limit, so the arrays always reach past the last slot that is taken.
  grow(expected + codeLimit);
  taken[0] = 1;

  function fits(base: number, codes: Uint16Array): boolean {
    grow(base + codeLimit);
    if (basesInUse[base] !== 0) return false;
    for (let at = codes.length - 1; at > 0; at--) {
      if (taken[base + (codes[at] as number)] !== 0) return false;
    }
    return true;
  }

  return {
    next: (slot) => {
      let free = after[slot] as number;
      while (taken[free] === 1) free = after[free] as number;
      return free;
    },
    isFree: (slot) => taken[slot] !== 1,
    find: (from, codes) => {
      const first = codes[0] as number;
      let slot = from;
      let passed = 0;
      for (; slot <= first || !fits(slot - first, codes); passed++) slot = after[slot] as number;
      return { base: slot - first, slot, passed };
    },
    take: (base, codes) => {
      basesInUse[base] = 1;
      for (const code of codes) {
        const slot = base + code;
        taken[slot] = 1;
        const left = before[slot] as number;
        const right = after[slot] as number;
        after[left] = right;
        before[right] = left;
        if (slot >= top) top = slot + 1;
      }
    },
    size: () => top,
  };
}

function enlarge<Slots extends Int32Array | Uint8Array>(from: Slots, to: Slots): Slots {
  to.set(from);
  return to;
}
