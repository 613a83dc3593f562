import { stat } from 'node:fs/promises';
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import { InputError } from '../model/errors.ts';
import type { Source, SourceItem } from '../model/source.ts';
import { refuseBomb } from './bomb.ts';
import { isGlob } from './glob.ts';
import type { Input } from './input-file.ts';
import { loadParquetEngine } from './parquet-engine.ts';
import { refusal } from './signature.ts';
import { onDisk } from './spool.ts';

/**
 * Opens a Parquet file with DuckDB, one object a row. All values become text, so that long ids keep their digits;
 * nested ones become JSON.
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
  const instance = await loadParquetEngine().DuckDBInstance.create(':memory:', {
    threads: '1',
    memory_limit: '256MB',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  try {
    const { size: packed } = await stat(path);
    const quoted = path.replaceAll("'", "''");
    const columns = await columnsOf(connection, quoted);
    const names = columns.map(({ name }) => name);
    const result = await connection.stream(
      `SELECT ${columns.map(asText).join(', ')} FROM read_parquet('${quoted}')`,
    );
    let line = 0;
    let unpacked = 0;
    for (;;) {
      const chunk = await result.fetchChunk();
      if (chunk === null || chunk.rowCount === 0) break;
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
    // The engine ends a stream in which it meets a fault as if that were all.
    if (line !== (await rowsIn(connection, quoted))) throw damaged(name);
  } catch (cause) {
    throw cause instanceof InputError ? cause : damaged(name);
  } finally {
    connection.closeSync();
    instance.closeSync();
    await release();
  }
}

async function rowsIn(connection: DuckDBConnection, quoted: string): Promise<number> {
  const counted = await connection.runAndReadAll(`SELECT count(*) FROM read_parquet('${quoted}')`);
  return Number(counted.getRows()[0]?.[0]);
}

interface Column {
  readonly name: string;
  readonly type: string;
}

async function columnsOf(connection: DuckDBConnection, quoted: string): Promise<Column[]> {
  const described = await connection.runAndReadAll(`DESCRIBE FROM read_parquet('${quoted}')`);
  return described.getRows().map(([name, type]) => ({ name: String(name), type: String(type) }));
}

/** Lists, structures and maps as JSON, which others read too. */
function asText({ name, type }: Column): string {
  const column = `"${name.replaceAll('"', '""')}"`;
  const isNested = type.endsWith(']') || /^(STRUCT|MAP|UNION)\b/.test(type);
  return isNested ? `CAST(to_json(${column}) AS VARCHAR)` : `CAST(${column} AS VARCHAR)`;
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
