import type { Span } from '../model/voice.ts';
import { isAlphanumeric, isDigit, isHan, isPictograph, isSpace } from './characters.ts';

const ENDS = new Set([...'。！？；，…~～!?;\n\r[]^≧≦﹏'].map((c) => c.charCodeAt(0)));

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
  for (let i = 0; i <= text.length; i++) {
    if (isHan(text.charCodeAt(i))) continue;
    const item = itemAt(text, i, lastItem);
    if (item === 0 && i < text.length && !endsClause(text, i)) continue;
    const span = trim(text, start, i);
    if (span.end > span.start) found.push(span);
    if (item > 0) {
      lastItem = item;
      i += String(item).length;
    }
    start = i + 1;
    // The second half of an emoji ends with the first.
    if (isSurrogate(text.charCodeAt(i)) && isSurrogate(text.charCodeAt(start))) start++;
  }
  return found;
}

/** What stands between the number of an item and the item. */
const ITEM_MARKS = '、。．：）)';
/** What the first number of a list may follow, besides the beginning of a text. */
const LIST_STARTS = '。！？；，：（( \n\r';

/** The number of the list's item that begins at `at`, which is 1 or follows the last; 0 for none. */
function itemAt(text: string, at: number, last: number): number {
  if (!isDigit(text.charCodeAt(at))) return 0;
  if (last > 0 && isItem(text, at, last + 1)) return last + 1;
  const listed = at === 0 || LIST_STARTS.includes(text.charAt(at - 1));
  return listed && isItem(text, at, 1) ? 1 : 0;
}

function isItem(text: string, at: number, item: number): boolean {
  const number = String(item);
  if (!text.startsWith(number, at) || isAlphanumeric(text.charCodeAt(at - 1))) return false;
  const mark = at + number.length;
  if (!ITEM_MARKS.includes(text.charAt(mark)) || mark >= text.length - 1) return false;
  return !isDigit(text.charCodeAt(mark + 1));
}

function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff;
}

function endsClause(text: string, i: number): boolean {
  const code = text.charCodeAt(i);
  if (ENDS.has(code)) return code !== 0xff0c || !isInsideNumber(text, i);
  return (isSpace(code) && isGapBetweenHan(text, i)) || isPictograph(code);
}

/** A full-width comma between digits, as in １，０００ or 2008，01，15, does not end anything. */
function isInsideNumber(text: string, i: number): boolean {
  return isDigit(text.charCodeAt(i - 1)) && isDigit(text.charCodeAt(i + 1));
}

function isGapBetweenHan(text: string, i: number): boolean {
  let after = i + 1;
  while (after < text.length && isSpace(text.charCodeAt(after))) after++;
  return isHan(text.charCodeAt(i - 1)) && after < text.length && isHan(text.charCodeAt(after));
}

/** What closes before a clause ends belongs to it, unless nothing but marks stands in it: 很好（真的）, not 很好(*^▽^*). */
const OPENING = '（(【「『《“';
const CLOSING = '）)】」』》”"%％℃';

function trim(text: string, from: number, to: number): Span {
  let start = from;
  let end = to;
  while (start < end && !beginsClause(text, start)) start++;
  while (end > start && !isOfWord(text.charCodeAt(end - 1))) end--;
  const marks = text.slice(end, to);
  for (const mark of marks) if (OPENING.includes(mark)) return { start, end };
  while (end < to && end > start && CLOSING.includes(text.charAt(end))) end++;
  return { start, end };
}

/** What may stand before the first word of a clause: what opens, signs of money, numbers and names. */
const LEADING = `${OPENING}￥¥$€#@+-.`;

function beginsClause(text: string, at: number): boolean {
  return isOfWord(text.charCodeAt(at)) || LEADING.includes(text.charAt(at));
}

/** Whether a unit writes words or numbers, in whatever script. */
function isOfWord(code: number): boolean {
  return (
    isAlphanumeric(code) ||
    isHan(code) ||
    (code >= 0xc0 && code < 0x2000) ||
    (code >= 0x3041 && code < 0xe000)
  );
}
