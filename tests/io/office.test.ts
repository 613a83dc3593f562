import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openSource } from '../../src/io/source.ts';
import { tableChunks } from '../../src/io/table.ts';
import type { SourceItem } from '../../src/model/source.ts';
import type { Cell } from '../../src/model/store.ts';
import { cellsOf, faultOf } from '../support/exports.ts';
import { has, sharedFolder } from '../support/process.ts';

/** What spreadsheets are known to change: digits, formulas, line breaks, blanks, escapes, rare characters. */
const ROWS: readonly (readonly string[])[] = [
  ['编号', '评价内容', '分数'],
  ['6222021234567890123', '=1+1', '-0.53'],
  ['00712', '第一行\n第二行', '12'],
  ['x-1', '_x0041_<b>&"引号"', '3'],
  ['x-2', '  前后有空格  ', '4'],
  ['x-3', '𠮷野家很好😀，퀄리티', '5'],
  ['x-4', '+86 的号码，@客服；a|b', '1'],
  ['x-5', "'单引号开头", '2'],
];
/** Characters of the old encodings only. */
const CHINESE: readonly (readonly string[])[] = [
  ['編號', '評價內容', '分數'],
  ...Array.from({ length: 30 }, (_, at) => [`n-${at}`, `等了三天，包裝也破了，第${at}次`, '1']),
];
/** What a file of cells by themselves says about their kind. */
const TYPED =
  '编号,评价内容,评分,时间\n1,客服很耐心,4.6,2026-04-03 10:22:00\n2,等了三天,3,2026-04-04\n';

const folder = sharedFolder();
const at = (name: string): string => join(folder, name);

/** Has LibreOffice write a file in another format. `filter` is how it reads and writes text files. */
function convert(name: string, target: string, reading?: string): string {
  const out = at(`as-${target.replace(/\W+/g, '-').slice(0, 60)}`);
  const options = [
    '--headless',
    `-env:UserInstallation=file://${at('profile')}`,
    ...(reading === undefined ? [] : [`--infilter=CSV:${reading}`]),
    '--convert-to',
    target,
    '--outdir',
    out,
    at(name),
  ];
  const { stderr } = spawnSync('soffice', options, { timeout: 100_000, encoding: 'utf8' });
  const made = join(out, `${name.split('.')[0]}.${target.split(':')[0]}`);
  try {
    readFileSync(made);
  } catch (cause) {
    throw new Error(`soffice made no ${made}: ${stderr}`, { cause });
  }
  return made;
}

/** Comma, quote, encoding, from line 1, all cells as text where `true`. */
const text = (encoding: number): string => `44,34,${encoding},1,,0,false,true`;
const csv = (encoding: number): string => `csv:Text - txt - csv (StarCalc):${text(encoding)}`;
const UTF8 = 76;

async function read(path: string): Promise<(readonly string[] | string)[]> {
  const { batches } = await openSource(path, {});
  const items: SourceItem[] = [];
  for await (const batch of batches) items.push(...batch);
  return cellsOf(items);
}

async function write(
  name: string,
  rows: readonly (readonly string[])[],
  excel = false,
): Promise<void> {
  const [columns = [], ...cells] = rows;
  const table = { columns, rows: cells.map((row): readonly Cell[] => row) };
  const format = name.endsWith('.xlsx') ? 'xlsx' : 'csv';
  const chunks: Uint8Array[] = [];
  for await (const chunk of tableChunks(table, format, { excel })) chunks.push(Buffer.from(chunk));
  writeFileSync(at(name), Buffer.concat(chunks));
}

describe.skipIf(!has('soffice'))('LibreOffice (skipped where it is absent)', () => {
  beforeAll(async () => {
    await write('book.xlsx', ROWS);
    await write('chinese.xlsx', CHINESE);
    await write('people.csv', ROWS, true);
    writeFileSync(at('typed.csv'), TYPED);
  });

  test('opens a workbook of ours and saves it: no character is changed', async () => {
    expect(await read(convert('book.xlsx', 'xlsx'))).toEqual(ROWS);
  });

  test('shows the same cells when it saves our workbook as CSV', async () => {
    expect(await read(convert('book.xlsx', csv(UTF8)))).toEqual(ROWS);
  });

  test('shows all digits of CSV for people, and runs no formula', async () => {
    const cells = await read(convert('people.csv', csv(UTF8), text(UTF8)));
    const expected = ROWS.map(([id, words = '', score = '']) => {
      const guard = (cell: string): string => (/^[=+@-]/.test(cell) ? `'${cell}` : cell);
      return [id, guard(words), guard(score)];
    });
    expect(cells.map((row) => [...row].map((cell) => cell.replace(/\t$/, '')))).toEqual(expected);
  });

  test.each([
    ['GB18030', 85],
    ['Big5', 86],
    ['UTF-16', 65_535],
  ])('writes CSV in %s that is read as it was', async (_, encoding) => {
    expect(await read(convert('chinese.xlsx', csv(encoding)))).toEqual(CHINESE);
  });

  test.each([
    ['a tab', 9],
    ['a semicolon', 59],
    ['|', 124],
  ])('writes text files with %s between cells that are read as they were', async (_, delimiter) => {
    const filter = `csv:Text - txt - csv (StarCalc):${delimiter},34,${UTF8},1,,0,false,true`;
    expect(await read(convert('book.xlsx', filter))).toEqual(ROWS);
  });

  test.each([
    ['xlsx:Calc Office Open XML'],
    ['xlsm:Calc MS Excel 2007 VBA XML'],
    ['xltx:Calc MS Excel 2007 XML Template'],
  ])('saves as %s, which is read as it was', async (target) => {
    expect(await read(convert('book.xlsx', target))).toEqual(ROWS);
  });

  test('writes dates and numbers into a workbook that are read as a person sees them', async () => {
    expect(await read(convert('typed.csv', 'xlsx', '44,34,76,1'))).toEqual([
      ['编号', '评价内容', '评分', '时间'],
      ['1', '客服很耐心', '4.6', '2026-04-03 10:22:00'],
      ['2', '等了三天', '3', '2026-04-04'],
    ]);
  });

  test.each([
    ['xls', /旧版 Office 文件（\.xls）.*另存为 \.xlsx/],
    ['ods', /OpenDocument 文件（\.ods）.*另存为 \.xlsx/],
    ['fods', /OpenDocument.*另存为 \.xlsx/],
    ['html', /网页格式的表格.*另存为 \.xlsx/],
    ['pdf', /PDF/],
  ])('saves as .%s, which is refused with the way out', async (target, message) => {
    expect(await faultOf(() => openSource(convert('book.xlsx', target), {}))).toMatch(message);
  });
});
