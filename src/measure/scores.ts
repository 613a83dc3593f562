import type { Confusion, Estimate, LabelScore } from '../model/evaluation.ts';
import { wilson } from './interval.ts';

/** How many labels of one voice are right, given without reason, and missed. */
export interface Tally {
  readonly hits: number;
  readonly spurious: number;
  readonly missed: number;
}

/** Precision, recall and F1 of one label, or of several taken together, from the tallies of all voices. */
export function scoreOf(label: string, tallies: readonly Tally[]): LabelScore {
  const { hits, spurious, missed } = sum(tallies);
  return {
    label,
    support: hits + missed,
    found: hits + spurious,
    hits,
    precision: wilson(hits, hits + spurious),
    recall: wilson(hits, hits + missed),
    f1: meanF1([tallies]),
  };
}

/**
 * The mean of F1 over labels (of one label: its F1), each with the tallies of the same voices in the same order.
 *
 * F1 is a ratio of sums over voices, 2 hits / (2 hits + spurious + missed). Its variance is that of the linearised
 * ratio (Taylor; Cochran, Sampling Techniques, 6.4) with the voice as the unit, since labels within a voice depend
 * on each other. The interval is Wilson's for the number of independent judgements that have this variance, so that
 * it stays within 0 and 1. A label that neither side has counts as 0.
 */
export function meanF1(labels: readonly (readonly Tally[])[]): Estimate {
  const ratios = labels.map((tallies) => f1Of(sum(tallies)));
  const value = ratios.reduce((total, { f1 }) => total + f1, 0) / Math.max(1, ratios.length);
  const voices = labels[0]?.length ?? 0;
  let squares = 0;
  for (let voice = 0; voice < voices; voice++) {
    let residual = 0;
    for (const [at, tallies] of labels.entries()) {
      const { f1, weight } = ratios[at] ?? { f1: 0, weight: 0 };
      const { hits, spurious, missed } = tallies[voice] ?? NONE;
      if (weight > 0) residual += (2 * hits - f1 * (2 * hits + spurious + missed)) / weight;
    }
    squares += (residual / labels.length) ** 2;
  }
  const variance = voices > 1 ? (squares * voices) / (voices - 1) : 0;
  const judgements = labels.flat().reduce((n, t) => n + t.hits + t.spurious + t.missed, 0);
  const n = variance > 0 ? (value * (1 - value)) / variance : judgements;
  const { low, high } = wilson(value * n, n);
  return { value, low, high };
}

const NONE: Tally = { hits: 0, spurious: 0, missed: 0 };

function f1Of({ hits, spurious, missed }: Tally): { f1: number; weight: number } {
  const weight = 2 * hits + spurious + missed;
  return { f1: weight === 0 ? 0 : (2 * hits) / weight, weight };
}

function sum(tallies: readonly Tally[]): Tally {
  let [hits, spurious, missed] = [0, 0, 0];
  for (const tally of tallies) {
    hits += tally.hits;
    spurious += tally.spurious;
    missed += tally.missed;
  }
  return { hits, spurious, missed };
}

/** How the labels of two sets agree: those of `only`, or all. */
export function tallyOf(gold: readonly string[], found: readonly string[], only?: string): Tally {
  const counts = (label: string): boolean => only === undefined || label === only;
  const hits = gold.filter((label) => counts(label) && found.includes(label)).length;
  return {
    hits,
    spurious: found.filter(counts).length - hits,
    missed: gold.filter(counts).length - hits,
  };
}

/** How often each label of the gold was given as each. */
export function confusionOf(
  pairs: readonly (readonly [gold: string, found: string])[],
  labels: readonly string[],
): Confusion {
  const counts = labels.map(() => labels.map(() => 0));
  for (const [gold, found] of pairs) {
    const row = counts[labels.indexOf(gold)];
    const column = labels.indexOf(found);
    if (row?.[column] !== undefined) row[column] += 1;
  }
  return { labels, counts };
}

/**
 * Cohen's kappa: agreement beyond what two who label at random, each with the same shares, would reach. From -1
 * to 1; null where that is certain, so that nothing can be said.
 */
export function kappaOf({ counts }: Confusion): number | null {
  const rows = counts.map((row) => row.reduce((total, n) => total + n, 0));
  const columns = counts.map((_, at) => counts.reduce((total, row) => total + (row[at] ?? 0), 0));
  const n = rows.reduce((total, row) => total + row, 0);
  const agreed = counts.reduce((total, row, at) => total + (row[at] ?? 0), 0);
  const chance = rows.reduce((total, row, at) => total + row * (columns[at] ?? 0), 0) / n;
  return n === 0 || chance === n ? null : (agreed - chance) / (n - chance);
}
