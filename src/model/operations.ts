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
}

/** Why a voice got nothing. */
export type UnjoinedCode = 'ambiguous' | 'no_key' | 'no_row' | 'no_time' | 'outside_window';

/** A voice that got nothing. */
export interface Unjoined {
  readonly voiceId: string;
  readonly voiceKey: string;
  readonly code: UnjoinedCode;
  /** Lines of the file that could be meant, at most ten. */
  readonly lines: readonly number[];
}
