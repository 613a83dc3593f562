/** Chebyshev coefficients of the complementary error function (Press et al., Numerical Recipes, 6.2). */
const COEFFICIENTS = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
  -0.82215223, 0.17087277,
] as const;

/** Two-sided p-value of a standard normal `z`: the chance of a value at least as far from 0. Relative error below 1.2e-7. */
export function twoSidedP(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + x / 2);
  const polynomial = COEFFICIENTS.reduceRight((sum, c) => sum * t + c, 0);
  return Math.min(1, t * Math.exp(-x * x + polynomial));
}

/**
 * Quantile of Student's t for a two-sided 95 % interval, by the expansion of Fisher and Cornish (1960) around the normal
 * one; from 3 degrees of freedom on within 1 %. Infinite below 1 degree.
 */
export function student95(degrees: number): number {
  if (degrees < 1) return Number.POSITIVE_INFINITY;
  const exact = FEW[Math.floor(degrees) - 1];
  if (exact !== undefined) return exact;
  const z = 1.959963984540054;
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  return z + first / degrees + second / degrees ** 2 + third / degrees ** 3;
}

/** Where the expansion is too rough. */
const FEW = [12.7062, 4.30265, 3.18245, 2.77645] as const;
