import { parse } from 'csv-parse';
import type { SourceItem } from '../model/source.ts';
import { beginningOf } from './bounds.ts';
import { createRecordSplitter, type RawRecord } from './csv-records.ts';
import type { Delimiter } from './delimiter.ts';
import type { Line } from './lines.ts';

/** Records that are split into cells at one go. */
const BATCH_RECORDS = 1_000;

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
  const sound = records.filter((record) => record.fault === null);
  const rows = await parseRecords(
    sound.map((record) => withoutMark(record.text)),
    delimiter,
  );
  const cells = new Map(sound.map((record, at) => [record, rows[at] ?? []]));
  return records.map((record) => itemOf(record, cells.get(record) ?? []));
}

function itemOf(record: RawRecord, cells: readonly string[]): SourceItem {
  const { line, text, fault } = record;
  if (fault === null) return { kind: 'row', line, cells };
  return { kind: 'bad', line, code: fault.code, fault: fault.message, raw: beginningOf(text) };
}

/** One row of cells a record. Records hold line breaks only inside quotes, so that their number cannot change. */
function parseRecords(records: readonly string[], delimiter: string): Promise<string[][]> {
  const options = {
    delimiter,
    record_delimiter: '\n',
    relax_quotes: true,
    relax_column_count: true,
  };
  return new Promise((resolve, reject) => {
    parse(records.join('\n'), options, (error, rows) => {
      if (error) reject(error);
      else resolve(rows);
    });
  });
}

/** A byte-order mark stands inside a file where two files were put together. */
function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}
