import { DuckDBInstance } from '@duckdb/node-api';
import type { Source, SourceItem } from '../model/source.ts';
import type { Input } from './input-file.ts';
import { refusal } from './signature.ts';

/**
 * Opens a Parquet file with DuckDB, one object a row. All values become text, so that long ids keep their digits.
 * @throws InputError for a file that DuckDB cannot read, or Parquet on a pipe
 */
export async function readParquet(input: Input): Promise<Source> {
  const { name, path } = input;
  await input.close();
  if (path === null) {
    throw refusal(
      name,
      { zh: '管道中的 Parquet', en: 'Parquet on a pipe' },
      { zh: '请先存成文件', en: 'save it to a file first' },
    );
  }
  const rows = readRows(path);
  try {
    const first = await rows.next();
    const batches = first.done ? rows : prepend(first.value, rows);
    return { name, format: 'parquet', encoding: null, delimiter: null, batches, warnings: [] };
  } catch {
    throw refusal(
      name,
      { zh: '损坏的 Parquet 文件', en: 'a damaged Parquet file' },
      { zh: '请重新导出', en: 'write it again' },
    );
  }
}

async function* prepend(
  first: readonly SourceItem[],
  rest: AsyncIterable<readonly SourceItem[]>,
): AsyncGenerator<readonly SourceItem[]> {
  yield first;
  yield* rest;
}

async function* readRows(path: string): AsyncGenerator<readonly SourceItem[], void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1', memory_limit: '256MB' });
  const connection = await instance.connect();
  try {
    const quoted = path.replaceAll("'", "''");
    const result = await connection.stream(
      `SELECT CAST(COLUMNS(*) AS VARCHAR) FROM read_parquet('${quoted}')`,
    );
    const names = result.columnNames();
    let line = 0;
    for (;;) {
      const chunk = await result.fetchChunk();
      if (chunk === null || chunk.rowCount === 0) return;
      const first = line + 1;
      line += chunk.rowCount;
      yield chunk.getRows().map((row, index): SourceItem => {
        const fields = Object.fromEntries(names.map((key, at) => [key, row[at] ?? null]));
        return { kind: 'object', line: first + index, fields };
      });
    }
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
