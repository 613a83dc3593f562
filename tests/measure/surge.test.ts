import { describe, expect, test } from 'vitest';
import { daysAfter } from '../../src/measure/calendar.ts';
import { surgeOf } from '../../src/measure/surge.ts';

/** Numbers from 0 to 1, the same in each run (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** How many events fall into a week in which `mean` are usual (Knuth). */
function poisson(mean: number, random: () => number): number {
  if (mean > 60) return poisson(mean / 2, random) + poisson(mean / 2, random);
  const limit = Math.exp(-mean);
  let product = random();
  let count = 0;
  while (product > limit) {
    product *= random();
    count += 1;
  }
  return count;
}

const FIRST = '2024-01-01';
const OTHERS = 1000;
const mondays = (counts: readonly number[]) =>
  counts.map((voices, at) => ({ week: daysAfter(FIRST, 7 * at), voices }));

/** Whether each week from `from` on raises an alarm, seen from that week. */
function alarms(counts: readonly number[], from: number): boolean[] {
  return counts.slice(from).map((_, i) => {
    const seen = counts.slice(0, from + i + 1);
    const totals = mondays(seen.map((voices) => voices + OTHERS));
    return surgeOf({ weeks: mondays(seen) }, totals, daysAfter(FIRST, 7 * (from + i) + 6)) !== null;
  });
}

describe('a surge', () => {
  test('of half as many voices again in 40 a week is seen within two weeks in 95 of 100 cases', () => {
    const random = randomFrom(20260401);
    const cases = 1000;
    let found = 0;
    for (let i = 0; i < cases; i++) {
      const counts = Array.from({ length: 54 }, (_, week) => poisson(week < 52 ? 40 : 60, random));
      if (alarms(counts, 52).some((alarm) => alarm)) found += 1;
    }
    expect(found / cases).toBeGreaterThanOrEqual(0.95);
  });

  test.each([2, 10, 40])(
    'is announced in at most 1 of 100 of 52 flat weeks of 100 pain points of %d voices a week',
    (mean) => {
      const random = randomFrom(7 * mean);
      let announced = 0;
      for (let pain = 0; pain < 100; pain++) {
        const counts = Array.from({ length: 104 }, () => poisson(mean, random));
        const weeks = alarms(counts, 52);
        // An alarm that goes on, or comes back within four weeks, is the same one.
        announced += weeks.filter(
          (alarm, at) => alarm && !weeks.slice(Math.max(0, at - 4), at).includes(true),
        ).length;
      }
      expect(announced / 5200).toBeLessThanOrEqual(0.01);
    },
  );

  test('needs eight weeks that tell what is usual', () => {
    const sudden = (before: number) => [...new Array<number>(before).fill(5), 30];
    expect(alarms(sudden(7), 7)).toEqual([false]);
    expect(alarms(sudden(8), 8)).toEqual([true]);
  });

  test('is none where all voices rise alike', () => {
    const weeks = mondays([10, 10, 10, 10, 10, 10, 10, 10, 30]);
    const totals = weeks.map(({ week, voices }) => ({ week, voices: voices * 20 }));
    expect(surgeOf({ weeks }, totals, '2024-03-03')).toBeNull();
  });
});
