import { InputError } from '../model/errors.ts';
import type { Message } from '../model/labels.ts';
import type { Source, SourceFormat } from '../model/source.ts';
import { isChatLog, readChatLog } from './chat-log.ts';
import { readCsv } from './csv.ts';
import { type Delimiter, sniffDelimiter } from './delimiter.ts';
import { detectEncoding, type Encoding, encodingNamed } from './encoding.ts';
import { gunzip, isGzip } from './gzip.ts';
import { HEAD_BYTES, type Input, openInput } from './input-file.ts';
import { jsonLayoutOf, readJsonDocument, readNdjson } from './json.ts';
import { type Line, readLineBlocks, readLines, textIn } from './lines.ts';
import { binaryError, refuseMarkup } from './signature.ts';

/** What a person may say about a text where the content does not say it well enough. */
export interface TextOptions {
  /** Name of an encoding, e.g. `GBK`; found by content if absent. */
  readonly encoding?: string;
  /** The one character between cells; found by content if absent. */
  readonly delimiter?: string;
  /** Found by content if absent. */
  readonly format?: SourceFormat;
}

/**
 * Opens a plain text as the UTF-16 units of its lines, many at a time, each with a line feed; decoded as `openSource` does, and
 * unpacked where it is compressed with gzip. An empty input has no lines.
 * @param encoding name of an encoding; found by content if absent
 * @throws InputError for what cannot be opened or is no text
 */
export async function openLines(
  path: string,
  encoding: string | undefined,
  stdin: AsyncIterable<Uint8Array | string>,
): Promise<AsyncIterable<Uint16Array>> {
  const file = await openInput(path, stdin, true);
  const input = isGzip(file.head) ? await gunzip(file, true) : file;
  return readLineBlocks(input.name, input.chunks, chooseEncoding(input, encoding), input.head);
}

/** The whole of a plain text, read as `openLines` does; what it throws is the same. */
export async function readText(
  path: string,
  stdin: AsyncIterable<Uint8Array | string>,
): Promise<string> {
  let text = '';
  for await (const lines of await openLines(path, undefined, stdin)) text += textIn(lines);
  return text;
}

/**
 * Opens a text as rows or objects: finds out whether it is JSON, a chat or delimited, its encoding and its delimiter.
 * @throws InputError for what is no text, or markup
 */
export async function openText(input: Input, options: TextOptions): Promise<Source> {
  const { name, head, chunks } = input;
  const encoding = chooseEncoding(input, options.encoding);
  const sample = await sampleLines(name, head, encoding);
  const text = sample.map((line) => line.text + line.end).join('');
  refuseMarkup(name, text);
  const warnings: Message[] = [];
  const lines = watchLines(readLines(name, chunks, encoding, head), encoding, warnings);
  const base = { name, encoding, delimiter: null, warnings };
  const json = jsonLayout(options.format, text, head.length < HEAD_BYTES);
  if (json === 'document') {
    return { ...base, format: 'json', batches: readJsonDocument(name, lines) };
  }
  if (json === 'lines') return { ...base, format: 'ndjson', batches: readNdjson(lines) };
  if (options.format === undefined && options.delimiter === undefined && isChatLog(sample)) {
    return { ...base, format: 'chat', batches: readChatLog(lines) };
  }
  const delimiter = chooseDelimiter(name, sample, options);
  return {
    ...base,
    format: delimiter.delimiter === '\t' ? 'tsv' : 'csv',
    delimiter: delimiter.delimiter,
    batches: readCsv(lines, delimiter),
  };
}

function chooseEncoding({ name, head }: Input, given: string | undefined): Encoding {
  if (given === undefined) {
    const found = detectEncoding(head);
    if (found === null) throw binaryError(name);
    return found;
  }
  const named = encodingNamed(given);
  if (named !== null) return named;
  throw new InputError(
    {
      zh: `不认识编码「${given}」；可用 utf-8、gb18030（含 GBK、GB2312）、big5、utf-16le、utf-16be`,
      en: `unknown encoding "${given}"; known are utf-8, gb18030 (also GBK, GB2312), big5, utf-16le, utf-16be`,
    },
    { status: 2 },
  );
}

function chooseDelimiter(
  name: string,
  sample: readonly Line[],
  { delimiter, format }: TextOptions,
): Delimiter {
  if (delimiter === undefined || delimiter.length === 1) {
    return sniffDelimiter(name, sample, delimiter ?? (format === 'tsv' ? '\t' : undefined));
  }
  if (delimiter === '\\t' || delimiter === 'tab') return sniffDelimiter(name, sample, '\t');
  throw new InputError(
    {
      zh: `分隔符「${delimiter}」必须是一个字符（制表符写作 tab）`,
      en: `the delimiter "${delimiter}" must be one character (write tab for a tab)`,
    },
    { status: 2 },
  );
}

function jsonLayout(
  format: SourceFormat | undefined,
  text: string,
  complete: boolean,
): 'lines' | 'document' | null {
  if (format === 'ndjson') return 'lines';
  if (format === 'json') return 'document';
  return format === undefined ? jsonLayoutOf(text, complete) : null;
}

/** The whole lines of the first bytes (the cut one too where there is no other). */
async function sampleLines(name: string, head: Buffer, encoding: Encoding): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const batch of readLines(name, once(head), encoding, head)) lines.push(...batch);
  const cut = head.length >= HEAD_BYTES && lines.length > 1;
  return cut ? lines.slice(0, -1) : lines;
}

async function* once(buffer: Buffer): AsyncGenerator<Buffer> {
  yield buffer;
}

/** Passes lines on and says at the end how many were in another encoding than the file, or garbled before. */
async function* watchLines(
  lines: AsyncIterable<readonly Line[]>,
  encoding: Encoding,
  warnings: Message[],
): AsyncGenerator<readonly Line[]> {
  const foreign: LineCount = { lines: 0, first: 0 };
  const garbled: LineCount = { lines: 0, first: 0 };
  for await (const batch of lines) {
    for (const line of batch) {
      if (line.decoding === 'other') count(foreign, line);
      if (line.decoding !== 'failed' && line.text.includes('\ufffd')) count(garbled, line);
    }
    yield batch;
  }
  if (foreign.lines > 0) {
    const other = encoding === 'utf-8' ? 'GB18030' : 'UTF-8';
    warnings.push({
      zh: `文件编码是 ${encoding}，但有 ${foreign.lines} 行是 ${other}（首见第 ${foreign.first} 行），已按 ${other} 读入`,
      en: `the file is ${encoding}, but ${foreign.lines} lines are ${other} (the first is line ${foreign.first}); they were read as ${other}`,
    });
  }
  if (garbled.lines > 0) {
    warnings.push({
      zh: `有 ${garbled.lines} 行含有乱码符号 \ufffd（首见第 ${garbled.first} 行），导出时就已损坏，原样读入`,
      en: `${garbled.lines} lines hold the mark of lost characters, \ufffd (the first is line ${garbled.first}); they were damaged before the export and are read as they are`,
    });
  }
}

interface LineCount {
  lines: number;
  first: number;
}

function count(counted: LineCount, { number }: Line): void {
  counted.lines += 1;
  counted.first ||= number;
}
