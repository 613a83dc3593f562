import type { Message } from '../model/labels.ts';

/** A score that a voice gave, and the column that it stands in. */
export interface GivenScore {
  readonly column: string;
  readonly value: number;
  /** The best score of its scale. */
  readonly best: number;
}

/** What of a voice can contradict itself. */
export interface TwoSided {
  readonly text: string;
  /** Those asked for first stand first. */
  readonly scores: readonly GivenScore[];
  readonly sentiment: string;
  /** -1 to 1. */
  readonly score: number;
  readonly signals: readonly string[];
  /** Number of opinions that praise, and that blame. */
  readonly praise: number;
  readonly blame: number;
  /** Of those that blame, how many say in their own words what is wrong with what. */
  readonly told: number;
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

/** A text clearly complains from here on: of those that a reader finds misread, most are weaker. */
const CLEAR = 0.7;
/** Praise that a low score contradicts is said twice, and without a doubt. */
const SURE = 0.8;
/** What is conceded, was once, is forgiven or is all there is to find fault with: no complaint that the score leaves out. */
const EXCUSED =
  /虽然|以前|之前|刚开始|起初|一开始|无所谓|没关系|不要紧|怪我|再也不用|都不用|就不用|谢谢|感谢|辛苦|唯一|缺点是|不好意思|能期待/;
/** Praise with a but: the score is about what follows. */
const QUALIFIED = /但|不过|只是|就是|除了|其他|还没用|没用过|刚收到|再评价/;

/** Who says it of himself leaves; who only advises others (没车别住这里) may be content. */
const FAREWELL =
  /再也不|再不|不再|不会再|不想再|不敢再|不来了|不去了|不住了|不买了|不用了|不续|下次不|以后不|不会考虑|卸载|注销|销户|销卡|退卡|退会|转网|携号|换了?(?:一|别|其他|另)?家|最后一次/;

/** A contradiction, and the score that has part in it. */
export interface Found {
  readonly reason: Contradiction;
  /** The first score that contradicts; of kind words with a farewell the first that there is, null for none. */
  readonly score: GivenScore | null;
}

/**
 * The contradictions in a voice. High is 4 and 5 of 5, 9 and 10 of 10, else the top fifth; low 1 and 2 of 5, 0 to 6 of
 * 10, else the lower two fifths. Whoever leaves after a high score or with kind words that are not outweighed has one
 * contradiction, the score before the words; a content voice that only keeps others away (没车别住这里) does not leave. A text against its score is often one that was misread, so there it needs
 * more than its sentiment: a complaint says what is wrong with what and nothing takes it back, praise is said twice and
 * has no but.
 */
export function contradictionsIn(voice: TwoSided): Found[] {
  const { scores, signals } = voice;
  const high = scores.find((score) => levelOf(score) === 'high') ?? null;
  if (signals.includes('churn')) return leavingIn(voice, high);
  if (high !== null && complains(voice))
    return [{ reason: 'high_score_negative_text', score: high }];
  const low = scores.find((score) => levelOf(score) === 'low') ?? null;
  return low !== null && praises(voice) ? [{ reason: 'low_score_praise', score: low }] : [];
}

function leavingIn(voice: TwoSided, high: GivenScore | null): Found[] {
  if (high === null) {
    return isPolite(voice) ? [{ reason: 'polite_leaving', score: voice.scores[0] ?? null }] : [];
  }
  const leaves = voice.sentiment === 'negative' || FAREWELL.test(voice.text);
  return leaves ? [{ reason: 'high_score_leaving', score: high }] : [];
}

function isPolite({ sentiment, praise, blame }: TwoSided): boolean {
  return sentiment !== 'negative' && praise > 0 && praise >= blame;
}

function complains({ text, sentiment, score, praise, blame, told }: TwoSided): boolean {
  const isClear = sentiment === 'negative' && score <= -CLEAR;
  return isClear && told > 0 && blame > praise && !EXCUSED.test(text);
}

function praises({ text, sentiment, score, praise, blame }: TwoSided): boolean {
  const isSure = sentiment === 'positive' && score >= SURE;
  return isSure && praise > 1 && blame === 0 && !QUALIFIED.test(text);
}

function levelOf({ value, best }: GivenScore): 'high' | 'low' | null {
  const [low, high] = LEVELS[best] ?? [0.4 * best, 0.8 * best];
  if (value >= high) return 'high';
  return value <= low ? 'low' : null;
}

const LEVELS: Readonly<Record<number, readonly [low: number, high: number]>> = {
  5: [2, 4],
  10: [6, 9],
};
