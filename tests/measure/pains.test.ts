import fc from 'fast-check';
import { expect, test } from 'vitest';
import { painsOf } from '../../src/measure/pains.ts';
import { severityOf } from '../../src/measure/severity.ts';
import { factsOf, painOf, sentiments } from './facts-of.ts';

const scope = { ...factsOf().scope, voices: 100, firstDay: '2026-04-01', lastDay: '2026-04-19' };

test.each([
  ['no signal', {}, 0, 0],
  ['half of the voices urgent', {}, 5, 0.5],
  ['all leave', { churn: 10 }, 0, 0.3],
  ['two report it elsewhere, four want their money back', { escalation: 2, refund: 4 }, 0, 0.18],
  ['everything at once', { safety: 10, escalation: 10, repeat: 10 }, 10, 1],
])('severity with %s', (_, signals, urgent, severity) => {
  expect(severityOf(painOf({ voices: 10, signals, urgent }))).toBeCloseTo(severity, 10);
});

test('a grave pain point outranks a slightly larger harmless one', () => {
  const { pains } = painsOf(
    factsOf({
      scope,
      pains: [
        painOf({ id: 'p00000001', label: '包装破', voices: 11 }),
        painOf({ id: 'p00000002', label: '刹车失灵', voices: 10, urgent: 10 }),
      ],
    }),
  );
  expect(pains.map(({ label, rank, weight }) => ({ label, rank, weight }))).toEqual([
    { label: '刹车失灵', rank: 1, weight: 20 },
    { label: '包装破', rank: 2, weight: 11 },
  ]);
});

test('groups that name no problem are kept apart with ranks of their own', () => {
  const { pains, others } = painsOf(
    factsOf({
      scope,
      pains: [
        painOf({ id: 'p00000001', other: 'general', voices: 50 }),
        painOf({ id: 'p00000002', voices: 5 }),
      ],
    }),
  );
  expect(pains.map(({ id, rank }) => [id, rank])).toEqual([['p00000002', 1]]);
  expect(others.map(({ id, rank }) => [id, rank])).toEqual([['p00000001', 1]]);
});

test('the series has an entry for every week, also those without a voice', () => {
  const { pains } = painsOf(
    factsOf({
      scope,
      pains: [painOf({ voices: 3, weeks: [{ week: '2026-04-13', voices: 3 }] })],
    }),
  );
  expect(pains[0]?.series).toEqual([0, 0, 3]);
});

test('the share is of all voices, with its interval', () => {
  const { pains } = painsOf(factsOf({ scope, pains: [painOf({ voices: 20 })] }));
  expect(pains[0]?.share).toMatchObject({ count: 20, n: 100, value: 0.2 });
});

test('rising pain points are named strongest change first', () => {
  const weeks = Array.from({ length: 20 }, (_, i) =>
    new Date(Date.UTC(2026, 0, 5 + 7 * i)).toISOString().slice(0, 10),
  );
  const weekly = (base: number, recent: number) =>
    weeks.map((week, i) => ({ week, voices: i < 16 ? base : recent }));
  const { rising, falling } = painsOf(
    factsOf({
      scope: { ...scope, firstDay: weeks[0] ?? null, lastDay: weeks.at(-1) ?? null },
      weeks: weeks.map((week) => ({
        week,
        sentiment: sentiments({ negative: 200 }),
        meanScore: -0.5,
      })),
      pains: [
        painOf({ id: 'p00000001', weeks: weekly(10, 20), voices: 240 }),
        painOf({ id: 'p00000002', weeks: weekly(2, 12), voices: 80 }),
        painOf({ id: 'p00000003', weeks: weekly(12, 3), voices: 204 }),
        painOf({ id: 'p00000004', weeks: weekly(0, 30), voices: 120, other: 'general' }),
      ],
    }),
  );
  expect(rising).toEqual(['p00000002', 'p00000001']);
  expect(falling).toEqual(['p00000003']);
});

test('a further voice never lowers the weight of a pain point, whatever it says', () => {
  const counts = fc.record({
    voices: fc.integer({ min: 1, max: 50 }),
    urgent: fc.nat(50),
    churn: fc.nat(50),
    safety: fc.nat(50),
  });
  fc.assert(
    fc.property(counts, fc.boolean(), fc.boolean(), ({ voices, urgent, churn, safety }, u, c) => {
      const before = painOf({ voices, urgent, signals: { churn, safety } });
      const after = painOf({
        voices: voices + 1,
        urgent: urgent + (u ? 1 : 0),
        signals: { churn: churn + (c ? 1 : 0), safety },
      });
      const weight = (pain: typeof before) => pain.voices * (1 + severityOf(pain));
      expect(weight(after)).toBeGreaterThanOrEqual(weight(before) - 1e-9);
    }),
  );
});

test('pain points in another order give the same findings', () => {
  const pains = Array.from({ length: 12 }, (_, i) =>
    painOf({ id: `p0000000${i.toString(16)}`, voices: 1 + (i % 3), urgent: i % 2 }),
  );
  expect(painsOf(factsOf({ scope, pains: [...pains].reverse() }))).toEqual(
    painsOf(factsOf({ scope, pains })),
  );
});
