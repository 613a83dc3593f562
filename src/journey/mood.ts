import type { Mood } from '../model/journey.ts';
import type { Polarity } from '../model/labels.ts';

/** Opinions that a stage must have to be called peak, valley or end: a valley of four voices is not a finding. */
export const LEAST_OPINIONS = 10;
const Z95 = 1.959963984540054;

/** Mean polarity; the interval inverts the multinomial variance as Wilson's does the binomial one. Null without opinions. */
export function moodOf({
  positive,
  negative,
  neutral,
}: Readonly<Record<Polarity, number>>): Mood | null {
  const n = positive + negative + neutral;
  if (n === 0) return null;
  const mean = (positive - negative) / n;
  const z2 = Z95 * Z95;
  const sided = positive + negative;
  const spread = Math.max(sided / n, (sided + z2 / 2) / (n + z2));
  const shrink = 1 + z2 / n;
  const root = Math.sqrt(Math.max(0, mean * mean - shrink * (mean * mean - (z2 * spread) / n)));
  return {
    mean,
    low: Math.max(-1, Math.min(mean, (mean - root) / shrink)),
    high: Math.min(1, Math.max(mean, (mean + root) / shrink)),
    n,
  };
}

/** A share with its 95 % Wilson interval, all from 0 to 1; null of nothing. */
export function shareOf(count: number, n: number): readonly [number, number, number] | null {
  if (n === 0) return null;
  const value = count / n;
  const z2 = Z95 * Z95;
  const centre = (value + z2 / (2 * n)) / (1 + z2 / n);
  const half = (Z95 * Math.sqrt((value * (1 - value)) / n + z2 / (4 * n * n))) / (1 + z2 / n);
  return [value, Math.max(0, centre - half), Math.min(1, centre + half)];
}

type Mark = 'peak' | 'valley' | 'end';

/**
 * Peak, valley and end by the position of the stage. With fewer than two stages that differ there is neither peak nor
 * valley; of equals, the earlier stage has the mark.
 */
export function marksOf(moods: readonly (Mood | null)[]): Map<number, Mark[]> {
  const heard = moods.flatMap((mood, at) =>
    mood !== null && mood.n >= LEAST_OPINIONS ? [{ at, mean: mood.mean }] : [],
  );
  const marks = new Map<number, Mark[]>();
  const last = heard.at(-1);
  if (last === undefined) return marks;
  const peak = heard.reduce((best, one) => (one.mean > best.mean ? one : best));
  const valley = heard.reduce((worst, one) => (one.mean < worst.mean ? one : worst));
  if (peak.mean > valley.mean) {
    marks.set(peak.at, ['peak']);
    marks.set(valley.at, ['valley']);
  }
  marks.set(last.at, [...(marks.get(last.at) ?? []), 'end']);
  return marks;
}
