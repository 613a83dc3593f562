import { setImmediate as turn } from 'node:timers/promises';
import type { Cell } from '../model/store.ts';
import type { WritableStore } from './session.ts';

/** Rows between two looks at what else waits, a signal for one: some milliseconds. */
const AT_ONCE = 10_000;

/**
 * Appends rows to a table, of the store or a temporary one. Columns that hold numbers are whole numbers or `DOUBLE`.
 */
export async function appendRows(
  { connection }: WritableStore,
  table: string,
  rows: Iterable<readonly Cell[]>,
  database: 'store' | 'temp' = 'store',
): Promise<void> {
  const appender = await connection.createAppender(table, 'main', database);
  let appended = 0;
  for (const row of rows) {
    for (const cell of row) {
      if (cell === null) appender.appendNull();
      else if (typeof cell === 'string') appender.appendVarchar(cell);
      else if (Number.isInteger(cell)) appender.appendInteger(cell);
      else appender.appendDouble(cell);
    }
    appender.endRow();
    appended += 1;
    if (appended % AT_ONCE === 0) await turn();
  }
  appender.closeSync();
}
