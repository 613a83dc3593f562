import type { PersonalLexicon } from '../../lexicon/personal.ts';
import { isHan } from '../../text/characters.ts';

/** The longest given name that is looked for, in characters. */
const MOST_GIVEN = 2;
/** Names of several parts: 迪丽热巴·艾山. */
const DOTTED_NAME = /^\p{Script=Han}{1,8}(?:[·•・]\p{Script=Han}{1,8}){1,3}/u;
const LATIN_NAME = /^[a-z]{2,20}(?: [a-z]{2,20})?/;

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
  const latin = LATIN_NAME.exec(text.slice(at, at + 42));
  if (latin !== null) return apart && !weak ? at + latin[0].length : -1;
  const dotted = DOTTED_NAME.exec(text.slice(at, at + 30));
  if (dotted !== null) return at + dotted[0].length;
  if (beginsNoName(text, at, lexicon)) return -1;
  const surname = surnameAt(text, at, lexicon);
  if (surname > 0) return nameWithSurname(text, at, surname, weak, lexicon);
  const whole = wholeStretch(text, at);
  return apart && !weak && whole - at >= 2 && whole - at <= 4 ? whole : -1;
}

function nameWithSurname(
  text: string,
  at: number,
  surname: number,
  weak: boolean,
  lexicon: PersonalLexicon,
): number {
  const given = at + surname;
  if (isTitleAt(text, given)) return -1;
  const clear = !lexicon.unclearSurnames.has(text.slice(at, given));
  const end = givenEnd(text, given, lexicon);
  const whole = wholeStretch(text, at);
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
  if (lexicon.surnames.has(single)) return at - 1;
  if (!lexicon.unclearSurnames.has(single)) return -1;
  if (lexicon.notNames.has(text.slice(at - 2, at))) return -1;
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

/** Length of the surname at a place, 0 without one. */
function surnameAt(text: string, at: number, lexicon: PersonalLexicon): number {
  if (lexicon.surnames.has(text.slice(at, at + 2))) return 2;
  const single = text[at] ?? '';
  return lexicon.surnames.has(single) || lexicon.unclearSurnames.has(single) ? 1 : 0;
}

function beginsNoName(text: string, at: number, lexicon: PersonalLexicon): boolean {
  return (
    lexicon.notNames.has(text.slice(at, at + 2)) || lexicon.notNames.has(text.slice(at, at + 3))
  );
}

/** A name may begin at the start, after anything but Han, and after some Han characters (是, 叫, 找). */
function mayBegin(text: string, at: number, lexicon: PersonalLexicon): boolean {
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
function wholeStretch(text: string, at: number): number {
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

/** 陈师傅, 王经理: somebody at work, not the one who speaks; 杨女士 is found by its title. */
function isTitleAt(text: string, at: number): boolean {
  return /^(师傅|经理|老师|医生|主任|店长|客服|总|工|老板|阿姨|姐|哥|叔|先生|女士|小姐|太太)/.test(
    text.slice(at, at + 2),
  );
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
