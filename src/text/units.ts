/**
 * The UTF-16 unit at a place of a text, NaN outside of it. For loops over texts that are cut out of others: the engine has
 * more forms of strings than one place of a program can remember, and looks up what `text.charCodeAt` is for each unit
 * once it has met five of them, which takes six times as long; the method of the empty text it knows. Of `text.length`
 * the same holds: such a loop asks for it once.
 */
export function codeAt(text: string, at: number): number {
  return ''.charCodeAt.call(text, at);
}

/** The UTF-16 units of a text: much quicker to look at one by one than the text itself. */
export function unitsOf(text: string): Uint16Array {
  const units = new Uint16Array(text.length);
  copyUnits(text, units);
  return units;
}

/** Pieces handed to `String.fromCharCode` at once; far below the engine's limit on arguments. */
const PIECE = 4096;

/** The text of some units. */
export function textOf(units: Uint16Array): string {
  if (units.length <= PIECE) return stringOf(units);
  const pieces: string[] = [];
  for (let i = 0; i < units.length; i += PIECE) pieces.push(stringOf(units.subarray(i, i + PIECE)));
  return pieces.join('');
}

/** Not `fromCharCode(...units)`: spreading a typed array takes ten times as long. */
function stringOf(units: Uint16Array): string {
  return Reflect.apply(String.fromCharCode, null, units);
}

/** Writes the units of a text into an array that has room for them. */
export function copyUnits(text: string, units: Uint16Array): void {
  const { length } = text;
  for (let i = 0; i < length; i++) units[i] = codeAt(text, i);
}

/**
 * Work space for texts that are worked on one after another: memory of its own for each takes longer than the work.
 * @returns gives space for at least as many units as asked for; it holds until it is asked for again
 */
export function createRoom(): (length: number) => Uint16Array {
  let room = new Uint16Array(1024);
  return (length) => {
    if (room.length < length) room = new Uint16Array(2 * length);
    return room;
  };
}

/** Whether a word stands at a place among units. */
export function standsAt(units: Uint16Array, at: number, word: string): boolean {
  if (at < 0 || at + word.length > units.length) return false;
  for (let i = 0; i < word.length; i++) if (units[at + i] !== word.charCodeAt(i)) return false;
  return true;
}

/** Whether a place is inside a word of lower-case Latin letters: before m in tmall, before p in happy. */
export function splitsLatin(units: Uint16Array, at: number): boolean {
  if (at === 0 || at >= units.length) return false;
  return isLatin(units[at] as number) && isLatin(units[at - 1] as number);
}

/** Whether a place is inside a number: before 0 in 10分 and in 4.0分. */
export function splitsNumber(units: Uint16Array, at: number): boolean {
  if (at === 0 || at >= units.length || !isDigit(units[at] as number)) return false;
  const before = units[at - 1] as number;
  return isDigit(before) || (before === FULL_STOP && at > 1 && isDigit(units[at - 2] as number));
}

const FULL_STOP = 0x2e;

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

function isLatin(unit: number): boolean {
  return unit >= 0x61 && unit <= 0x7a;
}
