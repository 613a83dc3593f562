import type { AspectChoice } from '../model/explanation.ts';
import { ASPECTS, type Aspect, labelsOf } from '../model/labels.ts';
import type { Span } from '../model/voice.ts';
import { firstPlace } from '../text/search.ts';
import {
  type AspectModel,
  absentIn,
  aspectFeatures,
  LARGEST_WEIGHT,
  LEFT,
  RIGHT,
} from './aspect-model.ts';
import type { Judgement } from './judgement.ts';
import type { Reading } from './reading.ts';

const ALL: readonly Aspect[] = labelsOf(ASPECTS);
/** What a stored weight of 1 is worth. */
const STEP = LARGEST_WEIGHT / 127;

/** An aspect choice whose words are spans of the cleaned text. */
export interface ChosenAspect extends Omit<AspectChoice, 'words'> {
  readonly words: readonly WeighedSpan[];
}

interface WeighedSpan extends Span {
  readonly logOdds: number;
}

/**
 * Why the model chose an aspect. Words are hidden one after another, from the left: each adds what the score loses
 * with it, so that all of them and what is left in the end add up to the score.
 * @param tokens of the whole reading, in order
 */
export function aspectChoice(
  model: AspectModel,
  reading: Reading,
  judgement: Judgement,
  aspect: Aspect,
  tokens: readonly Span[],
): ChosenAspect {
  const own = ALL.indexOf(aspect);
  const all = scoresOf(model, reading, judgement, []);
  const absent = absentIn(reading.domain);
  const next = all.reduce(
    (best, score, at) =>
      at !== own && !absent.has(at) && (best < 0 || score > (all[best] ?? 0)) ? at : best,
    -1,
  );
  const hidden: Span[] = [];
  const words: WeighedSpan[] = [];
  let left = all[own] ?? 0;
  for (const { start, end } of tokensAround(judgement, tokens)) {
    hidden.push({ start, end });
    const without = scoresOf(model, reading, judgement, hidden)[own] ?? 0;
    if (without !== left) words.push({ start, end, logOdds: left - without });
    left = without;
  }
  return {
    logOdds: all[own] ?? 0,
    margin: (all[own] ?? 0) - (all[next] ?? 0),
    next: ALL[next] ?? 'overall',
    words: words.sort((a, b) => b.logOdds - a.logOdds || a.start - b.start),
    surroundings: left,
  };
}

/** The words that the model may see. */
function tokensAround({ start, end }: Span, tokens: readonly Span[]): readonly Span[] {
  const first = firstPlace(tokens.length, (at) => (tokens[at] as Span).end > start - LEFT);
  let behind = first;
  while (behind < tokens.length && (tokens[behind]?.start ?? 0) < end + RIGHT) behind++;
  return tokens.slice(first, behind);
}

/** Log-odds of each aspect against the average of all. */
function scoresOf(
  { bits, weights }: AspectModel,
  reading: Reading,
  judgement: Judgement,
  hidden: readonly Span[],
): Float64Array {
  const sums = new Float64Array(ALL.length);
  for (const cell of aspectFeatures(reading, judgement, bits, hidden)) {
    for (let i = 0; i < ALL.length; i++) {
      sums[i] = (sums[i] ?? 0) + (weights[cell * ALL.length + i] ?? 0);
    }
  }
  const mean = sums.reduce((sum, one) => sum + one, 0) / ALL.length;
  return sums.map((sum) => (sum - mean) * STEP);
}
