import type { Span } from '../model/voice.ts';

/** Longest run of characters that is one feature. */
export const LONGEST = 4;

/** The words of a text, as a segmenter cuts it: where each ends, in UTF-16 units. */
export interface WordEnds {
  readonly count: number;
  readonly ends: ArrayLike<number>;
}

/**
 * The features of one text as 32-bit keys: at `LONGEST * i + n - 1` the run of `n` characters that begins at unit
 * `i`, and after all of those, two for each word: the word, and the word with the one before it. 0 stands where
 * there is none. The arrays are scratch: they hold until the next call.
 */
export interface Features {
  keys: Uint32Array;
  /** How many of the keys are the text's, zeros included. */
  count: number;
  /** Length of the text in UTF-16 units; the keys of words begin at `LONGEST * units`. */
  units: number;
  /** Where each word begins. */
  wordStarts: Int32Array;
  /** 1 for units that no feature may touch; wiped after each text. */
  hidden: Uint8Array;
}

/** Work space for `readFeatures`. */
export function createFeatures(): Features {
  return {
    keys: new Uint32Array(4096),
    count: 0,
    units: 0,
    wordStarts: new Int32Array(512),
    hidden: new Uint8Array(1024),
  };
}

const START = 0x2545f491;
const WORD_SALT = 0x51ed270b;
const PAIR_SALT = 0x3c6ef372;

/**
 * Finds the features of a cleaned text: runs of one to four characters, punctuation included, words, and pairs
 * of words. What touches a hidden span is left out. Equal texts have equal features on every machine.
 */
export function readFeatures(
  text: string,
  words: WordEnds,
  hidden: readonly Span[],
  into: Features,
): void {
  const units = text.length;
  const count = LONGEST * units + 2 * words.count;
  if (into.keys.length < count) into.keys = new Uint32Array(count * 2);
  if (into.wordStarts.length < words.count) into.wordStarts = new Int32Array(words.count * 2);
  if (into.hidden.length < units) into.hidden = new Uint8Array(units * 2);
  into.units = units;
  into.count = count;
  for (const { start, end } of hidden) into.hidden.fill(1, start, end);
  readRuns(text, into);
  readWords(text, words, into);
  for (const { start, end } of hidden) into.hidden.fill(0, start, end);
}

function readRuns(text: string, { keys, units, hidden }: Features): void {
  for (let i = 0, at = 0; i < units; i++) {
    let hash = START;
    let open = true;
    for (let n = 0; n < LONGEST; n++, at++) {
      if (open && (i + n >= units || hidden[i + n] === 1)) open = false;
      if (open) {
        hash = mixed(hash, text.charCodeAt(i + n));
        keys[at] = keyOf(hash);
      } else keys[at] = 0;
    }
  }
}

function readWords(text: string, words: WordEnds, into: Features): void {
  const { keys, wordStarts, units, hidden } = into;
  let at = LONGEST * units;
  let start = 0;
  let before = 0;
  for (let index = 0; index < words.count; index++) {
    const end = words.ends[index] as number;
    let hash = WORD_SALT;
    for (let i = start; i < end; i++) hash = mixed(hash, text.charCodeAt(i));
    const open = hidden[start] !== 1 && hidden[end - 1] !== 1;
    keys[at++] = open ? keyOf(hash) : 0;
    keys[at++] = open && before !== 0 ? keyOf(mixed(mixed(PAIR_SALT, before), hash)) : 0;
    wordStarts[index] = start;
    before = open ? hash : 0;
    start = end;
  }
}

/** One round of multiplicative hashing; integer arithmetic only, so that all machines agree. */
function mixed(hash: number, value: number): number {
  const product = Math.imul(hash ^ value, 0x9e3779b1);
  return product ^ (product >>> 15);
}

/** Spreads the last characters over all bits; never 0. */
function keyOf(hash: number): number {
  const product = Math.imul(hash, 0x85ebca6b);
  return (product ^ (product >>> 13)) >>> 0 || 1;
}
