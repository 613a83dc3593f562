import { stat } from 'node:fs/promises';
import { DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import { InputError } from '../model/errors.ts';
import type { Source, SourceItem } from '../model/source.ts';
import { refuseBomb } from './bomb.ts';
import { isGlob } from './glob.ts';
import type { Input } from './input-file.ts';
import { refusal } from './signature.ts';
import { onDisk } from './spool.ts';

/**
 * Opens a Parquet file with DuckDB, one object a row. All values become text, so that long ids keep their digits.
 * @throws InputError for a file that DuckDB cannot read
 */
export async function readParquet(input: Input): Promise<Source> {
  const { name } = input;
  // The engine takes some names for patterns: such a file is read from a copy.
  const { path, release } = await onDisk(
    isGlob(input.path ?? '') ? { ...input, path: null } : input,
  );
  const rows = readRows(name, path, release);
  const first = await rows.next();
  const batches = first.done ? rows : prepend(first.value, rows);
  return { name, format: 'parquet', encoding: null, delimiter: null, batches, warnings: [] };
}

async function* prepend(
  first: readonly SourceItem[],
  rest: AsyncGenerator<readonly SourceItem[]>,
): AsyncGenerator<readonly SourceItem[]> {
  try {
    yield first;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

async function* readRows(
  name: string,
  path: string,
  release: () => Promise<void>,
): AsyncGenerator<readonly SourceItem[], void> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '1',
    memory_limit: '256MB',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  try {
    const { size: packed } = await stat(path);
    const quoted = path.replaceAll("'", "''");
    const result = await connection.stream(
      `SELECT CAST(COLUMNS(*) AS VARCHAR) FROM read_parquet('${quoted}')`,
    );
    const names = result.columnNames();
    let line = 0;
    let unpacked = 0;
    for (;;) {
      const chunk = await result.fetchChunk();
      if (chunk === null || chunk.rowCount === 0) return;
      const rows = chunk.getRows();
      unpacked += charactersIn(rows);
      refuseBomb(name, unpacked, packed);
      const first = line + 1;
      line += rows.length;
      yield rows.map((row, index): SourceItem => {
        const fields = Object.fromEntries(names.map((key, at) => [key, row[at] ?? null]));
        return { kind: 'object', line: first + index, fields };
      });
    }
  } catch (cause) {
    throw cause instanceof InputError ? cause : damaged(name);
  } finally {
    connection.closeSync();
    instance.closeSync();
    await release();
  }
}

function charactersIn(rows: readonly (readonly DuckDBValue[])[]): number {
  let characters = 0;
  for (const row of rows) {
    for (const cell of row) characters += typeof cell === 'string' ? cell.length : 0;
  }
  return characters;
}

function damaged(name: string): InputError {
  return refusal(
    name,
    { zh: '损坏的 Parquet 文件', en: 'a damaged Parquet file' },
    { zh: '请重新导出', en: 'write it again' },
  );
}
