import type { Aspect, Stage } from './labels.ts';

/**
 * A distinct way in which customers state a negative opinion. Grouping works on these, not on
 * voices: a million opinions are some ten thousand of them. The list has one entry per distinct
 * (span, term, aspect, stage).
 */
export interface OpinionKey {
  readonly span: string;
  readonly term: string | null;
  readonly aspect: Aspect;
  readonly stage: Stage;
  /** In how many distinct voices it stands; at least 1. */
  readonly voices: number;
}

/** A group of negative opinions that say that the same thing is wrong. */
export interface PainPoint {
  /** Derived from the content of its key alone, so that it is the same in every run: `p` and 8 hexadecimal digits. */
  readonly id: string;
  /** Object and what is wrong with it, from customers' own words: 「客服不回复」. */
  readonly label: string;
  readonly aspect: Aspect;
  /** The stage in which most of its opinions were caused. */
  readonly stage: Stage;
  /**
   * Null for a pain point. `general`: a judgement that names no problem (很差, 失望); `unclear`: no object or
   * predicate was understood. Such groups are kept and counted, but not ranked.
   */
  readonly other: 'general' | 'unclear' | null;
}

/** The answer of `cluster`: pain points in id order, and for each opinion key, in input order, the id of its pain point. */
export interface Clustering {
  readonly pains: readonly PainPoint[];
  readonly assigned: readonly string[];
}
