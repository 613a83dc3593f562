import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { DuckDBInstance } from '@duckdb/node-api';
import { type Options, parse } from 'csv-parse';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromBuffer } from 'yauzl';
import type { Rows } from '../../src/io/rows.ts';
import {
  type TableFormat,
  type TableOptions,
  tableChunks,
  writeTable,
} from '../../src/io/table.ts';
import { workbookChunks } from '../../src/io/workbook.ts';
import type { Cell } from '../../src/model/store.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voc-table-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function bytesOf(chunks: AsyncIterable<unknown> | Iterable<unknown>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const chunk of chunks) parts.push(Buffer.from(chunk as string));
  return Buffer.concat(parts);
}

/** The records of a CSV text. */
function parsed(text: string, options: Options): Promise<string[][]> {
  return new Promise((resolve, reject) => {
    parse(text, options, (error, records: string[][]) =>
      error ? reject(error) : resolve(records),
    );
  });
}

async function written(
  format: TableFormat,
  table: Rows,
  options: TableOptions = {},
): Promise<string> {
  return (await bytesOf(tableChunks(table, format, options))).toString();
}

const PAINS: Rows = {
  columns: ['pain_id', 'label', 'voices', 'share'],
  rows: [
    ['p3f2a91c0', '扫地机器人断网', 86, 0.0695793],
    ['p8810be47', '客服说"马上",\n然后不回复', 74, null],
  ],
};

test('CSV for programs is plain UTF-8 with line feeds', async () => {
  expect(await written('csv', PAINS)).toBe(
    'pain_id,label,voices,share\np3f2a91c0,扫地机器人断网,86,0.0695793\np8810be47,"客服说""马上"",\n然后不回复",74,\n',
  );
});

test('TSV separates by tabs', async () => {
  expect((await written('tsv', PAINS)).split('\n')[1]).toBe(
    'p3f2a91c0\t扫地机器人断网\t86\t0.0695793',
  );
});

const cell = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('a,b', '"', '\r', '\n', '\r\n', '\t', '=1', '好，坏'),
);

test.each(['csv', 'tsv'] as const)('any text comes back from %s', async (format) => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { maxLength: 20 }), async (rows) => {
      const text = await written(format, { columns: ['甲', '乙'], rows });
      const delimiter = format === 'csv' ? ',' : '\t';
      expect(await parsed(text, { delimiter, record_delimiter: '\n' })).toEqual([
        ['甲', '乙'],
        ...rows,
      ]);
    }),
  );
});

test('rows that the library is not asked for read as if it were', async () => {
  const any = fc.oneof(cell, fc.constantFrom(null, '', 0, -0, 1.5, 1e21, 'a\tb', '"a"'));
  const rows = fc.array(fc.array(any, { minLength: 1, maxLength: 5 }), { maxLength: 80 });
  await fc.assert(
    fc.asyncProperty(rows, fc.constantFrom(',', '\t'), async (table, delimiter) => {
      const format = delimiter === ',' ? 'csv' : 'tsv';
      const cast = { number: String };
      const expected = stringify([['甲'], ...table], {
        ...{ delimiter, cast, record_delimiter: '\n', quoted_match: /[\r\n]/ },
      });
      expect(await written(format, { columns: ['甲'], rows: table })).toBe(expected);
    }),
  );
});

test('long rows are passed on one by one', async () => {
  const long = '好'.repeat(100_000);
  const rows = Array.from({ length: 5 }, () => [long]);
  const lengths: number[] = [];
  for await (const chunk of tableChunks({ columns: ['a'], rows }, 'csv'))
    lengths.push(chunk.length);
  expect(Math.max(...lengths)).toBeLessThan(2 * long.length);
});

describe('CSV for spreadsheets', () => {
  test('has a byte-order mark and CRLF', async () => {
    const text = await written('csv', { columns: ['a'], rows: [['好']] }, { excel: true });
    expect(text).toBe('\ufeffa\r\n好\r\n');
  });

  test.each([
    ['=HYPERLINK("http://e.example")', '"\'=HYPERLINK(""http://e.example"")"'],
    ['+86 13800000000', "'+86 13800000000"],
    ['-5 分差评', "'-5 分差评"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', '"\'\r=1"'],
    ['＝1+1', "'＝1+1"],
    ['－1', "'－1"],
    ['6222021234567890123', '6222021234567890123\t'],
    ['00712', '00712\t'],
    ['12E5', '12E5\t'],
    ['123456789012345', '123456789012345'],
    ['差=坏', '差=坏'],
    [-0.53, '-0.53'],
  ])('writes %j as %s', async (value, expected) => {
    const text = await written('csv', { columns: ['a'], rows: [[value]] }, { excel: true });
    expect(text).toBe(`\ufeffa\r\n${expected}\r\n`);
  });
});

test('NDJSON and JSON keep numbers as numbers and empty cells as null', async () => {
  const expected = [
    { pain_id: 'p3f2a91c0', label: '扫地机器人断网', voices: 86, share: 0.0695793 },
    { pain_id: 'p8810be47', label: '客服说"马上",\n然后不回复', voices: 74, share: null },
  ];
  const lines = (await written('ndjson', PAINS)).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual(expected);
  expect(JSON.parse(await written('json', PAINS))).toEqual(expected);
  expect(await written('json', { columns: ['a'], rows: [] })).toBe('[]\n');
});

test('a Markdown cell cannot leave its cell', async () => {
  const rows = [['a|b\n*c*', '<b>'] as Cell[]];
  expect(await written('md', { columns: ['甲', '乙'], rows })).toBe(
    '| 甲 | 乙 |\n| --- | --- |\n| a\\|b \\*c\\* | &lt;b> |\n',
  );
});

describe('the list for a terminal', () => {
  test('aligns Chinese, puts numbers on the right and shows no control characters', async () => {
    const rows: Cell[][] = [
      ['扫地机器人断网', 1236],
      ['app\u001b[31m 闪退\n', 7],
      [null, null],
    ];
    expect(await written('table', { columns: ['label', 'voices'], rows })).toBe(
      'label           voices\n扫地机器人断网    1236\napp␛[31m 闪退        7\n\n',
    );
  });

  test('cuts the widest columns until every line fits', async () => {
    const rows = Array.from({ length: 50 }, (_, index): Cell[] => [
      index,
      '客服半天没人理，问了三遍都是机器人。'.repeat(index),
      '天猫旗舰店😀é한국어ﾃｽﾄ',
    ]);
    const lines = (
      await written('table', { columns: ['id', 'text', 'channel'], rows }, { width: 60 })
    ).split('\n');
    expect(lines).toHaveLength(52);
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(60);
    expect(lines[10]).toContain('…');
  });

  const wide = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.constantFrom(
      '客服半天没人理，问了三遍都是机器人。',
      'Donaudampfschifffahrt'.repeat(6),
      '👨‍👩‍👧‍👦🔋',
    ),
    fc.double({ noNaN: true }),
    fc.constant(null),
  );
  test.each([80, 160])('no line of any table is wider than %i columns', async (width) => {
    const tables = fc.integer({ min: 1, max: 20 }).chain((size) => {
      const some = fc.array(wide, { minLength: size, maxLength: size });
      return fc.record({
        columns: some.map((heads) => heads.map(String)),
        rows: fc.array(some, { maxLength: 5 }),
      });
    });
    await fc.assert(
      fc.asyncProperty(tables, async (table) => {
        const lines = (await written('table', table, { width })).split('\n');
        expect(lines.filter((line) => stringWidth(line) > width)).toEqual([]);
      }),
    );
  });

  test('where the figures do not fit, each row stands by itself, with all of its texts', async () => {
    const columns = Array.from({ length: 12 }, (_, at) => `figure ${at}`);
    const figures = columns.map((_, at) => `-0.12${at}`);
    const text = '客服半天没人理，问了三遍都是机器人。'.repeat(4);
    const rows: Cell[][] = [
      [...figures, text, null],
      [...figures, '短', null],
    ];
    const table = { columns: [...columns, '原文', '备注'], rows };
    const lines = (await written('table', table, { width: 60 })).split('\n');
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(60);
    expect(lines[0]).toBe('figure 0   -0.120');
    expect(lines.join('').replaceAll(' ', '')).toContain(`原文${text}`);
    expect(lines.join('\n')).not.toContain('备注');
    expect(lines.filter((line) => line === '')).toHaveLength(3);
  });

  test('streams after the rows that it measures', async () => {
    let made = 0;
    function* rows(): Generator<Cell[]> {
      for (; made < 5000; made++) yield [made];
    }
    for await (const _ of tableChunks({ columns: ['n'], rows: rows() }, 'table')) break;
    expect(made).toBeLessThan(1100);
  });

  test('without width nothing is cut', async () => {
    const long = '长'.repeat(300);
    const rows = [...Array.from({ length: 1200 }, (): Cell[] => ['短']), [long]];
    expect(await written('table', { columns: ['a'], rows })).toContain(long);
  });
});

/** The files of a ZIP archive by name. */
async function unzipped(archive: Buffer): Promise<Map<string, string>> {
  const zip = await new Promise<import('yauzl').ZipFile>((resolve, reject) =>
    fromBuffer(archive, { lazyEntries: true }, (error, file) =>
      error ? reject(error) : resolve(file),
    ),
  );
  const files = new Map<string, string>();
  for (;;) {
    const entry = await new Promise<import('yauzl').Entry | null>((resolve, reject) => {
      zip
        .once('entry', resolve)
        .once('end', () => resolve(null))
        .once('error', reject);
      zip.readEntry();
    });
    if (entry === null) return files;
    const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) =>
      zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened))),
    );
    files.set(entry.fileName, (await bytesOf(stream as AsyncIterable<Buffer>)).toString());
  }
}

describe('XLSX', () => {
  async function sheet(table: Rows): Promise<string> {
    const files = await unzipped(await bytesOf(tableChunks(table, 'xlsx')));
    return files.get('xl/worksheets/sheet1.xml') ?? '';
  }

  test('has a frozen bold header with filters, text as text and numbers as numbers', async () => {
    const xml = await sheet({
      columns: ['编号', 'n'],
      rows: [
        ['00712', 3.5],
        ['=1+1', null],
      ],
    });
    expect(xml).toContain('state="frozen"');
    expect(xml).toContain(
      '<c r="A1" t="inlineStr" s="1"><is><t xml:space="preserve">编号</t></is></c>',
    );
    expect(xml).toContain(
      '<c r="A2" t="inlineStr"><is><t xml:space="preserve">00712</t></is></c><c r="B2"><v>3.5</v></c>',
    );
    expect(xml).toContain(
      '<row r="3"><c r="A3" t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c></row>',
    );
    expect(xml).toContain('<autoFilter ref="A1:B3"/>');
    expect(xml).not.toContain('<f>');
  });

  test('shows two decimals of a long number, which it keeps whole; of a tiny one all', async () => {
    const xml = await sheet({ columns: ['n'], rows: [[-0.234043], [0.0003], [12]] });
    expect(xml).toContain('<c r="A2" s="4"><v>-0.234043</v></c>');
    expect(xml).toContain('<c r="A3"><v>0.0003</v></c>');
    expect(xml).toContain('<c r="A4"><v>12</v></c>');
  });

  test('leaves out what XML does not know, escapes what Excel would decode, cuts what it refuses', async () => {
    const xml = await sheet({
      columns: ['a'],
      rows: [
        ['控制\u0007\u0000<b>&_x0041_\ud83d'],
        ['长'.repeat(40_000)],
        [`${'长'.repeat(32_766)}😀`],
      ],
    });
    expect(xml).toContain('>控制&lt;b&gt;&amp;_x005F_x0041_</t>');
    expect(xml.match(/长+/g)?.map((run) => run.length)).toEqual([32_767, 32_766]);
  });

  test('goes on in a second sheet when the first is full', async () => {
    function* rows(): Generator<Cell[]> {
      for (let index = 0; index < 1_048_576; index++) yield [index];
    }
    const files = await unzipped(
      await bytesOf(workbookChunks([{ name: '声音', table: { columns: ['n'], rows: rows() } }])),
    );
    expect(files.get('xl/workbook.xml')).toContain('<sheet name="声音 2" sheetId="2"');
    expect(files.get('xl/worksheets/sheet1.xml')).toContain('<row r="1048576">');
    expect(files.get('xl/worksheets/sheet1.xml')).not.toContain('<row r="1048577">');
    expect(files.get('xl/worksheets/sheet2.xml')).toContain('<c r="A2"><v>1048575</v></c>');
    expect(files.has('xl/worksheets/sheet3.xml')).toBe(false);
  });

  test('a table without rows has its header, and sheets have names that Excel takes', async () => {
    const empty = { columns: ['a'], rows: [] };
    const files = await unzipped(
      await bytesOf(
        workbookChunks([
          { name: '痛点[1]/2', table: empty },
          { name: '痛点 1  2', table: empty },
        ]),
      ),
    );
    expect(files.get('xl/workbook.xml')?.match(/sheet name="[^"]*"/g)).toEqual([
      'sheet name="痛点 1  2"',
      'sheet name="痛点 1  2 2"',
    ]);
    expect(files.get('xl/worksheets/sheet2.xml')).toContain('<row r="1">');
  });

  test('equal tables give equal bytes', async () => {
    const bytes = (): Promise<Buffer> => bytesOf(tableChunks(PAINS, 'xlsx'));
    expect((await bytes()).equals(await bytes())).toBe(true);
  });

  test('a failure of the rows is not swallowed by the archive', async () => {
    function* rows(): Generator<Cell[]> {
      yield ['好'];
      throw new TypeError('a bug');
    }
    const chunks = tableChunks({ columns: ['a'], rows: rows() }, 'xlsx');
    await expect(bytesOf(chunks)).rejects.toThrow(TypeError);
    await expect(bytesOf(tableChunks({ columns: ['a'], rows: rows() }, 'csv'))).rejects.toThrow(
      TypeError,
    );
  });
});

test('Parquet has types, rows in order, and text as it is', async () => {
  const path = join(folder, 'rows.parquet');
  const rows = Array.from({ length: 3000 }, (_, index): Cell[] => [
    index,
    index === 7 ? null : index / 8,
    index % 2 === 0 ? 5 : '未评',
    `第${index}条\n"好"😀`,
  ]);
  const stdout = new Writable({ write: (_chunk, _encoding, done) => done() });
  await writeTable({ columns: ['n', 'share', 'mixed', 'a "b" 列'], rows }, 'parquet', path, {
    stdout,
  });
  const database = await DuckDBInstance.create(':memory:');
  const connection = await database.connect();
  const read = await connection.runAndReadAll(`SELECT * FROM '${path}'`);
  expect(read.columnTypes().map(String)).toEqual(['BIGINT', 'DOUBLE', 'VARCHAR', 'VARCHAR']);
  expect(read.columnNames().at(-1)).toBe('a "b" 列');
  expect(read.getRows().map(([n, share]) => [Number(n), share])).toEqual(
    rows.map(([n, share]) => [n, share]),
  );
  expect(read.getRows()[2999]?.slice(2)).toEqual(['未评', '第2999条\n"好"😀']);
  connection.closeSync();
  database.closeSync();
});
