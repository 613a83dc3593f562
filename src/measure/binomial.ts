const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
] as const;

/** Natural logarithm of the gamma function for `x` of at least 1 (Lanczos, relative error near 1e-14). */
export function logGamma(x: number): number {
  const y = x - 1;
  const t = y + LANCZOS.length - 0.5;
  const sum = LANCZOS.reduce((total, c, i) => total + c / (y + i + 1), 0.9999999999998099);
  return 0.5 * Math.log(2 * Math.PI) + (y + 0.5) * Math.log(t) - t + Math.log(sum);
}

/** Probability of exactly `x` successes in `n` trials of chance `chance` (0 < chance < 1). */
function binomialMass(x: number, n: number, chance: number): number {
  const ways = logGamma(n + 1) - logGamma(x + 1) - logGamma(n - x + 1);
  return Math.exp(ways + x * Math.log(chance) + (n - x) * Math.log1p(-chance));
}

/**
 * Two-sided mid-p value of `x` successes in `n` trials under `chance` (0 < chance < 1): twice the
 * smaller tail, in which `x` itself counts half. From 0 to 1.
 */
export function midP(x: number, n: number, chance: number): number {
  const upwards = x >= n * chance;
  const odds = chance / (1 - chance);
  const at = binomialMass(x, n, chance);
  let term = at;
  let tail = at / 2;
  const steps = upwards ? n - x : x;
  for (let step = 1; step <= steps && term > tail * 1e-17; step++) {
    const k = upwards ? x + step : x - step;
    term *= upwards ? ((n - k + 1) / k) * odds : (k + 1) / (n - k) / odds;
    tail += term;
  }
  return Math.min(1, 2 * Math.min(tail, 1 - tail));
}

/**
 * The Benjamini-Hochberg step: for each p-value, in the same order, the smallest false discovery
 * rate at which it would still count as a discovery. Never below its p-value.
 */
export function falseDiscoveryRates(values: readonly number[]): number[] {
  const order = values
    .map((_, i) => i)
    .sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b);
  const rates = new Array<number>(values.length).fill(1);
  let least = 1;
  for (const [i, at] of order.entries()) {
    least = Math.min(least, (values[at] ?? 1) * (values.length / (values.length - i)));
    rates[at] = least;
  }
  return rates;
}
