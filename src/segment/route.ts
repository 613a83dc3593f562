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
  readonly initials: Initials;
  /** Ids of added words are their nodes plus this. */
  readonly idLimit: number;
}

/** What there is to know of each code as the first of a word, side by side: the trie itself is too large for the cache. */
export interface Initials {
  /** Weight of the word that is this character alone, or of an unknown one. */
  readonly weights: Float64Array;
  /** Id of that word, 0 for an unknown one. */
  readonly ids: Int32Array;
  /** Base of its node, 0 where no longer word begins with it. */
  readonly bases: Int32Array;
}

/** @param codeLimit one more than the highest code */
export function initialsOf({ trie, weights }: Words, codeLimit: number): Initials {
  const initials: Initials = {
    weights: new Float64Array(codeLimit).fill(weights[0] as number),
    ids: new Int32Array(codeLimit),
    bases: new Int32Array(codeLimit),
  };
  const root = trie.bases[0] as number;
  for (let code = 1; code < codeLimit; code++) {
    const node = root + code;
    if (trie.codes[node] !== code) continue;
    initials.bases[code] = trie.bases[node] as number;
    const wordClass = trie.classes[node] as number;
    if (wordClass === 0) continue;
    initials.ids[code] = node;
    initials.weights[code] = weights[wordClass] as number;
  }
  return initials;
}

/**
 * Finds the most probable sequence of words from each position of the text to the end of its stretch
 * of word characters, from right to left. A character that no word begins with is a word of
 * frequency 1. Of two equally probable routes the one whose first word is longer wins. Sums are formed
 * as in jieba, so that rounding breaks ties as there.
 */
export function findRoute(
  text: Uint16Array,
  from: number,
  to: number,
  listed: Listed,
  added: AddedWords | null,
  lattice: Lattice,
): void {
  const { trie, weights, codes: codeOf, initials } = listed;
  const { codes, scores, ends, ids } = lattice;
  const { weights: alone, ids: idsAlone, bases } = initials;
  const nodeCodes = trie.codes;
  codes[to] = 0;
  scores[to] = 0;
  let next = 0;
  for (let at = to - 1; at >= from; at--) {
    const code = codeOf[text[at] as number] as number;
    codes[at] = code;
    if (code === 0) scores[at] = 0;
    else if (added !== null && added.initials[code] === 1)
      chooseAmongBoth(at, listed, added, lattice);
    else {
      scores[at] = (alone[code] as number) + (scores[at + 1] as number);
      ends[at] = at + 1;
      ids[at] = idsAlone[code] as number;
      const second = (bases[code] as number) + next;
      if (nodeCodes[second] === next)
        chooseLonger(at, second, trie, weights, codes, scores, ends, ids);
    }
    next = code;
  }
}

/**
 * Chooses among the words of more than one character, and the one that is chosen so far, which any of them beats if it
 * is unknown. The arrays come one by one: this runs for every third character.
 * @param second the node of the first two characters
 */
function chooseLonger(
  at: number,
  second: number,
  trie: Trie,
  weights: Float64Array,
  codes: Uint16Array,
  scores: Float64Array,
  ends: Int32Array,
  ids: Int32Array,
): void {
  const { codes: nodeCodes, classes, bases } = trie;
  let best = ids[at] === 0 ? Number.NEGATIVE_INFINITY : (scores[at] as number);
  let node = second;
  let end = at + 1;
  let code = 0;
  do {
    end++;
    const wordClass = classes[node] as number;
    if (wordClass !== 0) {
      const score = (weights[wordClass] as number) + (scores[end] as number);
      if (score >= best) {
        best = score;
        scores[at] = score;
        ends[at] = end;
        ids[at] = node;
      }
    }
    code = codes[end] as number;
    node = (bases[node] as number) + code;
  } while (nodeCodes[node] === code);
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
  if (node < 0) return -1;
  const child = (trie.bases[node] as number) + code;
  return trie.codes[child] === code ? child : -1;
}

function classBelow(trie: Trie, node: number): number {
  return node < 0 ? 0 : (trie.classes[node] as number);
}
