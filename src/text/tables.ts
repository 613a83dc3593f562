import {
  isAlphanumeric,
  isHan,
  isInvisible,
  isPartOfSign,
  isSkinTone,
  isSpace,
} from './characters.ts';
import { type CharacterMap, foldUnit, isPunctuation } from './fold.ts';
import { type Frames, isHeadingLimit } from './frames.ts';
import { codeAt } from './units.ts';

/** What cleaning looks up. Built once from the dictionaries, never changed. */
export interface CleaningTables {
  readonly traditional: CharacterMap;
  /** Words of Traditional script that convert otherwise than by character. */
  readonly words: ReadonlyMap<string, string>;
  /** Length of the longest of them, by its first unit. */
  readonly longestWord: Uint8Array;
  readonly frames: Frames;
  /** What each unit may ask for: bits of `CLASS`. */
  readonly classes: Uint8Array;
}

/** What a unit may ask for. */
export const CLASS = {
  /** Is written otherwise, one for one. */
  folded: 1,
  traditional: 2,
  /** May be part of something that changes the length. */
  debris: 4,
  /** Ends a heading, if what may follow one follows. */
  headingEnd: 8,
  headingLimit: 16,
  /** Begins a line of the platform, if it begins a line. */
  lineStart: 32,
  /** Two in a row may begin an address. */
  web: 64,
} as const;

/** Tables from the contents of the dictionaries. */
export function cleaningTables(
  traditional: CharacterMap,
  words: ReadonlyMap<string, string>,
  frames: Frames,
): CleaningTables {
  const longestWord = new Uint8Array(65536);
  for (const word of words.keys()) {
    const first = word.charCodeAt(0);
    longestWord[first] = Math.max(longestWord[first] ?? 0, word.length);
  }
  return { traditional, words, longestWord, frames, classes: classesOf(traditional, frames) };
}

function classesOf(traditional: CharacterMap, frames: Frames): Uint8Array {
  const classes = new Uint8Array(65536);
  for (let unit = 0; unit < 65536; unit++) {
    if (traditional[unit] !== 0) classes[unit] = CLASS.folded | CLASS.traditional;
    else if (unit < FIRST_HAN || unit > LAST_HANGUL) classes[unit] = classOf(unit);
  }
  const add = (character: string, bit: number): void => {
    const unit = character.charCodeAt(0);
    classes[unit] = (classes[unit] ?? 0) | bit;
  };
  for (const mark of '<>&\\@/]') add(mark, CLASS.debris);
  for (const letter of 'wWｗＷ') add(letter, CLASS.web);
  for (const heading of frames.headings.keys()) add(heading.slice(-1), CLASS.headingEnd);
  for (const line of frames.lines) add(line, CLASS.lineStart);
  for (const [before] of frames.openLines) add(before, CLASS.lineStart);
  return classes;
}

/** Between these there are but characters, which ask for nothing but their simplified form. */
const FIRST_HAN = 0x3400;
const LAST_HANGUL = 0xd7ff;

/** The class of a unit that is no character of Traditional script. */
function classOf(unit: number): number {
  const folded = foldUnit(unit) !== unit || isPunctuation(unit);
  const invisible = isInvisible(unit) || isPartOfSign(unit) || isSkinTone(unit);
  return (
    (folded ? CLASS.folded : 0) |
    (invisible ? CLASS.debris : 0) |
    (isSpace(unit) || isHeadingLimit(unit) ? CLASS.headingLimit : 0)
  );
}

/** The classes of all units, with `debris` only where something may really change the length. */
export function classesIn(text: string, classes: Uint8Array): number {
  const { length } = text;
  let found = 0;
  let before = 0;
  let last = 0;
  let lastClass = 0;
  let atLineStart = true;
  for (let i = 0; i < length; i++) {
    const unit = codeAt(text, i);
    const own = classes[unit] ?? 0;
    found |= own | debrisBetween(lastClass, own);
    if (unit === last && unit === before && isHan(unit)) found |= CLASS.debris;
    if (unit === 0x0a) atLineStart = true;
    else if (atLineStart && (isHan(unit) || isAlphanumeric(unit))) {
      atLineStart = false;
      if ((own & CLASS.lineStart) !== 0) found |= CLASS.debris;
    }
    before = last;
    last = unit;
    lastClass = own;
  }
  return found;
}

/** Whether two units together are the end of a heading, or the beginning of an address. */
function debrisBetween(last: number, next: number): number {
  const headed = (last & CLASS.headingEnd) !== 0 && (next & CLASS.headingLimit) !== 0;
  return headed || (last & next & CLASS.web) !== 0 ? CLASS.debris : 0;
}
