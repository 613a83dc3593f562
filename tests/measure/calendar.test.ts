import fc from 'fast-check';
import { expect, test } from 'vitest';
import { daysAfter, mondayOf, monthsBetween, weeksBetween } from '../../src/measure/calendar.ts';

test.each([
  ['2026-04-06', '2026-04-06'],
  ['2026-04-12', '2026-04-06'],
  ['2026-01-01', '2025-12-29'],
  ['2024-03-01', '2024-02-26'],
  ['1969-12-31', '1969-12-29'],
])('%s lies in the week of Monday %s', (date, monday) => {
  expect(mondayOf(date)).toBe(monday);
});

test('weeks run from Monday to Monday without gaps, over the turn of the year', () => {
  expect(weeksBetween('2025-12-24', '2026-01-07')).toEqual([
    '2025-12-22',
    '2025-12-29',
    '2026-01-05',
  ]);
  expect(weeksBetween('2026-01-07', '2026-01-07')).toEqual(['2026-01-05']);
});

test('months run over the turn of the year without gaps', () => {
  expect(monthsBetween('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
});

test('days are added over a leap day', () => {
  expect(daysAfter('2024-02-28', 2)).toBe('2024-03-01');
});

test('a date is the one that the platform tells, over four centuries', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 160_000 }), (days) => {
      const expected = new Date(Date.UTC(1799, 11, 31) + days * 86_400_000);
      expect(daysAfter('1799-12-31', days)).toBe(expected.toISOString().slice(0, 10));
    }),
    { examples: [[0], [59], [60], [36_584], [73_108], [73_109], [146_097]] },
  );
});
