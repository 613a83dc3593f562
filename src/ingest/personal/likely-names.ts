import type { PersonalLexicon } from '../../lexicon/personal.ts';
import { isHan } from '../../text/characters.ts';
import { beginsNoName, dottedEnd, mayBegin, surnameAt, titleAt, wholeStretch } from './names.ts';

/**
 * Names that no strong cue announces: behind what somebody is (患者王芳, 我是李强), before a title of people at work
 * (王经理), in a list (王芳、李强), shortened to 某. Here the characters themselves have to tell: a surname, and one or two of those that
 * given names are made of.
 */

/** Where the name ends that begins at `at`, behind a word for what somebody is; -1 where there is none. */
export function nameAfterRole(text: string, at: number, lexicon: PersonalLexicon): number {
  const dotted = dottedEnd(text, at, lexicon);
  return dotted > at ? dotted : likelyNameEnd(text, at, lexicon);
}

/** What may stand between 我是 and the 的 before a name: 我是2号院三单元的. */
const FROM_WHERE = /^[\u4e00-\u9fffa-z0-9-]{1,14}的/;

/** Place of the name that ends a clause which says where somebody is from (我是2号院的孟祥东); null where there is none. */
export function nameFromWhere(
  text: string,
  at: number,
  lexicon: PersonalLexicon,
): readonly [start: number, end: number] | null {
  const where = FROM_WHERE.exec(text.slice(at, at + 15))?.[0];
  if (where === undefined) return null;
  const start = at + where.length;
  const end = wholeStretch(text, start);
  return end > start && likelyNameEnd(text, start, lexicon) === end ? [start, end] : null;
}

/** Where the likely full name that begins at `at` ends, -1 where there is none. */
export function likelyNameEnd(text: string, at: number, lexicon: PersonalLexicon): number {
  const surname = surnameAt(text, at, lexicon);
  const given = at + surname;
  if (surname === 0 || beginsNoName(text, at, lexicon)) return -1;
  if (titleAt(text, given, lexicon) !== undefined) return -1;
  if (hasPair(text, at, given, lexicon)) return given + 2;
  const whole = wholeStretch(text, at);
  const alone = whole > given && whole - given <= 2;
  if (alone && surname === 2) return whole;
  if (hasSingle(text, at, given, lexicon)) return given + 1;
  const clear = !lexicon.unclearSurnames.has(text.slice(at, given));
  return alone && clear && isRareName(text.slice(given, whole), lexicon) ? whole : -1;
}

/** Whether a given name of two characters follows a surname. One that is a word too needs them to stand alone. */
function hasPair(text: string, at: number, given: number, lexicon: PersonalLexicon): boolean {
  if (!areGiven(text, at, given, given + 2, lexicon)) return false;
  const isWord = (from: number): boolean => lexicon.notNames.has(text.slice(from, from + 2));
  if (isWord(given) || isWord(given + 1)) return false;
  const surname = text.slice(at, given);
  if (!lexicon.unclearSurnames.has(surname) || wholeStretch(text, at) === given + 2) return true;
  return !lexicon.everyday.has(surname) && !lexicon.surnameWords.has(text.slice(at, given + 1));
}

/** Whether a given name of one character follows a surname that is no thing of every day. */
function hasSingle(text: string, at: number, given: number, lexicon: PersonalLexicon): boolean {
  if (lexicon.everyday.has(text.slice(at, given))) return false;
  return areGiven(text, at, given, given + 1, lexicon) && mayEnd(text, given + 1, lexicon);
}

/** Whether the characters between two places are such as given names are made of. */
function areGiven(
  text: string,
  at: number,
  given: number,
  end: number,
  { given: common, pairedGiven, surnameWords }: PersonalLexicon,
): boolean {
  const characters = [...text.slice(given, end)];
  if (characters.length !== end - given || !characters.some((one) => common.has(one))) return false;
  if (!characters.every((one) => common.has(one) || pairedGiven.has(one))) return false;
  return characters.length > 1 || !surnameWords.has(text.slice(at, end));
}

/** Whether a name of two characters may end at a place: what follows is no Han, or begins what people do. */
function mayEnd(text: string, at: number, { afterName, followsName }: PersonalLexicon): boolean {
  const next = text[at] ?? '';
  return !isHan(text.charCodeAt(at)) || afterName.has(next) || followsName.has(next);
}

/** Whether characters that stand alone with a clear surname may be a given name with one that is seldom in them. */
function isRareName(characters: string, lexicon: PersonalLexicon): boolean {
  const all = [...characters];
  return (
    all.some((one) => lexicon.given.has(one)) &&
    !all.some((one) => lexicon.notGiven.has(one) || lexicon.afterName.has(one))
  );
}

/** Between names of a list. */
const BETWEEN = /^(?:\s?[、/&]\s?|\s?(?:或者|以及|还有|[和与及或])\s?|[,，;；]\s?)/;

/** Places of the names that follow a name which ends at `at`: 、李强和张伟. A comma must be followed by nothing but a name. */
export function namesFollowing(
  text: string,
  at: number,
  lexicon: PersonalLexicon,
): readonly (readonly [start: number, end: number])[] {
  const names: [number, number][] = [];
  for (let from = at; ; ) {
    const between = BETWEEN.exec(text.slice(from, from + 5))?.[0] ?? '';
    if (between === '') return names;
    const start = from + between.length;
    const end = nameAfterRole(text, start, lexicon);
    const closed = !/^[,，;；]/.test(between) || !isHan(text.charCodeAt(end));
    if (end < 0 || !closed) return names;
    names.push([start, end]);
    from = end;
  }
}

/** Places of the names on both sides of the 、 at `at`; none where either is missing. */
export function namesAround(
  text: string,
  at: number,
  lexicon: PersonalLexicon,
): readonly (readonly [start: number, end: number])[] {
  const start = fullNameBefore(text, at, lexicon);
  const following = start < 0 ? [] : namesFollowing(text, at, lexicon);
  return following.length === 0 ? [] : [[start, at], ...following];
}

/**
 * Where the full name begins that ends at `at`, -1 where there is none.
 * @param floor where something else ends, behind which a name may begin
 */
export function fullNameBefore(
  text: string,
  at: number,
  lexicon: PersonalLexicon,
  floor = 0,
): number {
  for (let start = Math.max(floor, at - 4); start <= at - 2; start++) {
    const given = start + surnameAt(text, start, lexicon);
    if (given === start || at - given < 1 || at - given > 2) continue;
    const begins = start === floor || mayBegin(text, start, lexicon);
    if (!begins || beginsNoName(text, start, lexicon)) continue;
    if (areGiven(text, start, given, at, lexicon)) return start;
  }
  return -1;
}

/** What makes another word of a title with what follows: 总价, 工资, 主任性, 处长期, 先生产. */
const OTHER_WORD: readonly (readonly [title: RegExp, next: RegExp])[] = [
  [/^总$/, /^[价部管体额数量之结算共店行线公裁监和决督台归站览理]/],
  [/^工$/, /^[资作程厂地人会具艺商序伤号单期龄业种友时装位费段科信行头]/],
  [/主任$/, /^[性意何务职]/],
  [/长$/, /^[期时久年达]/],
  [/先生$/, /^[产效]/],
];
/** What follows 总 as an adverb: 余总是. */
const ALWAYS = /^[是有会能在要打被没不说出显]/;

/** Whether the title at a place is part of another word: 总价, 工资. */
export function isOtherWord(text: string, at: number, title: string): boolean {
  const next = text.slice(at + title.length, at + title.length + 1);
  return OTHER_WORD.some(([own, other]) => own.test(title) && other.test(next));
}

/** Where the surname before the title of somebody at work at `at` begins (王经理); -1 where there is none. */
export function nameBeforeStaffTitle(
  text: string,
  at: number,
  title: string,
  lexicon: PersonalLexicon,
): number {
  const next = text.slice(at + title.length, at + title.length + 1);
  if (lexicon.surnames.has(text.slice(at - 2, at))) return at - 2;
  const single = text[at - 1] ?? '';
  const known = lexicon.surnames.has(single) || lexicon.unclearSurnames.has(single);
  if (!known || lexicon.notNames.has(text.slice(at - 2, at))) return -1;
  if (lexicon.notNames.has(text.slice(at - 1, at + 1))) return -1;
  if (title.length > 1 && lexicon.surnames.has(single)) return at - 1;
  if (title.length === 1 && !lexicon.surnames.has(single) && ALWAYS.test(next)) return -1;
  return standsForName(text, at - 1, lexicon) ? at - 1 : -1;
}

/** Whether a surname that may be a common word stands where a name begins. */
function standsForName(text: string, at: number, lexicon: PersonalLexicon): boolean {
  if (!mayBegin(text, at, lexicon)) return false;
  return !lexicon.everyday.has(text[at] ?? '') || !isHan(text.charCodeAt(at - 1));
}

/** 某 as a word of its own: 某些, 某天, 某宝. */
const SOME = /^[些种个日天月年次处地一家方东平宝多品牌大位类时人]/;

/** The name that is shortened to 某 at `at` (王某, 李某某) as start and end; null where there is none. */
export function shortenedName(
  text: string,
  at: number,
  lexicon: PersonalLexicon,
): readonly [start: number, end: number] | null {
  const end = at + (text[at + 1] === '某' ? 2 : 1);
  const single = text[at - 1] ?? '';
  if (SOME.test(text.slice(end, end + 1))) return null;
  const clear = lexicon.surnames.has(single) && !lexicon.notNames.has(text.slice(at - 2, at));
  const unclear = lexicon.unclearSurnames.has(single) && standsForName(text, at - 1, lexicon);
  return clear || unclear ? [at - 1, end + lastOfGiven(text, end, lexicon)] : null;
}

/** Length of what stands of a given name behind 某 (李某明), 0 or 1. */
function lastOfGiven(text: string, at: number, lexicon: PersonalLexicon): number {
  const one = text[at] ?? '';
  const goesOn = lexicon.afterName.has(one) || lexicon.followsName.has(one);
  return lexicon.given.has(one) && !goesOn && !lexicon.notNames.has(text.slice(at, at + 2)) ? 1 : 0;
}
