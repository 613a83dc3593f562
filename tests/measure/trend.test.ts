import { describe, expect, test } from 'vitest';
import { weeksBetween } from '../../src/measure/calendar.ts';
import { trendsOf } from '../../src/measure/trend.ts';

const WEEKS = weeksBetween('2026-01-05', '2026-06-28');
const LAST_DAY = '2026-06-24';

/** A voice count a week: `base` in the early weeks, `recent` in the last four. */
function weekly(base: number, recent: number) {
  return WEEKS.map((week, i) => ({ week, voices: i < WEEKS.length - 4 ? base : recent })).filter(
    ({ voices }) => voices > 0,
  );
}
const pain = (base: number, recent: number) => ({ weeks: weekly(base, recent) });
const directions = (pains: { weeks: ReturnType<typeof weekly> }[], totals = weekly(100, 100)) =>
  trendsOf(pains, totals, LAST_DAY).map(({ direction }) => direction);

describe('trendsOf', () => {
  test.each([
    ['doubles', 10, 20, 'rising'],
    ['appears', 0, 3, 'rising'],
    ['is mended', 8, 0, 'falling'],
    ['stays as it is', 20, 20, 'steady'],
    ['has too few voices', 0.1, 0.1, 'unclear'],
  ])('a pain point that %s', (_, base, recent, direction) => {
    expect(directions([pain(base, recent)])).toEqual([direction]);
  });

  test('counts the last four weeks by the last day of the data', () => {
    const [trend] = trendsOf([pain(10, 20)], weekly(100, 50), LAST_DAY);
    expect(trend).toMatchObject({ recent: 80, recentTotal: 200, base: 210, baseTotal: 2100 });
    expect(trend?.ratio).toBeCloseTo(80.5 / 200 / (210.5 / 2100), 10);
  });

  test('compares shares: twice the voices in twice the traffic is no change', () => {
    const [trend] = trendsOf([pain(10, 20)], weekly(100, 200), LAST_DAY);
    expect(trend?.direction).toBe('steady');
    expect(trend?.ratio).toBeCloseTo(1, 2);
  });

  test('a change that many voices prove but nobody would feel is not called one', () => {
    const [trend] = trendsOf([pain(2000, 2200)], weekly(10_000, 10_000), LAST_DAY);
    expect(trend?.q).toBeLessThan(0.001);
    expect(trend?.direction).toBe('steady');
  });

  test('less than four weeks before tell nothing', () => {
    const weeks = weeksBetween('2026-05-11', LAST_DAY).map((week) => ({ week, voices: 30 }));
    const [trend] = trendsOf([{ weeks: weeks.slice(-1) }], weeks, LAST_DAY);
    expect(trend).toMatchObject({ direction: 'unclear', p: 1, q: 1 });
  });

  test('without dates nothing moves', () => {
    expect(trendsOf([{ weeks: [] }], [], null)).toEqual([
      {
        direction: 'unclear',
        recent: 0,
        recentTotal: 0,
        base: 0,
        baseTotal: 0,
        ratio: 1,
        p: 1,
        q: 1,
      },
    ]);
  });

  test('the same rise counts less among a hundred pain points than alone', () => {
    const alone = trendsOf([pain(2, 4)], weekly(100, 100), LAST_DAY)[0];
    const crowd = Array.from({ length: 99 }, () => pain(5, 5));
    const among = trendsOf([pain(2, 4), ...crowd], weekly(100, 100), LAST_DAY)[0];
    expect(alone?.direction).toBe('rising');
    expect(among?.p).toBe(alone?.p);
    expect(among?.q).toBeGreaterThan(alone?.q ?? 1);
  });

  test('what was mended is seen to fall also among a hundred small pain points', () => {
    const crowd = Array.from({ length: 100 }, () => pain(0.3, 0.3));
    expect(directions([pain(1.6, 0), ...crowd])[0]).toBe('falling');
  });

  test('a hundred flat pain points of a noisy year raise no alarm', () => {
    // Deterministic noise around 6 voices a week, different for every pain point.
    const noisy = Array.from({ length: 100 }, (_, i) => ({
      weeks: WEEKS.map((week, j) => ({ week, voices: 6 + ((i * 7 + j * 13) % 5) - 2 })),
    }));
    const alarms = directions(noisy, weekly(1000, 1000)).filter((d) => d !== 'steady');
    expect(alarms.filter((direction) => direction !== 'unclear')).toEqual([]);
  });
});
