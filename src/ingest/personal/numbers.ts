import {
  isAreaCode,
  isCardNumber,
  isDate,
  isIdentityNumber,
  isLandlineNumber,
  isLocalNumber,
  isMobileNumber,
} from './checks.ts';
import { type DigitRun, isBroken, isLoose, isSeparator } from './digits.ts';
import type { CueBefore, PersonalSpan } from './span.ts';

/** The longest number that is looked for: a card. */
export const MOST_DIGITS = 19;
const LEAST_DIGITS = 7;

/** How people split a mobile number; other splittings are rather a list of prices. */
const MOBILE_GROUPS = new Set(['3-4-4', '3-8', '7-4', '3-3-5', '3-4-2-2', '3-2-3-3', '3-2-2-2-2']);

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
    const span = longestAt(text, run, first, kind);
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
  const whole = { kind, start: startWithPrefix(text, start, end), end };
  return kind === 'landline' ? { ...whole, end: afterExtension(text, end) } : whole;
}

function kindOf(window: Window): Kind | null {
  const { text, start, end, digits, cue } = window;
  if (isBroken(text, start, end)) return kindOverLines(window);
  const loose = isLoose(text, start, end);
  // A list of fifteen digits is a date in it all too easily; eighteen have a check.
  if (isIdentityNumber(digits) && (!loose || digits.length === 18)) return 'identity';
  if (loose) return isMobileByItself(window) ? 'phone' : null;
  if (isCardNumber(digits)) return 'card';
  if (cue === 'identity' && digits.length >= 15 && digits.length <= 18) return 'identity';
  if (cue === 'card' && digits.length >= 12) return 'card';
  const kind = phoneKind(window);
  return kind !== null && isSomethingElse(window) ? null : kind;
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
  return formed && !isSomethingElse(window);
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
  const dialled = text[start - 1] === '+' || digits.startsWith('00') || cue === 'phone';
  if (dialled && groups <= 5) {
    const kind = numberFromAbroad(digits);
    if (kind !== null) return kind;
  }
  if (cue === 'phone' && groups <= 2 && isLocalNumber(digits)) return 'landline';
  const abroad = text[start - 1] === '+' && digits.length >= 9 && digits.length <= 15;
  return abroad && groups <= 5 ? 'phone' : null;
}

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

/** The end of a landline number with its extension: -801, 转801. */
function afterExtension(text: string, end: number): number {
  const extension = /^\s?(?:-|—|,,|转|分机|ext\.?)\s?\d{1,6}(?!\d)/.exec(text.slice(end, end + 14));
  return end + (extension?.[0].length ?? 0);
}
