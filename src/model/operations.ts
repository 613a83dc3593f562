/** A row of operational data: an order, a visit, a call. */
export interface OperationalRow {
  readonly line: number;
  /** What it is joined by, in the form in which keys are compared. */
  readonly key: string;
  /** ISO 8601 with offset; null where the row tells no time. */
  readonly at: string | null;
  /** What it adds to a voice: names with their prefix, and values. */
  readonly columns: Readonly<Record<string, string>>;
}

/** What became of the voices that a join looked at: each is in exactly one of the three. */
export interface JoinCounts {
  readonly considered: number;
  readonly matched: number;
  /** More than one row fits, and they say different things. */
  readonly ambiguous: number;
  readonly unmatched: number;
  readonly rows: RowCounts;
}

/** What became of the rows of the file: each is in exactly one of the three. */
export interface RowCounts {
  /** Given to a voice. */
  readonly matched: number;
  /** Fitting only voices that other rows fit as well. */
  readonly ambiguous: number;
  readonly unmatched: number;
}

/** Why a voice got nothing, or a row was given to none. */
export type UnjoinedCode =
  | 'ambiguous'
  | 'no_key'
  | 'no_row'
  | 'no_time'
  | 'outside_window'
  | 'no_voice'
  | 'not_nearest';

/** A voice that got nothing, or a row of the file that was given to none. */
export interface Unjoined {
  /** The voice; null for a row. */
  readonly voice: { readonly id: string; readonly key: string } | null;
  readonly code: UnjoinedCode;
  /** Lines of the file that could be meant, at most ten; of a row its own. */
  readonly lines: readonly number[];
}
