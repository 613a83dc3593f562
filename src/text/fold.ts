import { isAlphanumeric, isDigit } from './characters.ts';
import { codeAt, createRoom, textOf } from './units.ts';

/** Character by character replacement: index is a UTF-16 unit, value is its replacement, 0 for none. */
export type CharacterMap = Uint16Array;

const FULL_WIDTH_PUNCTUATION: Readonly<Record<string, string>> = {
  ',': '，',
  '.': '。',
  '!': '！',
  '?': '？',
  ';': '；',
  ':': '：',
  '(': '（',
  ')': '）',
};

const PUNCTUATION = new Uint16Array(128);
for (const [ascii, full] of Object.entries(FULL_WIDTH_PUNCTUATION)) {
  PUNCTUATION[ascii.charCodeAt(0)] = full.charCodeAt(0);
}

/**
 * Makes a text easy to match: half-width lower-case letters and digits, full-width punctuation where it
 * punctuates (not inside 3.5, 10:30 or a.b), simplified characters. Unit for unit: the result has the same
 * length, so that a span found in it is right in the text itself.
 */
export function fold(text: string, traditional: CharacterMap): string {
  return textOf(foldedUnits(text, traditional));
}

const roomFor = createRoom();

/** The units of what `fold` gives. They are work space: they hold until the next text is folded. */
export function foldedUnits(text: string, traditional: CharacterMap): Uint16Array {
  const { length } = text;
  const units = roomFor(length).subarray(0, length);
  for (let i = 0; i < length; i++) units[i] = foldUnit(codeAt(text, i), traditional);
  setPunctuation(units);
  return units;
}

/** The text of units that are folded one by one, with full-width punctuation where it punctuates; changes them. */
export function punctuate(units: Uint16Array): string {
  setPunctuation(units);
  return textOf(units);
}

function setPunctuation(units: Uint16Array): void {
  for (let i = 0; i < units.length; i++) {
    const unit = units[i] as number;
    if (unit >= 128 || PUNCTUATION[unit] === 0) continue;
    const full = punctuationAt(units, i);
    if (full !== 0) units[i] = full;
  }
}

/** Whether a unit is ASCII punctuation that may be written full-width. */
export function isPunctuation(code: number): boolean {
  return code < 128 && PUNCTUATION[code] !== 0;
}

/** A unit in half-width and lower case, and in Simplified script where its characters are given. */
export function foldUnit(code: number, traditional?: CharacterMap): number {
  if (code < 0x80) return code >= 0x41 && code <= 0x5a ? code + 32 : code;
  if (code >= 0xff01 && code <= 0xff5e) return foldFullWidth(code);
  if (code === 0x3000) return 0x20;
  const simplified = traditional?.[code];
  return simplified === undefined || simplified === 0 ? code : simplified;
}

function foldFullWidth(code: number): number {
  const ascii = code - 0xfee0;
  if (!isAlphanumeric(ascii) && ascii !== 0x2e) return code;
  return ascii >= 0x41 && ascii <= 0x5a ? ascii + 32 : ascii;
}

/** The full-width form of the ASCII punctuation at `i`, 0 if it belongs to a number or a name. */
function punctuationAt(units: Uint16Array, i: number): number {
  const code = units[i] ?? 0;
  const before = units[i - 1] ?? 0;
  const after = units[i + 1] ?? 0;
  if (isDigit(before) && isDigit(after)) return 0;
  if (code === 0x2e && isAlphanumeric(before) && isAlphanumeric(after)) return 0;
  return PUNCTUATION[code] ?? 0;
}
