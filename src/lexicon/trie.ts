import { TRAIT_BITS } from './traits.ts';

/**
 * All terms of the dictionaries as a tree of characters on typed arrays. Edges of the root are looked up directly,
 * all others in one open hash table, which is built in milliseconds. Most steps lead nowhere: a node's own record
 * says so for nearly all of them, so that hardly any touches the table, which does not fit into the first cache.
 */
export interface Trie {
  /** Node after the first unit, by unit; 0 for none. */
  readonly first: Uint16Array;
  /** Two numbers for each node: the set of its edges' units modulo 32, and what `termAt` gives. */
  readonly nodes: Int32Array;
  /** Two numbers for each slot: node and unit of an edge, and the node behind it; 0 for an empty slot. */
  readonly edges: Int32Array;
}

const MOST_NODES = 0x10000;

/**
 * The tree of `terms`; a term's identifier is its index. Empty terms are not allowed.
 * @param traits for each term its traits, or other bits that are worth knowing before the term itself is looked at
 */
export function buildTrie(terms: readonly string[], traits: ArrayLike<number>): Trie {
  let units = 1;
  for (const term of terms) units += term.length;
  let size = 1024;
  while (size < units * 2) size *= 2;
  const trie: Trie = {
    first: new Uint16Array(65536),
    nodes: new Int32Array(2 * units),
    edges: new Int32Array(2 * size),
  };
  let count = 1;
  // The nodes after a first unit are met far more often than all others: together they fill few cache lines.
  for (const term of terms) {
    const unit = term.charCodeAt(0);
    if (trie.first[unit] === 0) trie.first[unit] = count++;
  }
  for (let id = 0; id < terms.length; id++) {
    const term = terms[id] as string;
    let node = trie.first[term.charCodeAt(0)] as number;
    for (let i = 1; i < term.length; i++) {
      const unit = term.charCodeAt(i);
      const slot = slotOf(trie, node, unit);
      if (trie.edges[slot] === 0) {
        trie.edges[slot] = keyOf(node, unit);
        trie.edges[slot + 1] = count++;
        trie.nodes[2 * node] = (trie.nodes[2 * node] as number) | (1 << (unit & 31));
      }
      node = trie.edges[slot + 1] as number;
    }
    trie.nodes[2 * node + 1] = ((id + 1) << TRAIT_BITS) | (traits[id] as number);
  }
  if (count > MOST_NODES) throw new RangeError('more nodes than a key of an edge can tell apart');
  return { ...trie, nodes: trie.nodes.slice(0, 2 * count), edges: closeTogether(trie, count) };
}

/** The edges in the smallest table that has room for half as many more: it is asked at random, and the cache is small. */
function closeTogether(trie: Trie, nodes: number): Int32Array {
  let size = 1024;
  while (size < 1.5 * nodes) size *= 2;
  const edges = new Int32Array(2 * size);
  for (let slot = 0; slot < trie.edges.length; slot += 2) {
    const key = trie.edges[slot] as number;
    if (key === 0) continue;
    const place = slotOf({ ...trie, edges }, key >>> 16, key & 0xffff);
    edges[place] = key;
    edges[place + 1] = trie.edges[slot + 1] as number;
  }
  return edges;
}

/** The node behind `node` along `unit`, 0 for none. */
export function step(trie: Trie, node: number, unit: number): number {
  const units = trie.nodes[2 * node] as number;
  if (((units >>> (unit & 31)) & 1) === 0) return 0;
  return trie.edges[slotOf(trie, node, unit) + 1] as number;
}

/** What ends in a node, 0 for nothing: a term by `idOf`, and its traits in the lowest bits. */
export function termAt(trie: Trie, node: number): number {
  return trie.nodes[2 * node + 1] as number;
}

/** The traits of a term that ends in a node. */
export function traitsIn(found: number): number {
  return found & ((1 << TRAIT_BITS) - 1);
}

/** The identifier of a term that ends in a node. */
export function idOf(found: number): number {
  return (found >> TRAIT_BITS) - 1;
}

function keyOf(node: number, unit: number): number {
  return (node << 16) | unit;
}

/** Where the edge stands, or may be put. A key is never 0, since the root has no edges here. */
function slotOf({ edges }: Trie, node: number, unit: number): number {
  const key = keyOf(node, unit);
  const mask = edges.length / 2 - 1;
  let slot = (Math.imul(key, 0x9e3779b1) >>> 9) & mask;
  while (edges[2 * slot] !== 0 && edges[2 * slot] !== key) slot = (slot + 1) & mask;
  return 2 * slot;
}
