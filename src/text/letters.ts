import { isAlphanumeric, isDigit, isHan } from './characters.ts';
import { type CharacterMap, foldUnit } from './fold.ts';
import { codeAt, createRoom, textOf } from './units.ts';

/** A text without all that is no letter: what flags are decided on. */
export interface Letters {
  /** Letters and Han characters, folded, in Simplified script. */
  readonly words: string;
  /** Digits, half-width. */
  readonly digits: string;
}

/** Codes of faces ([赞]) and marks of masked data ([手机]): they stand for a picture or a number. */
const BRACKETED = /\[[^[\]\s]{1,8}\]/g;

const roomFor = createRoom();

/** Splits a text into its letters and its digits; pictures, punctuation and spaces are left out. */
export function lettersOf(text: string, traditional: CharacterMap): Letters {
  const bare = text.includes('[') ? text.replace(BRACKETED, '') : text;
  const { length } = bare;
  const letters = roomFor(length);
  let count = 0;
  let digits = '';
  for (let at = 0; at < length; at++) {
    const unit = foldUnit(codeAt(bare, at), traditional);
    if (isDigit(unit)) digits += String.fromCharCode(unit);
    else if (isLetter(unit)) letters[count++] = unit;
  }
  return { words: textOf(letters.subarray(0, count)), digits };
}

/** Whether a folded unit is a letter of a script that feedback is written in. */
export function isLetter(unit: number): boolean {
  if (isHan(unit) || isAlphanumeric(unit)) return true;
  if (unit < 0xc0 || unit === 0xd7 || unit === 0xf7) return false;
  // Latin to Cyrillic, kana, Hangul.
  return unit < 0x530 || (unit >= 0x3041 && unit <= 0x30fa) || (unit >= 0xac00 && unit <= 0xd7a3);
}
