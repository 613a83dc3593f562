/**
 * All terms of the dictionaries as a tree of characters on typed arrays. Edges of the root are looked up
 * directly; all others in one open hash table, which is built in milliseconds and stays in the cache.
 */
export interface Trie {
  /** Node after the first unit, by unit; 0 for none. */
  readonly first: Int32Array;
  readonly edgeNode: Int32Array;
  readonly edgeUnit: Uint16Array;
  readonly edgeTo: Int32Array;
  readonly mask: number;
  /** Identifier of the term that ends in a node, -1 for none. */
  readonly term: Int32Array;
}

/** The tree of `terms`; a term's identifier is its index. Empty terms are not allowed. */
export function buildTrie(terms: readonly string[]): Trie {
  let units = 1;
  for (const term of terms) units += term.length;
  let size = 1024;
  while (size < units * 2) size *= 2;
  const trie: Trie = {
    first: new Int32Array(65536),
    edgeNode: new Int32Array(size),
    edgeUnit: new Uint16Array(size),
    edgeTo: new Int32Array(size),
    mask: size - 1,
    term: new Int32Array(units).fill(-1),
  };
  let nodes = 1;
  for (const [id, term] of terms.entries()) {
    let node = trie.first[term.charCodeAt(0)] ?? 0;
    if (node === 0) {
      node = nodes++;
      trie.first[term.charCodeAt(0)] = node;
    }
    for (let i = 1; i < term.length; i++) {
      const slot = slotOf(trie, node, term.charCodeAt(i));
      if (trie.edgeNode[slot] === 0) {
        trie.edgeNode[slot] = node;
        trie.edgeUnit[slot] = term.charCodeAt(i);
        trie.edgeTo[slot] = nodes++;
      }
      node = trie.edgeTo[slot] ?? 0;
    }
    trie.term[node] = id;
  }
  return trie;
}

/** The node behind `node` along `unit`, 0 for none. */
export function step(trie: Trie, node: number, unit: number): number {
  return trie.edgeTo[slotOf(trie, node, unit)] ?? 0;
}

function slotOf(trie: Trie, node: number, unit: number): number {
  let slot = (Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b)) >>> 7;
  slot &= trie.mask;
  while (trie.edgeNode[slot] !== 0) {
    if (trie.edgeNode[slot] === node && trie.edgeUnit[slot] === unit) return slot;
    slot = (slot + 1) & trie.mask;
  }
  return slot;
}
