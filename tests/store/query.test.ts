import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/model/errors.ts';
import { settled, stream } from '../../src/store/query.ts';

/** How many rows a statement gives, streamed. */
async function rowsOf(sql: string, values: Record<string, number> = {}): Promise<number> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  try {
    let rows = 0;
    for await (const _ of stream(connection, sql, values)) rows += 1;
    return rows;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

describe('a stream', () => {
  test('gives all rows', async () => {
    expect(await rowsOf('SELECT range FROM range($n) ORDER BY range DESC', { n: 10_000 })).toBe(
      10_000,
    );
    expect(await rowsOf('SELECT 1 WHERE false')).toBe(0);
  });

  test('that the engine breaks off in the middle is no shorter stream', async () => {
    const fault = `CASE WHEN range > 500000 THEN CAST(error('fault') AS INTEGER) ELSE 1 END`;
    await expect(rowsOf(`SELECT range, ${fault} AS b FROM range(600000)`)).rejects.toThrow(
      InputError,
    );
  });
});

describe('answers asked for at once', () => {
  test('come under their names', async () => {
    const asked = { one: Promise.resolve(1), two: Promise.resolve('b') };
    expect(await settled<{ one: number; two: string }>(asked)).toEqual({ one: 1, two: 'b' });
  });

  test('are all waited for before the first error is told', async () => {
    let ended = false;
    const slow = new Promise<number>((done) => {
      setTimeout(() => done(1), 20);
    }).then((one) => {
      ended = true;
      return one;
    });
    await expect(settled({ failed: Promise.reject(new Error('fault')), slow })).rejects.toThrow(
      'fault',
    );
    expect(ended).toBe(true);
  });
});
