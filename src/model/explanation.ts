import type { Annotation, Opinion } from './annotation.ts';
import type { Aspect } from './labels.ts';
import type { Span } from './voice.ts';

/** Who put something there: a dictionary's entry, a rule of the grammar, or a trained model. */
export type Origin = 'lexicon' | 'rule' | 'model';

/**
 * What the sentiment's label follows from: the sign of the score; clear praise and clear blame (`both`); no
 * evaluation (`silence`, or in a voice that asks: `question`); an accusation in a voice that judges nothing.
 */
export type SentimentReason = 'score' | 'both' | 'silence' | 'question' | 'accusation';

/** A stretch of the text as received, with its words: `text.slice(start, end) === span`. */
export interface Quoted extends Span {
  readonly span: string;
}

/** What cleaning read otherwise than it stands there. */
export interface CleaningNote extends Quoted {
  /** What is read in its place; empty for what is left out (markup, a company's reply). */
  readonly cleaned: string;
}

/** A word with its part of speech, as `Token` has it. */
export interface ExplainedToken extends Quoted {
  readonly tag: string;
}

/** A word that changes what others mean. */
export interface ExplainedModifier extends Quoted {
  /** Its role in `modifiers.tsv`: `negation`, `degree`, `conditional` …; `question` where the clause asks. */
  readonly role: string;
}

/** A dictionary entry that judges, in place. */
export interface ExplainedJudgement extends Quoted {
  readonly origin: Origin;
  readonly entry: string;
  /** The entry's weight, from -3 to 3, and what its neighbours leave of it. */
  readonly own: number;
  readonly weight: number;
  /** Negations and degree words before it, and what sets its mood or takes it back, in text order. */
  readonly modifiers: readonly ExplainedModifier[];
  /** Whether it is stated as the speaker's judgement, and so may become an opinion. */
  readonly stated: boolean;
  /** The aspect that the entry speaks of by itself, null for any. */
  readonly aspect: string | null;
  /** The dictionary's class of problem (慢, 异响 …), null for none. */
  readonly problem: string | null;
  /** What is judged, null where no object is named. */
  readonly object: Quoted | null;
  /** Index of its clause. */
  readonly clause: number;
}

/** A pattern that speaks for a label of the whole voice. */
export interface ExplainedCue extends Quoted {
  readonly entry: string;
  /** `kind:complaint`, `signal:refund`, `sentiment` …; `notsignal:refund` takes one away. */
  readonly label: string;
  readonly weight: number;
  /** Index of the cue that takes its label away, null for none. */
  readonly blockedBy: number | null;
}

/** An opinion with what put it there. */
export interface ExplainedOpinion extends Opinion {
  readonly origin: Origin;
  /** Index of its judgement; null where no dictionary entry states it. */
  readonly judgement: number | null;
  readonly weight: number;
  /** Index of the candidate that it was; null where no model decides. */
  readonly candidate: number | null;
  /** What made the model choose the aspect; null where a dictionary, or what was spoken of before, tells it. */
  readonly aspectChoice: AspectChoice | null;
}

/** How the model chose an aspect: log-odds against the average aspect, which its words and what surrounds them add up to. */
export interface AspectChoice {
  readonly logOdds: number;
  /** By how much it is ahead of the next likely aspect, and which that is. */
  readonly margin: number;
  readonly next: Aspect;
  /** What words add, those that add most first. */
  readonly words: readonly WeighedWord[];
  /** What the industry, the clauses beside it and its length add. */
  readonly surroundings: number;
}

export interface WeighedWord extends Quoted {
  readonly logOdds: number;
}

/** A stretch that may state an opinion, with what the model decided. */
export interface ExplainedCandidate extends Quoted {
  /** Index of its judgement; null where no dictionary entry judges. */
  readonly judgement: number | null;
  /** The likelier of the two polarities, and by how much it is above what an opinion needs; 0 or less: it is none. */
  readonly polarity: 'positive' | 'negative';
  readonly margin: number;
  /** They add up to the margin. */
  readonly parts: Readonly<Record<CandidatePart, number>>;
}

/**
 * What decides on a candidate: where its sort begins; its words and what stands beside it; that it is very short; the
 * balance of all judgements; how satisfied the speaker is.
 */
export type CandidatePart = 'start' | 'wording' | 'shortness' | 'balance' | 'satisfaction';

/**
 * Why a label stands: an opinion or a cue (by its index), the sentiment alone, or that nothing speaks for another
 * (`default`).
 */
export type Reason =
  | { readonly source: 'opinion' | 'cue'; readonly index: number }
  | { readonly source: 'sentiment' }
  | { readonly source: 'default' };

/** A label with what brings it: each reason alone would, or without it the label falls. */
export interface ExplainedLabel {
  readonly field: 'kinds' | 'stages' | 'signals' | 'urgency';
  readonly label: string;
  readonly reasons: readonly Reason[];
}

/**
 * What one thing adds to the log-odds that the speaker is satisfied: a judgement, a hint (a word or a face that
 * betrays a mood), a cue of accusation or recommendation, the model's weights around a token, or the model's bias.
 */
export interface Contribution {
  readonly source: 'judgement' | 'hint' | 'accusation' | 'recommendation' | 'model' | 'bias';
  readonly origin: Origin;
  /** Index into judgements, cues (hints, too) or tokens; null for the bias. */
  readonly index: number | null;
  readonly logOdds: number;
}

/** Everything that put the labels of one text there. Every span points into the text as received. */
export interface Explanation {
  readonly text: string;
  readonly annotation: Annotation;
  readonly sentiment: {
    readonly reason: SentimentReason;
    /** Weights of praise and of blame in all, both at least 0. */
    readonly praise: number;
    readonly blame: number;
    /** `score` is `tanh(logOdds / 2)`, rounded to hundredths; 0.01 where that is 0, and 0 without words. */
    readonly logOdds: number;
    /** Strongest first; they add up to `logOdds`. */
    readonly contributions: readonly Contribution[];
  };
  readonly cleaning: readonly CleaningNote[];
  readonly clauses: readonly Quoted[];
  readonly tokens: readonly ExplainedToken[];
  /** The industry that the words speak of, with the words that told it; null if they do not tell. */
  readonly domain: { readonly name: string; readonly words: readonly DomainWord[] } | null;
  readonly judgements: readonly ExplainedJudgement[];
  readonly cues: readonly ExplainedCue[];
  readonly opinions: readonly ExplainedOpinion[];
  /** What was weighed as an opinion, in text order, rejected ones included; empty where no model decides. */
  readonly candidates: readonly ExplainedCandidate[];
  /** In the codebook's order. */
  readonly labels: readonly ExplainedLabel[];
  /** Absent where nothing speaks for spun wording. */
  readonly wording?: ExplainedWording;
}

/** What tells from a text alone that nobody worded it for the purpose: the higher of the two scores counts, from 0 to 1. */
export interface ExplainedWording {
  /** By the words that a rewriting program seems to have put in. */
  readonly reworded: number;
  /** By clauses of stock praise and nothing else. */
  readonly heap: number;
  /** The words put in, with the one that customers use and how much rarer they are, as a binary logarithm. */
  readonly words: readonly {
    readonly text: string;
    readonly word: string;
    readonly original: string;
    readonly bits: number;
  }[];
}

/** A word that tells an industry. */
export interface DomainWord extends Quoted {
  readonly weight: number;
}
