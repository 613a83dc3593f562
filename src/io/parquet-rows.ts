import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cell } from '../model/store.ts';
import { loadParquetEngine } from './parquet-engine.ts';
import type { Rows } from './rows.ts';

/** What a column has held so far: all numbers whole, some with a fraction, or some text. */
type ColumnType = 'BIGINT' | 'DOUBLE' | 'VARCHAR';

/**
 * A table as Parquet (zstd). A column in which every cell is a whole number is BIGINT, in which every
 * cell is a number DOUBLE, any other VARCHAR. The rows pass through a temporary folder, since their
 * types are only known at the end.
 */
export async function* parquetChunks(table: Rows): AsyncGenerator<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'voc-parquet-'));
  try {
    const path = join(folder, 'rows.parquet');
    await writeParquet(table, folder, path);
    yield* createReadStream(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeParquet({ columns, rows }: Rows, folder: string, path: string): Promise<void> {
  const { DuckDBInstance } = loadParquetEngine();
  const database = await DuckDBInstance.create(join(folder, 'rows.db'), {
    memory_limit: '1GB',
    threads: '1',
    temp_directory: folder,
    autoinstall_known_extensions: 'false',
  });
  const connection = await database.connect();
  try {
    await connection.run(
      `CREATE TABLE cells (place BIGINT, ${columns.map((_, index) => `c${index} VARCHAR`).join(', ')})`,
    );
    const types: (ColumnType | null)[] = columns.map(() => null);
    const appender = await connection.createAppender('cells');
    let place = 0n;
    for await (const row of rows) {
      appender.appendBigInt(place);
      place += 1n;
      for (const index of columns.keys()) {
        const cell = known(row[index] ?? null);
        types[index] = widened(types[index] ?? null, cell);
        if (cell === null) appender.appendNull();
        else appender.appendVarchar(String(cell));
      }
      appender.endRow();
    }
    appender.closeSync();
    const selected = columns.map(
      (column, index) => `CAST(c${index} AS ${types[index] ?? 'VARCHAR'}) AS ${quotedName(column)}`,
    );
    await connection.run(
      `COPY (SELECT ${selected.join(', ')} FROM cells ORDER BY place) TO '${path.replaceAll("'", "''")}' (FORMAT parquet, COMPRESSION zstd)`,
    );
  } finally {
    connection.closeSync();
    database.closeSync();
  }
}

/** Not-a-number and infinity are no figures: empty. */
function known(cell: Cell): Cell {
  return typeof cell === 'number' && !Number.isFinite(cell) ? null : cell;
}

function widened(type: ColumnType | null, cell: Cell): ColumnType | null {
  if (cell === null) return type;
  if (typeof cell === 'string' || type === 'VARCHAR') return 'VARCHAR';
  return Number.isSafeInteger(cell) && type !== 'DOUBLE' ? 'BIGINT' : 'DOUBLE';
}

function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
