import type { Writable } from 'node:stream';
import { delimitedChunks } from './delimited.ts';
import { jsonChunks, ndjsonChunks } from './json-rows.ts';
import { markdownChunks } from './markdown-rows.ts';
import { type Chunks, outputTo } from './output.ts';
import { parquetChunks } from './parquet-rows.ts';
import type { Rows } from './rows.ts';

/** Formats that a table of rows is written in. */
export type TableFormat = 'table' | 'csv' | 'tsv' | 'ndjson' | 'json' | 'md' | 'xlsx' | 'parquet';

export interface TableOptions {
  /** CSV and TSV for people: byte-order mark, CRLF, no formulas, long numbers as text. */
  readonly excel?: boolean;
  /** Columns of the terminal; without it the `table` format cuts nothing. */
  readonly width?: number;
  /** Whether the `table` format may write colour codes. */
  readonly color?: boolean;
  /** Name of the sheet of a workbook. */
  readonly name?: string;
}

const FORMATS: Readonly<Record<TableFormat, (table: Rows, options: TableOptions) => Chunks>> = {
  table: listing,
  csv: (table, { excel }) => delimitedChunks(table, { delimiter: ',', excel: excel === true }),
  tsv: (table, { excel }) => delimitedChunks(table, { delimiter: '\t', excel: excel === true }),
  ndjson: ndjsonChunks,
  json: jsonChunks,
  md: markdownChunks,
  xlsx: workbook,
  parquet: parquetChunks,
};

/*
 * What lays out columns for people measures their width with a library that takes 15 ms to load: only where it is asked for.
 */

async function* listing(table: Rows, options: TableOptions): Chunks {
  const { listingChunks } = await import('./listing.ts');
  yield* listingChunks(table, options);
}

async function* workbook(table: Rows, { name }: TableOptions): Chunks {
  const { workbookChunks } = await import('./workbook.ts');
  yield* workbookChunks([{ name: name ?? 'voc', table }]);
}

/** A table in a format, piece by piece in constant memory (`parquet` goes through a temporary file). */
export function tableChunks(table: Rows, format: TableFormat, options: TableOptions = {}): Chunks {
  return FORMATS[format](table, options);
}

/** Writes a table to a file or, for `-`, to `stdout`. Errors are those of `outputTo`. */
export async function writeTable(
  table: Rows,
  format: TableFormat,
  target: string,
  options: TableOptions & { readonly stdout: Writable },
): Promise<void> {
  const made = format === 'table' ? 'rendered' : 'data';
  await outputTo(target, tableChunks(table, format, options), options.stdout, made);
}
