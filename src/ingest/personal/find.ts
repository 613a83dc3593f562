import { SLOTS, slotOf } from '../../lexicon/first-units.ts';
import { lazily } from '../../lexicon/lazily.ts';
import type { PersonalCue, PersonalLexicon } from '../../lexicon/personal.ts';
import { copyUnits, createRoom } from '../../text/units.ts';
import { addressAt } from './addresses.ts';
import { emailAround, PLATE_PROVINCES, plateAt } from './codes.ts';
import { announced, cueAt, valueAfter } from './cues.ts';
import { endOfDigits, goesOn, hasDigits, isAnyDigit, MOST_GROUPS, readDigits } from './digits.ts';
import {
  fullNameBefore,
  isOtherWord,
  nameBeforeStaffTitle,
  namesAround,
  namesFollowing,
  shortenedName,
} from './likely-names.ts';
import { dottedBefore, givenNameApart, maySurnameStandBefore, nameBeforeTitle } from './names.ts';
import { MOST_DIGITS, numbersIn } from './numbers.ts';
import { copyPlain, plainText } from './plain.ts';
import type { CueBefore, PersonalSpan } from './span.ts';

/** What may begin at a UTF-16 unit; with a word, what does depends on the unit behind it. */
const DIGIT = 1;
const CUE = 2;
const TITLE = 4;
const PLATE = 8;
const AT = 16;
const LIST = 32;
const SHORT = 64;
const WORD = 128;

/** Finds the personal data of a text, in order and without overlaps. */
export type PersonalFinder = (text: string) => readonly PersonalSpan[];

/** Fewer digits than these are no number of anybody. */
const LEAST_DIGITS = 7;

/**
 * A finder that walks a text once. A unit at which nothing may begin costs one look into a table; where
 * something may, only a bounded stretch around it is read. The tables are made for the first text: that takes 30 ms, and
 * most commands and threads look for nobody.
 */
export function createFinder(lexicon: PersonalLexicon): PersonalFinder {
  const tables = lazily(() => tablesOf(lexicon));
  const roomFor = createRoom();
  return (original) => {
    const units = roomFor(original.length);
    const isPlain = copyPlain(original, units);
    const text = isPlain ? original : plainText(original);
    if (!isPlain) copyUnits(text, units);
    const state: Search = { text, original, lexicon, found: [], cue: null, addressesTo: 0 };
    search(state, units, tables());
    return state.found;
  };
}

/** What tells where something may begin. */
interface Beginnings {
  /** By unit: what may begin with it, whatever stands behind it. */
  readonly units: Uint8Array;
  /** By the slot of two units: which words may begin with them. */
  readonly pairs: Uint8Array;
  /** By unit: whether a digit before it may begin more than a figure: a number, or with a unit (号) a part of an address. */
  readonly behindDigit: Uint8Array;
}

function tablesOf(lexicon: PersonalLexicon): Beginnings {
  const tables = {
    units: new Uint8Array(65_536),
    pairs: new Uint8Array(SLOTS),
    behindDigit: new Uint8Array(65_536),
  };
  const { units, behindDigit } = tables;
  const mark = (code: number, what: number): void => {
    units[code] = (units[code] as number) | what;
  };
  for (let code = 0; code < units.length; code++) {
    if (isAnyDigit(code)) mark(code, DIGIT);
    behindDigit[code] = Number(goesOn(code) || lexicon.unitFirsts.has(code));
  }
  markWords([...lexicon.cues.values()].flat(), ({ word }) => word, CUE, tables);
  for (const titles of [lexicon.titles, lexicon.staffTitles]) {
    markWords([...titles.values()].flat(), (word) => word, TITLE, tables);
  }
  mark('、'.charCodeAt(0), LIST);
  mark('某'.charCodeAt(0), SHORT);
  for (const province of PLATE_PROVINCES) mark(province.charCodeAt(0), PLATE);
  for (const sign of '@#([{【（') mark(sign.charCodeAt(0), AT);
  return tables;
}

function markWords<Entry>(
  entries: readonly Entry[],
  wordOf: (entry: Entry) => string,
  what: number,
  { units, pairs }: Beginnings,
): void {
  for (const word of entries.map(wordOf)) {
    const first = word.charCodeAt(0);
    const slot = slotOf(first, word.charCodeAt(1));
    units[first] = (units[first] as number) | (word.length === 1 ? what : WORD);
    if (word.length > 1) pairs[slot] = (pairs[slot] as number) | what;
  }
}

/** A search under way. */
interface Search {
  /** The text in plain form, and as received. */
  readonly text: string;
  readonly original: string;
  readonly lexicon: PersonalLexicon;
  readonly found: PersonalSpan[];
  /** The last cue. */
  cue: CueBefore | null;
  /** Up to where no further address begins. */
  addressesTo: number;
}

/** @param units those of the text, in an array that may be longer */
function search(state: Search, units: Uint16Array, tables: Beginnings): void {
  const { units: begins, pairs, behindDigit } = tables;
  const { length } = state.text;
  for (let at = 0; at < length; at++) {
    const code = units[at] as number;
    let what = begins[code] as number;
    if (what === 0) continue;
    // Behind the end of a text stands whatever the array held before: what is found there by chance is looked at in the text.
    const next = units[at + 1] as number;
    if (what & WORD) what = (what & ~WORD) | (pairs[slotOf(code, next)] as number);
    if (what === 0 || (what === DIGIT && behindDigit[next] === 0)) continue;
    at = lookAt(state, at, what) - 1;
  }
}

/** Looks at a place where something may begin; gives where to go on. */
function lookAt(state: Search, at: number, what: number): number {
  const { text, lexicon, found } = state;
  const word = what & CUE ? cueAt(text, at, lexicon) : null;
  if (word !== null) {
    if (what & TITLE) add(found, nameAt(text, at, lexicon));
    return cuedAt(state, at, word);
  }
  lookAround(state, at, what);
  return what & DIGIT ? digitsAt(state, at) : at + 1;
}

/** Takes up a cue at a place with what it announces; gives where to go on. */
function cuedAt(state: Search, at: number, cue: PersonalCue): number {
  const { text, original, lexicon, found } = state;
  const cueEnd = at + cue.word.length;
  const valueAt = valueAfter(text, cueEnd, cue.kind);
  // What somebody is says nothing of a number that follows.
  if (!cue.role) state.cue = cueNamed(cue, at, valueAt, state.cue);
  const span = announced({ text, original, cueEnd, at: valueAt }, cue, lexicon);
  addOwned(state, span);
  if (span?.kind === 'name') addNames(found, namesBehind(text, span, lexicon));
  return cueEnd;
}

/** How far behind a thing its number may be told of as a number alone: 发票代码 3100153320，号码 81234567. */
const NUMBER_OF_IT = 24;

/**
 * What a cue at a place announces. A number alone is that of the thing which was named shortly before; a thing that is named
 * weakly (发票) announces no value itself.
 */
function cueNamed(
  { kind, weak }: PersonalCue,
  at: number,
  valueAt: number,
  before: CueBefore | null,
): CueBefore {
  if (kind === 'other' && weak) return { kind, valueAt: at };
  const isOfIt = kind === 'phone' && weak && before?.kind === 'other';
  return { kind: isOfIt && at - before.valueAt <= NUMBER_OF_IT ? 'other' : kind, valueAt };
}

/** The other names that belong to a name: the given name of 姓王名立新, and those of a list. */
function namesBehind(
  text: string,
  { start, end }: PersonalSpan,
  lexicon: PersonalLexicon,
): readonly (readonly [start: number, end: number])[] {
  const given = givenNameApart(text, start, end);
  return given === null ? namesFollowing(text, end, lexicon) : [given];
}

function addNames(
  found: PersonalSpan[],
  names: readonly (readonly [start: number, end: number])[],
): void {
  for (const [start, end] of names) add(found, { kind: 'name', start, end });
}

/** Looks for what one character and those around it tell. */
function lookAround({ text, lexicon, found }: Search, at: number, what: number): void {
  if (what & TITLE) add(found, nameAt(text, at, lexicon));
  if (what & PLATE) add(found, plateAt(text, at));
  if (what & AT) add(found, emailAround(text, at) ?? nameBeforeNumber(text, at, lexicon));
  if (what & LIST && at > (found.at(-1)?.end ?? 0)) {
    addNames(found, namesAround(text, at, lexicon));
  }
  const shortened = what & SHORT ? shortenedName(text, at, lexicon) : null;
  if (shortened !== null) addNames(found, [shortened]);
}

/** Looks at the digits that begin at a place; gives where to go on. */
function digitsAt(state: Search, at: number): number {
  const { text, lexicon, found } = state;
  const next = Math.max(endOfDigits(text, at), at + 1);
  const floor = found.at(-1)?.end ?? 0;
  if (at >= floor && at >= state.addressesTo) {
    const address = addressAt(text, at, floor, lexicon);
    addOwned(state, address.found);
    state.addressesTo = address.end;
  }
  if (!hasDigits(text, at, LEAST_DIGITS)) return next;
  const run = readDigits(text, at);
  for (const span of numbersIn(text, run, state.cue)) addOwned(state, span);
  // A group may hold marks that are not seen, as keycap emoji do: it is not read again from each of its digits.
  if (run.groups.length === 1) return Math.max(next, run.end);
  // Of a run that was not read to its end, the last groups may begin a number that goes on.
  const goOn = run.groups.at(run.groups.length < MOST_GROUPS ? -1 : -MOST_DIGITS);
  return Math.max(next, goOn?.start ?? 0);
}

/** What belongs to one person, whose name may stand right before it. */
const OWNED: ReadonlySet<PersonalSpan['kind']> = new Set([
  'address',
  'identity',
  'landline',
  'phone',
]);
/** What may stand between a name and what belongs to it. */
const BETWEEN_NAME = /[\s,，:：、]/;

/** Adds a span, and the full name right before it: 周琦，139… */
function addOwned({ text, lexicon, found }: Search, span: PersonalSpan | null): void {
  if (span !== null && OWNED.has(span.kind)) {
    const end = span.start - (BETWEEN_NAME.test(text[span.start - 1] ?? '') ? 1 : 0);
    const start = fullNameBefore(text, end, lexicon, found.at(-1)?.end);
    if (start >= 0) add(found, { kind: 'name', start, end });
  }
  add(found, span);
}

/** Brackets with somebody's number: 王芳（电话 …）; a mark is none. */
const NUMBER_BRACKET =
  /^(?!\[(?:手机|身份证)\])[(（【[]\s?(?:(?:联系)?电话|手机|tel|联系方式|身份证|1[3-9]\d{9})/;

/** The full name before a bracket with a number of its owner; null where there is none. */
function nameBeforeNumber(text: string, at: number, lexicon: PersonalLexicon): PersonalSpan | null {
  if (!NUMBER_BRACKET.test(text.slice(at, at + 14))) return null;
  const start = fullNameBefore(text, at, lexicon);
  return start < 0 ? null : { kind: 'name', start, end: at };
}

function nameAt(text: string, at: number, lexicon: PersonalLexicon): PersonalSpan | null {
  // Before most titles of people stands what they are asked for, or who they are in general.
  const dotted = dottedBefore(text, at);
  if (dotted < 0 && !maySurnameStandBefore(text, at, lexicon)) return null;
  const code = text.charCodeAt(at);
  const isAt = (word: string): boolean => text.startsWith(word, at);
  const isTitle = (word: string): boolean => isAt(word) && !isOtherWord(text, at, word);
  const title = lexicon.titles.get(code)?.find(isTitle);
  const staff = lexicon.staffTitles.get(code)?.find(isTitle);
  // 小姐姐 is what customers call any young woman at work.
  if (isAt('小姐姐')) return null;
  if (title === undefined && staff === undefined) return null;
  const starts = [
    dotted,
    fullNameBefore(text, at, lexicon),
    title === undefined ? -1 : nameBeforeTitle(text, at, lexicon),
    staff === undefined ? -1 : nameBeforeStaffTitle(text, at, staff, lexicon),
  ];
  const start = starts.find((one) => one >= 0);
  return start === undefined ? null : { kind: 'name', start, end: at };
}

/** Adds a span; where it overlaps earlier ones, they become one of the kind of the longest. */
function add(found: PersonalSpan[], span: PersonalSpan | null): void {
  if (span === null) return;
  let whole = span;
  for (let last = found.at(-1); last !== undefined && last.end > whole.start; last = found.at(-1)) {
    found.pop();
    const longer = last.end - last.start >= whole.end - whole.start ? last : whole;
    whole = {
      kind: longer.kind,
      start: Math.min(last.start, whole.start),
      end: Math.max(last.end, whole.end),
    };
  }
  found.push(whole);
}
