import type { Message } from '../model/labels.ts';

/** What of a voice can contradict itself. */
export interface TwoSided {
  readonly rating: number | null;
  readonly ratingMax: number | null;
  readonly sentiment: string;
  /** -1 to 1. */
  readonly score: number;
  readonly kinds: readonly string[];
  readonly signals: readonly string[];
  /** Number of opinions that praise, and that blame. */
  readonly praise: number;
  readonly blame: number;
}

export type Contradiction =
  | 'high_score_leaving'
  | 'high_score_negative_text'
  | 'polite_leaving'
  | 'low_score_praise';

/** What each contradiction means, in the order in which they are told. */
export const CONTRADICTIONS: Readonly<Record<Contradiction, Message>> = {
  high_score_leaving: { zh: '打高分却要离开', en: 'high score, but leaving' },
  high_score_negative_text: { zh: '打高分却在抱怨', en: 'high score, negative text' },
  polite_leaving: { zh: '说着好话却要离开', en: 'kind words, but leaving' },
  low_score_praise: { zh: '打低分却在夸', en: 'low score, nothing but praise' },
};

/** A text is clearly of one mind from here on. */
const CLEAR = 0.5;

/** The contradictions in a voice. High is 4 and 5 of 5, 9 and 10 of 10, else the top fifth; low 1 and 2 of 5, 0 to 6 of 10, else the lower two fifths. */
export function contradictionsIn(voice: TwoSided): Contradiction[] {
  const { sentiment, score, signals, kinds, praise, blame } = voice;
  const leaves = signals.includes('churn');
  const level = levelOf(voice);
  const found: Record<Contradiction, boolean> = {
    high_score_leaving: level === 'high' && leaves,
    high_score_negative_text:
      level === 'high' && !leaves && sentiment === 'negative' && score <= -CLEAR && blame > 0,
    polite_leaving: level !== 'high' && leaves && (praise > 0 || kinds.includes('praise')),
    low_score_praise:
      level === 'low' && sentiment === 'positive' && score >= CLEAR && praise > 0 && blame === 0,
  };
  return (Object.keys(CONTRADICTIONS) as Contradiction[]).filter((name) => found[name]);
}

function levelOf({ rating, ratingMax }: TwoSided): 'high' | 'low' | null {
  if (rating === null || ratingMax === null) return null;
  const [low, high] = LEVELS[ratingMax] ?? [0.4 * ratingMax, 0.8 * ratingMax];
  if (rating >= high) return 'high';
  return rating <= low ? 'low' : null;
}

const LEVELS: Readonly<Record<number, readonly [low: number, high: number]>> = {
  5: [2, 4],
  10: [6, 9],
};
