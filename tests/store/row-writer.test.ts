import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Columns, columnsSql, createRowWriter } from '../../src/store/row-writer.ts';

const COLUMNS = {
  row: 'INTEGER',
  text: 'VARCHAR',
  number: 'INTEGER',
  score: 'DOUBLE',
  end: 'BOOLEAN',
} as const satisfies Columns;

type Row = readonly [
  text: string | null,
  number: number | null,
  score: number | null,
  end: boolean | null,
];

/** What the engine reads of rows that were written, flushed after each `every` of them. */
async function readBack(rows: readonly Row[], every: number): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  try {
    await connection.run(
      `ATTACH ':memory:' AS store; USE store; CREATE TABLE t (${columnsSql(COLUMNS)})`,
    );
    const { put, endRow, flush, close } = await createRowWriter(connection, 't', COLUMNS);
    for (const [at, [text, number, score, end]] of rows.entries()) {
      put.row(at);
      put.text(text);
      put.number(number);
      put.score(score);
      put.end(end);
      endRow();
      if (at % every === every - 1) flush();
    }
    close();
    const read = await connection.runAndReadAll('SELECT * EXCLUDE (row) FROM t ORDER BY row');
    return read.getRowsJS();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const orNull = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(values);
const texts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ unit: fc.constantFrom(...'aé好\0'), maxLength: 14 }),
);
const rows = fc.array(
  fc.tuple(
    orNull(texts),
    orNull(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
    orNull(fc.double({ noNaN: true })),
    orNull(fc.boolean()),
  ),
  { maxLength: 1500, size: 'max' },
);

describe('rows that are written', () => {
  test('are read as they were, whatever is flushed when', async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 1200 }), async (written, every) => {
        expect(await readBack(written, every)).toEqual(written);
      }),
      { numRuns: 20 },
    );
  });

  test.each([
    ['as many bytes as stand beside the length', 'abcdefghijkl'],
    ['a byte more', 'abcdefghijklm'],
    ['four characters of three bytes', '客服很好'],
    ['three of them and more than a byte', '客服好好é'],
    ['a character of four bytes', '好😀'],
    ['nothing', ''],
    ['a NUL', 'a\0b'],
  ])('hold a text of %s', async (_, text) => {
    expect(await readBack([[text, 1, 0.5, true]], 1)).toEqual([[text, 1, 0.5, true]]);
  });

  test('keep no half of a pair of surrogates', async () => {
    expect(await readBack([['a\ud83d', null, null, null]], 1)).toEqual([
      ['a\ufffd', null, null, null],
    ]);
  });

  test('are compared by the engine as all others, short or after a longer one', async () => {
    const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
    const connection = await instance.connect();
    await connection.run(`ATTACH ':memory:' AS store; USE store; CREATE TABLE t (text VARCHAR)`);
    const { put, endRow, flush, close } = await createRowWriter(connection, 't', {
      text: 'VARCHAR',
    });
    for (const text of ['abcdefghijkl', 'a text that is long', 'ab']) {
      put.text(text);
      endRow();
      flush();
    }
    close();
    const found = await connection.runAndReadAll(`SELECT count(*) FROM t WHERE text = 'ab'`);
    expect(found.getRowsJS()).toEqual([[1n]]);
    connection.closeSync();
    instance.closeSync();
  });

  test('want a value of each column', async () => {
    const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
    const connection = await instance.connect();
    await connection.run(
      `ATTACH ':memory:' AS store; USE store; CREATE TABLE t (${columnsSql(COLUMNS)})`,
    );
    const { put, endRow, flush } = await createRowWriter(connection, 't', COLUMNS);
    put.row(1);
    endRow();
    expect(flush).toThrow('not put once in each row');
    connection.closeSync();
    instance.closeSync();
  });
});
