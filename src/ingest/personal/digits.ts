import { codeAt } from '../../text/units.ts';

/** In what writing a digit stands; 0 for what is no digit. */
const NONE = 0;
const ARABIC = 1;
const HAN = 2;
const CIRCLED = 3;
/** A star of a number that somebody has shortened: 138****5678. */
const STAR = 4;

const VALUES = new Uint8Array(65_536);
const WRITING = new Uint8Array(65_536);

function define(characters: string, first: number, writing: number): void {
  for (const [at, character] of [...characters].entries()) {
    VALUES[character.charCodeAt(0)] = 0x30 + ((first + at) % 10);
    WRITING[character.charCodeAt(0)] = writing;
  }
}
define('0123456789', 0, ARABIC);
define('〇一二三四五六七八九', 0, HAN);
define('○', 0, HAN);
define('零壹贰叁肆伍陆柒捌玖', 0, HAN);
define('零壹貳叄肆伍陸柒捌玖', 0, HAN);
define('幺', 1, HAN);
define('壱弐', 1, HAN);
define('貮', 2, HAN);
/** How numbers are read out so that none is misheard, and 參; as numbers of houses they are rare, as other words frequent. */
const READ_OUT = '洞两兩參拐勾';
define('洞', 0, HAN);
for (const two of '两兩') define(two, 2, HAN);
define('參', 3, HAN);
define('拐', 7, HAN);
define('勾', 9, HAN);
define('⓪①②③④⑤⑥⑦⑧⑨', 0, CIRCLED);
for (const run of [
  '❶❷❸❹❺❻❼❽❾',
  '➀➁➂➃➄➅➆➇➈',
  '➊➋➌➍➎➏➐➑➒',
  '⓵⓶⓷⓸⓹⓺⓻⓼⓽',
  '⑴⑵⑶⑷⑸⑹⑺⑻⑼',
  '⒈⒉⒊⒋⒌⒍⒎⒏⒐',
  '㈠㈡㈢㈣㈤㈥㈦㈧㈨',
  '㊀㊁㊂㊃㊄㊅㊆㊇㊈',
])
  define(run, 1, CIRCLED);
define('⁰¹²³⁴⁵⁶⁷⁸⁹', 0, CIRCLED);
define('₀₁₂₃₄₅₆₇₈₉', 0, CIRCLED);
const STARS = '*●•✱';
for (const star of STARS) {
  VALUES[star.charCodeAt(0)] = 0x2a;
  WRITING[star.charCodeAt(0)] = STAR;
}

/** What a unit of a plain text is between the digits of one number; 0 for what ends it. */
const UNSEEN = 1;
const BLANK = 2;
const LINE = 3;
const SEPARATOR = 4;
const BETWEEN = new Uint8Array(65_536);
BETWEEN[0x200b] = UNSEEN;
// What a wrong encoding has left of a character.
BETWEEN[0xfffd] = UNSEEN;
for (const blank of ' \t') BETWEEN[blank.charCodeAt(0)] = BLANK;
for (const line of '\n\r') BETWEEN[line.charCodeAt(0)] = LINE;
/** What people put between the groups of a number, and what mostly stands between different ones. */
for (const mark of '-–—‐‑−_.·()（）/~～,，、') BETWEEN[mark.charCodeAt(0)] = SEPARATOR;
/** What hardly anybody puts there: the groups of one number have it alike between all of them. */
const ODD_MARKS = "|｜│丨:：;；。#\\^'’`=+&";
for (const mark of ODD_MARKS) BETWEEN[mark.charCodeAt(0)] = SEPARATOR;
/** Which marks mostly stand between different numbers, as a table: 2 for the odd ones. */
const LOOSE = new Uint8Array(65_536);
for (const mark of '/~～,，、') LOOSE[mark.charCodeAt(0)] = 1;
for (const mark of `${ODD_MARKS}${STARS}`) LOOSE[mark.charCodeAt(0)] = 2;
const LINE_BREAK = /[\n\r]/;
const MOST_SEPARATORS = 3;
/** The widest gap in a number, in units that are seen. */
const MOST_BLANKS = 16;

/** The units with which digits may begin, as a table: every unit of every text is looked up. */
const BEGINS = Uint8Array.from(WRITING, (writing) => Number(writing !== NONE && writing !== STAR));
for (const read of READ_OUT) BEGINS[read.charCodeAt(0)] = 0;

/** Whether a unit is a digit in any writing. */
export function isAnyDigit(code: number): boolean {
  return BEGINS[code] === 1;
}

/** Whether a unit may go on with the number that a digit before it began. */
export function goesOn(code: number): boolean {
  return WRITING[code] !== NONE || isSeparator(code);
}

/** Whether the groups in a stretch are held together by marks that mostly stand between different numbers. */
export function isLoose(text: string, start: number, end: number): boolean {
  return loosest(text, start, end) > 0;
}

/** Whether marks stand in a stretch that hardly anybody puts between the groups of a number. */
export function isOdd(text: string, start: number, end: number): boolean {
  return loosest(text, start, end) > 1;
}

function loosest(text: string, start: number, end: number): number {
  let most = 0;
  for (let at = start; at < end; at++) most = Math.max(most, LOOSE[text.charCodeAt(at)] ?? 0);
  return most;
}

/** Whether a stretch goes over the end of a line. */
export function isBroken(text: string, start: number, end: number): boolean {
  return LINE_BREAK.test(text.slice(start, end));
}

/** Whether a unit may stand between the groups of one number. */
export function isSeparator(code: number): boolean {
  return BETWEEN[code] !== 0;
}

/** Digits of one writing in one piece. */
export interface DigitGroup {
  readonly start: number;
  readonly end: number;
  /** Where its digits stand in those of the run. */
  readonly from: number;
  readonly to: number;
}

/** Groups of digits with nothing but separators between them. */
export interface DigitRun {
  readonly groups: readonly DigitGroup[];
  /** The digits of all groups as ASCII; `*` for a star. */
  readonly digits: string;
  readonly end: number;
}

/** Whether the run of digits that begins at `from` has at least `least` of them; looks no further than that. */
export function hasDigits(text: string, from: number, least: number): boolean {
  let digits = 0;
  const { length } = text;
  for (let at = from; at < length; at++) {
    const code = codeAt(text, at);
    if ((WRITING[code] ?? NONE) !== NONE) digits += 1;
    else if (BETWEEN[code] === 0) return false;
    if (digits >= least) return true;
  }
  return false;
}

/** End of the digits that stand at `from` without anything between them. */
export function endOfDigits(text: string, from: number): number {
  const { length } = text;
  let at = from;
  while (at < length && isAnyDigit(codeAt(text, at))) at += 1;
  return at;
}

/** Groups of a run that are read at once: a list of a million numbers is one run. */
export const MOST_GROUPS = 256;

/** Reads the run of digits that begins at `from`, where a digit stands, up to `MOST_GROUPS` groups; `text` is plain (see `plainText`). */
export function readDigits(text: string, from: number): DigitRun {
  const groups: DigitGroup[] = [];
  const digits: string[] = [];
  for (
    let at = from;
    WRITING[text.charCodeAt(at)] && groups.length < MOST_GROUPS;
    at = afterSeparators(text, groups.at(-1)?.end ?? 0)
  ) {
    const before = digits.length;
    const end = readGroup(text, at, digits);
    groups.push({ start: at, end, from: before, to: digits.length });
  }
  return { groups, digits: digits.join(''), end: groups.at(-1)?.end ?? from };
}

/** Adds the digits of the group that begins at a place; gives where it ends. */
function readGroup(text: string, start: number, digits: string[]): number {
  const writing = WRITING[text.charCodeAt(start)];
  let at = start;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (WRITING[code] === writing) digits.push(String.fromCharCode(VALUES[code] ?? 0));
    else if (BETWEEN[code] !== UNSEEN) break;
  }
  return at;
}

/** Where what stands between two groups ends; the end of the text where it parts two numbers. */
function afterSeparators(text: string, from: number): number {
  const gap = { separators: 0, blanks: 0, lines: 0, last: 0 };
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const between = BETWEEN[code] ?? 0;
    if (between === UNSEEN) continue;
    const lone = WRITING[code] === STAR && isLoneStar(text, at);
    if (between === 0 && !lone) return at;
    if (!addBetween(gap, code, lone ? SEPARATOR : between)) return text.length;
  }
  return text.length;
}

/** Whether a star parts digits, and does not stand for any: 138*1234*5678. */
function isLoneStar(text: string, at: number): boolean {
  const writing = (place: number): number => WRITING[text.charCodeAt(place)] ?? NONE;
  const isDigit = (place: number): boolean => writing(place) !== NONE && writing(place) !== STAR;
  return writing(at) === STAR && isDigit(at - 1) && isDigit(at + 1);
}

/** What stands between two groups so far. */
interface Gap {
  separators: number;
  blanks: number;
  lines: number;
  /** The last unit that is seen. */
  last: number;
}

/** Counts one more unit of a gap; false where it is too much for one number. A stretch of blanks is one separator. */
function addBetween(gap: Gap, code: number, between: number): boolean {
  const goesOn = between === BLANK && BETWEEN[gap.last] === BLANK;
  if (!goesOn) gap.separators += 1;
  if (between === BLANK) gap.blanks += 1;
  // CR and LF are one break.
  if (between === LINE && !(code === 0x0a && gap.last === 0x0d)) gap.lines += 1;
  gap.last = code;
  return gap.separators <= MOST_SEPARATORS && gap.blanks <= MOST_BLANKS && gap.lines <= 1;
}
