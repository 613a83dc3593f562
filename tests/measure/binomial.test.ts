import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { falseDiscoveryRates, logGamma, midP } from '../../src/measure/binomial.ts';

test.each([
  [1, 0],
  [2, 0],
  [5, Math.log(24)],
  [11, Math.log(3_628_800)],
  [1.5, Math.log(Math.sqrt(Math.PI) / 2)],
])('the logarithm of the gamma function of %f', (x, expected) => {
  expect(logGamma(x)).toBeCloseTo(expected, 11);
});

describe('midP', () => {
  // Exact values, computed with rational numbers from the definition.
  test.each([
    [5, 5, 0.15, 7.59375e-5],
    [0, 10, 0.25, 0.056313514709472656],
    [8, 20, 0.2, 0.04212444940159943],
    [3, 10, 0.3, 0.9676064952],
    [40, 100, 0.25, 0.0010105576242803724],
    [1, 60, 0.15, 0.0007329939580354689],
    [150, 400, 0.3, 0.001336092257002387],
  ])('%i of %i at %f', (x, n, chance, expected) => {
    expect(midP(x, n, chance) / expected).toBeCloseTo(1, 9);
  });

  test('stays between 0 and 1 and turns round with the sides', () => {
    fc.assert(
      fc.property(
        fc.nat(300),
        fc.nat(300),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (x, rest, chance) => {
          fc.pre(x + rest > 0);
          const p = midP(x, x + rest, chance);
          expect(p).toBeGreaterThanOrEqual(0);
          expect(p).toBeLessThanOrEqual(1);
          expect(midP(rest, x + rest, 1 - chance)).toBeCloseTo(p, 8);
        },
      ),
    );
  });

  test('of a million voices takes no time and no infinity', () => {
    expect(midP(300_000, 1_000_000, 0.3)).toBeGreaterThan(0.99);
    expect(midP(310_000, 1_000_000, 0.3)).toBeLessThan(1e-90);
  });
});

describe('falseDiscoveryRates', () => {
  test('of the example of Benjamini and Hochberg 1995 names four discoveries at 5 %', () => {
    const ps = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719,
      0.6528, 0.759, 1,
    ];
    const rates = falseDiscoveryRates(ps);
    expect(rates.filter((rate) => rate <= 0.05)).toHaveLength(4);
    expect(rates[3]).toBeCloseTo((0.0095 * 15) / 4, 10);
  });

  test('keep the order of the p-values and are never below them', () => {
    const chances = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 });
    fc.assert(
      fc.property(chances, (ps) => {
        const rates = falseDiscoveryRates(ps);
        const byP = ps.map((p, i) => ({ p, q: rates[i] ?? -1 })).sort((a, b) => a.p - b.p);
        for (const [i, { p, q }] of byP.entries()) {
          expect(q).toBeGreaterThanOrEqual(p);
          expect(q).toBeLessThanOrEqual(1);
          expect(q).toBeGreaterThanOrEqual(byP[i - 1]?.q ?? 0);
        }
      }),
    );
  });

  test('of no tests are none', () => {
    expect(falseDiscoveryRates([])).toEqual([]);
  });
});
