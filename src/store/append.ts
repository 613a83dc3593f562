import type { Cell } from '../model/store.ts';
import type { WritableStore } from './session.ts';

/** Appends rows to a table of the store. Columns of the store that hold numbers are whole numbers or `DOUBLE`. */
export async function appendRows(
  { connection }: WritableStore,
  table: string,
  rows: Iterable<readonly Cell[]>,
): Promise<void> {
  const appender = await connection.createAppender(table, 'main', 'store');
  for (const row of rows) {
    for (const cell of row) {
      if (cell === null) appender.appendNull();
      else if (typeof cell === 'string') appender.appendVarchar(cell);
      else if (Number.isInteger(cell)) appender.appendInteger(cell);
      else appender.appendDouble(cell);
    }
    appender.endRow();
  }
  appender.closeSync();
}
