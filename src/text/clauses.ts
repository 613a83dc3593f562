import type { Span } from '../model/voice.ts';
import {
  ALPHANUMERICS,
  isAlphanumeric,
  isDigit,
  isHan,
  isSpace,
  PICTOGRAPHS,
  SPACES,
  tableOf,
} from './characters.ts';
import { codeAt } from './units.ts';

const ENDS = '。！？；，…~～!?;\n\r[]^≧≦﹏';
const FULL_WIDTH_COMMA = 0xff0c;

/** What a unit may do to the clause that it stands in; characters and letters do nothing. */
const ACTS = { none: 0, ends: 1, parts: 2, counts: 3 } as const;
const ACT = new Uint8Array(65536).fill(ACTS.counts, 0x30, 0x3a);
for (const space of SPACES) ACT[space.charCodeAt(0)] = ACTS.parts;
for (const [first, last] of PICTOGRAPHS) ACT.fill(ACTS.ends, first, last + 1);
for (const mark of ENDS) ACT[mark.charCodeAt(0)] = ACTS.ends;

/**
 * The clauses of a cleaned text, in order, without the marks that end them and without spaces and faces around
 * them: `text.slice(start, end)` reads as one statement. A space between Han characters ends a clause too, since
 * many customers write it where others write a comma; so do emoji, codes of faces, faces of marks, and the numbers
 * of a list (1、…2、…), which belong to no clause.
 */
export function clauses(text: string): Span[] {
  const found: Span[] = [];
  let start = 0;
  let lastItem = 0;
  const { length } = text;
  // The engine makes room for places outside the text by compiling all of it anew: none is asked for.
  for (let i = 0; i < length; i++) {
    const act = ACT[codeAt(text, i)];
    if (act === ACTS.none) continue;
    const item = act === ACTS.counts ? itemAt(text, i, lastItem) : 0;
    if (item === 0 && !endsClause(text, i)) continue;
    addTrimmed(text, start, i, found);
    if (item > 0) {
      lastItem = item;
      i += String(item).length;
    }
    start = i + 1;
    // The second half of an emoji ends with the first.
    if (isPair(text, i)) start++;
  }
  addTrimmed(text, start, length, found);
  return found;
}

/** What stands between the number of an item and the item. */
const ITEM_MARKS = '、。．：）)';
/** What the first number of a list may follow, besides the beginning of a text. */
const LIST_STARTS = '。！？；，：（( \n\r';

/** The number of the list's item that begins at `at`, which is 1 or follows the last; 0 for none. */
function itemAt(text: string, at: number, last: number): number {
  if (last > 0 && isItem(text, at, last + 1)) return last + 1;
  const listed = at === 0 || LIST_STARTS.includes(text.charAt(at - 1));
  return listed && isItem(text, at, 1) ? 1 : 0;
}

function isItem(text: string, at: number, item: number): boolean {
  const number = String(item);
  if (!text.startsWith(number, at)) return false;
  if (at > 0 && isAlphanumeric(text.charCodeAt(at - 1))) return false;
  const mark = at + number.length;
  if (!ITEM_MARKS.includes(text.charAt(mark)) || mark >= text.length - 1) return false;
  return !isDigit(text.charCodeAt(mark + 1));
}

/** Whether two halves of emoji stand at `at`. */
function isPair(text: string, at: number): boolean {
  if (at + 1 >= text.length) return false;
  return isSurrogate(text.charCodeAt(at)) && isSurrogate(text.charCodeAt(at + 1));
}

function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff;
}

function endsClause(text: string, i: number): boolean {
  const code = codeAt(text, i);
  const act = ACT[code];
  if (act === ACTS.parts) return isGapBetweenHan(text, i);
  return act === ACTS.ends && (code !== FULL_WIDTH_COMMA || !isInsideNumber(text, i));
}

/** A full-width comma between digits, as in １，０００ or 2008，01，15, does not end anything. */
function isInsideNumber(text: string, i: number): boolean {
  if (i === 0 || i + 1 >= text.length) return false;
  return isDigit(text.charCodeAt(i - 1)) && isDigit(text.charCodeAt(i + 1));
}

function isGapBetweenHan(text: string, i: number): boolean {
  // Asked first: of a thousand spaces in a row only one has it.
  if (i === 0 || !isHan(text.charCodeAt(i - 1))) return false;
  let after = i + 1;
  while (after < text.length && isSpace(text.charCodeAt(after))) after++;
  return after < text.length && isHan(text.charCodeAt(after));
}

/** What closes before a clause ends belongs to it, unless nothing but marks stands in it: 很好（真的）, not 很好(*^▽^*). */
const OPENING = '（(【「『《“';
const CLOSING = '）)】」』》”"%％℃';
/** What may stand before the first word of a clause: what opens, signs of money, numbers and names. */
const LEADING = `${OPENING}￥¥$€#@+-.`;

const IS_OPENING = tableOf(OPENING);
const IS_CLOSING = tableOf(CLOSING);
/** 1 for what writes words or numbers, in whatever script. */
const IS_OF_WORD = tableOf(ALPHANUMERICS).fill(1, 0xc0, 0x2000).fill(1, 0x3041, 0xe000);
/** 1 for what a clause may begin with. */
const BEGINS = Uint8Array.from(IS_OF_WORD);
for (const mark of LEADING) BEGINS[mark.charCodeAt(0)] = 1;

/** Adds a clause without what stands around it, if anything is left. */
function addTrimmed(text: string, from: number, to: number, found: Span[]): void {
  let start = from;
  let end = to;
  while (start < end && BEGINS[text.charCodeAt(start)] === 0) start++;
  while (end > start && IS_OF_WORD[text.charCodeAt(end - 1)] === 0) end--;
  if (end <= start) return;
  for (let i = end; i < to; i++) {
    if (IS_OPENING[text.charCodeAt(i)] === 1) {
      found.push({ start, end });
      return;
    }
  }
  while (end < to && IS_CLOSING[text.charCodeAt(end)] === 1) end++;
  found.push({ start, end });
}
