import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/model/errors.ts';
import { stream } from '../../src/store/query.ts';

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
