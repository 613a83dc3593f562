/** Whether a UTF-16 unit is a common Han character (the basic block and extension A). */
export function isHan(code: number): boolean {
  return (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf);
}

/** Whether a UTF-16 unit is an ASCII digit. */
export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

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

const QUANTITY = tableOf('0123456789一二三四五六七八九十百千万两俩仨几半数多好个来.');

/** Whether a UTF-16 unit can stand in a written quantity: 3, 三, 几, 半, 两个 …. */
export function isQuantity(code: number): boolean {
  return QUANTITY[code] === 1;
}

/** Whether a UTF-16 unit is white space of any kind that exports contain. */
export function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xa0 || code === 0x3000;
}

const STOPS = tableOf('。！？；，…~～、!?;\n\r|');

/** Whether a unit of a folded text ends a stretch in which words still belong together; 、 too. */
export function isPause(code: number): boolean {
  return STOPS[code] === 1;
}
