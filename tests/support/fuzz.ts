import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { detectLayout, LAYOUT_SAMPLE, type Layout } from '../../src/ingest/layout.ts';
import { openSources } from '../../src/io/source.ts';
import { InputError } from '../../src/model/errors.ts';
import type { Source, SourceItem } from '../../src/model/source.ts';
import { fileOf, ingestItems, lexicon } from './exports.ts';
import { encodeBig5, encodeGb18030 } from './legacy-encoding.ts';
import { workbook, zip } from './zip.ts';

/** Numbers from 0 to 1 that depend on the seed alone (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** An export to be damaged. */
export interface Sample {
  readonly name: string;
  readonly bytes: Buffer;
  /** How the marks of rows stand in the bytes: as they are, as they are in JSON, or not to be found. */
  readonly marks: 'plain' | 'json' | 'packed';
}

const HEADER = ['编号', '评价内容', '评分', '评价时间'];
const TEXTS = [
  '等了三天才发货',
  '客服态度很好，耐心',
  '说是"正品"，其实不是',
  '包装破了\n东西也坏了',
];
/** Digits are the second half of a character in none of the encodings. */
const mark = (row: number): string => `${String(row).padStart(4, '0')}Z`;
const MARK = /\d{4}Z/g;

const rows = (first: number): string[][] =>
  Array.from({ length: 12 }, (_, at) => [
    mark(first + at),
    `${mark(first + at)}${TEXTS[at % TEXTS.length]}`,
    String((at % 5) + 1),
    `2026-03-${10 + at} 10:00:00`,
  ]);

function delimited(delimiter: string, first: number): string {
  const cell = (text: string): string =>
    /["\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
  return [HEADER, ...rows(first)].map((row) => `${row.map(cell).join(delimiter)}\r\n`).join('');
}

function objects(first: number): Record<string, unknown>[] {
  return rows(first).map((row) => Object.fromEntries(HEADER.map((name, at) => [name, row[at]])));
}

function chats(first: number): Record<string, unknown>[] {
  return rows(first).map(([id]) => ({
    会话编号: id,
    messages: [
      { sender: '客户', content: '等了三天才发货', time: '2026-03-10 10:00:00' },
      { sender: '客服', content: '您好，请稍等', time: '2026-03-10 10:01:00' },
    ],
  }));
}

/** Calls with a turn in each row, and calls with all turns in one cell. */
function calls(first: number): { turns: string; transcripts: string } {
  const ids = rows(first).map(([id = '']) => id);
  const turns = ids.map(
    (id) =>
      `${id},客户,${id}等了三天才发货,2026-03-10 10:00:00\r\n${id},客服,您好，请稍等,2026-03-10 10:01:00\r\n`,
  );
  const transcripts = ids.map((id) => `${id},"客户：${id}等了三天才发货\n客服：您好，请稍等"\r\n`);
  return {
    turns: `会话编号,发言人,内容,时间\r\n${turns.join('')}`,
    transcripts: `会话编号,通话记录\r\n${transcripts.join('')}`,
  };
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** The rows of a worksheet: inline strings, shared strings and numbers, with and without references. */
function sheetXml(first: number): { sheet: string; strings: string } {
  const strings: string[] = [];
  const cell = (text: string, at: number): string => {
    if (at === 2) return `<c><v>${escaped(text)}</v></c>`;
    if (at === 0) return `<c t="inlineStr"><is><t>${escaped(text)}</t></is></c>`;
    return `<c t="s"><v>${strings.push(`<si><t>${escaped(text)}</t></si>`) - 1}</v></c>`;
  };
  const sheet = [HEADER, ...rows(first)]
    .map((row, at) => `<row r="${at + 1}">${row.map(cell).join('')}</row>`)
    .join('');
  return { sheet, strings: strings.join('') };
}

async function parquet(first: number): Promise<Buffer> {
  const path = `${fileOf('')}.parquet`;
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const values = rows(first).map(([id, text]) => `('${id}', '${text}')`);
  await connection.run(
    `COPY (SELECT * FROM (VALUES ${values.join(', ')}) t(id, text)) TO '${path}' (FORMAT parquet)`,
  );
  connection.closeSync();
  instance.closeSync();
  return readFileSync(path);
}

/** Exports of every kind, small, with rows whose marks begin at different numbers. */
export async function samples(): Promise<Sample[]> {
  const array = (values: readonly unknown[]): string => JSON.stringify(values, null, 1);
  const lines = (values: readonly unknown[]): string =>
    values.map((value) => `${JSON.stringify(value)}\n`).join('');
  const { sheet, strings } = sheetXml(900);
  const book = workbook({ 评价: sheet }, { strings });
  const { turns, transcripts } = calls(260);
  const plain: [string, string | Buffer][] = [
    ['csv', delimited(',', 100)],
    ['csv with a mark', `\ufeff${delimited(',', 120)}`],
    ['gb18030', encodeGb18030(delimited(',', 140))],
    ['big5', encodeBig5(delimited(',', 160).replaceAll(/[^\x20-\x7e\r\n]/gu, '好'))],
    ['tsv', delimited('\t', 200)],
    ['pipes', delimited('|', 220)],
    ['semicolons', delimited(';', 240)],
    ['turns', turns],
    ['transcripts', transcripts],
  ];
  const json: [string, string][] = [
    ['ndjson', lines(objects(300))],
    ['chats', lines(chats(320))],
    ['array', array(objects(340))],
    ['wrapped', `{"code":0,"data":{"list":${array(objects(360))}}}`],
    ['lists', array([HEADER, ...rows(380)])],
  ];
  const packed: [string, Buffer][] = [
    ['utf-16', Buffer.from(`\ufeff${delimited(',', 400)}`, 'utf16le')],
    ['xlsx', book],
    ['gzip', gzipSync(delimited(',', 500))],
    ['zip', zip({ 'a.csv': delimited(',', 520), 'b.ndjson': lines(objects(540)), 'c.xlsx': book })],
  ];
  return [
    ...plain.map(([name, text]) => ({ name, bytes: Buffer.from(text), marks: 'plain' as const })),
    ...json.map(([name, text]) => ({ name, bytes: Buffer.from(text), marks: 'json' as const })),
    ...packed.map(([name, bytes]) => ({ name, bytes, marks: 'packed' as const })),
    { name: 'parquet', bytes: await parquet(600), marks: 'packed' },
  ];
}

type Random = () => number;
const below = (random: Random, limit: number): number => Math.floor(random() * limit);

/** Bytes that mean something to one format or another. */
const SPECIAL = Buffer.from(
  '"\'\n\r,\t;|\\{}[]<>&:\0\x1b\x1f\x7f\x80\xff\xfe\xef\xe2P=+-@',
  'latin1',
);

const DAMAGES: readonly ((bytes: Buffer, other: Buffer, random: Random) => Buffer)[] = [
  // Bits flipped, bytes replaced: a few of them.
  (bytes, _, random) => {
    const damaged = Buffer.from(bytes);
    for (let left = 1 + below(random, 6); left > 0 && damaged.length > 0; left--) {
      const at = below(random, damaged.length);
      damaged[at] = (damaged[at] ?? 0) ^ (1 << below(random, 8));
    }
    return damaged;
  },
  (bytes, _, random) => {
    const damaged = Buffer.from(bytes);
    for (let left = 1 + below(random, 6); left > 0 && damaged.length > 0; left--) {
      damaged[below(random, damaged.length)] = SPECIAL[below(random, SPECIAL.length)] ?? 0;
    }
    return damaged;
  },
  // Cut off, cut out, cut in.
  (bytes, _, random) => bytes.subarray(0, below(random, bytes.length + 1)),
  (bytes, _, random) => {
    const from = below(random, bytes.length);
    const to = from + below(random, 40);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  (bytes, _, random) => {
    const at = below(random, bytes.length);
    const inserted = Buffer.from(
      Array.from(
        { length: 1 + below(random, 8) },
        () => SPECIAL[below(random, SPECIAL.length)] ?? 0,
      ),
    );
    return Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at)]);
  },
  // The beginning of one file and the end of another; one within the other; a part twice.
  (bytes, other, random) =>
    Buffer.concat([
      bytes.subarray(0, below(random, bytes.length)),
      other.subarray(below(random, other.length)),
    ]),
  (bytes, other, random) => {
    const at = below(random, bytes.length);
    return Buffer.concat([bytes.subarray(0, at), other, bytes.subarray(at)]);
  },
  (bytes, _, random) => {
    const from = below(random, bytes.length);
    const part = bytes.subarray(from, from + below(random, 400));
    return Buffer.concat([bytes.subarray(0, from), part, bytes.subarray(from)]);
  },
];

/** Damages that take out the end of one object and the beginning of another: cut out, spliced, a part twice. */
const MELTING = new Set([DAMAGES[3], DAMAGES[5], DAMAGES[7]]);

/** One damaged file, the same for a seed. */
export interface Case {
  readonly what: string;
  readonly bytes: Buffer;
  /** Whether every mark in the bytes has to come out. */
  readonly plain: boolean;
  readonly random: Random;
}

/** Damages one of the samples; workbooks and archives also inside, where their checksums do not tell. */
export function damagedCase(all: readonly Sample[], seed: number): Case {
  const random = randomFrom(seed);
  // Parquet is read by DuckDB, which takes ten times as long to open as our own readers.
  const isRare = ({ name }: Sample): boolean => name === 'parquet';
  const rare = random() < 0.01;
  const pool = all.filter((sample) => isRare(sample) === rare);
  const one = pool[below(random, pool.length)] as Sample;
  const other = pool[below(random, pool.length)] as Sample;
  const damage = DAMAGES[below(random, DAMAGES.length)] as (typeof DAMAGES)[number];
  const what = `${one.name} and ${other.name}, damage ${DAMAGES.indexOf(damage)}, seed ${seed}`;
  if (/^(xlsx|gzip|zip)$/.test(one.name) && random() < 0.5) {
    return {
      what: `within ${what}`,
      bytes: damagedWithin(one, damage, random),
      plain: false,
      random,
    };
  }
  const bytes = damage(one.bytes, other.bytes, random);
  // Where two objects melt into one, JSON itself lets the later value of a key win.
  const melted = one.marks === 'json' && MELTING.has(damage);
  const plain = [one, other].every(({ marks }) => marks !== 'packed') && !melted;
  return { what, bytes, plain, random };
}

function damagedWithin({ name }: Sample, damage: (typeof DAMAGES)[number], random: Random): Buffer {
  const { sheet, strings } = sheetXml(900);
  const twist = (text: string): Buffer => damage(Buffer.from(text), Buffer.from(sheet), random);
  if (name === 'xlsx') {
    const parts = random() < 0.7 ? { strings } : { strings: twist(strings).toString() };
    return workbook({ 评价: twist(sheet).toString() }, parts);
  }
  const text = twist(delimited(',', 500));
  if (name === 'gzip') return gzipSync(text);
  return zip({
    'a.csv': text,
    'b.ndjson': twist(
      objects(540)
        .map((row) => JSON.stringify(row))
        .join('\n'),
    ),
  });
}

/** What came of a file: every row is a voice, a reject, or one that is no data. */
export interface Outcome {
  readonly items: readonly SourceItem[];
  /** Everything that voices and rejects hold, as one text. */
  readonly kept: string;
  /** What was taken for titles, headers and blank rows. */
  readonly skipped: string;
  /** Items that gave neither a voice nor a reject although they are below the header and not blank. */
  readonly lost: number;
  readonly faults: readonly InputError[];
}

/** Reads a file in memory the way `voc ingest` does, in the pieces given. Anything but an InputError is thrown on. */
export async function readAll(pieces: readonly Buffer[]): Promise<Outcome> {
  const outcome = {
    items: [] as SourceItem[],
    kept: '',
    skipped: '',
    lost: 0,
    faults: [] as InputError[],
  };
  try {
    for await (const source of openSources('-', {}, chunked(pieces))) {
      if (source instanceof InputError) outcome.faults.push(source);
      else await readOne(source, outcome);
    }
  } catch (cause) {
    if (!(cause instanceof InputError)) throw cause;
    outcome.faults.push(cause);
  }
  return outcome;
}

async function* chunked(pieces: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* pieces;
}

async function readOne(
  source: Source,
  outcome: {
    items: SourceItem[];
    kept: string;
    skipped: string;
    lost: number;
    faults: InputError[];
  },
): Promise<void> {
  const items: SourceItem[] = [];
  for await (const batch of source.batches) items.push(...batch);
  outcome.items.push(...items);
  try {
    const { format } = source;
    const layout = detectLayout(items.slice(0, LAYOUT_SAMPLE), lexicon, { format });
    const { voices, rejects, skipped } = ingestItems(items, {}, layout);
    outcome.kept += JSON.stringify([voices, rejects]);
    const noData = items.filter((item) => isNoData(item, layout));
    outcome.skipped += JSON.stringify(noData);
    outcome.lost += Math.max(0, skipped - noData.length);
  } catch (cause) {
    if (!(cause instanceof InputError)) throw cause;
    outcome.faults.push(cause);
    outcome.kept += JSON.stringify(items);
  }
}

/** What may be left: titles and the header, also where it stands again, and blank rows. */
function isNoData(item: SourceItem, { headerLine, columns }: Layout): boolean {
  if (item.kind !== 'row') return false;
  const filled = item.cells.filter((cell) => cell.trim() !== '').length;
  if (item.line < headerLine) return filled < Math.max(3, columns.length);
  const header = columns.every(({ name }, at) => name === (item.cells[at] ?? '').trim());
  return item.line === headerLine || filled === 0 || header;
}

/** Marks of rows that stand in the bytes and in no text of the outcome. */
export function lostMarks(bytes: Buffer, { kept, skipped }: Outcome): string[] {
  const marks = new Set(bytes.toString('latin1').match(MARK));
  for (const text of [kept, skipped])
    for (const found of text.match(MARK) ?? []) marks.delete(found);
  return [...marks];
}
