import type { Flag } from './flags.ts';
import type { Aspect, Kind, Polarity, Sentiment, Signal, Stage, Urgency } from './labels.ts';
import type { PainPoint } from './pain.ts';

/**
 * What the store counts for a report: plain counts, no shares, tests or wording. Lists are sorted by
 * their key, so that equal stores give equal facts. "voices" always counts distinct voices.
 */
export interface Facts {
  readonly scope: Scope;
  readonly sentiment: Readonly<Record<Sentiment, number>>;
  /** Voices a calendar week (Monday as `YYYY-MM-DD`), dated voices only, in order; weeks without voices are absent. */
  readonly weeks: readonly WeekCount[];
  /** Voices a calendar month (`YYYY-MM`), likewise. */
  readonly months: readonly MonthCount[];
  readonly kinds: Readonly<Record<Kind, number>>;
  readonly signals: Readonly<Record<Signal, number>>;
  readonly urgency: Readonly<Record<Urgency, number>>;
  readonly aspects: readonly AspectCount[];
  readonly stages: readonly StageCount[];
  /** Voices of each source by sentiment; `groups`, `channels` and `products` likewise, null key for voices without one. */
  readonly sources: readonly GroupCount[];
  readonly channels: readonly GroupCount[];
  readonly groups: readonly GroupCount[];
  readonly products: readonly GroupCount[];
  /** How many voices gave which score on which scale. */
  readonly ratings: readonly {
    readonly max: number;
    readonly value: number;
    readonly voices: number;
  }[];
  readonly pains: readonly PainFacts[];
  /** Urgent voices, the latest first, undated ones last. */
  readonly urgent: readonly UrgentVoice[];
  readonly cleaning: CleaningFacts;
  /** Voices that show what each count is about; counts without a voice of words are absent. */
  readonly evidence: readonly Evidenced[];
}

/** A voice that cannot wait, with what is needed to act on it. */
export interface UrgentVoice {
  readonly quote: Quote;
  readonly channel: string | null;
  readonly product: string | null;
  readonly signals: readonly Signal[];
  /** Its pain points, in id order. */
  readonly pains: readonly string[];
}

/** What a count in a report is a count of. */
export type Counted =
  | 'sentiment'
  | 'kind'
  | 'signal'
  | 'urgency'
  | 'stage'
  | 'flag'
  | 'source'
  | 'channel'
  | 'group'
  | 'product'
  /** Negative voices of a month or a week. */
  | 'month'
  | 'week'
  /** Voices that gave the lowest and the highest answers to a metric. */
  | 'metric';

/** Voices behind a count, the plainest first. */
export interface Evidenced {
  readonly of: Counted;
  /** The label, name or period that is counted; null for voices without one. */
  readonly label: string | null;
  readonly quotes: readonly Quote[];
}

/** How clean the voices are, and what is left without those of a suspect flag. */
export interface CleaningFacts {
  /** Voices by flag, of all that pass the filter but for `exclude`; a voice may carry several. */
  readonly flags: Readonly<Record<Flag, number>>;
  /** Groups of near-duplicates among them. */
  readonly groups: number;
  /** Voices that `exclude` left out. */
  readonly excluded: number;
  /** Voices that were loaded after `voc cluster` last compared. */
  readonly uncompared: number;
  /** The voices of the scope that carry no suspect flag. */
  readonly clean: Pick<Facts, 'sentiment' | 'ratings'> & {
    readonly voices: number;
    /** Voices by pain point, in id order; pain points without any are absent. */
    readonly pains: readonly { readonly id: string; readonly voices: number }[];
  };
}

export interface Scope {
  readonly voices: number;
  /** Distinct known customers; null where none is known. */
  readonly customers: number | null;
  readonly opinions: number;
  readonly negativeOpinions: number;
  /** Local dates `YYYY-MM-DD`; null in a store without dated voices. */
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  readonly undated: number;
  /** Voices that are a score without a word. */
  readonly withoutText: number;
  /** Voices with a negative opinion that no `cluster` run has seen yet. */
  readonly unclustered: number;
}

export interface WeekCount {
  readonly week: string;
  readonly sentiment: Readonly<Record<Sentiment, number>>;
  readonly meanScore: number;
}

export interface MonthCount {
  readonly month: string;
  readonly sentiment: Readonly<Record<Sentiment, number>>;
  readonly meanScore: number;
}

export interface GroupCount {
  readonly name: string | null;
  readonly sentiment: Readonly<Record<Sentiment, number>>;
}

export interface AspectCount {
  readonly aspect: Aspect;
  readonly polarity: Polarity;
  readonly voices: number;
}

export interface StageCount {
  readonly stage: Stage;
  /** Voices that the stage is a label of. */
  readonly voices: number;
  /** Opinions caused in the stage, by polarity. */
  readonly opinions: Readonly<Record<Polarity, number>>;
}

/** Counts of one pain point, over the voices that hold at least one of its opinions. */
export interface PainFacts extends PainPoint {
  readonly voices: number;
  /** Voices that say themselves what is wrong; the others only refer to it, or name no more than the object. */
  readonly told: number;
  /** Distinct known customers; null where none is known. */
  readonly customers: number | null;
  readonly urgent: number;
  readonly signals: Readonly<Partial<Record<Signal, number>>>;
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
  /** Voices a week (Monday), dated voices only, in order. */
  readonly weeks: readonly { readonly week: string; readonly voices: number }[];
  readonly channels: readonly { readonly name: string | null; readonly voices: number }[];
  readonly products: readonly { readonly name: string | null; readonly voices: number }[];
  readonly groups: readonly { readonly name: string | null; readonly voices: number }[];
  readonly stages: readonly { readonly stage: Stage; readonly voices: number }[];
  /** Its commonest spans, at most 12, with a voice each: candidates for quotes. */
  readonly quotes: readonly Quote[];
}

/** A customer's own words, with the way back to the voice. */
export interface Quote {
  readonly voiceId: string;
  readonly voiceKey: string;
  readonly span: string;
  /** What the voice says before and after it: as much as makes it understandable, as received. */
  readonly before: string;
  readonly after: string;
  /** How many voices say it with these very words. */
  readonly voices: number;
  readonly createdAt: string | null;
  /** What the voice answered where a metric asked it, as received. */
  readonly answer?: string;
}
