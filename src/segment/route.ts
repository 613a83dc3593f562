import type { Trie } from './trie.ts';
import type { Words } from './words.ts';

/** Work space for one text; each array is at least one longer than the text. */
export interface Lattice {
  /** Code of each UTF-16 unit, 0 for what cannot be part of a word; a 0 follows the last. */
  readonly codes: Uint16Array;
  /** Log probability of the best route from here to the end of the stretch of word characters. */
  readonly scores: Float64Array;
  /** Where the word ends that the best route takes from here. */
  readonly ends: Int32Array;
  /** Id of that word: its trie node, 0 for an unknown character. */
  readonly ids: Int32Array;
}

/** Words that a person added: they replace listed words of the same spelling. */
export interface AddedWords {
  readonly trie: Trie;
  /** By word class of `trie`. */
  readonly weights: Float64Array;
  /** 1 for the codes with which an added word begins. */
  readonly initials: Uint8Array;
}

/** What the route asks of the listed words; `codes` may know more characters than `trie`. */
export interface Listed extends Pick<Words, 'trie' | 'weights' | 'codes'> {
  /** Ids of added words are their nodes plus this. */
  readonly idLimit: number;
}

/**
 * Finds the most probable sequence of words from each position of the text to the end of its stretch
 * of word characters, from right to left. A character that no word begins with is a word of
 * frequency 1. Of two equally probable routes the one whose first word is longer wins. Sums are formed
 * as in jieba, so that rounding breaks ties as there.
 */
export function findRoute(
  text: string,
  from: number,
  to: number,
  listed: Listed,
  added: AddedWords | null,
  lattice: Lattice,
): void {
  const { trie, weights, codes: codeOf } = listed;
  const { codes, scores, ends, ids } = lattice;
  codes[to] = 0;
  scores[to] = 0;
  for (let at = to - 1; at >= from; at--) {
    const initial = codeOf[text.charCodeAt(at)] as number;
    codes[at] = initial;
    if (initial === 0) scores[at] = 0;
    else if (added !== null && added.initials[initial] === 1)
      chooseAmongBoth(at, listed, added, lattice);
    else chooseListed(at, trie, weights, codes, scores, ends, ids);
  }
}

/** Chooses the word that begins here. The arrays come one by one: this runs for every character. */
function chooseListed(
  at: number,
  trie: Trie,
  weights: Float64Array,
  codes: Uint16Array,
  scores: Float64Array,
  ends: Int32Array,
  ids: Int32Array,
): void {
  let best = Number.NEGATIVE_INFINITY;
  let bestEnd = at + 1;
  let bestId = 0;
  const { codes: nodeCodes, classes, bases } = trie;
  let base = bases[0] as number;
  let end = at;
  let code = codes[at] as number;
  do {
    const node = base + code;
    if (nodeCodes[node] !== code) break;
    end++;
    const wordClass = classes[node] as number;
    if (wordClass !== 0) {
      const score = (weights[wordClass] as number) + (scores[end] as number);
      if (score >= best) {
        best = score;
        bestEnd = end;
        bestId = node;
      }
    }
    base = bases[node] as number;
    code = codes[end] as number;
  } while (base !== 0 && code !== 0);
  scores[at] = bestId === 0 ? (weights[0] as number) + (scores[at + 1] as number) : best;
  ends[at] = bestEnd;
  ids[at] = bestId;
}

/** The same where an added word may begin: both tries are followed side by side. */
function chooseAmongBoth(at: number, listed: Listed, added: AddedWords, lattice: Lattice): void {
  const { codes, scores, ends, ids } = lattice;
  let best = Number.NEGATIVE_INFINITY;
  let bestEnd = at + 1;
  let bestId = 0;
  let own = 0;
  let node = 0;
  for (let end = at; own >= 0 || node >= 0; ) {
    const code = codes[end++] as number;
    own = childOf(added.trie, own, code);
    node = childOf(listed.trie, node, code);
    const ownClass = classBelow(added.trie, own);
    const wordClass = ownClass === 0 ? classBelow(listed.trie, node) : ownClass;
    if (wordClass === 0) continue;
    const weights = ownClass === 0 ? listed.weights : added.weights;
    const score = (weights[wordClass] as number) + (scores[end] as number);
    if (score < best) continue;
    best = score;
    bestEnd = end;
    bestId = ownClass === 0 ? node : listed.idLimit + own;
  }
  const unknown = (listed.weights[0] as number) + (scores[at + 1] as number);
  scores[at] = bestId === 0 ? unknown : best;
  ends[at] = bestEnd;
  ids[at] = bestId;
}

/** The child of a node over a code; -1 without one, or of no node. */
function childOf(trie: Trie, node: number, code: number): number {
  const base = node < 0 ? 0 : (trie.bases[node] as number);
  if (base === 0 || code === 0) return -1;
  const child = base + code;
  return trie.codes[child] === code ? child : -1;
}

function classBelow(trie: Trie, node: number): number {
  return node < 0 ? 0 : (trie.classes[node] as number);
}
