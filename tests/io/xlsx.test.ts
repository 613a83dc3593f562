import { describe, expect, test } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { openSources } from '../../src/io/source.ts';
import { InputError } from '../../src/model/errors.ts';
import type { SourceItem } from '../../src/model/source.ts';
import { cellsOf, faultOf, fileOf, open } from '../support/exports.ts';
import { withClaimedSize, workbook, zip } from '../support/zip.ts';

const cellOf = (text: string): string => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const rowOf = (...cells: string[]): string => `<row>${cells.map(cellOf).join('')}</row>`;

describe('cells', () => {
  test('a workbook of another program is read', async () => {
    const path = fileOf('');
    const rows = [
      [{ value: '内容' }, { value: '评分' }, { value: '时间' }],
      [
        { value: '很好 & <不错>\n第二行' },
        { value: 4.6 },
        { value: new Date(Date.UTC(2026, 3, 3, 10, 22, 0)), format: 'yyyy-mm-dd hh:mm:ss' },
      ],
    ];
    await writeXlsxFile(rows, {}, {}).toFile(path);
    const { readFileSync } = await import('node:fs');
    const source = await open(readFileSync(path));
    expect(source).toMatchObject({ format: 'xlsx', encoding: null, delimiter: null });
    expect(cellsOf(source.items)).toEqual([
      ['内容', '评分', '时间'],
      ['很好 & <不错>\n第二行', '4.6', '2026-04-03 10:22:00'],
    ]);
  });

  test('shared strings: runs joined, phonetic hints dropped, escapes undone', async () => {
    const strings =
      '<si><r><t>东西</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 很好</t></r><rPh sb="0" eb="1"><t>dongxi</t></rPh></si>' +
      '<si><t>一_x000D_二_x005F_x</t></si>';
    const sheet = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>';
    const { items } = await open(workbook({ S: sheet }, { strings }));
    expect(cellsOf(items)).toEqual([['东西 很好', '一\r二_x']]);
  });

  test('cells without a reference follow each other; with one they leave gaps', async () => {
    const sheet = `<row>${cellOf('甲')}${cellOf('乙')}</row><row r="5"><c r="C5"><v>7</v></c></row>`;
    const { items } = await open(workbook({ S: sheet }));
    expect(cellsOf(items)).toEqual([
      ['甲', '乙'],
      ['', '', '7'],
    ]);
    expect(items.map(({ line }) => line)).toEqual([1, 5]);
  });

  test.each([
    ['<c t="b"><v>1</v></c>', 'TRUE'],
    ['<c t="e"><v>#N/A</v></c>', '#N/A'],
    ['<c t="str"><f>A1</f><v>算出来的</v></c>', '算出来的'],
    ['<c><v>1.2345678901234567E+17</v></c>', '123456789012345670'],
    ['<c><v>4.5999999999999996</v></c>', '4.6'],
    ['<c s="1"><v>46115</v></c>', '2026-04-03'],
    ['<c s="1"><v>46115.432638888888</v></c>', '2026-04-03 10:23:00'],
    ['<c s="1"><v>0.5</v></c>', '12:00:00'],
    ['<c s="2"><v>46115</v></c>', '2026-04-03'],
    ['<c s="3"><v>46115</v></c>', '46115'],
    ['<c s="0"><v>46115</v></c>', '46115'],
  ])('%s is %s', async (cell, expected) => {
    const styles =
      '<numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="177" formatCode="[Red]0.00&quot;day&quot;"/></numFmts>' +
      '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="176"/><xf numFmtId="177"/></cellXfs>';
    const { items } = await open(workbook({ S: `<row>${cell}</row>` }, { styles }));
    expect(cellsOf(items)).toEqual([[expected]]);
  });

  test('days are counted from 1904 where the workbook says so', async () => {
    const parts = {
      properties: '<workbookPr date1904="1"/>',
      styles: '<cellXfs><xf numFmtId="14"/></cellXfs>',
    };
    const { items } = await open(workbook({ S: '<row><c s="0"><v>44653</v></c></row>' }, parts));
    expect(cellsOf(items)).toEqual([['2026-04-03']]);
  });

  test('Chinese characters that fall on the border of two chunks stay whole', async () => {
    const sheet = Array.from({ length: 20_000 }, (_, at) =>
      rowOf(`第${at}条反馈，发货太慢了`),
    ).join('');
    const { items } = await open(workbook({ S: sheet }));
    expect(items).toHaveLength(20_000);
    expect(cellsOf(items).every((cells) => /^第\d+条反馈，发货太慢了$/.test(cells[0] ?? ''))).toBe(
      true,
    );
  });
});

describe('sheets', () => {
  const sheets = {
    说明: '',
    旧: rowOf('旧的'),
    评价: rowOf('内容') + rowOf('好'),
    汇总: rowOf('合计'),
  };

  test('the first visible sheet with data is read and the others with data are named', async () => {
    const told: string[] = [];
    const source = await open(workbook(sheets, { hidden: ['旧'] }), {
      tell: ({ zh }) => told.push(zh),
    });
    expect(source.sheet).toBe('评价');
    expect(cellsOf(source.items)).toEqual([['内容'], ['好']]);
    expect(told).toEqual([
      expect.stringMatching(/只读了工作表「评价」，没读 「汇总」，隐藏的「旧」；.*--sheet/),
    ]);
  });

  test('of several sheets the first of those that suit best is read', async () => {
    const suits = (rows: readonly SourceItem[]): number => rows.length;
    const source = await open(workbook({ A: rowOf('a'), B: rowOf('b') + rowOf('b') }), { suits });
    expect(source.sheet).toBe('B');
  });

  test('a pattern reads several sheets, each as a source of its own', async () => {
    const path = fileOf(workbook({ '1月': rowOf('一'), '2月': rowOf('二'), 汇总: rowOf('合计') }));
    const read: unknown[] = [];
    for await (const source of openSources(path, { sheet: '*月' })) {
      if (source instanceof InputError) throw source;
      const items = [];
      for await (const batch of source.batches) items.push(...batch);
      read.push([source.name.slice(path.length), cellsOf(items)]);
    }
    expect(read).toEqual([
      ['[1月]', [['一']]],
      ['[2月]', [['二']]],
    ]);
  });

  test('a pattern leaves notes of a few lines beside tables, with a line; by name or alone they are read', async () => {
    const book = {
      说明: rowOf('导出说明：数据截至本月底'),
      评价: `<row>${cellOf('编号')}${cellOf('内容')}</row><row>${cellOf('1')}${cellOf('慢')}</row>`,
    };
    const read = async (sheets: Readonly<Record<string, string>>, sheet: string) => {
      const told: string[] = [];
      const path = await fileOf(workbook(sheets));
      const found: (string | undefined)[] = [];
      for await (const source of openSources(path, { sheet, tell: ({ zh }) => told.push(zh) })) {
        if (source instanceof InputError) throw source;
        found.push(source.sheet);
        for await (const _ of source.batches);
      }
      return { found, told };
    };
    const { found, told } = await read(book, '*');
    expect(found).toEqual(['评价']);
    expect(told).toEqual([expect.stringMatching(/没读只有几行说明的工作表 「说明」/)]);
    expect((await read(book, '说明')).found).toEqual(['说明']);
    expect((await read({ 说明: book.说明 }, '*')).found).toEqual(['说明']);
  });

  test('a filter refuses a pattern that means several sheets', async () => {
    const two = workbook({ '1月': rowOf('一'), '2月': rowOf('二') });
    expect(await faultOf(() => open(two, { sheet: '*' }))).toMatch(/--sheet 指到 2 张工作表/);
  });

  test.each(['旧', '2'])('a sheet is found by name or number: %s', async (sheet) => {
    const source = await open(workbook(sheets), { sheet });
    expect(cellsOf(source.items)).toEqual([['旧的']]);
  });

  test('a sheet that is not there is refused with those that are', async () => {
    const fault = await faultOf(() => open(workbook(sheets), { sheet: '没有' }));
    expect(fault).toMatch(/没有名为「没有」的工作表；现有：「说明」「旧」「评价」「汇总」/);
  });

  test('a workbook without data is refused', async () => {
    expect(await faultOf(() => open(workbook({ S: '' })))).toMatch(/工作表里没有数据/);
  });

  test('hidden rows are read and counted', async () => {
    const sheet = `${rowOf('内容')}<row hidden="1">${cellOf('好')}</row>`;
    const source = await open(workbook({ S: sheet }));
    expect(source.items).toHaveLength(2);
    expect(source.warnings[0]?.zh).toMatch(/有 1 行在表里被隐藏/);
  });

  test('ids that a spreadsheet has rounded are pointed out', async () => {
    const source = await open(workbook({ S: '<row><c><v>1.2345678901234567E+17</v></c></row>' }));
    expect(source.warnings[0]?.zh).toMatch(/1 个数字超过 15 位/);
  });
});

describe('what is no sound workbook', () => {
  test('half of a workbook', async () => {
    const whole = workbook({ S: rowOf('内容') });
    expect(await faultOf(() => open(whole.subarray(0, whole.length / 2)))).toMatch(
      /工作簿或压缩包已损坏/,
    );
  });

  test('a sheet that breaks off', async () => {
    const broken = workbook({ S: `${rowOf('内容')}<row><c>` });
    expect(await faultOf(() => open(broken))).toMatch(/工作簿或压缩包已损坏/);
  });

  test('a row with a cell in a column that no spreadsheet has, or too long, is put aside', async () => {
    const long = `<row><c t="inlineStr"><is>${`<r><t>${'长'.repeat(60_000)}</t></r>`.repeat(300)}</is></c></row>`;
    const sheet = `${rowOf('内容')}<row><c r="ZZZZ2"><v>1</v></c></row>${long}${rowOf('好')}`;
    const { items } = await open(workbook({ S: sheet }));
    expect(cellsOf(items)).toEqual([['内容'], 'too_many_cells', 'too_long', ['好']]);
  });

  test('references that name no column or row count on from the one before', async () => {
    const cell = (r: string, text: string): string =>
      `<c r="${r}" t="inlineStr"><is><t>${text}</t></is></c>`;
    const sheet = `<row r="x">${cell('1', 'a')}${cell('', 'b')}</row><row r="1">${cell('$B$2', 'd')}${cell('a2', 'c')}</row><row r="9e9">${cell('C3', 'e')}</row>`;
    const { items } = await open(workbook({ S: sheet }));
    expect(items.map((item) => item.line)).toEqual([1, 2, 3]);
    expect(cellsOf(items)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
      ['', '', 'e'],
    ]);
  });

  test('entities that unfold a billionfold', async () => {
    const entities = Array.from({ length: 9 }, (_, at) => {
      const inner = at === 0 ? '哈哈' : `&e${at - 1};`.repeat(10);
      return `<!ENTITY e${at} "${inner}">`;
    });
    const laughs = zip({
      'xl/workbook.xml': `<!DOCTYPE x [${entities.join('')}]><workbook><sheets>&e8;</sheets></workbook>`,
    });
    expect(await faultOf(() => open(laughs))).toMatch(/声明了文档类型或实体（DTD）/);
  });

  test('a part that unpacks to far more than its packed size', async () => {
    const small = workbook({ S: rowOf('内容') });
    const bomb = withClaimedSize(small, 'xl/worksheets/sheet0.xml', 300 * 1024 * 1024);
    expect(await faultOf(() => open(bomb))).toMatch(/300 MB.*上限 64 GB、500 倍.*压缩炸弹/);
  });
});
