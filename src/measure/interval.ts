import type { Share } from '../model/findings.ts';

/** Quantile of the normal distribution for a two-sided 95 % interval. */
export const Z95 = 1.959963984540054;

/**
 * A share with its 95 % Wilson score interval, which stays inside 0 to 1 and keeps its width when
 * none or all of few voices agree. Of nothing (`n` 0) the share is 0 and the interval says nothing: 0 to 1.
 */
export function wilson(count: number, n: number): Share {
  if (n <= 0) return { count, n, value: 0, low: 0, high: 1 };
  const value = count / n;
  const z2 = Z95 * Z95;
  const centre = (value + z2 / (2 * n)) / (1 + z2 / n);
  const half = (Z95 * Math.sqrt((value * (1 - value)) / n + z2 / (4 * n * n))) / (1 + z2 / n);
  // At 0 and n the bound is the point itself; rounding must not push it past.
  const low = count === 0 ? 0 : Math.max(0, centre - half);
  const high = count === n ? 1 : Math.min(1, centre + half);
  return { count, n, value, low, high };
}

/** Mean of a balance of opposites with its 95 % interval; all from -1 to 1. */
export interface Balance {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Share in favour minus share against, of `n` answers of which the rest are neither (NPS, net
 * sentiment). The interval inverts the multinomial variance `for + against - difference²` as
 * Wilson's does the binomial one, so that three promoters of three are not `100 ± 0`. Needs `n` of at least 1.
 */
export function balanceOf(inFavour: number, against: number, n: number): Balance {
  const value = (inFavour - against) / n;
  const z2 = Z95 * Z95;
  // Where (nearly) nobody took a side, the observed spread is too small to be believed.
  const spread = Math.max((inFavour + against) / n, (inFavour + against + z2 / 2) / (n + z2));
  const shrink = 1 + z2 / n;
  const root = Math.sqrt(Math.max(0, value * value - shrink * (value * value - (z2 * spread) / n)));
  return {
    value,
    low: Math.max(-1, Math.min(value, (value - root) / shrink)),
    high: Math.min(1, Math.max(value, (value + root) / shrink)),
  };
}
