import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { collectNow } from '../../src/commands/memory.ts';
import { openSource } from '../../src/io/source.ts';
import { cellsOf, faultOf, ingest, open } from '../support/exports.ts';

describe('the delimiter is found by content', () => {
  test.each([
    [',', '编号,内容,时间\n1,好，很好,2026-04-01\n2,差,2026-04-02\n'],
    ['\t', '编号\t内容\t时间\n1\t好,很好,真的\t2026-04-01\n2\t差\t2026-04-02\n'],
    [';', '编号;内容;时间\n1;好, 很好;2026-04-01\n2;差;2026-04-02\n'],
    ['|', '编号|内容|时间\n1|好, 很好|2026-04-01\n2|差|2026-04-02\n'],
  ])('%j', async (delimiter, text) => {
    const source = await open(text);
    expect(source.delimiter).toBe(delimiter);
    expect(source.format).toBe(delimiter === '\t' ? 'tsv' : 'csv');
    expect(cellsOf(source.items)[2]).toEqual(['2', '差', '2026-04-02']);
  });

  test('commas in the texts of a single column do not make columns', async () => {
    const source = await open('内容\n很好\n不错,推荐\n一般\n差\n');
    expect(cellsOf(source.items)[1]).toEqual(['很好']);
  });

  test('full-width commas between columns are named', async () => {
    const text = '编号，内容，时间\n1，好，2026-04-01\n2，差，2026-04-02\n';
    expect(await faultOf(() => open(text))).toMatch(/全角逗号「，」.*半角逗号/);
  });

  test('remarks with a full-width comma in each are no columns', async () => {
    const source = await open(
      '快递太慢了，等了一个星期才到\n客服态度很好，问题很快解决\n有划痕，要求换货\n',
    );
    expect(cellsOf(source.items)).toHaveLength(3);
  });

  test('a given delimiter wins', async () => {
    const source = await open('编号，内容\n1，好\n', { delimiter: '，' });
    expect(cellsOf(source.items)).toEqual([
      ['编号', '内容'],
      ['1', '好'],
    ]);
  });
});

describe('rows', () => {
  test.each([
    ['quotes inside a cell', '1,他说"好"吧,x\n', [['1', '他说"好"吧', 'x']]],
    ['text after a closing quote', '1,"好"的,x\n', [['1', '"好"的', 'x']]],
    ['doubled quotes', '1,"他说""好""吧",x\n', [['1', '他说"好"吧', 'x']]],
    ['a line break in a cell', '1,"一\r\n二",x\r\n', [['1', '一\r\n二', 'x']]],
    ['a last line without a break', '1,好,x', [['1', '好', 'x']]],
    [
      'blank lines',
      '\n\n1,好,x\n  \n2,差,y\n',
      [
        ['1', '好', 'x'],
        ['2', '差', 'y'],
      ],
    ],
    ['a missing cell', '1,好\n', [['1', '好']]],
    ['breaks as workbooks write them', '1,一_x000D_二_x000a_三,x\n', [['1', '一\r二\n三', 'x']]],
    ['what only looks like them', '1,_x0041__x001B_,x_x\n', [['1', '_x0041__x001B_', 'x_x']]],
    ['a surplus cell', '1,好,x,多\n', [['1', '好', 'x', '多']]],
  ])('%s', async (_, rows, expected) => {
    const { items } = await open(`id,内容,c\n7,一般,z\n8,还行,z\n${rows}`);
    expect(cellsOf(items).slice(3)).toEqual(expected);
  });

  test('lone carriage returns end lines where there is no line feed', async () => {
    const { items } = await open('编号,内容\r1,好\r2,差\r');
    expect(cellsOf(items)).toEqual([
      ['编号', '内容'],
      ['1', '好'],
      ['2', '差'],
    ]);
  });

  test.each(['utf8', 'utf16le'] as const)(
    'also where the texts in quotes have line feeds, in %s',
    async (encoding) => {
      const text = '\ufeff编号,内容\r1,"好\n真好"\r2,"差\n\n太差"\r3,还行\r';
      const { items } = await open(Buffer.from(text, encoding));
      expect(cellsOf(items)).toEqual([
        ['编号', '内容'],
        ['1', '好\n真好'],
        ['2', '差\n\n太差'],
        ['3', '还行'],
      ]);
    },
  );

  test('items carry the line on which they start', async () => {
    const { items } = await open('编号,内容\n\n1,"一\n二\n三"\n2,差\n');
    expect(items.map(({ line }) => line)).toEqual([1, 3, 6]);
  });

  test('a byte-order mark in the middle of a joined file is no part of a cell', async () => {
    const { items } = await open('\ufeff编号,内容\n1,好\n\ufeff编号,内容\n2,差\n');
    expect(cellsOf(items)[2]).toEqual(['编号', '内容']);
  });

  test('a cell of five megabytes comes through whole', async () => {
    const long = '等了很久，还是没有人来。'.repeat(150_000);
    const { items } = await open(`编号,内容\n1,"${long}"\n2,好\n`);
    expect(cellsOf(items)[1]?.[1]?.length).toBe(long.length);
    expect(cellsOf(items)[2]).toEqual(['2', '好']);
  });
});

describe('a quote that is not closed', () => {
  const rows = (from: number, to: number): string =>
    Array.from({ length: to - from }, (_, at) => `${from + at},东西还行,2026-04-01\n`).join('');

  test.each([
    ['and no other quote in the file', `${rows(0, 300)}X,"坏了,2026-04-01\n${rows(300, 600)}`],
    ['near the end of the file', `${rows(0, 598)}X,"坏了,2026-04-01\n${rows(598, 600)}`],
    [
      'and a quoted row later',
      `${rows(0, 300)}X,"坏了,2026-04-01\n${rows(300, 310)}310,"好,很好",2026-04-01\n${rows(311, 600)}`,
    ],
    [
      'and a quoted cell of two lines in the next row',
      `${rows(0, 300)}X,"坏了,2026-04-01\n300,"好\n很好",2026-04-01\n${rows(301, 600)}`,
    ],
  ])('%s costs one row', async (_, body) => {
    const { items } = await open(`编号,内容,时间\n${body}`);
    const bad = items.filter((item) => item.kind === 'bad');
    expect(bad).toMatchObject([{ code: 'unclosed_quote', raw: 'X,"坏了,2026-04-01' }]);
    expect(items.filter((item) => item.kind === 'row' && item.cells.length === 3)).toHaveLength(
      601,
    );
  });

  test('at the last row of a cut-off file keeps its lines together', async () => {
    const { items } = await open(`编号,内容,时间\n${rows(0, 3)}9,"第一行\n第二行`);
    expect(items.at(-1)).toMatchObject({ kind: 'bad', line: 5, raw: '9,"第一行\n第二行' });
    expect(items).toHaveLength(5);
  });

  test('a long quoted text of many lines is no unclosed quote', async () => {
    const text = Array.from({ length: 400 }, (_, at) => `第${at}句，今天，下雨`).join('\n');
    const { items } = await open(`编号,内容,时间\n1,"${text}",2026-04-01\n2,好,2026-04-02\n`);
    expect(cellsOf(items)[1]).toEqual(['1', text, '2026-04-01']);
  });
});

const cell = fc.oneof(
  fc.constantFrom(
    '',
    '好',
    '他说"好"',
    '一\n二',
    '一\r\n二',
    ',',
    '"',
    '，',
    ' 空格 ',
    '"开头',
    '结尾"',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replace(/[\r\0\ufeff]/g, '')),
);

test('what is written as CSV with all cells quoted is read back', async () => {
  const table = fc
    .array(fc.tuple(fc.nat().map(String), cell, cell), { minLength: 1, maxLength: 30 })
    .map((rows) => [['编号', '内容', '备注'], ...rows]);
  const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  await fc.assert(
    fc.asyncProperty(table, fc.constantFrom('\n', '\r\n', '\r'), async (rows, end) => {
      const text = rows.map((row) => row.map(quote).join(',') + end).join('');
      expect(cellsOf((await open(text)).items)).toEqual(rows);
    }),
    { numRuns: 150 },
  );
});

/** The shapes of the cases of `csv-spectrum`, and of what the tests of csv-parse try, with texts of our own. */
describe('shapes that other readers are tested with', () => {
  test.each<[string, string, readonly (readonly string[])[]]>([
    ['a delimiter in quotes', '姓名,地址\n王,"上海, 浦东"', [['王', '上海, 浦东']]],
    [
      'empty quoted cells',
      'a,b,c\n1,"",""\n2,3,4',
      [
        ['1', '', ''],
        ['2', '3', '4'],
      ],
    ],
    [
      'the same with CRLF',
      'a,b,c\r\n1,"",""\r\n2,3,4',
      [
        ['1', '', ''],
        ['2', '3', '4'],
      ],
    ],
    [
      'doubled quotes',
      'a,b\n1,"哈 ""哈"" 哈"\n3,4\n',
      [
        ['1', '哈 "哈" 哈'],
        ['3', '4'],
      ],
    ],
    [
      'JSON in a cell',
      'k,v\n1,"{""类型"": ""点"", ""坐标"": [1.0, 0.5]}"\n',
      [['1', '{"类型": "点", "坐标": [1.0, 0.5]}']],
    ],
    ['a quote that is a sign', '位置,市\n37°36\'37.8"N,上海', [['37°36\'37.8"N', '上海']]],
    [
      'a line break in the first cell',
      'a,b,c\n1,2,3\n"从前 \n有座山",5,6\n7,8,9\n',
      [
        ['1', '2', '3'],
        ['从前 \n有座山', '5', '6'],
        ['7', '8', '9'],
      ],
    ],
    [
      'the same with CRLF inside',
      'a,b,c\r\n1,2,3\r\n"从前 \r\n有座山",5,6\r\n',
      [
        ['1', '2', '3'],
        ['从前 \r\n有座山', '5', '6'],
      ],
    ],
    [
      'quotes and line breaks',
      'a,b\n1,"哈 \n""哈"" \n哈"\n3,4\n',
      [
        ['1', '哈 \n"哈" \n哈'],
        ['3', '4'],
      ],
    ],
    ['letters of a rare script', 'a,b,c\n4,5,ʤ\n', [['4', '5', 'ʤ']]],
    [
      'both kinds of line ends',
      'a,b\r\n1,2\n3,4\r\n',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    ['a mark before a quoted header', '\ufeff"a","b"\n1,2\n', [['1', '2']]],
    ['blank lines within quotes', 'a,b\n1,"一\n\n\n二"\n', [['1', '一\n\n\n二']]],
    [
      'separators of lines that are none',
      'a,b\n1,一\u2028二\u0085三\n',
      [['1', '一\u2028二\u0085三']],
    ],
    ['a delimiter at the end of each row', 'a,b,\n1,2,\n', [['1', '2', '']]],
    ['a cell of quotes alone', 'a,b\n1,""""""\n', [['1', '""']]],
    ['a quoted cell at the very end', 'a,b\n1,"二"', [['1', '二']]],
    [
      'quotes escaped by a backslash, which stay as they are',
      'a,b,c\n1,"他说\\"好\\"吧",3\n',
      [['1', '"他说\\"好\\"吧"', '3']],
    ],
    ['blanks around cells, which stay as they are', 'a,b\n 1 , 好 \n', [[' 1 ', ' 好 ']]],
  ])('%s', async (_, text, expected) => {
    const { items } = await open(text);
    expect(cellsOf(items).slice(1)).toEqual(expected);
  });

  test('the line that tells a spreadsheet the delimiter is one above the header', async () => {
    const { delimiter, items } = await open('sep=;\n编号;内容\n1;等了三天, 没人来\n2;差\n');
    expect([delimiter, cellsOf(items).slice(2)]).toEqual([
      ';',
      [
        ['1', '等了三天, 没人来'],
        ['2', '差'],
      ],
    ]);
  });
});

describe('rows that are no table', () => {
  test.each([
    ['of a million cells', `1,好${',1'.repeat(1_000_000)}`, 'too_many_cells'],
    ['of two million characters', `1,${'长'.repeat(2_000_001)}`, 'too_long'],
  ])('a row %s is put aside, and the others are read', async (_, row, code) => {
    const { items } = await open(`编号,内容\n${row}\n2,差\n`);
    expect(cellsOf(items).slice(1)).toEqual([code, ['2', '差']]);
  });

  test('a file of such rows is refused with the reason', async () => {
    const wide = `编号${',列'.repeat(20_000)}\n`;
    expect(await faultOf(() => ingest(wide.repeat(3)))).toMatch(
      /没有一行能读，例如第 1 行：超过 16384 列.*检查分隔符/,
    );
  });
});

test('a cell that is kept does not keep its surroundings in memory', async () => {
  const lines = Array.from({ length: 1000 }, (_, at) => `${at},${'好'.repeat(80)},x\n`).join('');
  async function* pieces(): AsyncGenerator<Buffer> {
    const piece = Buffer.from(lines);
    yield Buffer.from('编号,内容,备注\n');
    for (let count = 0; count < 80; count++) yield piece;
  }
  const kept: unknown[] = [];
  const { batches } = await openSource('-', {}, pieces());
  collectNow();
  const before = process.memoryUsage().heapUsed;
  for await (const [item] of batches) kept.push(item?.kind === 'row' ? item.cells[1] : null);
  collectNow();
  // The whole is 27 MB as the engine keeps it.
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(8_000_000);
  expect(kept.length).toBeGreaterThan(50);
});
