import { wilson } from './interval.ts';
import { twoSidedP } from './normal.ts';

/** An estimate with the limits of its 95 % interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * How much larger the first of two independent estimates is, with the 95 % interval of the difference, recovered from the
 * limits of both (Zou & Donner 2008, Statistics in Medicine 27:1693). It holds for limits that are not symmetric, and is
 * the interval of Newcombe (1998) for shares with Wilson limits and that of Welch, nearly, for means with Student's.
 */
export function betweenEstimates(one: Estimate, other: Estimate): Estimate {
  const value = one.value - other.value;
  const below = Math.hypot(one.value - one.low, other.high - other.value);
  const above = Math.hypot(one.high - one.value, other.value - other.low);
  return { value, low: value - below, high: value + above };
}

/** How much larger the first of two shares is, with its 95 % interval (-1 to 1) and the p-value of no difference. */
export interface Difference extends Estimate {
  readonly p: number;
}

/**
 * The difference of the shares `a` of `n` and `b` of `m`. Interval: Newcombe (1998), Statistics in Medicine 17:873,
 * method 10, from the Wilson intervals of both. Test: the likelihood ratio of the 2×2 table (Dunning 1993), which
 * holds for small counts better than the normal one. Without voices on a side nothing is known: 0, -1 to 1, p 1.
 */
export function differenceOf(a: number, n: number, b: number, m: number): Difference {
  if (n <= 0 || m <= 0) return { value: 0, low: -1, high: 1, p: 1 };
  const likelihood = likelihoodRatio(a, n - a, b, m - b);
  return {
    ...betweenEstimates(wilson(a, n), wilson(b, m)),
    p: twoSidedP(Math.sqrt(likelihood)),
  };
}

/**
 * Twice the log of the likelihood ratio of a 2×2 table against independence, G² (Dunning 1993, Computational
 * Linguistics 19:61); 0 and more, chi-squared with one degree of freedom if nothing is associated.
 */
export function likelihoodRatio(a: number, b: number, c: number, d: number): number {
  const total = a + b + c + d;
  const terms = [
    [a, a + b, a + c],
    [b, a + b, b + d],
    [c, c + d, a + c],
    [d, c + d, b + d],
  ] as const;
  let sum = 0;
  for (const [seen, row, column] of terms) {
    if (seen > 0) sum += seen * Math.log((seen * total) / (row * column));
  }
  return Math.max(0, 2 * sum);
}
