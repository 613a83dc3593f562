import type { PersonalLexicon } from '../../lexicon/personal.ts';
import { isHan, tableOf } from '../../text/characters.ts';
import { codeAt } from '../../text/units.ts';

/** The longest given name that is looked for, in characters. */
const MOST_GIVEN = 2;
/** Names of several parts: 迪丽热巴·艾山. */
const DOTTED_NAME = /^\p{Script=Han}{1,8}(?:[·•・]\p{Script=Han}{1,8}){1,3}/u;
const DOTTED_BEFORE = /\p{Script=Han}{1,8}(?:[·•・]\p{Script=Han}{1,8}){1,3}$/u;
/** What goes on behind a bare surname: 姓王名立新, 姓陈的, 我也姓杨也是. */
const BEHIND_SURNAME = new Set('名的也是了吗在');
/** The longest last part of a name of several parts: 吾买尔江. */
const MOST_LAST_PART = 6;

/**
 * Where the name that begins at `at` of a plain text ends, -1 where there is none.
 * @param apart whether a colon or a 是 stands between cue and name
 * @param weak whether the cue has other uses, so that a name must begin with a surname
 */
export function nameAfterCue(
  text: string,
  at: number,
  apart: boolean,
  weak: boolean,
  lexicon: PersonalLexicon,
): number {
  const dotted = dottedEnd(text, at, lexicon);
  if (dotted > at) return dotted;
  const surname = surnameAt(text, at, lexicon);
  if (surname === 0 && (!apart || weak)) return -1;
  if (beginsNoName(text, at, lexicon)) return -1;
  if (surname > 0) return nameWithSurname(text, at, surname, weak, lexicon);
  const whole = wholeStretch(text, at);
  return whole - at >= 2 && whole - at <= 4 ? whole : -1;
}

function nameWithSurname(
  text: string,
  at: number,
  surname: number,
  weak: boolean,
  lexicon: PersonalLexicon,
): number {
  const given = at + surname;
  if (titleAt(text, given, lexicon) !== undefined) return -1;
  const clear = !lexicon.unclearSurnames.has(text.slice(at, given));
  const end = givenEnd(text, given, lexicon);
  const whole = wholeStretch(text, at);
  if (text[at - 1] === '姓' && BEHIND_SURNAME.has(text[given] ?? '')) return given;
  if (whole === given && (text[at - 1] === '姓' || (clear && !weak))) return whole;
  const alone = whole > given && whole - given <= MOST_GIVEN;
  if (alone && (clear || end === whole)) return whole;
  return (clear || !weak) && end > given ? end : -1;
}

/**
 * Where the name before the title at `at` begins; -1 where there is none. A surname that is a common word too
 * counts only where a name may begin.
 */
export function nameBeforeTitle(text: string, at: number, lexicon: PersonalLexicon): number {
  const whole = [4, 3, 2].find((length) => isFullName(text, at - length, length, lexicon));
  if (whole !== undefined) return at - whole;
  const single = text[at - 1] ?? '';
  if (lexicon.notNames.has(text.slice(at - 2, at))) return -1;
  if (lexicon.surnames.has(single)) return at - 1;
  if (!lexicon.unclearSurnames.has(single)) return -1;
  return mayBegin(text, at - 1, lexicon) ? at - 1 : -1;
}

/** Whether the `length` characters from `start` are a clear surname with a given name, where a name may begin. */
function isFullName(
  text: string,
  start: number,
  length: number,
  lexicon: PersonalLexicon,
): boolean {
  if (start < 0 || !mayBegin(text, start, lexicon)) return false;
  const surname = surnameAt(text, start, lexicon);
  const given = length - surname;
  if (surname === 0 || given > MOST_GIVEN || (surname === 1 && given === 0)) return false;
  if (lexicon.unclearSurnames.has(text.slice(start, start + surname))) return false;
  return hanEnd(text, start, length - 1) === start + length && !beginsNoName(text, start, lexicon);
}

/** Whether a surname may begin among the four units before a place, as far as a name reaches. */
export function maySurnameStandBefore(
  text: string,
  at: number,
  { surnameFirsts }: PersonalLexicon,
): boolean {
  for (let start = Math.max(0, at - 4); start < at; start++) {
    if (surnameFirsts.has(codeAt(text, start))) return true;
  }
  return false;
}

/** Length of the surname at a place, 0 without one. */
export function surnameAt(text: string, at: number, lexicon: PersonalLexicon): number {
  if (!lexicon.surnameFirsts.has(codeAt(text, at))) return 0;
  if (lexicon.surnames.has(text.slice(at, at + 2))) return 2;
  const single = text[at] ?? '';
  return lexicon.surnames.has(single) || lexicon.unclearSurnames.has(single) ? 1 : 0;
}

/** Whether a word begins at a place that looks like a name and is none. */
export function beginsNoName(text: string, at: number, lexicon: PersonalLexicon): boolean {
  return (
    lexicon.notNames.has(text.slice(at, at + 2)) || lexicon.notNames.has(text.slice(at, at + 3))
  );
}

/** A name may begin at the start, after anything but Han, and after some Han characters (是, 叫, 找). */
export function mayBegin(text: string, at: number, lexicon: PersonalLexicon): boolean {
  const before = text[at - 1];
  if (before === undefined || !isHan(before.charCodeAt(0))) return true;
  return lexicon.beforeName.has(before) && !lexicon.notNames.has(text.slice(at - 1, at + 1));
}

/** End of the Han characters at a place, at most `most + 1` of them. */
function hanEnd(text: string, at: number, most: number): number {
  let end = at;
  while (end - at <= most && isHan(text.charCodeAt(end))) end += 1;
  return end;
}

/** End of the Han characters at a place if there are at most four; -1 where the sentence goes on. */
export function wholeStretch(text: string, at: number): number {
  const end = hanEnd(text, at, 4);
  return isHan(text.charCodeAt(end)) ? -1 : end;
}

/** End of a given name of one or two characters inside a sentence: it stops before words that follow names. */
function givenEnd(text: string, at: number, lexicon: PersonalLexicon): number {
  let end = at;
  while (
    end - at < MOST_GIVEN &&
    isHan(text.charCodeAt(end)) &&
    !lexicon.afterName.has(text[end] ?? '')
  )
    end += 1;
  return end;
}

/** The title that begins at a place (女士, 师傅); undefined without one. */
export function titleAt(text: string, at: number, lexicon: PersonalLexicon): string | undefined {
  const code = text.charCodeAt(at);
  const words = [...(lexicon.titles.get(code) ?? []), ...(lexicon.staffTitles.get(code) ?? [])];
  return words.find((word) => text.startsWith(word, at));
}

/** End of a name of several parts at a place (买买提·艾力), which stops before words that follow names; -1 without one. */
export function dottedEnd(text: string, at: number, lexicon: PersonalLexicon): number {
  if (!isDotAhead(text, at, 1)) return -1;
  const name = DOTTED_NAME.exec(text.slice(at, at + 30))?.[0];
  if (name === undefined) return -1;
  const last = at + 1 + Math.max(...['·', '•', '・'].map((dot) => name.lastIndexOf(dot)));
  const whole = at + name.length;
  if (whole - last <= MOST_LAST_PART) return whole;
  const stop = [...text.slice(last + 2, whole)].findIndex((one) => lexicon.afterName.has(one));
  return last + 2 + (stop < 0 ? MOST_LAST_PART - 2 : stop);
}

const DOTS = tableOf('·•・');
/** As far as the first dot of such a name may stand: eight characters, of two units each. */
const MOST_TO_DOT = 16;

/** Whether a dot follows on what may be Han, from a place on in one direction: most stretches need not be read for names. */
function isDotAhead(text: string, from: number, step: -1 | 1): boolean {
  for (let passed = 0; passed <= MOST_TO_DOT; passed++) {
    const code = codeAt(text, from + step * passed);
    if (DOTS[code] === 1) return true;
    // No Han character stands before the radicals or among the wide letters; NaN is outside of the text.
    if (!(code >= 0x2e80 && code < 0xff00)) return false;
  }
  return false;
}

/** Where the name of several parts begins that ends at `at`, -1 without one. */
export function dottedBefore(text: string, at: number): number {
  if (!isDotAhead(text, at - 1, -1)) return -1;
  const name = DOTTED_BEFORE.exec(text.slice(Math.max(0, at - 30), at))?.[0];
  if (name === undefined) return -1;
  const first = name.search(/[·•・]/);
  return (
    at -
    name.length +
    1 +
    Math.max(...[...'是叫找的被给请向和跟'].map((one) => name.slice(0, first).lastIndexOf(one)))
  );
}

/** The given name that stands apart from its surname (姓王名立新); null where there is none. */
export function givenNameApart(
  text: string,
  start: number,
  end: number,
): readonly [start: number, end: number] | null {
  if (text[start - 1] !== '姓' || text[end] !== '名') return null;
  const at = end + (text[end + 1] === '叫' ? 2 : 1);
  const whole = wholeStretch(text, at);
  return whole > at && whole - at <= MOST_GIVEN ? [at, whole] : null;
}

/** Whether a whole value is a personal name: a surname and one or two characters that are no common word with it. */
export function isWholeName(value: string, lexicon: PersonalLexicon): boolean {
  const surname = surnameAt(value, 0, lexicon);
  const given = value.length - surname;
  if (surname === 0 || given < 1 || given > MOST_GIVEN) return false;
  return (
    hanEnd(value, 0, value.length - 1) === value.length &&
    !beginsNoName(value, 0, lexicon) &&
    givenEnd(value, surname, lexicon) === value.length
  );
}
