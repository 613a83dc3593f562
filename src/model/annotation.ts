import type { Aspect, Kind, Polarity, Sentiment, Signal, Stage, Urgency } from './labels.ts';
import type { Span } from './voice.ts';

/** One stated judgement inside a voice. */
export interface Opinion extends Span {
  /** `text.slice(start, end)`, always. */
  readonly span: string;
  readonly polarity: Polarity;
  readonly aspect: Aspect;
  /** Stage of the journey in which it was caused, not where it was voiced. */
  readonly stage: Stage;
  /** What is judged, in the customer's word; null where no object is named. */
  readonly term: string | null;
}

/** Everything that the codebook says of one voice. Lists are in the codebook's order; opinions in text order. */
export interface Annotation {
  /** `score` runs from -1 to 1; its sign is the forced choice between negative and positive. */
  readonly sentiment: { readonly label: Sentiment; readonly score: number };
  readonly kinds: readonly Kind[];
  readonly opinions: readonly Opinion[];
  readonly stages: readonly Stage[];
  readonly signals: readonly Signal[];
  readonly urgency: Urgency;
}
