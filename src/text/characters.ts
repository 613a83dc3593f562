/** Whether a UTF-16 unit is a common Han character (the basic block and extension A). */
export function isHan(code: number): boolean {
  return (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf);
}

/** Whether a UTF-16 unit is an ASCII digit. */
export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** All ASCII letters and digits. */
export const ALPHANUMERICS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Whether a UTF-16 unit is an ASCII letter or digit. */
export function isAlphanumeric(code: number): boolean {
  return isDigit(code) || (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}

/** A table over all UTF-16 units, 1 for those of `characters`: asked for each character of every text. */
export function tableOf(characters: string): Uint8Array {
  const table = new Uint8Array(65536);
  for (let i = 0; i < characters.length; i++) table[characters.charCodeAt(i)] = 1;
  return table;
}

/** What quantities are written with: 3, 三, 几, 半, 两个 …. */
export const QUANTITY_CHARACTERS = '0123456789一二三四五六七八九十百千万两俩仨几半数多好个来.';
const QUANTITY = tableOf(QUANTITY_CHARACTERS);

/** Whether a UTF-16 unit can stand in a written quantity: 3, 三, 几, 半, 两个 …. */
export function isQuantity(code: number): boolean {
  return QUANTITY[code] === 1;
}

/** White space of all kinds that exports contain. */
export const SPACES = ' \t\n\v\f\r\u00a0\u3000';

/** Whether a UTF-16 unit is white space of any kind that exports contain. */
export function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xa0 || code === 0x3000;
}

const STOPS = tableOf('。！？；，…~～、!?;\n\r|');

/** Whether a unit of a folded text ends a stretch in which words still belong together; 、 too. */
export function isPause(code: number): boolean {
  return STOPS[code] === 1;
}

/** Whether a unit is a colon, ASCII or full-width. */
export function isColon(code: number): boolean {
  return code === 0x3a || code === 0xff1a;
}

/** Whether a unit is seen by no reader: a control character, or a mark of width, joining or direction. */
export function isInvisible(code: number): boolean {
  if (code < 0x20) return code < 0x09 || code > 0x0d;
  if (code < 0xad) return code >= 0x7f && code < 0xa0 && code !== 0x85;
  if (code === 0xad || code === 0xfeff) return true;
  if (code < 0x200b) return false;
  return code <= 0x200f || (code >= 0x202a && code <= 0x202e) || (code >= 0x2060 && code <= 0x206f);
}

/** Whether a unit only varies or joins the emoji before it: a variation selector, a joiner, a key's frame. */
export function isPartOfSign(code: number): boolean {
  return code === 0x200d || code === 0x20e3 || (code >= 0xfe00 && code <= 0xfe0f);
}

/** First unit of the colours of skin that may follow an emoji. */
export const SKIN_TONE_LEAD = 0xd83c;

/** Whether a unit is the second of a colour of skin, if `SKIN_TONE_LEAD` stands before it. */
export function isSkinTone(code: number): boolean {
  return code >= 0xdffb && code <= 0xdfff;
}

/** Whether a unit is, or ends, an emoji or another pictorial sign. */
export function isSign(code: number): boolean {
  return (code >= 0xdc00 && code <= 0xdfff) || (code >= 0x2190 && code <= 0x2bff);
}

/** Units of emoji and other drawings, from the first to the last: of those of the upper planes, of lines, shapes, symbols and circled numbers. */
export const PICTOGRAPHS: readonly (readonly [first: number, last: number])[] = [
  [0xd83c, 0xd83e],
  [0x2460, 0x27bf],
];
