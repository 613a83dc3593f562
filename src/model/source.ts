import type { Message } from './labels.ts';

/** Formats that exports come in, found by content. `chat` is what messengers write as plain text. */
export type SourceFormat = 'csv' | 'tsv' | 'xlsx' | 'json' | 'ndjson' | 'parquet' | 'chat';

/**
 * One unit of an export as its format reader found it, before anybody knows what it means.
 * `line` is the 1-based line of the file (for XLSX and Parquet: the row) on which it starts.
 */
export type SourceItem =
  | { readonly kind: 'row'; readonly line: number; readonly cells: readonly string[] }
  | {
      readonly kind: 'object';
      readonly line: number;
      readonly fields: Readonly<Record<string, unknown>>;
    }
  | {
      readonly kind: 'bad';
      readonly line: number;
      /** Stable identifier of the fault, as in `Reject.code`. */
      readonly code: string;
      readonly fault: Message;
      readonly raw: string;
    };

/** What a column of an export can be for. */
export const COLUMN_ROLES = [
  'id',
  'text',
  'title',
  'followup',
  'followupAt',
  'turns',
  'speaker',
  'conversation',
  'createdAt',
  'customerId',
  'customerGroup',
  'channel',
  'product',
  'rating',
  'ignored',
] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];

/** A row that cannot become a voice. It is kept in the rejects file with its place and reason, never lost. */
export interface Reject {
  readonly line: number;
  /** Stable identifier of the reason, e.g. `empty_text`, `ragged_row`, `bad_date`, `undecodable`. */
  readonly code: string;
  readonly reason: Message;
  /** The row as received, as well as it can be shown. */
  readonly raw: string;
}

/** An opened export. `batches` can be read once. */
export interface Source {
  /** The path as given, or `-`. */
  readonly name: string;
  readonly format: SourceFormat;
  /** Null for formats that have none of their own. */
  readonly encoding: string | null;
  /** Null for formats without one. */
  readonly delimiter: string | null;
  readonly sheet?: string;
  /** All items in order, many at a time: one wait for each of them would cost more than reading it. */
  readonly batches: AsyncIterable<readonly SourceItem[]>;
  /** What a person should know about the reading; complete when all batches have been read. */
  readonly warnings: readonly Message[];
}
