import type { SourceItem } from '../model/source.ts';
import { beginningOf } from './bounds.ts';
import { closingQuote, createRecordSplitter, type RawRecord } from './csv-records.ts';
import type { Delimiter } from './delimiter.ts';
import type { Line } from './lines.ts';
import { unescapeBreaks } from './workbook-escapes.ts';

/** Records that are split into cells at one go, and passed on: few enough that what is made of them dies young. */
const BATCH_RECORDS = 500;

/**
 * Reads delimited text as rows of cells. Quotes inside an unquoted cell are kept as they stand, rows may have
 * any number of cells, and a row whose quote never closes becomes one bad item instead of swallowing the rest.
 */
export async function* readCsv(
  lines: AsyncIterable<readonly Line[]>,
  { delimiter, width }: Delimiter,
): AsyncGenerator<readonly SourceItem[]> {
  const splitter = createRecordSplitter(delimiter, width);
  for await (const batch of lines) yield* itemsOf(splitter.push(batch), delimiter);
  yield* itemsOf(splitter.end(), delimiter);
}

async function* itemsOf(
  records: readonly RawRecord[],
  delimiter: string,
): AsyncGenerator<readonly SourceItem[]> {
  for (let start = 0; start < records.length; start += BATCH_RECORDS) {
    yield await splitCells(records.slice(start, start + BATCH_RECORDS), delimiter);
  }
}

async function splitCells(records: readonly RawRecord[], delimiter: string): Promise<SourceItem[]> {
  const cells = records.map(({ text, fault }) =>
    fault === null ? regularCells(apart(withoutMark(text)), delimiter) : [],
  );
  const odd = records.filter((_, at) => cells[at] === null);
  const parsed = odd.length === 0 ? [] : await parseRecords(odd, delimiter);
  const rest = parsed.values();
  return records.map((record, at) => itemOf(record, cells[at] ?? rest.next().value ?? []));
}

/**
 * The cells of a record whose quotes all stand around whole cells, or which has none, as nearly all have: a tenth of what the
 * parser takes. Null for any other, which only the parser knows how to read.
 */
function regularCells(text: string, delimiter: string): string[] | null {
  if (!text.includes('"')) return text.split(delimiter);
  const cells: string[] = [];
  for (let at = 0; at <= text.length; ) {
    const quoted = text[at] === '"';
    const end = quoted ? closingQuote(text, at + 1) + 1 : endOfCell(text, delimiter, at);
    if (end === 0 || (end < text.length && text[end] !== delimiter)) return null;
    const cell = regularCell(text.slice(at, end));
    if (cell === null) return null;
    cells.push(cell);
    at = end + 1;
  }
  return cells;
}

function regularCell(cell: string): string | null {
  if (!cell.includes('"')) return cell;
  return cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : null;
}

function endOfCell(text: string, delimiter: string, from: number): number {
  const end = text.indexOf(delimiter, from);
  return end < 0 ? text.length : end;
}

function itemOf(record: RawRecord, cells: readonly string[]): SourceItem {
  const { line, text, fault } = record;
  // To ask the whole record takes less time than to ask each cell.
  const isEscaped = text.includes('_x000');
  if (fault === null)
    return { kind: 'row', line, cells: isEscaped ? cells.map(unescapeBreaks) : cells };
  return { kind: 'bad', line, code: fault.code, fault: fault.message, raw: beginningOf(text) };
}

/**
 * One row of cells a record. Records hold line breaks only inside quotes, so that their number cannot change. The parser is
 * loaded for the first of them: most files hold none.
 */
async function parseRecords(records: readonly RawRecord[], delimiter: string): Promise<string[][]> {
  const { parse } = await import('csv-parse');
  const options = {
    delimiter,
    record_delimiter: '\n',
    relax_quotes: true,
    relax_column_count: true,
  };
  const text = records.map((record) => withoutMark(record.text)).join('\n');
  return new Promise((resolve, reject) => {
    parse(text, options, (error, rows) => {
      if (error) reject(error);
      else resolve(rows);
    });
  });
}

/** The same text in memory of its own: a piece of a string, such as a cell that is kept, keeps all of the string in memory. */
function apart(text: string): string {
  return ` ${text}`.slice(1);
}

/** A byte-order mark stands inside a file where two files were put together. */
function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}
