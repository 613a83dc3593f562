import type { Annotation } from './annotation.ts';
import type { Element } from './elements.ts';
import type { Flag, TextFlag } from './flags.ts';
import type { Voice } from './voice.ts';

/** A voice with what was found in it: the unit that is merged into the store. */
export interface AnnotatedVoice {
  readonly voice: Voice;
  readonly annotation: Annotation;
  /** Circumstances and emotions, in text order; absent where nobody looked for them. */
  readonly elements?: readonly Element[];
  /** In the order of `TEXT_FLAGS`; null for a voice that was stored before texts were looked at for them. */
  readonly flags: readonly TextFlag[] | null;
}

/** Which voices a report or export is about. Days are local dates, both ends included. */
export interface Filter {
  readonly since?: string;
  readonly until?: string;
  readonly source?: string;
  readonly channel?: string;
  readonly group?: string;
  readonly product?: string;
  /** Voices with one of these flags are left out; of near-duplicates the first one stays. */
  readonly exclude?: readonly Flag[];
}

/**
 * What a merge did with the voices of an export: each is in exactly one of the four. `read` is not known to the
 * store: it is their sum and the rejected rows.
 */
export interface MergeResult {
  readonly added: number;
  /** Newer versions of voices that were there: a later status, a corrected text. */
  readonly updated: number;
  /** Versions that were older than the one that counts, or lost against it; they are kept in the history. */
  readonly outdated: number;
  readonly duplicate: number;
}

/** Rows for other programs: column names, and cells that are text, numbers or empty. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<readonly Cell[]>;
}
export type Cell = string | number | null;
