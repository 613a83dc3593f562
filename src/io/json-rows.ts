import type { Cell } from '../model/store.ts';
import type { Rows } from './rows.ts';

/** One JSON object a row, one row a line; numbers are numbers, empty cells null. */
export async function* ndjsonChunks({ columns, rows }: Rows): AsyncGenerator<string> {
  for await (const row of rows) yield `${objectOf(columns, row)}\n`;
}

/** All rows as one JSON array, one row a line. */
export async function* jsonChunks({ columns, rows }: Rows): AsyncGenerator<string> {
  let before = '[\n';
  for await (const row of rows) {
    yield before + objectOf(columns, row);
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

function objectOf(columns: readonly string[], row: readonly Cell[]): string {
  return JSON.stringify(
    Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null])),
  );
}
