import type { PersonalKind } from '../../lexicon/personal.ts';
import type { Span } from '../../model/voice.ts';

/** A stretch of a text that is personal data. */
export interface PersonalSpan extends Span {
  readonly kind: Exclude<PersonalKind, 'other'>;
}

/** What was found where, for the places before the current one. */
export interface CueBefore {
  readonly kind: PersonalKind;
  /** Where the value that the cue announces begins. */
  readonly valueAt: number;
}
