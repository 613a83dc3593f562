import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCsv } from '../../src/io/csv.ts';
import { openSource } from '../../src/io/source.ts';
import type { SourceItem } from '../../src/model/source.ts';
import { cellsOf, open } from '../support/exports.ts';

const require = createRequire(import.meta.url);
const SPECTRUM = dirname(require.resolve('csv-spectrum/package.json'));

describe('csv-spectrum', () => {
  const names = readdirSync(join(SPECTRUM, 'csvs')).map((file) => file.replace('.csv', ''));
  // Its CSV and its JSON name different telephone numbers, and the JSON is one object; see below.
  const odd = 'location_coordinates';

  test.each(names.filter((name) => name !== odd))('%s', async (name) => {
    const expected = JSON.parse(readFileSync(join(SPECTRUM, 'json', `${name}.json`), 'utf8'));
    const { items } = await open(readFileSync(join(SPECTRUM, 'csvs', `${name}.csv`)));
    const [header = [], ...rows] = cellsOf(items);
    const found = rows.map((row) =>
      Object.fromEntries([...header].map((key, at) => [key, row[at] ?? ''])),
    );
    expect(found).toEqual(expected);
  });

  test(odd, async () => {
    const { items } = await open(readFileSync(join(SPECTRUM, 'csvs', `${odd}.csv`)));
    expect(cellsOf(items)[1]).toEqual([
      '2095257564',
      '37�36\'37.8"N 121�2\'17.9"W',
      'Modesto',
      'Stanislaus',
    ]);
  });
});

// What the tests of csv-parse ask of a reader, option by option, asked of ours, with cells of our own.
describe('the questions of csv-parse', () => {
  const head = '编号,内容,备注\n7,一般,无\n8,还行,无\n';
  const rowsOf = async (rest: string | Uint8Array): Promise<unknown[]> => {
    const { items } = await open(typeof rest === 'string' ? head + rest : rest);
    return cellsOf(items).slice(typeof rest === 'string' ? 3 : 0);
  };

  test.each<[string, string, unknown[]]>([
    ['a quoted cell at the start, in the middle, at the end', '"1","好","x"\n', [['1', '好', 'x']]],
    ['quoted delimiters and line breaks', '1,"好,很\n好",x\n', [['1', '好,很\n好', 'x']]],
    ['only quotes in a quoted cell', '1,"""""",x\n', [['1', '""', 'x']]],
    ['an empty quoted cell', '1,"",""\n', [['1', '', '']]],
    ['a quote inside an unquoted cell', '1,好"的,x\n', [['1', '好"的', 'x']]],
    ['a quote at the end of an unquoted cell', '1,好",x\n', [['1', '好"', 'x']]],
    ['blanks around a quoted cell', '1, "好" ,x\n', [['1', ' "好" ', 'x']]],
    ['blanks around a cell stay', '1,  好  ,x\n', [['1', '  好  ', 'x']]],
    ['a backslash escapes nothing', '1,"好\\\\",x\n', [['1', '好\\\\', 'x']]],
    ['fewer cells', '1\n', [['1']]],
    ['more cells', '1,好,x,y,z\n', [['1', '好', 'x', 'y', 'z']]],
    ['only delimiters', ',,\n', [['', '', '']]],
    ['a comment is a row like any other', '# 注,好,x\n', [['# 注', '好', 'x']]],
    ['a tab in a cell', '1,好\t的,x\n', [['1', '好\t的', 'x']]],
    [
      'a line separator of Unicode ends no line',
      '1,好\u2028的\u0085,x\n',
      [['1', '好\u2028的\u0085', 'x']],
    ],
    ['another delimiter in a cell', '1,好;的|吧,x\n', [['1', '好;的|吧', 'x']]],
    ['a mark of byte order inside a cell', '1,好\ufeff的,x\n', [['1', '好\ufeff的', 'x']]],
    [
      'CRLF after LF',
      '1,好,x\r\n2,差,y\n',
      [
        ['1', '好', 'x'],
        ['2', '差', 'y'],
      ],
    ],
    ['no break at the end of a quoted cell', '1,好,"x"', [['1', '好', 'x']]],
    ['numbers, dates and truth stay texts', '007,1e3,TRUE\n', [['007', '1e3', 'TRUE']]],
    [
      'names of an object prototype',
      '__proto__,constructor,x\n',
      [['__proto__', 'constructor', 'x']],
    ],
  ])('%s', async (_, rows, expected) => {
    expect(await rowsOf(rows)).toEqual(expected);
  });

  test.each([
    ['UTF-8', Buffer.from(`\ufeff${head}`)],
    ['UTF-16LE', Buffer.from(`\ufeff${head}`, 'utf16le')],
    ['UTF-16BE', Buffer.from(`\ufeff${head}`, 'utf16le').swap16()],
  ])('a mark of byte order of %s is no part of the first name', async (_, bytes) => {
    expect((await rowsOf(bytes))[0]).toEqual(['编号', '内容', '备注']);
  });

  test('wherever the stream is cut, the rows are the same', async () => {
    const bytes = Buffer.from(`\ufeff${head}1,"好,很\r\n""好""",x\r\n2,差\u{1f600},y\r\n"3",,""`);
    const expected = cellsOf((await open(bytes)).items);
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 1, max: bytes.length - 1 }), { maxLength: 12 }),
        async (cuts) => {
          const places = [0, ...cuts.sort((one, other) => one - other), bytes.length];
          async function* pieces(): AsyncGenerator<Buffer> {
            for (const [at, end] of places.slice(1).entries()) {
              yield bytes.subarray(places[at], end);
            }
          }
          const items: SourceItem[] = [];
          for await (const batch of (await openSource('-', {}, pieces())).batches) {
            items.push(...batch);
          }
          expect(cellsOf(items)).toEqual(expected);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('whatever quotes a line has, its cells are those of csv-parse', async () => {
    const line = fc
      .array(fc.constantFrom('"', '"', ',', ',', '好', 'a', ' '), { maxLength: 24 })
      .map((units) => units.join(''));
    await fc.assert(
      fc.asyncProperty(line, async (text) => {
        const once = (async function* () {
          yield [{ number: 1, text, end: '\n', decoding: 'file' } as const];
        })();
        const items: SourceItem[] = [];
        for await (const batch of readCsv(once, { delimiter: ',', width: 3 })) items.push(...batch);
        const [item] = items;
        if (item?.kind !== 'row') return;
        const options = { record_delimiter: '\n', relax_quotes: true, relax_column_count: true };
        expect(item.cells).toEqual(parse(text, options)[0]);
      }),
      { numRuns: 3000 },
    );
  });
});
