/** Letters that a copy is looked up by. */
const SEED = 3;
/** A repeated unit shorter than this counts from its third time on: 很好很好 is how people speak. */
const LONG = 8;
/** A text of fewer letters is emphasis at most. */
const LEAST_LETTERS = 4;
/** Shares of a text from which on it is repetition: copies of any length, and of long stretches alone. */
const MOSTLY_COPIES = 0.6;
const HALF = 0.49;
const SLOTS = 4096;

/**
 * Tells whether most of a text repeats what stands before it in the same text: 好好好好好好, or one sentence over and
 * over. Measured as a compressor of the Lempel-Ziv family does (Ziv and Lempel 1977): the text is cut into copies of
 * earlier stretches and what is new, and the letters in copies are counted. Linear in the length of the text.
 * @returns a function of the letters of a text
 */
export function createRepetition(): (letters: string) => boolean {
  // Where a run of letters was last seen, and in which text: entries of other texts count for nothing.
  const places = new Int32Array(SLOTS);
  const marks = new Uint32Array(SLOTS);
  let text = 0;
  return (letters) => {
    if (letters.length < LEAST_LETTERS) return false;
    text = (text + 1) >>> 0;
    if (text === 0) marks.fill(0);
    const { copied, copiedLong } = copiesIn(letters, { places, marks, text });
    return copied >= MOSTLY_COPIES * letters.length || copiedLong >= HALF * letters.length;
  };
}

interface Memory {
  readonly places: Int32Array;
  readonly marks: Uint32Array;
  readonly text: number;
}

/** Letters that stand in copies: in all that count, and in the long ones alone. */
function copiesIn(letters: string, memory: Memory): { copied: number; copiedLong: number } {
  let copied = 0;
  let copiedLong = 0;
  let at = 0;
  while (at + SEED <= letters.length) {
    const from = lastSeen(letters, at, memory);
    const length = from < 0 ? 0 : matchLength(letters, from, at);
    if (length >= LONG) copiedLong += length;
    if (length >= LONG || length >= 2 * (at - from)) copied += length;
    const next = at + Math.max(1, length >= SEED ? length : 0);
    for (let passed = at + 1; passed < Math.min(next, letters.length - SEED + 1); passed++) {
      lastSeen(letters, passed, memory);
    }
    at = next;
  }
  return { copied, copiedLong };
}

/** Where the letters at a place were last seen before, -1 for nowhere; remembers this place. */
function lastSeen(letters: string, at: number, { places, marks, text }: Memory): number {
  const start = Math.imul(letters.charCodeAt(at) * 31 + letters.charCodeAt(at + 1), 0x9e3779b1);
  const slot = Math.imul(start + letters.charCodeAt(at + 2), 0x85ebca6b) >>> 20;
  const from = marks[slot] === text ? (places[slot] ?? -1) : -1;
  marks[slot] = text;
  places[slot] = at;
  return from;
}

function matchLength(letters: string, from: number, at: number): number {
  let length = 0;
  while (
    at + length < letters.length &&
    letters.charCodeAt(from + length) === letters.charCodeAt(at + length)
  )
    length += 1;
  return length;
}
