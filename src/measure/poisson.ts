import { Z95 } from './interval.ts';

/**
 * The 95 % interval of the mean behind a count of rare events: Byar's approximation (Breslow and Day 1987, Statistical
 * Methods in Cancer Research II, 2.3), within 2 % of the exact one from a count of 1 on. `count` is a whole number from 0 on.
 */
export function poissonInterval(count: number): { readonly low: number; readonly high: number } {
  const bound = (at: number, z: number): number =>
    at * (1 - 1 / (9 * at) + z / (3 * Math.sqrt(at))) ** 3;
  return {
    low: count === 0 ? 0 : Math.max(0, bound(count, -Z95)),
    // Nothing seen: the exact bound, -ln(0.025).
    high: count === 0 ? -Math.log(0.025) : bound(count + 1, Z95),
  };
}
