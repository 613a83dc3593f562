import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cholesky, solve } from '../../src/measure/cholesky.ts';
import { driversOf, type RatedVoice } from '../../src/measure/drivers.ts';
import { ridge } from '../../src/measure/ridge.ts';

const keyOf = (n: number): string => ((n * 2654435761) >>> 0).toString(16).padStart(8, '0');

/** Voices whose score is 4, less 2 with feature 0, plus half with feature 1, with a spread of ±0.5; feature 2 is idle. */
function voices(count: number): RatedVoice[] {
  return Array.from({ length: count }, (_, n) => {
    const features = [
      n % 4 === 0 ? 0 : null,
      n % 3 === 0 ? 1 : null,
      n % 5 === 0 ? 2 : null,
    ].filter((feature) => feature !== null);
    const effect = (features.includes(0) ? -2 : 0) + (features.includes(1) ? 0.5 : 0);
    return { key: keyOf(n), features, score: 4 + effect + (n % 7 < 3 ? 0.5 : -0.5) };
  });
}

describe('solving', () => {
  test('what is put in comes out again', () => {
    const matrix = Float64Array.from([4, 2, 1, 2, 5, 3, 1, 3, 6]);
    const x = [1, -2, 3];
    const right = Float64Array.from([0, 1, 2], (i) =>
      x.reduce((sum, value, j) => sum + value * (matrix[i * 3 + j] ?? 0), 0),
    );
    expect([...solve(cholesky(matrix, 3), 3, right)].map((v) => Number(v.toFixed(9)))).toEqual(x);
  });

  test('a matrix that is not positive definite is a fault', () => {
    expect(() => cholesky(Float64Array.from([1, 2, 2, 1]), 2)).toThrow(RangeError);
  });
});

describe('ridge', () => {
  test('one feature: the least squares difference of means, shrunken', () => {
    // Standardised feature: coefficient (difference of means) / (1 + λ).
    const samples = Array.from({ length: 200 }, (_, n) => ({
      score: n % 2 === 0 ? 3 + (n % 4) / 2 : 5,
      features: n % 2 === 0 ? [0] : [],
      fold: Math.floor(n / 2) % 5,
    }));
    const { lambda, coefficients } = ridge(samples, 1);
    expect(coefficients[0]?.value).toBeCloseTo(-1.5 / (1 + lambda), 10);
  });

  test('finds what was planted, and nothing in the idle feature', () => {
    const { drivers, predicted } = driversOf(voices(840), 3);
    const effect = (feature: number) => drivers.find((d) => d.feature === feature)?.effect;
    expect(effect(0)?.value).toBeCloseTo(-2, 1);
    expect(effect(1)?.value).toBeCloseTo(0.5, 1);
    expect(effect(2)?.low).toBeLessThan(0);
    expect(effect(2)?.high).toBeGreaterThan(0);
    expect(predicted).toBeGreaterThan(0.7);
  });
});

describe('drivers', () => {
  test('impact is the mean of all less the mean without, by brute force', () => {
    const all = voices(300);
    const mean = (some: readonly RatedVoice[]) =>
      some.reduce((sum, { score }) => sum + score, 0) / some.length;
    for (const { feature, impact, mean: held, voices: n } of driversOf(all, 3).drivers) {
      const holders = all.filter(({ features }) => features.includes(feature));
      const others = all.filter(({ features }) => !features.includes(feature));
      expect(n).toBe(holders.length);
      expect(held).toBeCloseTo(mean(holders), 10);
      expect(impact.value).toBeCloseTo(mean(all) - mean(others), 10);
      // The influence of each voice, summed one by one.
      const squares = all.reduce((sum, { score, features }) => {
        const base = score - mean(all);
        const own = features.includes(feature)
          ? base
          : base - (score - mean(others)) / (others.length / all.length);
        return sum + own * own;
      }, 0);
      expect(impact.high - impact.value).toBeCloseTo((1.959963985 * Math.sqrt(squares)) / 300, 8);
    }
  });

  test('the order of voices changes nothing', () => {
    const all = voices(150);
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: 150 }), (some) => {
        expect(driversOf(some, 3)).toEqual(driversOf(all, 3));
      }),
      { numRuns: 5 },
    );
  });

  test('a voice that mentions nothing and is as content as those without leaves the direction', () => {
    const all = voices(300);
    const more = [...all, { key: 'ffffffff', features: [], score: 4 }];
    const sign = (some: readonly RatedVoice[]) =>
      driversOf(some, 3)
        .drivers.filter(({ feature }) => feature < 2)
        .map(({ feature, impact }) => [feature, Math.sign(impact.value)]);
    expect(sign(more)).toEqual(sign(all));
  });

  test('too few voices, or all of one score, are refused with the reason', () => {
    expect(() => driversOf(voices(99), 3)).toThrow(/99/);
    expect(() =>
      driversOf(
        voices(200).map((v) => ({ ...v, score: 5 })),
        3,
      ),
    ).toThrow(/5/);
  });

  test('a feature that too few have, or nearly all, is left out', () => {
    const all = voices(200).map((voice, n) => ({
      ...voice,
      features: [...voice.features, ...(n < 9 ? [3] : []), ...(n > 8 ? [4] : [])],
    }));
    expect(
      driversOf(all, 5)
        .drivers.map(({ feature }) => feature)
        .sort(),
    ).toEqual([0, 1, 2]);
  });
});
