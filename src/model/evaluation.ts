import type { Share } from './findings.ts';
import type { Aspect, Kind, Polarity, Sentiment, Signal, Stage, Urgency } from './labels.ts';
import type { Span } from './voice.ts';

/** An opinion as somebody labelled it. */
export interface LabelledOpinion extends Span {
  readonly span: string;
  readonly polarity: Polarity;
  /** Null where it was not labelled. */
  readonly aspect: Aspect | null;
  readonly stage: Stage | null;
}

/** What somebody, or a program, says of a voice. A field that is absent was not labelled. */
export interface Labelling {
  readonly sentiment?: Sentiment;
  /** The forced choice between the two. */
  readonly polarity?: 'positive' | 'negative';
  readonly kinds?: readonly Kind[];
  readonly stages?: readonly Stage[];
  readonly signals?: readonly Signal[];
  readonly urgency?: Urgency;
  readonly opinions?: readonly LabelledOpinion[];
  /** From -1 to 1: how sure the sentiment is, and to which side. */
  readonly score?: number;
}

/** A field that can be compared. */
export type EvaluatedField = Exclude<keyof Labelling, 'score'>;

/** A row of labelled voices. */
export interface LabelledRow {
  /** Line of the file. */
  readonly line: number;
  readonly id: string;
  readonly text: string;
  /** Value of the column by which results are told apart; null where it is empty. */
  readonly group: string | null;
  readonly labels: Labelling;
}

/** A voice with what is right and what is to be judged. */
export interface ComparedVoice {
  readonly line: number;
  readonly id: string;
  readonly text: string;
  readonly group: string | null;
  readonly gold: Labelling;
  readonly found: Labelling;
}

/** A figure from 0 to 1 with its 95 % interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** How well one label is found. */
export interface LabelScore {
  readonly label: string;
  /** How often the gold has it. */
  readonly support: number;
  /** How often it was given. */
  readonly found: number;
  readonly hits: number;
  /** Of nothing found (`n` 0) there is none. */
  readonly precision: Share;
  readonly recall: Share;
  readonly f1: Estimate;
}

/** How well a field with a fixed list of labels is found. */
export interface FieldScore {
  readonly field: Exclude<EvaluatedField, 'opinions'>;
  /** Voices whose gold fills the field. */
  readonly voices: number;
  /** Share of the voices whose labels are all right and no others given. */
  readonly accuracy: Share;
  /** Cohen's kappa of a field with one label a voice; null for sets, and where chance alone would agree. */
  readonly kappa: number | null;
  /** Labels that occur, in the codebook's order. */
  readonly labels: readonly LabelScore[];
  readonly micro: LabelScore;
  /** Mean F1 of the labels that the gold has. */
  readonly macro: Estimate;
  /** How often each label of the gold (rows) was given as each (columns); null for sets. */
  readonly confusion: Confusion | null;
}

export interface Confusion {
  readonly labels: readonly string[];
  readonly counts: readonly (readonly number[])[];
}

/** What must agree for an opinion to count: its span and polarity, or also its aspect, or also its stage. */
export type Criterion = 'span' | 'aspect' | 'stage';

/** How well opinions of one polarity are found. `label` is that polarity; `all` is positive and negative. */
export interface OpinionScore extends LabelScore {
  readonly label: 'all' | 'positive' | 'negative';
  readonly criterion: Criterion;
}

/** The scores of some voices. */
export interface Scores {
  readonly voices: number;
  readonly fields: readonly FieldScore[];
  /** Empty where the gold has no opinions. */
  readonly opinions: readonly OpinionScore[];
}

/** A voice where a field is wrong. */
export interface Miss {
  readonly field: EvaluatedField;
  readonly line: number;
  readonly id: string;
  readonly text: string;
  /** Labels or opinions of the gold that were not given. */
  readonly missed: readonly (string | LabelledOpinion)[];
  /** Those given that the gold has not. */
  readonly spurious: readonly (string | LabelledOpinion)[];
  /** Score of the sentiment given; null where there is none. */
  readonly score: number | null;
}

/** Everything that `voc eval` may say. */
export interface Evaluation {
  readonly scores: Scores;
  /** The same by the values of a column, those with most voices first; null without such a column. */
  readonly groups: {
    readonly column: string;
    readonly scores: readonly { readonly name: string | null; readonly scores: Scores }[];
  } | null;
  /** The worst of each field. */
  readonly misses: readonly Miss[];
}
