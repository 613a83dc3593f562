import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  confusionOf,
  kappaOf,
  meanF1,
  scoreOf,
  type Tally,
  tallyOf,
} from '../../src/measure/scores.ts';

const tally = (hits: number, spurious: number, missed: number): Tally => ({
  hits,
  spurious,
  missed,
});

describe('the score of a label', () => {
  test('is that of its tallies, summed over voices', () => {
    const score = scoreOf('praise', [
      tally(1, 0, 0),
      tally(1, 1, 0),
      tally(0, 0, 2),
      tally(0, 0, 0),
    ]);
    expect(score).toMatchObject({ label: 'praise', support: 4, found: 3, hits: 2 });
    expect(score.precision).toMatchObject({ count: 2, n: 3, value: 2 / 3 });
    expect(score.recall).toMatchObject({ count: 2, n: 4, value: 0.5 });
    expect(score.f1.value).toBeCloseTo(4 / 7, 12);
  });

  test('says nothing of precision where nothing was given', () => {
    const score = scoreOf('need', [tally(0, 0, 1), tally(0, 0, 2)]);
    expect(score.precision).toMatchObject({ n: 0, low: 0, high: 1 });
    expect(score.f1).toMatchObject({ value: 0, low: 0 });
    // Wilson: none of three.
    expect(score.f1.high).toBeCloseTo(0.5615, 4);
  });

  test('has an interval also where all is right, as wide as few judgements make it', () => {
    const { f1 } = scoreOf('churn', [tally(1, 0, 0), tally(1, 0, 0), tally(1, 0, 0)]);
    expect(f1).toMatchObject({ value: 1, high: 1 });
    expect(f1.low).toBeCloseTo(1 - 0.5615, 4);
  });
});

describe('the mean of F1', () => {
  test('is over labels, not over voices', () => {
    const often = [tally(1, 0, 0), tally(1, 0, 0), tally(1, 0, 0)];
    const rare = [tally(0, 1, 0), tally(0, 0, 1), tally(0, 0, 0)];
    expect(meanF1([often, rare]).value).toBe(0.5);
    expect(meanF1([]).value).toBe(0);
  });

  test('has the interval of a bootstrap over voices', () => {
    const random = generator(7);
    const labels = [0.8, 0.5, 0.15].map((share) =>
      Array.from({ length: 400 }, () => {
        const [gold, found] = [random() < share, random() < 0.2];
        const given = found ? random() < share : gold;
        return tally(Number(gold && given), Number(!gold && given), Number(gold && !given));
      }),
    );
    const resampled = Array.from({ length: 2000 }, () => {
      const drawn = Array.from({ length: 400 }, () => Math.floor(random() * 400));
      return meanF1(labels.map((tallies) => drawn.map((at) => tallies[at] ?? tally(0, 0, 0))))
        .value;
    }).sort((a, b) => a - b);
    const { low, high } = meanF1(labels);
    expect(Math.abs(low - (resampled[50] ?? 0))).toBeLessThan(0.006);
    expect(Math.abs(high - (resampled[1949] ?? 0))).toBeLessThan(0.006);
  });

  test('lies in its interval, whatever the tallies', () => {
    const count = fc.nat(3);
    const voice = fc.record({ hits: count, spurious: count, missed: count });
    fc.assert(
      fc.property(fc.array(fc.array(voice, { minLength: 5, maxLength: 5 })), (labels) => {
        const { value, low, high } = meanF1(labels);
        expect(0 <= low && low <= value && value <= high && high <= 1).toBe(true);
      }),
    );
  });
});

test.each([
  [['praise', 'need'], ['need', 'other'], undefined, tally(1, 1, 1)],
  [['praise', 'need'], ['need', 'other'], 'other', tally(0, 1, 0)],
  [['praise', 'need'], ['need', 'other'], 'need', tally(1, 0, 0)],
  [[], [], undefined, tally(0, 0, 0)],
])('%j against %j, of %s', (gold, found, only, expected) => {
  expect(tallyOf(gold, found, only)).toEqual(expected);
});

describe("Cohen's kappa", () => {
  const times = (n: number, gold: string, found: string) =>
    Array.from({ length: n }, () => [gold, found] as const);

  test('is the agreement beyond chance', () => {
    // 35 of 50 agree; by chance 25 would.
    const pairs = [...times(20, 'a', 'a'), ...times(5, 'a', 'b'), ...times(10, 'b', 'a')];
    const confusion = confusionOf([...pairs, ...times(15, 'b', 'b')], ['a', 'b']);
    expect(confusion.counts).toEqual([
      [20, 5],
      [10, 15],
    ]);
    expect(kappaOf(confusion)).toBeCloseTo(0.4, 12);
  });

  test('is 1 where all agree, and unknown where one label is all there is', () => {
    const both = [...times(3, 'a', 'a'), ...times(1, 'b', 'b')];
    expect(kappaOf(confusionOf(both, ['a', 'b']))).toBe(1);
    expect(kappaOf(confusionOf(times(3, 'a', 'a'), ['a', 'b']))).toBeNull();
    expect(kappaOf(confusionOf([], ['a', 'b']))).toBeNull();
  });
});

/** Numbers from 0 to 1 that are the same in every run (Park and Miller). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
