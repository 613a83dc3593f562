import {
  isAreaCode,
  isCardNumber,
  isDate,
  isIdentityNumber,
  isLandlineNumber,
  isLocalNumber,
  isMobileNumber,
} from './checks.ts';
import { type DigitRun, isBroken, isLoose, isOdd, isSeparator } from './digits.ts';
import type { CueBefore, PersonalSpan } from './span.ts';

/** The longest number that is looked for: a card. */
export const MOST_DIGITS = 19;
const LEAST_DIGITS = 7;

/** How people split a mobile number; other splittings are rather a list of prices. */
const MOBILE_GROUPS = new Set(['3-4-4', '3-8', '7-4', '3-3-5', '3-4-2-2', '3-2-3-3', '3-2-2-2-2']);
/** How people split a card number, unless in groups of one length. */
const CARD_GROUPS = new Set(['4-6-5', '6-10', '6-13']);

type Kind = PersonalSpan['kind'];

/** Some neighbouring groups of a run, with what stands around them. */
interface Window {
  readonly text: string;
  readonly run: DigitRun;
  /** Positions of its first and last group. */
  readonly first: number;
  readonly last: number;
  readonly start: number;
  readonly end: number;
  readonly digits: string;
  /** Kind of the cue directly before the window; null without one. */
  readonly cue: CueBefore['kind'] | null;
}

/**
 * The phone numbers, identity numbers and cards in a run of digits: every window of whole groups is looked at,
 * the longest that is a number counts. Windows are at most 19 digits, so the work is linear in the run.
 */
export function numbersIn(text: string, run: DigitRun, cue: CueBefore | null): PersonalSpan[] {
  const found: PersonalSpan[] = [];
  for (const [first, { start }] of run.groups.entries()) {
    const announced = cue?.valueAt === start ? cue.kind : null;
    const kind = announced ?? (isListed(text, found, start) ? 'phone' : null);
    const span = powerAt(text, run, first) ?? longestAt(text, run, first, kind);
    if (span !== null) found.push(span);
  }
  return found;
}

/** What stands between the numbers of a list. */
const LISTING = /^[ ]?[/，,、；;][ ]?$/u;

/** Whether a landline number stands right before, so that a local one may follow it: 0000-8205671，8205672. */
function isListed(text: string, found: readonly PersonalSpan[], start: number): boolean {
  const before = found.findLast(({ end }) => end <= start);
  return before?.kind === 'landline' && LISTING.test(text.slice(before.end, start));
}

function longestAt(
  text: string,
  run: DigitRun,
  first: number,
  cue: Window['cue'],
): PersonalSpan | null {
  const { start, from } = run.groups[first] ?? { start: 0, from: 0 };
  const announced = cue !== null || text[start - 1] === '+';
  let longest: PersonalSpan | null = null;
  for (let last = first; last < run.groups.length; last++) {
    const { end, to } = run.groups[last] ?? { end: 0, to: 0 };
    if (to - from > MOST_DIGITS) break;
    if (!mayBeNumber(run.digits, from, to, announced)) continue;
    const digits = run.digits.slice(from, to);
    longest = spanOf({ text, run, first, last, start, end, digits, cue }) ?? longest;
  }
  return longest;
}

/** First digits of numbers without a cue, by their length: landline, mobile (0, 86, 0086), identity number, card. */
const FIRST_DIGITS: Readonly<Record<number, string>> = {
  10: '0',
  11: '01',
  12: '0',
  13: '08',
  14: '0',
  15: '0123456789',
  16: '345689',
  17: '123456789',
  18: '123456789',
  19: '689',
};

/** A cheap look that spares most windows the checks. */
function mayBeNumber(digits: string, from: number, to: number, announced: boolean): boolean {
  const length = to - from;
  if (announced) return length >= LEAST_DIGITS;
  return FIRST_DIGITS[length]?.includes(digits[from] ?? ' ') ?? false;
}

function spanOf(window: Window): PersonalSpan | null {
  const { text, start, end, digits } = window;
  const check = digits.length === 17 ? checkLetterAt(text, end) : -1;
  if (check >= 0 && (window.cue === 'identity' || isIdentityNumber(`${digits}x`))) {
    return { kind: 'identity', start, end: check };
  }
  const kind = digits.includes('*') ? shortenedKind(digits) : kindOf(window);
  if (kind === null) return null;
  const behind = kind === 'landline' ? afterExtension(text, end) : afterPoint(text, end);
  return { kind, start: startWithPrefix(text, start, end), end: behind };
}

function kindOf(window: Window): Kind | null {
  const { text, start, end, digits, cue } = window;
  if (isBroken(text, start, end)) return kindOverLines(window);
  const loose = isLoose(text, start, end);
  // A list of fifteen digits is a date in it all too easily; eighteen have a check.
  if (isIdentityNumber(digits) && (!loose || digits.length === 18)) return 'identity';
  if (loose) return looseKind(window);
  if (isCardNumber(digits)) return 'card';
  if (cue === 'identity' && digits.length >= 15 && digits.length <= 18) return 'identity';
  if (cue === 'card' && digits.length >= 12) return 'card';
  const kind = phoneKind(window);
  return kind !== null && isSomethingElse(window) ? null : kind;
}

/** A number whose groups are held together by what mostly stands between different ones. */
function looseKind(window: Window): Kind | null {
  if (isMobileByItself(window)) return 'phone';
  const { text, digits, start, end, cue } = window;
  if (isInThousands(window)) {
    const isWhole = text.slice(0, start).trim() === '' && text.slice(end).trim() === '';
    if (isMobileNumber(digits)) return isWhole || cue === 'phone' ? 'phone' : null;
    return isWhole && isCardNumber(digits) ? 'card' : null;
  }
  const isSplit = isOdd(text, start, end) && isHeldAlike(window) && isCardGrouping(window);
  return isSplit && isCardNumber(digits) ? 'card' : null;
}

function isCardGrouping(window: Window): boolean {
  const lengths = lengthsOf(window);
  const [length = 0] = lengths;
  const isEven = length >= 3 && lengths.slice(0, -1).every((one) => one === length);
  return isEven || CARD_GROUPS.has(lengths.join('-'));
}

/** Whether a spreadsheet has put a comma before each three digits: 13,812,345,678. */
function isInThousands(window: Window): boolean {
  const [first = 0, ...others] = lengthsOf(window);
  const inThree = first <= 3 && others.every((length) => length === 3);
  return inThree && gapsIn(window).every((gap) => /^[,，]$/.test(gap));
}

/**
 * Whether groups that an odd mark parts belong together: one mark, the same in all gaps, and no further group behind it, which
 * would make them part of a list.
 */
function isHeldAlike(window: Window): boolean {
  const { text, run, first, last, start, end } = window;
  if (!isOdd(text, start, end)) return true;
  const [mark, ...others] = gapsIn(window);
  const before = text.slice(run.groups[first - 1]?.end ?? start, start);
  const behind = text.slice(end, run.groups[last + 1]?.start ?? end);
  const isAlike = others.every((gap) => gap === mark) && before !== mark && behind !== mark;
  return isAlike && mark?.trim().length === 1 && lengthsOf(window).some((length) => length > 1);
}

function gapsIn({ text, run, first, last }: Window): readonly string[] {
  const groups = run.groups.slice(first, last + 1);
  return groups.slice(1).map(({ start }, at) => text.slice(groups[at]?.end, start));
}

function lengthsOf({ run, first, last }: Window): readonly number[] {
  return run.groups.slice(first, last + 1).map(({ from, to }) => to - from);
}

/** Zeros at its end that a program may have left away in writing a number as a power of ten. */
const MOST_ZEROS = 2;

/** A number that a spreadsheet has written as a power of ten: 1.3812345678E10. One that has lost its last digits is nobody's. */
function powerAt(text: string, run: DigitRun, first: number): PersonalSpan | null {
  const [whole, parts] = [run.groups[first], run.groups[first + 1]];
  if (whole === undefined || parts === undefined || text[whole.end] !== '.') return null;
  if (text[parts.end] !== 'e' || whole.end + 1 !== parts.start) return null;
  const power = /^e\+?(\d{1,2})(?!\d)/.exec(text.slice(parts.end, parts.end + 5));
  const length = Number(power?.[1] ?? 0) + 1;
  const written = run.digits.slice(whole.from, parts.to);
  const zeros = length - written.length;
  if (power === null || zeros < 0 || zeros > MOST_ZEROS) return null;
  const digits = written.padEnd(length, '0');
  const span = { start: whole.start, end: parts.end + power[0].length };
  if (isMobileNumber(digits)) return { kind: 'phone', ...span };
  if (isIdentityNumber(digits)) return { kind: 'identity', ...span };
  return isCardNumber(digits) ? { kind: 'card', ...span } : null;
}

/** A number that goes over the end of a line: numbers in different lines are mostly different ones. */
function kindOverLines(window: Window): Kind | null {
  const { text, run, first, last, start, end, digits } = window;
  if (digits.length === 18 && isIdentityNumber(digits)) return 'identity';
  const groups = run.groups.slice(first, last + 1);
  if (isPartOfList(window) || groups.some(({ from, to }) => isDate(run.digits.slice(from, to))))
    return null;
  if (isCardNumber(digits) && !isLoose(text, start, end)) return 'card';
  return isMobileByItself(window) ? 'phone' : null;
}

/** Whether a window is a mobile number by its form, whatever cue stands before it. */
function isMobileByItself(window: Window): boolean {
  const formed = isMobileNumber(window.digits) && isMobileGrouping({ ...window, cue: null });
  return formed && isHeldAlike(window) && !isSomethingElse(window);
}

/** Whether the lines before or behind a window hold more numbers: a column of them, none of which is a part of one. */
function isPartOfList({ text, run, first, last, start, end }: Window): boolean {
  const before = run.groups[first - 1]?.end ?? start;
  const behind = run.groups[last + 1]?.start ?? end;
  return isBroken(text, before, start) || isBroken(text, end, behind);
}

function phoneKind(window: Window): Kind | null {
  const { text, start, digits, cue, first, last } = window;
  const groups = last - first + 1;
  if (isMobileNumber(digits) && isMobileGrouping(window)) return 'phone';
  if (isLandlineNumber(digits) && isLandlineGrouping(window)) return 'landline';
  const plus = text[start - 1] === '+';
  if (groups <= 5 && (plus || digits.startsWith('00') || cue === 'phone')) {
    const kind = numberFromAbroad(digits);
    if (kind !== null) return kind;
  }
  const announced = cue === 'phone' ? announcedKind(window) : null;
  if (announced !== null) return announced;
  return plus && groups <= 5 && digits.length >= 9 && digits.length <= 15 ? 'phone' : null;
}

/** Numbers that only a cue makes phones: local ones, and those of Taiwan, Hong Kong and Macao without the code of the country. */
function announcedKind({ text, start, digits, first, last }: Window): Kind | null {
  const groups = last - first + 1;
  if (groups <= 3 && /^09\d{8}$/.test(digits)) return 'phone';
  if (groups > 2) return null;
  const before = text.slice(Math.max(0, start - MOST_BEFORE), start);
  if (/^[569]\d{7}$/.test(digits) && OVER_THERE.test(before)) return 'phone';
  return isLocalNumber(digits) ? 'landline' : null;
}

/** Where mobile numbers have eight digits, and how far before one the place stands. */
const OVER_THERE = /香港|澳[门門]|港澳|hong ?kong|macau/;
const MOST_BEFORE = 16;

/** Numbers with the code of the country: landlines of the mainland, any of Hong Kong, Macao and Taiwan. */
function numberFromAbroad(digits: string): Kind | null {
  const [, country = '', rest = ''] = /^(?:00)?(86|852|853|886)(\d+)$/.exec(digits) ?? [];
  if (country === '86') return isLandlineNumber(`0${rest}`) ? 'landline' : null;
  if (country === '886') return /^9\d{8}$/.test(rest) ? 'phone' : null;
  return country !== '' && /^[2-9]\d{7}$/.test(rest) ? 'phone' : null;
}

/** Whether a number of this place cannot be a phone: a tracking number, a part of a code with letters, an amount. */
function isSomethingElse({ text, start, end, cue }: Window): boolean {
  if (cue === 'other') return true;
  if (cue === null && /[a-z¥￥$]/.test(text[start - 1] ?? '')) return true;
  return /^\s?(?:元|块钱|块|万|米|件|%|℃)/.test(text.slice(end, end + 3));
}

function isMobileGrouping({ run, first, last, cue }: Window): boolean {
  if (first === last || cue === 'phone' || cue === 'wechat') return true;
  const prefix = /^(?:86|0086|0)$/.test(groupDigits(run, first)) ? 1 : 0;
  const own = run.groups.slice(first + prefix, last + 1);
  const lengths = own.map(({ from, to }) => to - from);
  if (lengths.every((length) => length === 1)) return true;
  if (own.every(({ start }, at) => at === 0 || own[at - 1]?.end === start)) return true;
  return own.length === 1 || MOBILE_GROUPS.has(lengths.join('-'));
}

function isLandlineGrouping({ run, first, last }: Window): boolean {
  return first === last || (last - first < 3 && isAreaCode(groupDigits(run, first)));
}

function groupDigits({ groups, digits }: DigitRun, at: number): string {
  return digits.slice(groups[at]?.from, groups[at]?.to);
}

/** Numbers of which somebody has replaced the middle by stars. */
function shortenedKind(digits: string): Kind | null {
  const { length } = digits;
  if (!/^\d{3,6}\*{3,}\d{2,4}$/.test(digits) && !/^\d{4,6}\*{4,}\d{3,4}$/.test(digits)) return null;
  if (length === 11 && /^1[3-9]/.test(digits)) return 'phone';
  if (length === 18 || length === 15) return 'identity';
  return length >= 16 && /^(62|4|5[1-5])/.test(digits) ? 'card' : null;
}

/** How far the check letter may stand from the other digits: as far as an entity or a tag is long. */
const MOST_APART = 8;

/** Where the check letter X behind seventeen digits ends; -1 without one. */
function checkLetterAt(text: string, end: number): number {
  let at = end;
  while (at < end + MOST_APART && isSeparator(text.charCodeAt(at))) at += 1;
  return /[x×]/.test(text[at] ?? '') ? at + 1 : -1;
}

/** The start of a number with the + or the bracket that belongs to it. */
function startWithPrefix(text: string, start: number, end: number): number {
  const before = text[start - 1];
  if (before === '+') return start - 1;
  const bracketed = (before === '(' || before === '（') && /[)）]/.test(text.slice(start, end));
  return bracketed ? start - 1 : start;
}

/** The end of a number with the decimals that a program has added: 13812345678.0. */
function afterPoint(text: string, end: number): number {
  return /^\.0(?!\d)/.test(text.slice(end, end + 3)) ? end + 2 : end;
}

/** The end of a landline number with its extension: -801, 转801. */
function afterExtension(text: string, end: number): number {
  const extension = /^\s?(?:-|—|,,|转|分机|ext\.?)\s?\d{1,6}(?!\d)/.exec(text.slice(end, end + 14));
  return end + (extension?.[0].length ?? 0);
}
