/** A half-open stretch of a text in UTF-16 units: `text.slice(start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A word in place. The word itself is `text.slice(start, end)`. */
export interface Token extends Span {
  /** Part of speech of the word list (`n`, `v`, `a` …); an unlisted word is `m` (number), `eng` (Latin) or `x`. */
  readonly tag: string;
}

/** Who spoke a turn of a dialogue. */
export type Speaker = 'customer' | 'agent' | 'system';

/** One piece of feedback: one row of an export, or the customer's turns of one conversation. */
export interface Voice {
  /** Content key, 32 hexadecimal digits: equal keys are the same voice, whichever file brought it. */
  readonly key: string;
  /** 32 hexadecimal digits that are equal where the row says the same; other ones under the same key are another version. */
  readonly version: string;
  /** The latest instant (ISO 8601, UTC) at which the row says that it was changed or dealt with; null where it says none. */
  readonly changedAt: string | null;
  /** How far the case of the row is by its status, more is later; absent where none tells, and in what a store gives back. */
  readonly progress?: number;
  /** The id that the export gave; the first 12 digits of the key where it gave none. */
  readonly id: string;
  /** The text as received. Every offset of an annotation points into it. */
  readonly text: string;
  /** Kind of export that it came from (`review`, `hotline`, `survey`, `chat`, `feedback`) or the name given with `--source`. */
  readonly source: string;
  readonly channel: string | null;
  /** ISO 8601 with seconds and offset, `2026-04-03T10:22:00+08:00`; null where the export gave no usable time. */
  readonly createdAt: string | null;
  readonly customerId: string | null;
  readonly customerGroup: string | null;
  /** The score that the customer gave, in the scale of `ratingMax`. */
  readonly rating: number | null;
  /** Top of the scale: 5 for stars (1 to 5), 10 for NPS (0 to 10), 100 for points; null without a rating. */
  readonly ratingMax: number | null;
  readonly product: string | null;
  /** All other columns, by their header, as received. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Of a voice whose export gave no id; absent in what a store gives back. */
  readonly unnamed?: Unnamed;
}

/** What the store needs to know to tell voices without an id apart. */
export interface Unnamed {
  /** The key that stores of earlier versions have it under; null where that is its key. */
  readonly formerKey: string | null;
  /** The order number as it stands in the attributes; null without one. */
  readonly order: string | null;
  /** Whether several rows of one file with its key are as many voices. */
  readonly repeatable: boolean;
}

/** What a voice is known by. */
export type VoiceMarks = Pick<Voice, 'key' | 'version' | 'id'>;
