import type { DuckDBConnection, DuckDBResult } from '@duckdb/node-api';
import { InputError } from '../model/errors.ts';
import type { Cell } from '../model/store.ts';
import { isOutOfMemory } from './faults.ts';
import { whileCommitting } from './intent.ts';

/** What a statement runs on. */
export interface Connected {
  readonly connection: DuckDBConnection;
}

/** Values for the `$names` of a statement. */
export type Values = Record<string, string | number | null>;

/** A text as an SQL literal. A NUL, at which the engine takes a statement to end, is written by its number. */
export function quoted(text: string): string {
  const literal = `'${text.replaceAll("'", "''")}'`;
  return literal.includes('\0') ? `(${literal.replaceAll('\0', "' || chr(0) || '")})` : literal;
}

/** Runs a statement and gives its rows as objects; whole numbers of any width come as numbers. */
export async function query<Row>(
  store: Connected,
  sql: string,
  values: Values = {},
): Promise<Row[]> {
  const result = await store.connection.runAndReadAll(sql, values);
  const names = result.deduplicatedColumnNames();
  return result.getRowsJS().map((cells) => {
    const row: Record<string, Cell> = {};
    for (const [at, name] of names.entries()) row[name] = plain(cells[at]);
    return row as Row;
  });
}

/** Runs a statement and gives its rows as cells. */
export async function cells(
  store: Connected,
  sql: string,
  values: Values = {},
): Promise<(readonly Cell[])[]> {
  const result = await store.connection.runAndReadAll(sql, values);
  return result.getRowsJS().map((row) => row.map(plain));
}

/**
 * Waits for all answers and gives them under their names. The engine answers one question after the other; those who ask
 * all at once let it find the next answer while the rows of the last are read. Throws the first error when nothing runs
 * any more, so that the store is not closed under a question.
 */
export async function settled<Answers extends object>(
  asked: {
    readonly [Name in keyof Answers]: Promise<Answers[Name]>;
  },
): Promise<Answers> {
  const outcomes = await Promise.allSettled(Object.values(asked));
  const failed = outcomes.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
  const values = outcomes.map((outcome) => outcome.status === 'fulfilled' && outcome.value);
  return Object.fromEntries(Object.keys(asked).map((name, at) => [name, values[at]])) as Answers;
}

/** The single number that a statement gives; 0 where it gives none. */
export async function count(store: Connected, sql: string, values: Values = {}): Promise<number> {
  const result = await store.connection.runAndReadAll(sql, values);
  return Number(plain(result.getRowsJS()[0]?.[0] ?? 0));
}

/**
 * Streams the rows of a statement in constant memory.
 * @throws InputError where the engine gave fewer than there are: it ends a stream that it has no memory for, or in which
 * it meets a fault, as if that were all. Who stops earlier is not told.
 */
export async function* stream(
  connection: DuckDBConnection,
  sql: string,
  values: Values,
): AsyncGenerator<readonly Cell[]> {
  const { result, onDisk } = await streamed(connection, sql, values);
  try {
    let given = 0;
    for await (const rows of result.yieldRowsJs()) {
      given += rows.length;
      for (const row of rows) yield row.map(plain);
    }
    const all = await count({ connection }, `SELECT count(*) FROM (${sql})`, values);
    if (given !== all) throw cutShort(given, all);
  } finally {
    // Not before the rows are read: another statement would end them.
    if (onDisk) await connection.run('RESET debug_force_external');
  }
}

/**
 * The engine decides for itself whether a sort goes to disk, and at some sizes, which the limit and the threads shift,
 * decides against it and then lacks the memory: it is asked again, and told to sort there.
 */
async function streamed(
  connection: DuckDBConnection,
  sql: string,
  values: Values,
): Promise<{ result: DuckDBResult; onDisk: boolean }> {
  try {
    return { result: await connection.stream(sql, values), onDisk: false };
  } catch (error) {
    if (!isOutOfMemory(error)) throw error;
  }
  await connection.run('SET debug_force_external = true');
  return { result: await connection.stream(sql, values), onDisk: true };
}

function cutShort(given: number, all: number): InputError {
  return new InputError({
    zh: `数据引擎在 ${all} 行中只给出 ${given} 行，多半是内存不够；请用 --since、--until 缩小范围，或在内存更大的机器上运行`,
    en: `the engine gave ${given} of ${all} rows, most likely for want of memory; ask for less with --since and --until, or use a machine with more memory`,
  });
}

function plain(value: unknown): Cell {
  if (typeof value === 'bigint') return Number(value);
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  throw new TypeError(`a query gave a value that is no cell: ${String(value)}`);
}

/** Runs `work` in one transaction: all of it or nothing. */
export async function inTransaction<T>(
  connection: DuckDBConnection,
  work: () => Promise<T>,
): Promise<T> {
  await connection.run('BEGIN TRANSACTION');
  try {
    const answer = await work();
    await whileCommitting(connection.run('COMMIT'));
    return answer;
  } catch (error) {
    // After a fatal error there is no transaction to roll back, and the first error is the one to tell.
    await connection.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
