import type { SideCount } from '../model/sides.ts';
import { falseDiscoveryRates } from './binomial.ts';
import { type Difference, differenceOf } from './difference.ts';

/** What two sides say, with the difference of its shares (first side less second) and its false discovery rate among all tested. */
export interface Contrast extends SideCount, Omit<Difference, 'p'> {
  readonly q: number;
}

/** What fewer voices of both groups together say is not tested. */
export const LEAST_BOTH = 5;

/** What two groups of `n` and `m` voices say differently, clearest first. */
export function contrastsOf(items: readonly SideCount[], n: number, m: number): Contrast[] {
  const tested = items
    .filter(({ one, other }) => one + other >= LEAST_BOTH)
    .map((item) => ({ item, difference: differenceOf(item.one, n, item.other, m) }));
  const rates = falseDiscoveryRates(tested.map(({ difference }) => difference.p));
  return tested
    .map(({ item, difference: { value, low, high } }, at) => ({
      ...item,
      value,
      low,
      high,
      q: rates[at] ?? 1,
    }))
    .sort(
      (a, b) =>
        a.q - b.q ||
        Math.abs(b.value) - Math.abs(a.value) ||
        (a.type + a.item < b.type + b.item ? -1 : 1),
    );
}
