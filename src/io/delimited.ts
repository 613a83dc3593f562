import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { Cell } from '../model/store.ts';
import type { Rows } from './rows.ts';

/** ASCII and full-width forms of what makes a spreadsheet read a cell as a formula or command. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/u;
/** Text that a spreadsheet would turn into another number: long digits, leading zeros, `12E5`. */
const CODE_NUMBER = /^(?:\d{16,}|0\d+|\d+(?:\.\d+)?[eE]\d+)$/;

/**
 * A table as CSV or TSV. For programs: UTF-8, LF, cells as they are. For spreadsheets (`excel`): byte-order
 * mark, CRLF; text that begins like a formula gets a `'` in front; digits that Excel would round or shorten
 * (card numbers, order numbers, leading zeros) get a tab behind them, which keeps them text and is not seen.
 */
export async function* delimitedChunks(
  { columns, rows }: Rows,
  { delimiter, excel }: { readonly delimiter: string; readonly excel: boolean },
): AsyncGenerator<string | Uint8Array> {
  const writer = stringify({
    delimiter,
    record_delimiter: excel ? '\r\n' : '\n',
    // By itself the library quotes only the record delimiter that is in use.
    quoted_match: /[\r\n]/,
    cast: { number: String, string: excel ? harmless : (text) => text },
  });
  if (excel) yield '\ufeff';
  // A failure of the rows destroys the writer, and with it the loop that reads from it.
  yield* pipeline(Readable.from(withHeader(columns, rows)), writer, () => undefined);
}

async function* withHeader(
  columns: readonly string[],
  rows: Rows['rows'],
): AsyncGenerator<readonly Cell[]> {
  yield columns;
  yield* rows;
}

function harmless(text: string): string {
  if (FORMULA.test(text)) return `'${text}`;
  return CODE_NUMBER.test(text) ? `${text}\t` : text;
}
