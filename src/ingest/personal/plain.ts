import { lazily } from '../../lexicon/lazily.ts';
import { codeAt } from '../../text/units.ts';

/** What is not seen is read as this. */
const UNSEEN = 0x200b;

/** Controls, marks of format, marks over other characters, and letters that show nothing. */
const IS_UNSEEN = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{M}\u115f\u1160\u2800\u3164\uffa0]/u;
const IS_NOT_PLAIN = new RegExp(
  `${IS_UNSEEN.source}|[\\p{Nd}\\p{Zs}\\u2028\\u2029A-ZＡ-Ｚａ-ｚ＊＋－．＠＿]`,
  'gu',
);

/** How a unit is read: as it is, as another, with the second of its pair, or with the markup that it may begin. */
const OTHER = 1;
const PAIR = 2;
const MARKUP = 3;

/** How text is read, by UTF-16 unit. */
interface Readings {
  /** One of `OTHER`, `PAIR`, `MARKUP`, or 0. */
  readonly kinds: Uint8Array;
  /** What the units with another reading are read as. */
  readonly instead: Uint16Array;
  /** What the characters beyond the first plane are read as that have another reading. */
  readonly pairs: Map<number, number>;
}

/** The code points that are looked through: the others are letters of Han, Hangul, Tangut and the like, or unassigned. */
const RANGES = [
  [0, 0x33ff],
  [0xa000, 0xabff],
  [0xf900, 0x11fff],
  [0x13000, 0x143ff],
  [0x16000, 0x16fff],
  [0x1bc00, 0x1ffff],
  [0xe0000, 0xe01ef],
] as const;

/** Made when the first text is read: most commands read none, and looking through all characters takes 20 ms. */
const readings = lazily(makeReadings);

function makeReadings(): Readings {
  const made: Readings = {
    kinds: new Uint8Array(65_536),
    instead: new Uint16Array(65_536),
    pairs: new Map(),
  };
  for (const [first, last] of RANGES) {
    let zero = 0;
    let before = 0;
    for (const [character] of charactersFrom(first, last).matchAll(IS_NOT_PLAIN)) {
      const code = character.codePointAt(0) ?? 0;
      const isDigit = /\p{Nd}/u.test(character);
      // The decimal digits of each script follow each other from 0 to 9.
      if (isDigit && code !== before + 1) zero = code;
      if (isDigit) before = code;
      define(made, code, isDigit ? 0x30 + ((code - zero) % 10) : readAs(character, code));
    }
  }
  for (const sign of '&<_\u001b') made.kinds[sign.charCodeAt(0)] = MARKUP;
  return made;
}

function charactersFrom(first: number, last: number): string {
  const units = new Uint16Array(2 * (last - first + 1));
  let length = 0;
  for (let code = first; code <= last; code++) {
    if (code > 0xffff) units[length++] = 0xd7c0 + (code >> 10);
    units[length++] = code > 0xffff ? 0xdc00 + (code & 0x3ff) : code;
  }
  return new TextDecoder('utf-16le').decode(units.subarray(0, length));
}

function readAs(character: string, code: number): number {
  if (IS_UNSEEN.test(character)) return UNSEEN;
  if (/\p{Zs}/u.test(character)) return 0x20;
  if (code === 0x2028 || code === 0x2029) return 0x0a;
  const ascii = code >= 0xff01 ? code - 0xfee0 : code;
  return ascii >= 0x41 && ascii <= 0x5a ? ascii + 32 : ascii;
}

function define({ kinds, instead, pairs }: Readings, code: number, plain: number): void {
  if (code > 0xffff) {
    pairs.set(code, plain);
    kinds[String.fromCodePoint(code).charCodeAt(0)] = PAIR;
  } else if (code !== plain) {
    kinds[code] = OTHER;
    instead[code] = plain;
  }
}

/** What a UTF-16 unit is read as, for one that stands for itself. */
function plainUnit(code: number): number {
  const { kinds, instead } = readings();
  return kinds[code] === OTHER ? (instead[code] ?? code) : code;
}

/**
 * Writes the units of a text into an array that has room for them.
 * @returns whether each of them stands for itself, so that the text is plain as it is
 */
export function copyPlain(text: string, units: Uint16Array): boolean {
  const { kinds } = readings();
  const { length } = text;
  let odd = 0;
  for (let at = 0; at < length; at++) {
    const code = codeAt(text, at);
    units[at] = code;
    odd |= kinds[code] as number;
  }
  return odd === 0;
}

/**
 * A text as the search for personal data reads it: half-width letters, digits of all scripts as ASCII, lower case, one
 * kind of blank, line break and unseen character; entities, tags and the like as what they show. Punctuation stays.
 * Unit for unit, so that a place in it is the same place in the text.
 */
export function plainText(text: string): string {
  const { kinds, instead } = readings();
  let plain = '';
  let kept = 0;
  const { length } = text;
  for (let at = 0; at < length; at++) {
    const code = codeAt(text, at);
    const reading = kinds[code];
    if (reading === 0) continue;
    const piece = reading === OTHER ? String.fromCharCode(instead[code] ?? code) : longer(text, at);
    if (piece === '') continue;
    plain += text.slice(kept, at) + piece;
    kept = at + piece.length;
    at = kept - 1;
  }
  return kept === 0 ? text : plain + text.slice(kept);
}

/** What a pair or markup at a place is read as, with as many units; empty where it stays. */
function longer(text: string, at: number): string {
  const code = text.codePointAt(at) ?? 0;
  if (code > 0xffff) return padded(readings().pairs.get(code), 2);
  MARKUPS.lastIndex = at;
  const markup = MARKUPS.exec(text)?.[0] ?? '';
  if (markup !== '') return padded(shownBy(markup), markup.length);
  return code === 0x1b ? String.fromCharCode(UNSEEN) : '';
}

/** Markup that can hold no number of anybody: `&#49;`, `&#x31;`, `_x000D_`, `&nbsp;`, `<br>`, `&shy;`, `ESC[1m`. */
const MARKUPS =
  /&#(?:\d{1,5}|x[\da-f]{1,4});|_x00[\da-f]{2}_|&(?:nbsp|ensp|emsp|thinsp|shy|zwn?j);|<\/?[a-z]{1,10}\s?\/?>|\p{Cc}\[\d{0,2}(?:;\d{1,3}){0,4}[a-z]/iuy;

/** The unit that markup shows: a tag parts what stands on its two sides. */
function shownBy(markup: string): number {
  if (/^&#x/i.test(markup)) return Number.parseInt(markup.slice(3), 16);
  if (markup.startsWith('&#')) return Number.parseInt(markup.slice(2), 10);
  if (markup.startsWith('_')) return Number.parseInt(markup.slice(2), 16);
  return /sp;$|>$/i.test(markup) ? 0x20 : UNSEEN;
}

/** A unit and as many unseen ones behind it that it takes up the given length; empty for none. */
function padded(code: number | undefined, length: number): string {
  if (code === undefined) return '';
  return String.fromCharCode(plainUnit(code)) + String.fromCharCode(UNSEEN).repeat(length - 1);
}
