import type { Token } from '../model/voice.ts';
import { unitsOf } from '../text/units.ts';
import { addWords, type UserWord, type Vocabulary } from './added.ts';
import { UNKNOWN_TAG } from './classes.ts';
import { findForced } from './forced.ts';
import { findRoute } from './route.ts';
import { createSpace, type Found, isWorthKeeping, type Space, spaceFor } from './space.ts';
import { walkTrie } from './trie.ts';
import { cutUnknown } from './unknown.ts';
import type { Words } from './words.ts';

export type { UserWord } from './added.ts';

/** The words of one text in order, without gaps. The arrays are scratch: they hold until the next call. */
export interface Cut {
  /** How many words there are; the first `count` entries of the arrays are theirs. */
  readonly count: number;
  /** Where each word ends, in UTF-16 units. */
  readonly ends: Int32Array;
  /** Which word of the list it is, 0 for one that is not listed. Ids belong to the segmenter that gave them. */
  readonly ids: Int32Array;
}

/** Cuts text into words as jieba does. Any string is allowed; the words always cover all of it. */
export interface Segmenter {
  /** The words of a text, given by its UTF-16 units, by end and id: without a string for each. */
  cut(text: Uint16Array): Cut;
  words(text: string): string[];
  /** Tags are the list's; an unlisted word is `m` if it is a number, `eng` if Latin, else `x`. */
  tokens(text: string): Token[];
  /** Tag of a listed word, `x` for id 0. */
  tagOf(id: number): string;
  /** One more than the highest id. */
  readonly idLimit: number;
}

/**
 * A segmenter over a compiled word list and the words that a person added. It keeps work space between
 * calls: use one per thread.
 *
 * @throws InputError if an added word is empty or longer than 64 units, or its weight is not a positive number
 */
export function createSegmenter(words: Words, userWords: readonly UserWord[] = []): Segmenter {
  const vocabulary = addWords(words, userWords);
  let kept = createSpace();

  function cut(text: Uint16Array): Cut {
    const space = spaceFor(text, kept);
    if (isWorthKeeping(space)) kept = space;
    space.found.count = 0;
    cutAroundForced(text, vocabulary, space);
    return space.found;
  }

  return {
    cut,
    words: (text) => {
      const { count, ends } = cut(unitsOf(text));
      const found: string[] = [];
      for (let at = 0, start = 0; at < count; at++) {
        const end = ends[at] as number;
        found.push(text.slice(start, end));
        start = end;
      }
      return found;
    },
    tokens: (text) => {
      const { count, ends, ids } = cut(unitsOf(text));
      const tokens: Token[] = [];
      for (let at = 0, start = 0; at < count; at++) {
        const end = ends[at] as number;
        const id = ids[at] as number;
        const tag = id === 0 ? tagOfUnlisted(text, start, end) : vocabulary.tagOf(id);
        tokens.push({ start, end, tag });
        start = end;
      }
      return tokens;
    },
    tagOf: vocabulary.tagOf,
    idLimit: vocabulary.idLimit,
  };
}

function cutAroundForced(text: Uint16Array, vocabulary: Vocabulary, space: Space): void {
  let from = 0;
  for (;;) {
    const { forced } = vocabulary;
    const match = forced === null ? null : findForced(text, from, forced);
    const to = match === null ? text.length : match.start;
    findRoute(text, from, to, vocabulary.listed, vocabulary.added, space);
    followRoute(text, from, to, vocabulary, space);
    if (match === null) return;
    push(space.found, match.end, match.id);
    from = match.end;
  }
}

/** Takes the words of the route; runs of single characters between them get a second look. */
function followRoute(
  text: Uint16Array,
  from: number,
  to: number,
  vocabulary: Vocabulary,
  space: Space,
): void {
  const { codes, ends, ids, found } = space;
  let runStart = from;
  let at = from;
  while (at < to) {
    if (codes[at] === 0) {
      closeRun(text, runStart, at, vocabulary, space);
      at = endOfSign(text, at, to);
      push(found, at, 0);
      runStart = at;
      continue;
    }
    const end = ends[at] as number;
    if (end > at + 1) {
      if (runStart < at) closeRun(text, runStart, at, vocabulary, space);
      push(found, end, ids[at] as number);
      runStart = end;
    }
    at = end;
  }
  closeRun(text, runStart, to, vocabulary, space);
}

/** A run stays as single characters where it is one, or where the run as a whole is a word. */
function closeRun(
  text: Uint16Array,
  from: number,
  to: number,
  vocabulary: Vocabulary,
  space: Space,
): void {
  const { codes, ids, found, trail } = space;
  if (from === to) return;
  if (to - from === 1 || findId(codes, from, to, vocabulary) !== 0) {
    for (let at = from; at < to; at++) push(found, at + 1, ids[at] as number);
    return;
  }
  const first = found.count;
  found.count = cutUnknown(text, from, to, vocabulary.hmm, codes, trail, found.ends, first);
  let start = from;
  for (let index = first; index < found.count; index++) {
    const end = found.ends[index] as number;
    found.ids[index] =
      end - start === 1 ? (ids[start] as number) : findId(codes, start, end, vocabulary);
    start = end;
  }
}

function push(found: Found, end: number, id: number): void {
  found.ends[found.count] = end;
  found.ids[found.count] = id;
  found.count++;
}

/** Id of the listed or added word with these codes, 0 without one. */
function findId(
  codes: Uint16Array,
  from: number,
  to: number,
  { listed, added }: Vocabulary,
): number {
  if (added !== null) {
    const own = walkTrie(added.trie, codes, from, to);
    if (added.trie.classes[own] !== 0) return listed.idLimit + own;
  }
  const node = walkTrie(listed.trie, codes, from, to);
  return listed.trie.classes[node] === 0 ? 0 : node;
}

/** End of a sign that is no part of a word: a line end of two characters or a surrogate pair counts as one. */
function endOfSign(text: Uint16Array, at: number, to: number): number {
  const unit = text[at] as number;
  if (at + 1 === to) return to;
  const next = text[at + 1] as number;
  if (unit === 0x0d && next === 0x0a) return at + 2;
  const isPair = (unit & 0xfc00) === 0xd800 && (next & 0xfc00) === 0xdc00;
  return isPair ? at + 2 : at + 1;
}

const NUMBER = /^[0-9.%]*[0-9][0-9.%]*$/;
const LATIN = /^[a-zA-Z0-9.%]*[a-zA-Z0-9][a-zA-Z0-9.%]*$/;

function tagOfUnlisted(text: string, start: number, end: number): string {
  if (text.charCodeAt(start) > 0x7f) return UNKNOWN_TAG;
  const word = text.slice(start, end);
  if (NUMBER.test(word)) return 'm';
  return LATIN.test(word) ? 'eng' : UNKNOWN_TAG;
}
