import type { Share } from '../model/findings.ts';

/** 1236 -> `1,236`, in every language and locale; a dash where it is not known. */
export function count(value: number | null): string {
  if (value === null) return BLANK;
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A share from 0 to 1 with one decimal: 0.382 -> `38.2%`. */
export function percent(value: number): string {
  return `${(value * 100).toFixed(1)}%`;
}

/** A share as `percent` gives it, or a dash where there is nothing that it could be a share of. */
export function percentOf(share: Share): string {
  return share.n === 0 ? BLANK : percent(share.value);
}

/** What stands for a figure that does not exist: missing is not zero. */
export const BLANK = '–';

/** The ends of a share's 95 % interval: `35.5%–40.9%`. */
export function interval(share: Share): string {
  if (share.n === 0) return BLANK;
  return `${percent(share.low)}–${percent(share.high)}`;
}

/** A number from -1 to 1 or -100 to 100 with its sign; what rounds to zero has none. */
export function signed(value: number, digits = 2): string {
  const text = value.toFixed(digits);
  if (Number(text) === 0) return (0).toFixed(digits);
  return value > 0 ? `+${text}` : text;
}

/** A factor: 3.73 -> `3.7`; below a tenth two decimals, so that it does not look like zero. */
export function factor(value: number): string {
  return value.toFixed(value < 0.1 ? 2 : 1);
}

/** Six significant digits are more than any count supports, and keep platforms byte for byte equal. */
export function rounded(value: number): number {
  return Number(value.toPrecision(6));
}
