import { textOf } from '../text/units.ts';
import type { Term } from './entries.ts';
import type { Lexicon } from './lexicon.ts';
import type { WordCutter } from './word-memory.ts';

/**
 * What stands at each place between two units: a boundary, the inside of a word, or the inside of one that is
 * an entry of the dictionaries itself.
 */
export type Boundaries = Uint8Array;
const BOUNDARY = 0;
const IN_WORD = 1;
const IN_ENTRY = 2;

/** Entries longer than this say so much that a word around them does not matter. */
const LONGEST_VETOED = 2;

/** The bits of a shape; above them one for the place after the first unit, and so on, set where the word stays whole. */
const KNOWN = 1;
const ENTRY = 2;
const PLACES_SHIFT = 2;
const MOST_REMEMBERED = 0xff;
/** A word that is longer stands open after so many units. */
const LONGEST_SHAPED = 30;

/**
 * Finds the words of a folded text, given by its units, and their boundaries. Words that are but entries in a row (很大, 服务态度) may be
 * taken apart, and so may those that no list knows, whose limits are guessed, but no character of two units.
 * @param boundaries takes them: all zeros, one place more than the text has units
 * @param wordEnds takes where each word ends, as many places
 * @returns how many words there are
 */
export function cutText(
  units: Uint16Array,
  words: WordCutter,
  lexicon: Lexicon,
  boundaries: Boundaries,
  wordEnds: Int32Array,
): number {
  const { memory } = lexicon;
  if (memory.words !== words) {
    memory.words = words;
    memory.shapes = new Uint8Array(0);
  }
  const { count, ends, ids } = words.cut(units);
  let start = 0;
  for (let at = 0; at < count; at++) {
    const end = ends[at] as number;
    const id = ids[at] as number;
    wordEnds[at] = end;
    if (end - start > 1) {
      if (id === 0) closePairs(boundaries, units, start, end);
      else close(boundaries, start, shapeAt(units, start, end, id, lexicon));
    }
    start = end;
  }
  return count;
}

/** What no list knows may be taken apart, but never a character of two units (𠮷). */
function closePairs(boundaries: Boundaries, units: Uint16Array, start: number, end: number): void {
  for (let at = start + 1; at < end; at++) {
    if (isSecondHalf(units[at] as number)) boundaries[at] = IN_WORD;
  }
}

function isSecondHalf(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

function close(boundaries: Boundaries, start: number, shape: number): void {
  const inside = (shape & ENTRY) === 0 ? IN_WORD : IN_ENTRY;
  for (let at = start + 1, left = shape >> PLACES_SHIFT; left !== 0; at++, left >>= 1) {
    if ((left & 1) !== 0) boundaries[at] = inside;
  }
}

/** The shape of the word from `start` to `end`, as it is remembered. */
function shapeAt(
  units: Uint16Array,
  start: number,
  end: number,
  id: number,
  lexicon: Lexicon,
): number {
  const { shapes } = lexicon.memory;
  const known = id < shapes.length ? (shapes[id] as number) : 0;
  return known === 0 ? learn(units.subarray(start, end), id, lexicon) : known;
}

/** Finds the shape of a word, and remembers it if it fits into a byte: that of a longer word is found anew, so rare are they. */
function learn(units: Uint16Array, id: number, lexicon: Lexicon): number {
  const { memory } = lexicon;
  if (id >= memory.shapes.length) {
    const larger = new Uint8Array(Math.max(1 << 16, 2 * id));
    larger.set(memory.shapes);
    memory.shapes = larger;
  }
  const shape = shapeOf(textOf(units), lexicon);
  if (shape <= MOST_REMEMBERED) memory.shapes[id] = shape;
  return shape;
}

function shapeOf(word: string, lexicon: Lexicon): number {
  const whole = lexicon.byText.get(word);
  let shape = whole && names(whole) ? KNOWN | ENTRY : KNOWN;
  for (let i = 1; i < Math.min(word.length, LONGEST_SHAPED); i++) {
    if (whole?.meaning || !fallsApart(word, i, lexicon)) shape |= 1 << (i - 1 + PLACES_SHIFT);
  }
  return shape;
}
/**
 * Whether an entry may stand there: 远 not in 远程, 没有电 not before 话. An entry that reaches into a second
 * word may well be right against the segmenter, unless that word is an entry too. `follows` if a modifier
 * ends where it starts, so that the word is cut anyhow.
 */
export function fits(
  boundaries: Boundaries,
  start: number,
  end: number,
  follows: boolean,
): boolean {
  const before = follows ? BOUNDARY : boundaries[start];
  const after = boundaries[end];
  if (before === BOUNDARY && after === BOUNDARY) return true;
  if (before === IN_ENTRY && !isWithin(boundaries, start, end)) return false;
  if (after === IN_ENTRY && !isWithin(boundaries, start, end)) return false;
  if (end - start > 1 && (before === BOUNDARY || after === BOUNDARY)) return true;
  return end - start > LONGEST_VETOED || !isWithin(boundaries, start, end);
}

/** Whether a word holds all of it: no boundary between its first and its last unit. */
function isWithin(boundaries: Boundaries, start: number, end: number): boolean {
  for (let i = start + 1; i < end; i++) if (boundaries[i] === BOUNDARY) return false;
  return true;
}

/** The next place at or after `at` where a word ends. */
export function wordEnd(boundaries: Boundaries, at: number): number {
  let end = at;
  while (end < boundaries.length && boundaries[end] !== BOUNDARY) end++;
  return end;
}

/** What may follow a judgement within a word: 太好了, 浓浓的, 感谢您, 笨死, 卡多. */
const TRAILING = '了的点些您死极透多';

/** Whether a listed word falls apart at `at` into entries: 很 and 慢, 太 and 好 and 了; 小 and 小 too. */
function fallsApart(word: string, at: number, lexicon: Lexicon): boolean {
  if (word.charAt(0) === word.charAt(1)) return true;
  let length = word.length;
  while (length > 1 && TRAILING.includes(word.charAt(length - 1))) length--;
  const body = word.slice(0, length);
  if (at >= length) return isJudgement(body, lexicon);
  if (at > 1 && at === body.length - 1 && blames(entry(body.slice(at), lexicon))) return true;
  return areParts(entry(body.slice(0, at), lexicon), entry(body.slice(at), lexicon));
}

/** 差 in 能力差 judges what stands before it. */
function blames(term: Term | null): boolean {
  return term !== null && term.evaluation !== null && term.evaluation.weight < 0;
}

function isJudgement(text: string, lexicon: Lexicon): boolean {
  const whole = entry(text, lexicon);
  if (whole) return judges(whole);
  const tail = entry(text.slice(1), lexicon);
  return tail !== null && judges(tail) && areParts(entry(text.slice(0, 1), lexicon), tail);
}

function entry(text: string, { byText }: Lexicon): Term | null {
  const term = byText.get(text);
  return term?.meaning ? term : null;
}

function areParts(head: Term | null, tail: Term | null): boolean {
  if (!head || !tail) return false;
  if (head.modifier) return judges(tail) || tail.modifier !== null;
  return head.text.length > 1 && (tail.text.length > 1 || judges(tail));
}

function judges({ evaluation, quality }: Term): boolean {
  return evaluation !== null || quality !== null;
}

function names(term: Term): boolean {
  return judges(term) || term.aspect !== null;
}
