import { TRAIT_BITS } from './traits.ts';

/**
 * All terms of the dictionaries as a tree of characters on typed arrays. A node behind another stands where the number of that one
 * and the unit between them point, as in an open hash table: what leads to it and what there is to know of it lie side by side
 * in memory. Most steps lead nowhere: a node's own record says so for nearly all of them, so that hardly any touches another.
 */
export interface Trie {
  /** Node after the first unit, by unit; 0 for none. */
  readonly first: Uint16Array;
  /** The records of the nodes, `FIELDS` numbers each. */
  readonly nodes: Int32Array;
}

const FIELDS = 4;
/** The node before and the unit between, 0 for no node and for those after a first unit. */
const KEY = 0;
/** The units that lead on, by their lowest five bits, and by the next five: few other units are in both sets. */
const LOW = 1;
const HIGH = 2;
/** What `termAt` gives. */
const TERM = 3;

/** There is no node 0. In its record stands where the nodes begin that are found by their keys, and for how many there is room. */
const FROM = 0;
const ROOM = 1;

const MOST_NODES = 0x10000;
/** Room for as many more nodes lets most stand where they belong. */
const SPARSENESS = 2;

/**
 * The tree of `terms`; a term's identifier is its index. Empty terms are not allowed.
 * @param traits for each term its traits, or other bits that are worth knowing before the term itself is looked at
 */
export function buildTrie(terms: readonly string[], traits: ArrayLike<number>): Trie {
  const first = new Uint16Array(65536);
  const grown = growNodes(terms, first);
  const from = grown.firsts + 1;
  const behind = grown.count - from;
  const room = Math.min(SPARSENESS * behind + 1, MOST_NODES - from);
  if (behind >= room) throw new RangeError('more nodes than a key can tell apart');
  const nodes = new Int32Array(FIELDS * (from + room));
  nodes[FROM] = from;
  nodes[ROOM] = room;
  const places = new Int32Array(grown.count);
  for (let node = 1; node < grown.count; node++) {
    const parent = places[grown.parents[node] as number] as number;
    const unit = grown.units[node] as number;
    places[node] = node < from ? node : put(nodes, parent, unit);
  }
  for (let id = 0; id < terms.length; id++) {
    const node = places[grown.ends[id] as number] as number;
    nodes[FIELDS * node + TERM] = ((id + 1) << TRAIT_BITS) | (traits[id] as number);
  }
  return { first, nodes };
}

/** Makes a record for a new node, and gives its number. */
function put(nodes: Int32Array, parent: number, unit: number): number {
  const place = placeOf(nodes, parent, unit);
  nodes[FIELDS * place + KEY] = keyOf(parent, unit);
  const before = FIELDS * parent;
  nodes[before + LOW] = (nodes[before + LOW] as number) | (1 << (unit & 31));
  nodes[before + HIGH] = (nodes[before + HIGH] as number) | (1 << ((unit >>> 5) & 31));
  return place;
}

/** The nodes in the order in which terms need them; those after a first unit, from 1 on, before all others. */
interface Grown {
  count: number;
  firsts: number;
  readonly parents: Int32Array;
  readonly units: Uint16Array;
  /** The last node of each term. */
  readonly ends: Int32Array;
}

/** @param first takes the nodes after first units: they are met far more often than all others, and together fill few cache lines */
function growNodes(terms: readonly string[], first: Uint16Array): Grown {
  let most = 1;
  for (const term of terms) most += term.length;
  const grown: Grown = {
    count: 1,
    firsts: 0,
    parents: new Int32Array(most),
    units: new Uint16Array(most),
    ends: new Int32Array(terms.length),
  };
  for (const term of terms) {
    const unit = term.charCodeAt(0);
    if (first[unit] === 0) first[unit] = grown.count++;
  }
  grown.firsts = grown.count - 1;
  const known = new Int32Array(2 ** Math.ceil(Math.log2(2 * most)));
  for (let id = 0; id < terms.length; id++) {
    const term = terms[id] as string;
    let node = first[term.charCodeAt(0)] as number;
    for (let i = 1; i < term.length; i++) node = nodeBehind(grown, known, node, term.charCodeAt(i));
    grown.ends[id] = node;
  }
  return grown;
}

/** The node behind another, which is new where no term needed it before. */
function nodeBehind(grown: Grown, known: Int32Array, parent: number, unit: number): number {
  const { parents, units } = grown;
  const mask = known.length - 1;
  for (let slot = hashOf(parent, unit) & mask; ; slot = (slot + 1) & mask) {
    const node = known[slot] as number;
    if (node !== 0 && (parents[node] !== parent || units[node] !== unit)) continue;
    if (node !== 0) return node;
    parents[grown.count] = parent;
    units[grown.count] = unit;
    known[slot] = grown.count;
    return grown.count++;
  }
}

/** The node behind `node` along `unit`, 0 for none. */
export function step({ nodes }: Trie, node: number, unit: number): number {
  const low = nodes[FIELDS * node + LOW] as number;
  const high = nodes[FIELDS * node + HIGH] as number;
  if (((low >>> (unit & 31)) & (high >>> ((unit >>> 5) & 31)) & 1) === 0) return 0;
  const place = placeOf(nodes, node, unit);
  return nodes[FIELDS * place + KEY] === 0 ? 0 : place;
}

/** What ends in a node, 0 for nothing: a term by `idOf`, and its traits in the lowest bits. */
export function termAt({ nodes }: Trie, node: number): number {
  return nodes[FIELDS * node + TERM] as number;
}

/** The traits of a term that ends in a node. */
export function traitsIn(found: number): number {
  return found & ((1 << TRAIT_BITS) - 1);
}

/** The identifier of a term that ends in a node. */
export function idOf(found: number): number {
  return (found >> TRAIT_BITS) - 1;
}

/** Where the node behind another stands, or may be put. */
function placeOf(nodes: Int32Array, node: number, unit: number): number {
  const key = keyOf(node, unit);
  const from = nodes[FROM] as number;
  const room = nodes[ROOM] as number;
  let place = from + (Math.imul(hashOf(node, unit) >>> 16, room) >>> 16);
  while (nodes[FIELDS * place + KEY] !== key && nodes[FIELDS * place + KEY] !== 0) {
    place = place + 1 < from + room ? place + 1 : from;
  }
  return place;
}

/** Never 0: only nodes from 1 on have others behind them. */
function keyOf(node: number, unit: number): number {
  return (node << 16) | unit;
}

/** 32 bits whose highest are the best mixed. */
function hashOf(node: number, unit: number): number {
  const product = Math.imul(keyOf(node, unit), 0x9e3779b1);
  return Math.imul(product ^ (product >>> 15), 0x85ebca6b);
}
