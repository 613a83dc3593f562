import type { Options } from 'csv-stringify/sync';
import type { Cell } from '../model/store.ts';
import type { Rows } from './rows.ts';

/** Units from which rows are passed on: some dozens of common rows together, and each of megabytes by itself. */
const PASSED_ON = 1 << 14;

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
): AsyncGenerator<string> {
  const { stringify } = await import('csv-stringify/sync');
  const textOf = excel ? harmless : (text: string): string => text;
  const special = new RegExp(`["\r\n${delimiter}]`);
  const options: Options = {
    delimiter,
    record_delimiter: excel ? '\r\n' : '\n',
    // Without it only the record delimiter that is in use is quoted.
    quote_record_delimiter: true,
    cast: { number: String, string: textOf },
  };
  const lineOf = (row: readonly Cell[]): string => {
    const line = regularLine(row, delimiter, special, textOf);
    return line === null ? stringify([row], options) : line + options.record_delimiter;
  };
  let lines = (excel ? '\ufeff' : '') + lineOf(columns);
  for await (const row of rows) {
    lines += lineOf(row);
    if (lines.length < PASSED_ON) continue;
    yield lines;
    lines = '';
  }
  if (lines !== '') yield lines;
}

/**
 * A row without line breaks, as nearly all are, without its end: two thirds of the time that the library takes, which
 * makes 20 kB of objects for a row with labels. Null for any other row, which is the library's.
 * @param special finds what is quoted
 */
function regularLine(
  row: readonly Cell[],
  delimiter: string,
  special: RegExp,
  textOf: (text: string) => string,
): string | null {
  let line = '';
  for (let at = 0; at < row.length; at++) {
    const cell = regularCell(row[at] ?? null, special, textOf);
    if (cell === null) return null;
    line += at === 0 ? cell : delimiter + cell;
  }
  return line;
}

function regularCell(cell: Cell, special: RegExp, textOf: (text: string) => string): string | null {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell);
  const text = textOf(cell);
  if (!special.test(text)) return text;
  return /[\r\n]/.test(text) ? null : `"${text.replaceAll('"', '""')}"`;
}

function harmless(text: string): string {
  if (FORMULA.test(text)) return `'${text}`;
  return CODE_NUMBER.test(text) ? `${text}\t` : text;
}
