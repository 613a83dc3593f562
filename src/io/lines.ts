import { isAscii, isUtf8, transcode } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { InputError } from '../model/errors.ts';
import { byteOrderMark, decode, type Encoding, naturalness } from './encoding.ts';

/** One physical line. `text` is without its line break, which is `end` (empty at the end of the file). */
export interface Line {
  readonly number: number;
  readonly text: string;
  readonly end: string;
  /** How it was decoded: as the whole file, as an exception, or only with U+FFFD in place of what is no text. */
  readonly decoding: 'file' | 'other' | 'failed';
}

/** Longest line that is read; what is longer is no line of an export. */
const MAX_LINE_BYTES = 128 * 1024 * 1024;
const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;

/**
 * Splits bytes into decoded lines, in batches, with memory for a chunk and the longest line only. Lines end with LF or CRLF; with a lone
 * CR where the first bytes hold no LF outside of quotes. A line whose bytes are not of the file's encoding is decoded as
 * UTF-8 or GB18030 where that gives Chinese, since parts of different systems are often pasted together.
 */
export async function* readLines(
  name: string,
  chunks: AsyncIterable<Buffer>,
  encoding: Encoding,
  head: Buffer,
): AsyncGenerator<readonly Line[]> {
  const wide = encoding === 'utf-16le' || encoding === 'utf-16be';
  const texts = wide ? decodeWide(chunks, encoding) : undefined;
  if (texts !== undefined) {
    const units = unitsIn(decode(head.subarray(0, head.length & ~1), encoding));
    yield* linesOfTexts(name, texts, String.fromCharCode(lineBreakOf(units)));
    return;
  }
  const lineBreak = lineBreakOf(head);
  let number = 1;
  for await (const block of wholeLines(name, withoutMark(chunks), lineBreak)) {
    const lines = decodeBlock(block, encoding, lineBreak, number);
    number += lines.length;
    yield lines;
  }
}

/**
 * The same as the UTF-16 units of whole lines, each of which ends with LF or CRLF: where nothing needs
 * to be known of the single line, this saves making it, and where units are all that is looked at, every string.
 */
export async function* readLineBlocks(
  name: string,
  chunks: AsyncIterable<Buffer>,
  encoding: Encoding,
  head: Buffer,
): AsyncGenerator<Uint16Array> {
  if (encoding !== 'utf-8' || lineBreakOf(head) !== LF) {
    for await (const lines of readLines(name, chunks, encoding, head)) yield joined(lines);
    return;
  }
  for await (const block of wholeLines(name, withoutMark(chunks), LF)) {
    if (!isUtf8(block)) yield joined(decodeBlock(block, encoding, LF, 1));
    else {
      const lines = block.at(-1) === LF ? block : Buffer.concat([block, Buffer.of(LF)]);
      yield viewOf(transcode(lines, 'utf8', 'utf16le'));
    }
  }
}

function viewOf(utf16: Buffer): Uint16Array {
  return new Uint16Array(utf16.buffer, utf16.byteOffset, utf16.length / 2);
}

function unitsIn(text: string): Uint16Array {
  return viewOf(Buffer.from(text, 'utf16le'));
}

/** The text of UTF-16 units. */
export function textIn({ buffer, byteOffset, byteLength }: Uint16Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('utf16le');
}

/** What valid UTF-8 says. By way of UTF-16, since that takes a fifth of the time of `toString('utf8')` in Node 20. */
function textOf(utf8: Buffer): string {
  return isAscii(utf8)
    ? utf8.toString('latin1')
    : transcode(utf8, 'utf8', 'utf16le').toString('utf16le');
}

/** What ends lines: LF, unless lines end with a CR alone and all LF stand in quotes, where texts have lines of their own. */
function lineBreakOf(head: ArrayLike<number>): number {
  let lineBreak = LF;
  let isQuoted = false;
  for (let at = 0; at < head.length; at++) {
    const sign = head[at];
    if (sign === QUOTE) isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (sign === LF) return LF;
    if (sign === CR && head[at + 1] !== LF) lineBreak = CR;
  }
  return lineBreak;
}

function joined(lines: readonly Line[]): Uint16Array {
  return unitsIn(lines.map(({ text }) => `${text.replaceAll('\n', ' ')}\n`).join(''));
}

async function* withoutMark(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let first = true;
  for await (const chunk of chunks) {
    yield first ? chunk.subarray(byteOrderMark(chunk)?.length ?? 0) : chunk;
    first = false;
  }
}

/** Regroups chunks so that each block ends with a line break (the last one may not). */
async function* wholeLines(
  name: string,
  chunks: AsyncIterable<Buffer>,
  lineBreak: number,
): AsyncGenerator<Buffer> {
  let pending: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    const last = chunk.lastIndexOf(lineBreak);
    if (last >= 0) {
      yield Buffer.concat([...pending, chunk.subarray(0, last + 1)]);
      pending = [chunk.subarray(last + 1)];
      size = chunk.length - last - 1;
    } else {
      pending.push(chunk);
      size += chunk.length;
      if (size > MAX_LINE_BYTES) throw lineTooLong(name);
    }
  }
  if (size > 0) yield Buffer.concat(pending);
}

function decodeBlock(block: Buffer, encoding: Encoding, lineBreak: number, first: number): Line[] {
  if (isAscii(block) || (encoding === 'utf-8' && isUtf8(block))) {
    return splitText(textOf(block), String.fromCharCode(lineBreak), first, 'file');
  }
  const lines: Line[] = [];
  const strict = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  for (let start = 0; start < block.length; ) {
    const at = block.indexOf(lineBreak, start);
    const end = at < 0 ? block.length : at + 1;
    const { text, decoding } = decodeLine(block.subarray(start, end), encoding, strict);
    lines.push(...splitText(text, String.fromCharCode(lineBreak), first + lines.length, decoding));
    start = end;
  }
  return lines;
}

function decodeLine(
  bytes: Buffer,
  encoding: Encoding,
  strict: TextDecoder,
): { text: string; decoding: Line['decoding'] } {
  if (isAscii(bytes)) return { text: bytes.toString('latin1'), decoding: 'file' };
  const text = decodeStrictly(bytes, strict);
  const other = encoding === 'utf-8' ? 'gb18030' : 'utf-8';
  if (text !== null && (other !== 'utf-8' || !isUtf8(bytes))) return { text, decoding: 'file' };
  const candidate = decodeStrictly(bytes, new TextDecoder(other, { fatal: true, ignoreBOM: true }));
  const better = candidate !== null && isChinese(candidate);
  if (better && (text === null || naturalness(candidate) > naturalness(text))) {
    return { text: candidate, decoding: 'other' };
  }
  if (text !== null) return { text, decoding: 'file' };
  return { text: decode(bytes, encoding), decoding: 'failed' };
}

/** Whether common characters are at least a tenth of what is not ASCII; by chance they hardly occur. */
function isChinese(text: string): boolean {
  return naturalness(text) >= 0.1;
}

function decodeStrictly(bytes: Buffer, strict: TextDecoder): string | null {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}

function splitText(
  text: string,
  lineBreak: string,
  first: number,
  decoding: Line['decoding'],
): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start < text.length; ) {
    const at = text.indexOf(lineBreak, start);
    const stop = at < 0 ? text.length : at;
    const crlf = at > start && lineBreak === '\n' && text.charCodeAt(at - 1) === CR;
    const bodyEnd = crlf ? stop - 1 : stop;
    lines.push({
      number: first + lines.length,
      text: text.slice(start, bodyEnd),
      end: at < 0 ? '' : text.slice(bodyEnd, at + 1),
      decoding,
    });
    start = at < 0 ? text.length : at + 1;
  }
  return lines;
}

async function* decodeWide(
  chunks: AsyncIterable<Buffer>,
  encoding: Encoding,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

async function* linesOfTexts(
  name: string,
  texts: AsyncIterable<string>,
  lineBreak: string,
): AsyncGenerator<readonly Line[]> {
  let number = 1;
  let pending: string[] = [];
  let size = 0;
  for await (const text of texts) {
    const last = text.lastIndexOf(lineBreak);
    pending.push(last < 0 ? text : text.slice(0, last + 1));
    size += text.length;
    if (last < 0) {
      if (size * 2 > MAX_LINE_BYTES) throw lineTooLong(name);
      continue;
    }
    const lines = markFailed(splitText(pending.join(''), lineBreak, number, 'file'));
    number += lines.length;
    yield lines;
    pending = [text.slice(last + 1)];
    size = text.length - last - 1;
  }
  yield markFailed(splitText(pending.join(''), lineBreak, number, 'file'));
}

function markFailed(lines: Line[]): Line[] {
  return lines.map((line) =>
    line.text.includes('\ufffd') ? { ...line, decoding: 'failed' } : line,
  );
}

function lineTooLong(name: string): InputError {
  const limit = MAX_LINE_BYTES / 1048576;
  return new InputError({
    zh: `${name}：有一行超过 ${limit} MB，不像是表格数据；请确认文件格式`,
    en: `${name}: a line is longer than ${limit} MB, which no export has; check the format of the file`,
  });
}
