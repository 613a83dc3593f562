import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { balanceOf, wilson } from '../../src/measure/interval.ts';

describe('wilson', () => {
  // Bounds from the closed form of Newcombe 1998, table I, to four decimals.
  test.each([
    [81, 263, 0.308, 0.2553, 0.3662],
    [15, 148, 0.1014, 0.0624, 0.1605],
    [0, 20, 0, 0, 0.1611],
    [1, 29, 0.0345, 0.0061, 0.1718],
    [29, 29, 1, 0.883, 1],
  ])('%i of %i is %f between %f and %f', (count, n, value, low, high) => {
    const share = wilson(count, n);
    expect(share.value).toBeCloseTo(value, 4);
    expect(share.low).toBeCloseTo(low, 4);
    expect(share.high).toBeCloseTo(high, 4);
  });

  test('of nothing says nothing', () => {
    expect(wilson(0, 0)).toEqual({ count: 0, n: 0, value: 0, low: 0, high: 1 });
  });

  test('holds the share itself and stays within 0 and 1', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(100_000), (part, rest) => {
        const { value, low, high } = wilson(part, part + rest);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(value);
        expect(high).toBeGreaterThanOrEqual(value);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('narrows when ten times as many voices say the same', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.integer({ min: 1, max: 500 }), (part, rest) => {
        const few = wilson(part, part + rest);
        const many = wilson(10 * part, 10 * (part + rest));
        expect(many.high - many.low).toBeLessThan(few.high - few.low);
      }),
    );
  });
});

describe('balanceOf', () => {
  test('comes close to the plain normal interval when there are many answers', () => {
    // NPS 20 of 10,000: 50 % promoters, 30 % detractors, variance 0.8 - 0.04.
    const { value, low, high } = balanceOf(5000, 3000, 10_000);
    const half = 1.96 * Math.sqrt(0.76 / 10_000);
    expect(value).toBeCloseTo(0.2, 10);
    expect(low).toBeCloseTo(0.2 - half, 3);
    expect(high).toBeCloseTo(0.2 + half, 3);
  });

  test('is the Wilson interval on the doubled scale when everybody takes a side', () => {
    const share = wilson(7, 9);
    const balance = balanceOf(7, 2, 9);
    expect(balance.low).toBeCloseTo(2 * share.low - 1, 10);
    expect(balance.high).toBeCloseTo(2 * share.high - 1, 10);
  });

  test.each([
    ['three in favour', 3, 0, 3],
    ['three against', 0, 3, 3],
    ['three of neither side', 0, 0, 3],
  ])('%s of three are no certainty', (_, inFavour, against, n) => {
    const { low, high } = balanceOf(inFavour, against, n);
    expect(high - low).toBeGreaterThan(0.5);
  });

  test('holds the value itself and stays within -1 and 1', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(5000), fc.integer({ min: 1, max: 5000 }), (a, b, rest) => {
        const { value, low, high } = balanceOf(a, b, a + b + rest);
        expect(low).toBeGreaterThanOrEqual(-1);
        expect(low).toBeLessThanOrEqual(value);
        expect(high).toBeGreaterThanOrEqual(value);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('turns round when the sides do', () => {
    fc.assert(
      fc.property(fc.nat(900), fc.nat(900), fc.integer({ min: 1, max: 900 }), (a, b, rest) => {
        const one = balanceOf(a, b, a + b + rest);
        const other = balanceOf(b, a, a + b + rest);
        expect(other.low).toBeCloseTo(-one.high, 10);
        expect(other.value).toBeCloseTo(-one.value, 10);
      }),
    );
  });
});
