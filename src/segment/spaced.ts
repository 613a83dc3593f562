import { tableOf } from '../text/characters.ts';
import { textOf } from '../text/units.ts';
import type { Cut, Segmenter } from './segmenter.ts';

/** What is asked of a segmenter: our own, or the optional peer. */
interface Cutter {
  cut(text: Uint16Array): Pick<Cut, 'count' | 'ends'>;
}

const SPACE = 0x20;
const LINE_FEED = 0x0a;
const FIRST_SURROGATE = 0xd800;
/** The first of the units that come second in a surrogate pair. */
const FIRST_OF_SECONDS = 0xdc00;
/** The first unit that becomes three bytes of UTF-8. */
const FIRST_OF_THREE = 0x800;

/** Most bytes of UTF-8 that a UTF-16 unit becomes. */
const UNIT_BYTES = 3;

/**
 * The lines of a text with one space between their words, as UTF-8. White space of the text is no word and is
 * left out; what no UTF-8 can say (half a surrogate pair) becomes U+FFFD. Written by hand, since this runs for every
 * character: through strings for words and lines it took longer than finding the words.
 *
 * @param text the UTF-16 units of whole lines, each with its line feed
 */
export function spaceWords(text: Uint16Array, segmenter: Cutter): Uint8Array {
  const { count, ends } = segmenter.cut(text);
  return write(text, count, ends);
}

function write(text: Uint16Array, count: number, ends: Int32Array): Uint8Array {
  const bytes = new Uint8Array(UNIT_BYTES * text.length + count);
  let length = 0;
  let inLine = false;
  for (let word = 0, at = 0; word < count; word++) {
    const end = ends[word] as number;
    if (isAllBlank(text, at, end)) {
      if (text[end - 1] === LINE_FEED) {
        bytes[length++] = LINE_FEED;
        inLine = false;
      }
      at = end;
      continue;
    }
    if (inLine) bytes[length++] = SPACE;
    inLine = true;
    for (; at < end; at++) {
      const unit = text[at] as number;
      // Han characters and their punctuation, which is nearly all of most texts, need three bytes.
      if (unit < FIRST_OF_THREE || (unit & 0xf800) === FIRST_SURROGATE) {
        length = encodeUnit(text, at, bytes, length);
        continue;
      }
      bytes[length] = 0xe0 | (unit >>> 12);
      bytes[length + 1] = 0x80 | ((unit >>> 6) & 0x3f);
      bytes[length + 2] = 0x80 | (unit & 0x3f);
      length += 3;
    }
  }
  return bytes.subarray(0, length);
}

/** The same with the part of speech behind each word: `word/tag`. */
export function spaceTagged(units: Uint16Array, segmenter: Pick<Segmenter, 'tokens'>): string {
  const text = textOf(units);
  let lines = '';
  let before = '';
  for (const { start, end, tag } of segmenter.tokens(text)) {
    const word = text.slice(start, end);
    if (word.trim() !== '') {
      lines += `${before}${word}/${tag}`;
      before = ' ';
    } else if (word.endsWith('\n')) {
      lines += '\n';
      before = '';
    }
  }
  return lines;
}

/** White space as `String.trim` knows it. */
const BLANK = tableOf(
  '\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff',
);

function isAllBlank(text: Uint16Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (BLANK[text[at] as number] === 0) return false;
  return true;
}

/**
 * Writes a unit that does not become three bytes of UTF-8, a surrogate pair with its first unit; gives the length
 * after it.
 */
function encodeUnit(text: Uint16Array, at: number, bytes: Uint8Array, length: number): number {
  const unit = text[at] as number;
  if (unit >= FIRST_OF_THREE) return encodeSurrogate(text, at, bytes, length);
  if (unit < 0x80) {
    bytes[length] = unit;
    return length + 1;
  }
  bytes[length] = 0xc0 | (unit >>> 6);
  bytes[length + 1] = 0x80 | (unit & 0x3f);
  return length + 2;
}

function encodeSurrogate(text: Uint16Array, at: number, bytes: Uint8Array, length: number): number {
  const unit = text[at] as number;
  const isFirst = unit < FIRST_OF_SECONDS;
  const other = text[isFirst ? at + 1 : at - 1] ?? 0;
  if ((other & 0xfc00) !== (isFirst ? FIRST_OF_SECONDS : FIRST_SURROGATE)) {
    bytes.set([0xef, 0xbf, 0xbd], length);
    return length + 3;
  }
  // The second unit of a pair was written with the first.
  if (!isFirst) return length;
  const code = 0x10000 + ((unit - FIRST_SURROGATE) << 10) + (other - FIRST_OF_SECONDS);
  bytes[length] = 0xf0 | (code >>> 18);
  bytes[length + 1] = 0x80 | ((code >>> 12) & 0x3f);
  bytes[length + 2] = 0x80 | ((code >>> 6) & 0x3f);
  bytes[length + 3] = 0x80 | (code & 0x3f);
  return length + 4;
}
