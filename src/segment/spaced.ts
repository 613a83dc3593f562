import type { Token } from '../model/voice.ts';
import type { Cut } from './segmenter.ts';

const SPACE = 0x20;
const LINE_FEED = 0x0a;
const FIRST_SURROGATE = 0xd800;

/** Most bytes of UTF-8 that a UTF-16 unit becomes. */
const UNIT_BYTES = 3;

/**
 * The lines of a text with one space between their words, as UTF-8. White space of the text is no word and is
 * left out; what no UTF-8 can say (half a surrogate pair) becomes U+FFFD.
 *
 * @param text whole lines, each with its line feed
 * @param cut the words of that text
 */
export function spaceWords(text: string, { count, ends }: Pick<Cut, 'count' | 'ends'>): Uint8Array {
  const bytes = new Uint8Array(UNIT_BYTES * text.length + count);
  let length = 0;
  let inLine = false;
  for (let word = 0, at = 0; word < count; word++) {
    const end = ends[word] as number;
    if (isAllBlank(text, at, end)) {
      if (text.charCodeAt(end - 1) === LINE_FEED) {
        bytes[length++] = LINE_FEED;
        inLine = false;
      }
      at = end;
      continue;
    }
    if (inLine) bytes[length++] = SPACE;
    inLine = true;
    for (; at < end; at++) {
      const unit = text.charCodeAt(at);
      // Han characters and their punctuation, which is nearly all of most texts, need three bytes.
      if (unit < 0x3000 || unit >= FIRST_SURROGATE) {
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
export function spaceTagged(text: string, tokens: readonly Token[]): string {
  let lines = '';
  let before = '';
  for (const { start, end, tag } of tokens) {
    if (!isAllBlank(text, start, end)) {
      lines += `${before}${text.slice(start, end)}/${tag}`;
      before = ' ';
    } else if (text.charCodeAt(end - 1) === LINE_FEED) {
      lines += '\n';
      before = '';
    }
  }
  return lines;
}

/** White space as `String.trim` knows it. */
function isBlank(unit: number): boolean {
  if (unit < 0x80) return unit === SPACE || (unit >= 0x09 && unit <= 0x0d);
  if (unit >= 0x3001 && unit < 0xfeff) return false;
  return String.fromCharCode(unit).trim() === '';
}

function isAllBlank(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!isBlank(text.charCodeAt(at))) return false;
  return true;
}

/**
 * Writes a unit as UTF-8, a surrogate pair with its first unit; gives the length after it. By hand, since this
 * runs for every character: through strings for words and lines it took longer than finding the words.
 */
function encodeUnit(text: string, at: number, bytes: Uint8Array, length: number): number {
  const unit = text.charCodeAt(at);
  if (unit < 0x80) {
    bytes[length] = unit;
    return length + 1;
  }
  if (unit < 0x800) {
    bytes[length] = 0xc0 | (unit >>> 6);
    bytes[length + 1] = 0x80 | (unit & 0x3f);
    return length + 2;
  }
  if ((unit & 0xf800) === 0xd800) return encodeSurrogate(text, at, bytes, length);
  bytes[length] = 0xe0 | (unit >>> 12);
  bytes[length + 1] = 0x80 | ((unit >>> 6) & 0x3f);
  bytes[length + 2] = 0x80 | (unit & 0x3f);
  return length + 3;
}

function encodeSurrogate(text: string, at: number, bytes: Uint8Array, length: number): number {
  const code = text.codePointAt(at) as number;
  if (code > 0xffff) {
    bytes[length] = 0xf0 | (code >>> 18);
    bytes[length + 1] = 0x80 | ((code >>> 12) & 0x3f);
    bytes[length + 2] = 0x80 | ((code >>> 6) & 0x3f);
    bytes[length + 3] = 0x80 | (code & 0x3f);
    return length + 4;
  }
  const before = at > 0 ? text.charCodeAt(at - 1) : 0;
  // The second unit of a pair was written with the first.
  if (code >= 0xdc00 && (before & 0xfc00) === 0xd800) return length;
  bytes.set([0xef, 0xbf, 0xbd], length);
  return length + 3;
}
