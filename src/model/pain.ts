import type { Aspect, Stage } from './labels.ts';

/** A negative opinion as grouping sees it: its own words, and what stands around them in its voice. */
export interface StatedOpinion {
  readonly voiceKey: string;
  /** Its place among the opinions of its voice, in the order of the text. */
  readonly seq: number;
  readonly span: string;
  readonly term: string | null;
  readonly aspect: Aspect;
  readonly stage: Stage;
  /** The text of the voice right before the span, as much as may name what the span is about. */
  readonly before: string;
  /** The beginning of the voice, where most people say what they write about. */
  readonly head: string;
}

/**
 * A distinct way in which customers state a negative opinion, counted by another engine: its wording alone, without the
 * voices in which it stands.
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
   * predicate was understood; `hidden`: a person decided so. The first two hold only opinions of voices that state no problem at all. Such groups are kept
   * and counted, but not ranked.
   */
  readonly other: 'general' | 'unclear' | 'hidden' | null;
}

/**
 * Why an opinion is in its pain point: `words`, its own words say object and problem; `context`, the object is named
 * before it or at the beginning of the voice; `reference`, it names no problem and so refers to the one that its voice
 * states nearest to it (…, 苦不堪言); `object`, its voice states no problem and only what it is about,
 * or what that does to people, is known.
 */
export type Ground = 'words' | 'context' | 'reference' | 'object';

export interface Placement {
  readonly painId: string;
  readonly ground: Ground;
}

/** The answer of `cluster`: pain points in id order, and where each opinion belongs, in input order. */
export interface Clustering {
  readonly pains: readonly PainPoint[];
  readonly placed: readonly Placement[];
}

/** Opinions in groups, in columns: of millions of them, each takes some bytes. */
export interface Grouped {
  /** In id order. */
  readonly pains: readonly PainPoint[];
  /** Of each opinion, in the order in which they were added, the place of its group in `pains`. */
  readonly placed: Uint32Array;
  readonly grounds: readonly Ground[];
}

/** Groups opinions without keeping them. */
export interface Grouper {
  /** Takes all negative opinions of one voice, in the order of its text. */
  readonly add: (voice: readonly StatedOpinion[]) => void;
  readonly end: () => Grouped;
}
