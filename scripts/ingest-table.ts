/**
 * Reads exports of every kind with the built program, each into a store of its own, and prints what came of them as a
 * Markdown table: `npm run build && npx tsx scripts/ingest-table.ts [NAME…]`. The files are made on the spot; with
 * names, only the cases whose names hold one of them are read. Takes some minutes for the large ones.
 */
import { spawnSync } from 'node:child_process';
import {
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import { parquetChunks } from '../src/io/parquet-rows.ts';
import { workbookChunks } from '../src/io/workbook.ts';
import { encodeGb18030 } from '../tests/support/legacy-encoding.ts';
import { withClaimedSize, workbook as workbookOf, zip } from '../tests/support/zip.ts';

interface Case {
  readonly name: string;
  /** Writes the file. */
  readonly make: (path: string) => Promise<void> | void;
  readonly flags?: readonly string[];
  /** What is asked to be read, of the file and the folder that it is in; the file itself if absent. `-` gets the file on standard input. */
  readonly asked?: (file: string, folder: string) => string;
  /** Whether the file is read a second time, whose outcome is the one shown. */
  readonly twice?: boolean;
}

const VOC = resolve(import.meta.dirname, '../bin/voc.js');
/** Tells the peak of the process on its way out, in KB. */
const PEAK =
  'process.on("exit",()=>process.stderr.write("\\npeak "+process.resourceUsage().maxRSS))';
const COLUMNS = ['评价ID', '会员号', '渠道', '评价时间', '评分', '评价内容', '商家回复'];

/** Titles of groups over names, as merged cells leave them. */
const LEVELS = '评价ID,客户,,评价,,,商家回复\n,会员号,渠道,评价时间,评分,评价内容,\n';
const MESSENGER =
  '小雨 2026-04-01 10:00:00\n快递还没到\n\n客服小王 2026-04-01 10:01:12\n您好，请提供订单号\n\n小雨 2026-04-02 09:02:30\n太慢了\n';

function rowOf(n: number): string[] {
  const day = String(1 + (n % 28)).padStart(2, '0');
  const text = `第${n}次下单，等了${n % 40}天才发货，${n % 3 === 0 ? '客服很耐心' : '客服也不回消息'}`;
  return [
    `R${n}`,
    `C${n % 5000}`,
    'APP',
    `2026-04-${day} 10:00:00`,
    `${1 + (n % 5)}`,
    text,
    '感谢',
  ];
}

function* rows(count: number): Generator<string[]> {
  for (let n = 1; n <= count; n++) yield rowOf(n);
}

function* lines(count: number, delimiter = ','): Generator<string> {
  yield `${COLUMNS.join(delimiter)}\n`;
  for (const row of rows(count)) yield `${row.join(delimiter)}\n`;
}

const csv = (count: number, delimiter = ','): string => [...lines(count, delimiter)].join('');
const objects = (count: number): Record<string, string>[] =>
  [...rows(count)].map((row) =>
    Object.fromEntries(row.map((cell, at) => [COLUMNS[at] ?? '', cell])),
  );
const ndjson = (count: number): string =>
  objects(count)
    .map((object) => `${JSON.stringify(object)}\n`)
    .join('');

function* ndjsonLines(count: number): Generator<string> {
  for (const row of rows(count)) {
    yield `${JSON.stringify(Object.fromEntries(row.map((cell, at) => [COLUMNS[at] ?? '', cell])))}\n`;
  }
}

function* arrayLines(count: number): Generator<string> {
  yield '[';
  let first = true;
  for (const line of ndjsonLines(count)) {
    yield first ? line : `,${line}`;
    first = false;
  }
  yield ']';
}

/** A workbook as spreadsheets write it: no cell holds its text, all refer to a table of them. */
function sharedBook(count: number): () => Buffer {
  return () => {
    const strings: string[] = [];
    const cellOf = (text: string): string =>
      `<c t="s"><v>${strings.push(`<si><t>${text}</t></si>`) - 1}</v></c>`;
    const body = [COLUMNS, ...rows(count)].map((row) => `<row>${row.map(cellOf).join('')}</row>`);
    return workbookOf({ 评价: body.join('') }, { strings: strings.join('') });
  };
}

/** Writes pieces as they are made. */
async function stream(
  path: string,
  chunks: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
): Promise<void> {
  await pipeline(Readable.from(chunks), createWriteStream(path));
}

async function workbook(path: string, count: number): Promise<void> {
  await stream(
    path,
    workbookChunks([{ name: '评价', table: { columns: COLUMNS, rows: rows(count) } }]),
  );
}

/** A workbook of one sheet, as its XML. */
function package_(sheet: string, properties = ''): Buffer {
  const links = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  return zip({
    'xl/workbook.xml': `<workbook xmlns:r="${links}"><workbookPr${properties}/><sheets><sheet name="一" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/styles.xml':
      '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    'xl/worksheets/sheet1.xml': sheet,
  });
}

const cell = (text: string | number, style = ''): string =>
  typeof text === 'number'
    ? `<c${style}><v>${text}</v></c>`
    : `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const sheetOf = (rowsXml: readonly string[], after = ''): string =>
  `<worksheet><sheetData>${rowsXml.join('')}</sheetData>${after}</worksheet>`;
const row = (cells: readonly (string | number)[], attributes = ''): string =>
  `<row${attributes}>${cells.map((one) => cell(one)).join('')}</row>`;

const NAUGHTY = [
  '\u0000\u0001\u001b[31m红\u001b[0m',
  '\ud800 单个代理',
  '\u202e反过来\u202c',
  '=cmd|/c calc!A1',
  '<script>alert(1)</script>',
  '__proto__',
  '\ufeff\u200b\u200d',
  '💩🏳️‍🌈👨‍👩‍👧',
  "'; DROP TABLE voices; --",
  'NULL',
  '好'.repeat(100_000),
];

const put =
  (content: string | Buffer | (() => Buffer)) =>
  (path: string): void =>
    writeFileSync(path, typeof content === 'function' ? content() : content);

/** Compound File Binary, in which old and encrypted Office files come. */
const COMPOUND = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2_040)]);
const OPEN_DOCUMENT = zip({
  mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
  'content.xml': '<x/>',
});

/** Rows of a night whose numbers begin at `first`; with a status, their last column. */
const night = (first: number, count: number, status: string): string =>
  `工单编号,受理时间,诉求内容,更新时间,工单状态\n${Array.from({ length: count }, (_, at) => {
    const day = status === '处理中' ? '02' : '05';
    return `GD2026${first + at},2026-04-01 10:00:00,第${first + at}单等了三天没人上门,2026-04-${day} 10:00:00,${status}\n`;
  }).join('')}`;

/** The file gets the name `b.csv` of an export beside it, `a.csv`. */
const beside =
  (first: string, second: string) =>
  (path: string): void => {
    const folder = `${path}.d`;
    mkdirSync(folder);
    writeFileSync(join(folder, 'a.csv'), first);
    writeFileSync(join(folder, 'b.csv'), second);
    writeFileSync(path, '');
  };

const TURNS = Array.from(
  { length: 100 },
  (_, at) =>
    `S${at},客户,2026-04-01 10:00:00,第${at}次问了还没发货\nS${at},客服,2026-04-01 10:01:30,马上为您查\n`,
);

const CASES: readonly Case[] = [
  { name: 'CSV, 1,000 rows', make: put(csv(1000)) },
  { name: 'CSV, read twice', make: put(csv(1000)), twice: true },
  {
    name: 'two nights that overlap by half',
    make: beside(night(1, 100, '处理中'), night(51, 100, '处理中')),
    asked: (file) => `${file}.d`,
  },
  {
    name: 'the same tickets with a later status',
    make: beside(night(1, 100, '处理中'), night(1, 100, '已办结')),
    asked: (file) => `${file}.d`,
  },
  { name: 'standard input', make: put(csv(1000)), asked: () => '-' },
  {
    name: 'a glob',
    make: beside(csv(100), csv(200)),
    asked: (file) => `${file}.d/*.csv`,
  },
  { name: 'CSV in GB18030', make: (path) => put(encodeGb18030(csv(1000)))(path) },
  { name: 'CSV in UTF-16', make: put(Buffer.from(`\ufeff${csv(1000)}`, 'utf16le')) },
  { name: 'TSV', make: put(csv(1000, '\t')) },
  { name: 'delimiter |', make: put(csv(1000, '|')) },
  { name: 'delimiter ;', make: put(csv(1000, ';')) },
  { name: 'JSON array', make: put(JSON.stringify(objects(1000))) },
  { name: 'NDJSON', make: put(ndjson(1000)) },
  { name: 'XLSX', make: (path) => workbook(path, 1000) },
  {
    name: 'XLSX, the second of two sheets',
    make: (path) =>
      stream(
        path,
        workbookChunks([
          { name: '说明', table: { columns: ['说明'], rows: [['内部使用']] } },
          { name: '评价', table: { columns: COLUMNS, rows: rows(1000) } },
        ]),
      ),
    flags: ['--sheet', '评价'],
  },
  {
    name: 'Parquet',
    make: (path) => stream(path, parquetChunks({ columns: COLUMNS, rows: rows(1000) })),
  },
  { name: 'CSV in gz', make: put(gzipSync(csv(1000))) },
  {
    name: 'CSV and NDJSON in zip',
    make: put(zip({ 'a.csv': csv(500), 'b.ndjson': ndjson(1000) })),
  },
  { name: 'TSV in gz', make: put(gzipSync(csv(1000, '\t'))) },
  {
    name: 'a zip in a zip',
    make: put(zip({ 'inner.zip': zip({ 'a.csv': csv(10) }), 'b.csv': csv(20) })),
  },
  {
    name: 'title and body, follow-up as a voice of its own',
    make: put(
      '评价ID,标题,评价内容,追评内容,评价时间\n1,发货慢,等了三天,换了一个又坏,2026-04-01 10:00\n',
    ),
  },
  {
    name: 'chats, a turn in each row',
    make: put(`会话编号,发言人,时间,内容\n${TURNS.join('')}`),
  },
  {
    name: 'header again in the middle, blank lines',
    make: put(`${csv(10)}\n\n${csv(20)}`),
  },
  {
    name: 'commas of full width in the header',
    make: put('编号，评价内容\n1，好用\n'),
  },
  {
    name: 'sums, notes and page titles among the rows',
    make: put(
      `${csv(50)}小计,,,,3.2\n共 50 条,,,,\n四月评价\n${csv(50)}合计,,,,3.1\n导出时间：2026-04-30 10:00\n`,
    ),
  },
  {
    name: 'a header of two levels',
    make: put(`${LEVELS}${csv(100).split('\n').slice(1).join('\n')}`),
  },
  { name: 'times that are not understood', make: put(csv(10).replaceAll('2026-04-0', '四月')) },
  {
    name: 'one ticket three times in a file',
    make: put('工单编号,诉求内容,工单状态\nG1,漏水,已办结\nG1,漏水,受理\nG1,漏水,处理中\n'),
  },
  { name: 'a chat as plain text', make: put(MESSENGER) },
  {
    name: 'a chat as lines without times',
    make: put('客户：太慢了\n客服：抱歉\n客户：退款\n客服：好的\n'),
  },
  { name: 'no column with text', make: put('编号,数量\n1,2\n2,3\n') },
  { name: 'title and notes above the header', make: put(`四月评价\n内部使用\n\n${csv(100)}`) },
  {
    name: 'XLSX, merged title, hidden rows, cells without r',
    make: put(
      package_(
        sheetOf(
          [
            row(['四月评价']),
            row(['编号', '评价内容']),
            row(['1', '等了三天才发货']),
            row(['2', '客服一直不回消息'], ' hidden="1"'),
            row(['3', '换行_x000D_在这里']),
          ],
          '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
        ),
      ),
    ),
  },
  {
    name: 'XLSX, dates of 1904',
    make: put(
      package_(
        sheetOf([
          row(['编号', '评价内容', '评价时间']),
          `<row>${cell('1')}${cell('等了三天才发货')}${cell(44652, ' s="1"')}</row>`,
        ]),
        ' date1904="1"',
      ),
    ),
  },
  {
    name: 'rejects: empty, ragged, open quote',
    make: put(`编号,评价内容,评分\n1,好用,5\n2,,\n3,坏了,1,多\n4,还行,3\n5,"没关上,1\n`),
  },
  {
    name: 'naughty strings',
    make: put(JSON.stringify(NAUGHTY.map((内容, at) => ({ 编号: `n${at}`, 内容 })))),
  },
  {
    name: 'a line of 10 MB',
    make: put(`编号,评价内容\n1,好用\n2,${'好'.repeat(3_400_000)}\n3,坏了\n`),
  },
  {
    name: 'a million columns',
    make: put(`${'列,'.repeat(1_000_000)}评价内容\n${'1,'.repeat(1_000_000)}好用\n`),
  },
  {
    name: 'a row of a million cells',
    make: put(`编号,评价内容\n1,好用\n${'1,'.repeat(1_000_000)}坏\n2,坏了\n`),
  },
  {
    name: 'bomb: 1 GB of zeros in gz',
    make: (path) => put(gzipSync(Buffer.alloc(1024 ** 3)))(path),
  },
  {
    name: 'bomb: a zip that claims 4 GB',
    make: put(withClaimedSize(zip({ 'a.csv': csv(10) }), 'a.csv', 0xf000_0000)),
  },
  {
    name: 'bomb: entities that unfold (XLSX)',
    make: put(
      package_(`<!DOCTYPE x [<!ENTITY a "${'好'.repeat(1000)}">]>${sheetOf([row(['&a;'])])}`),
    ),
  },
  {
    name: 'path tricks in a zip',
    make: put(zip({ '../../etc/x.csv': csv(10), '/tmp/y.csv': csv(20) })),
  },
  { name: 'XLSX cut off', make: put(package_(sheetOf([row(['评价内容'])])).subarray(0, 300)) },
  { name: 'Office file of the old kind (.xls, or encrypted)', make: put(COMPOUND) },
  { name: 'OpenDocument (.ods)', make: put(OPEN_DOCUMENT) },
  {
    name: 'NDJSON with broken lines',
    make: put(`${ndjson(10)}{"评价内容":"没写完\n[1,2]\n${ndjson(12)}`),
  },
  {
    name: 'JSON, nested ten thousand deep',
    make: put(`${'['.repeat(10_000)}${']'.repeat(10_000)}`),
  },
  { name: 'CSV cut inside a character', make: put(Buffer.from(csv(100)).subarray(0, -10)) },
  { name: 'empty file', make: put('') },
  { name: 'a picture', make: put(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')) },
  { name: 'XLSX, 200,000 rows', make: (path) => workbook(path, 200_000) },
  { name: 'XLSX, 200,000 rows, every text shared', make: put(sharedBook(200_000)) },
  {
    name: 'Parquet, 200,000 rows',
    make: (path) => stream(path, parquetChunks({ columns: COLUMNS, rows: rows(200_000) })),
  },
  { name: 'JSON array, 200,000 rows', make: (path) => stream(path, arrayLines(200_000)) },
  { name: 'CSV, 200,000 rows', make: (path) => stream(path, lines(200_000)) },
  { name: 'CSV, 1,000,000 rows', make: (path) => stream(path, lines(1_000_000)) },
  {
    name: 'NDJSON, 200,000 rows',
    make: (path) => stream(path, ndjsonLines(200_000)),
  },
];

function readCase(one: Case, file: string, folder: string): string {
  const { flags = [], twice = false, asked } = one;
  const what = asked?.(file, folder) ?? file;
  const args = ['--import', `data:text/javascript,${PEAK}`, VOC, 'ingest', what, ...flags];
  const input = what === '-' ? readFileSync(file) : '';
  const env = { ...process.env, VOC_LANG: 'en', VOC_STORE: join(folder, 'voc.db') };
  const run = (): string =>
    spawnSync(process.execPath, args, { cwd: folder, env, input }).stderr.toString();
  if (twice) run();
  return run();
}

function lineOf(name: string, said: string, file: string): string {
  const sums = [0, 0, 0, 0, 0, 0];
  for (const found of said.matchAll(
    /(\d+) rows? read \(\d+ voices\), (\d+) new, (?:(\d+) updated, )?(?:(\d+) outdated, )?(\d+) duplicate, (\d+) rejected/g,
  )) {
    for (const at of sums.keys()) sums[at] = (sums[at] ?? 0) + Number(found[at + 1] ?? 0);
  }
  const [read = 0, added = 0, updated = 0, outdated = 0, duplicate = 0, rejected = 0] = sums;
  const versions = updated + outdated === 0 ? '' : ` + ${updated + outdated} versions`;
  const stored = `${added}${versions}`;
  const peak = Math.round(Number(/peak (\d+)/.exec(said)?.[1] ?? 0) / 1000);
  const message = said
    .split('\n')
    .filter((line) => line !== '' && !/rows? read|^peak|not taken in|cleaning:/.test(line))
    .join(' / ')
    .replaceAll(file, 'FILE')
    .replace(/[|\n]/g, ' ')
    .slice(0, 160);
  return `| ${[name.replace('|', '\\|'), read, stored, rejected, duplicate, `${peak} MB`, message].join(' | ')} |\n`;
}

process.stdout.write(
  '| case | rows in | stored | rejected | duplicate | peak memory | message |\n|---|---|---|---|---|---|---|\n',
);
const wanted = process.argv.slice(2);
for (const one of CASES) {
  if (wanted.length > 0 && !wanted.some((part) => one.name.includes(part))) continue;
  const folder = mkdtempSync(join(tmpdir(), 'voc-table-'));
  try {
    const file = join(folder, 'export');
    await one.make(file);
    process.stdout.write(lineOf(one.name, readCase(one, file, folder), file));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
