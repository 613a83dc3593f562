import { placeChildren, type TrieNodes } from './placement.ts';

/**
 * A set of words as a double array. The child of node n over code c is node `bases[n] + c`, provided that it
 * carries c: no two nodes share a base, so the code alone proves the parent; that of a leaf is 0, which leads to
 * no node that carries the code, and code 0 leads to none from anywhere. Node 0 is the root. The arrays are long
 * enough that base + code never leaves them. They are three, not one of records, since most steps
 * ask for the code alone and find that it is another: the codes by themselves stay in the cache.
 */
export interface Trie {
  /** The code that leads to each node, `NO_CODE` where there is no node and for the root. */
  readonly codes: Uint16Array;
  /** The class of the word that ends at each node, 0 where none ends. */
  readonly classes: Uint16Array;
  /** 0 for a leaf. */
  readonly bases: Int32Array;
}

/** What no unit has as its code: not 0, so that a unit without a code leads nowhere. */
const NO_CODE = 0xffff;

/** A word as the codes of its UTF-16 units (each from 1 to 65534), and its class (1 to 65535). */
export interface CodedWord {
  /** One character per code. */
  readonly codes: string;
  readonly wordClass: number;
}

/** A word as `CodedWord.codes`; a code of 0 stands for a unit that has none. */
export function codesOf(word: string, codes: Uint16Array): string {
  return word.replace(/[\s\S]/g, (unit) => String.fromCharCode(codes[unit.charCodeAt(0)] ?? 0));
}

/**
 * The words as a double array. Same words, same array, in whatever order they come.
 *
 * @param words no two with the same codes, none empty
 * @param codeLimit one more than the highest code
 */
export function buildTrie(words: readonly CodedWord[], codeLimit: number): Trie {
  const nodes = growNodes(sortByCodes(words));
  const { bases, size } = placeChildren(nodes, codeLimit);
  const trie = {
    codes: new Uint16Array(size + codeLimit).fill(NO_CODE),
    classes: new Uint16Array(size + codeLimit),
    bases: new Int32Array(size + codeLimit),
  };
  const slots = new Int32Array(nodes.count);
  for (let node = 0; node < nodes.count; node++) {
    const slot = slots[node] as number;
    const base = bases[node] as number;
    trie.bases[slot] = base;
    if (node > 0) trie.codes[slot] = nodes.codes[node] as number;
    trie.classes[slot] = nodes.wordClasses[node] as number;
    const first = nodes.firstChild[node] as number;
    const end = first + (nodes.childCount[node] as number);
    for (let child = first; child < end; child++) {
      slots[child] = base + (nodes.codes[child] as number);
    }
  }
  return trie;
}

function sortByCodes(words: readonly CodedWord[]): CodedWord[] {
  return words.toSorted((a, b) => Number(a.codes > b.codes) - Number(a.codes < b.codes));
}

/** Node n stands for the sorted words from `low[n]` to `high[n]`, which agree in their first `depth[n]` codes. */
function growNodes(words: readonly CodedWord[]): TrieNodes {
  const most = words.reduce((sum, word) => sum + word.codes.length, 1);
  const low = new Int32Array(most);
  const high = new Int32Array(most);
  const depths = new Uint16Array(most);
  const nodes = {
    count: 1,
    codes: new Uint16Array(most),
    wordClasses: new Uint16Array(most),
    firstChild: new Int32Array(most),
    childCount: new Int32Array(most),
  };
  high[0] = words.length;
  for (let node = 0; node < nodes.count; node++) {
    const depth = depths[node] as number;
    const end = high[node] as number;
    let at = low[node] as number;
    const own = words[at];
    if (own?.codes.length === depth) {
      nodes.wordClasses[node] = own.wordClass;
      at++;
    }
    nodes.firstChild[node] = nodes.count;
    while (at < end) {
      const child = nodes.count++;
      const code = codeAt(words, at, depth);
      nodes.codes[child] = code;
      depths[child] = depth + 1;
      low[child] = at;
      while (at < end && codeAt(words, at, depth) === code) at++;
      high[child] = at;
    }
    nodes.childCount[node] = nodes.count - (nodes.firstChild[node] as number);
  }
  return nodes;
}

function codeAt(words: readonly CodedWord[], at: number, depth: number): number {
  return words[at]?.codes.charCodeAt(depth) ?? 0;
}

/** The node at which the codes from `from` to `to` end, 0 where the array has no such path. */
export function walkTrie(trie: Trie, codes: Uint16Array, from: number, to: number): number {
  let node = 0;
  for (let at = from; at < to; at++) {
    const code = codes[at] as number;
    node = (trie.bases[node] as number) + code;
    if (trie.codes[node] !== code) return 0;
  }
  return node;
}
