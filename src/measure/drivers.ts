import { InputError } from '../model/errors.ts';
import { Z95 } from './interval.ts';
import { type Coefficient, FOLDS, type Ridge, ridge } from './ridge.ts';

/** A voice with a score and a text: what it speaks of, by the position of the feature. */
export interface RatedVoice {
  /** Content key, hexadecimal: tells the fold. */
  readonly key: string;
  readonly score: number;
  /** Distinct positions in the list of features. */
  readonly features: readonly number[];
}

/** How a feature moves the score. */
export interface Driver {
  /** Position in the list of features. */
  readonly feature: number;
  readonly voices: number;
  /** Mean score of the voices that have it. */
  readonly mean: number;
  /** Mean of all voices less the mean of those without it, with its 95 % interval. */
  readonly impact: { readonly value: number; readonly low: number; readonly high: number };
  readonly effect: Coefficient;
}

/** The drivers, strongest impact first, and how the regression was fitted. */
export interface Drivers extends Pick<Ridge, 'lambda' | 'predicted'> {
  readonly n: number;
  readonly mean: number;
  readonly drivers: readonly Driver[];
}

/** Fewer scored voices support no regression. */
export const LEAST_RATED = 100;
/** A feature needs so many voices with it, and so many without. */
export const LEAST_WITH = 10;
/** More features than that would take the regression longer than anybody waits; the commonest are kept. */
const MOST_FEATURES = 120;

/**
 * How much each feature moves the score, told in two ways: leave-one-out impact, and ridge regression in which the
 * features compete. Features of too few voices are left out.
 * @throws InputError where there are too few voices, or all have the same score
 */
export function driversOf(voices: readonly RatedVoice[], features: number): Drivers {
  refuse(voices);
  const kept = keptFeatures(voices, features);
  const place = new Map(kept.map((feature, at) => [feature, at]));
  const model = ridge(
    [...voices]
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .map(({ key, score, features: held }) => ({
        score,
        features: held.flatMap((feature) => place.get(feature) ?? []),
        fold: Number.parseInt(key.slice(0, 8), 16) % FOLDS,
      })),
    kept.length,
  );
  const all = sumsOf(voices);
  const drivers = kept.flatMap((feature, at) => {
    const effect = model.coefficients[at];
    const holders = sumsOf(voices.filter(({ features: held }) => held.includes(feature)));
    return effect === undefined ? [] : [{ feature, effect, ...impactOf(all, holders) }];
  });
  return {
    n: all.n,
    mean: all.sum / all.n,
    lambda: model.lambda,
    predicted: model.predicted,
    drivers: drivers.sort(
      (a, b) => Math.abs(b.impact.value) - Math.abs(a.impact.value) || a.feature - b.feature,
    ),
  };
}

function refuse(voices: readonly RatedVoice[]): void {
  if (voices.length < LEAST_RATED) {
    throw new InputError({
      zh: `带评分又有文字的声音只有 ${voices.length} 条，至少要 ${LEAST_RATED} 条才能分析影响因素；请放宽筛选，或用 --scale 换一种评分`,
      en: `only ${voices.length} voices have both a score and a text, drivers need ${LEAST_RATED}; widen the filter, or choose another score with --scale`,
    });
  }
  if (voices.every(({ score }) => score === voices[0]?.score)) {
    throw new InputError({
      zh: `${voices.length} 条声音的评分全都是 ${voices[0]?.score}，没有高低之分，谈不上影响因素；请放宽筛选`,
      en: `all ${voices.length} voices have the score ${voices[0]?.score}: nothing moves it; widen the filter`,
    });
  }
}

/** The commonest features that enough voices have and enough have not, in the order given. */
function keptFeatures(voices: readonly RatedVoice[], features: number): number[] {
  const counts = new Array<number>(features).fill(0);
  for (const { features: held } of voices)
    for (const at of held) counts[at] = (counts[at] ?? 0) + 1;
  return counts
    .map((count, feature) => ({ count, feature }))
    .filter(({ count }) => count >= LEAST_WITH && voices.length - count >= LEAST_WITH)
    .sort((a, b) => b.count - a.count || a.feature - b.feature)
    .slice(0, MOST_FEATURES)
    .map(({ feature }) => feature)
    .sort((a, b) => a - b);
}

interface Sums {
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
}

function sumsOf(voices: readonly RatedVoice[]): Sums {
  let [sum, squares] = [0, 0];
  for (const { score } of voices) {
    sum += score;
    squares += score * score;
  }
  return { n: voices.length, sum, squares };
}

/**
 * Mean of all less mean without the holders of a feature. Interval: the variance of its influence function, which is
 * (y - mean) for a holder and (y - mean) - (y - mean without) / (share without) for any other (Hampel 1974).
 */
function impactOf(all: Sums, holders: Sums): Pick<Driver, 'voices' | 'mean' | 'impact'> {
  const n = all.n - holders.n;
  const mean = all.sum / all.n;
  const without = (all.sum - holders.sum) / n;
  const weight = all.n / n;
  // Of a holder y - mean; of another y·(1 - weight) - (mean - weight·without).
  const [slope, base] = [1 - weight, weight * without - mean];
  const squares =
    holders.squares -
    2 * mean * holders.sum +
    mean * mean * holders.n +
    slope * slope * (all.squares - holders.squares) +
    2 * slope * base * (all.sum - holders.sum) +
    base * base * n;
  const half = (Z95 * Math.sqrt(Math.max(0, squares))) / all.n;
  const value = mean - without;
  return {
    voices: holders.n,
    mean: holders.sum / holders.n,
    impact: { value, low: value - half, high: value + half },
  };
}
