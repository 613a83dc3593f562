import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare, periodBefore } from '../../src/measure/comparison.ts';
import { measure } from '../../src/measure/measure.ts';
import { definitionsOf } from '../../src/measure/metric-definitions.ts';
import { figureOf, unitOf } from '../../src/measure/metrics.ts';
import type { Comparison, Findings, MetricFinding } from '../../src/model/findings.ts';
import { factsOf, painOf, sentiments } from './facts-of.ts';

const NOW = { since: '2026-03-01', until: '2026-03-31' };
const PERIODS = { now: NOW, before: periodBefore(NOW) };

/** Findings of a period with `voices` voices, a quarter of them negative, and pain points of so many voices by id. */
function period(voices: number, pains: Readonly<Record<string, number>>): Findings {
  const facts = factsOf({
    scope: { ...factsOf().scope, voices },
    sentiment: sentiments({ negative: voices / 4, positive: (voices * 3) / 4 }),
    pains: Object.entries(pains).map(([id, count]) => painOf({ id, label: id, voices: count })),
  });
  return { ...measure(facts), stages: [] };
}

function changesOf(comparison: Comparison): Record<string, string> {
  return Object.fromEntries(comparison.pains.map(({ id, change }) => [id, change]));
}

test.each([
  [NOW, { since: '2026-01-29', until: '2026-02-28' }],
  [
    { since: '2026-03-02', until: '2026-03-02' },
    { since: '2026-03-01', until: '2026-03-01' },
  ],
  [
    { since: '2024-03-01', until: '2024-03-07' },
    { since: '2024-02-23', until: '2024-02-29' },
  ],
])('%o is compared with %o', (now, before) => {
  expect(periodBefore(now)).toEqual(before);
});

test('says what is new, gone, worse, better, and what cannot be told', () => {
  const now = period(1000, { worse: 90, better: 10, steady: 30, new: 5, few: 4 });
  const before = period(2000, { worse: 60, better: 120, steady: 62, gone: 5 });
  const comparison = compare({ now, before }, PERIODS);
  expect(changesOf(comparison)).toEqual({
    worse: 'worse',
    better: 'better',
    steady: 'same',
    new: 'new',
    gone: 'gone',
    few: 'same',
  });
  const worse = comparison.pains.find(({ id }) => id === 'worse');
  expect(worse).toMatchObject({ now: { count: 90 }, before: { count: 60 } });
  expect(worse?.difference.value).toBeCloseTo(0.06);
});

test('a period beside itself has not changed, and the other way round better is worse', () => {
  const counts = fc.dictionary(
    fc.constantFrom('a', 'b', 'c', 'd'),
    fc.integer({ min: 1, max: 200 }),
  );
  fc.assert(
    fc.property(counts, counts, (some, others) => {
      const [now, before] = [period(400, some), period(800, others)];
      const same = compare({ now, before: now }, PERIODS);
      expect(Object.values(changesOf(same)).every((change) => change === 'same')).toBe(true);
      const turned = { new: 'gone', gone: 'new', worse: 'better', better: 'worse', same: 'same' };
      const back = changesOf(compare({ now: before, before: now }, PERIODS));
      for (const { id, change } of compare({ now, before }, PERIODS).pains) {
        expect(back[id]).toBe(turned[change]);
      }
    }),
  );
});

/** A metric as answers to so many of each value give it. */
function metricOf(id: string, counts: Readonly<Record<number, number>>): MetricFinding {
  const definition = definitionsOf({ mean: {} }).find((one) => one.id === id);
  if (definition === undefined) throw new Error(`no metric ${id}`);
  const answers = Object.entries(counts).map(([value, voices]) => ({
    ...{ value: Number(value), voices, withText: 0 },
  }));
  return {
    ...figureOf(definition, answers),
    ...{ id, name: definition.name, formula: definition.name, unit: unitOf(definition) },
    ...{ better: definition.better, target: null, status: null, pains: [] },
  };
}

function metricChange(
  id: string,
  now: Readonly<Record<number, number>>,
  before: Readonly<Record<number, number>>,
) {
  const [one, other] = [metricOf(id, now), metricOf(id, before)];
  const empty = period(0, {});
  const found = { now: { ...empty, metrics: [one] }, before: { ...empty, metrics: [other] } };
  const [change] = compare(found, PERIODS).metrics;
  if (change === undefined) throw new Error('a metric is compared');
  return change;
}

describe('metrics of two periods', () => {
  test('intervals that meet may still differ', () => {
    // 45.3 % and 55.7 % of 300 each; Newcombe's method 10 gives -18.1 to -2.3 points.
    const csat = metricChange('csat', { 5: 136, 1: 164 }, { 5: 167, 1: 133 });
    expect(Number(csat.now.high)).toBeGreaterThan(Number(csat.before.low));
    expect(csat.change).toBe('worse');
    expect(csat.difference.value).toBeCloseTo(-10.33, 2);
    expect(csat.difference.low).toBeCloseTo(-18.15, 2);
    expect(csat.difference.high).toBeCloseTo(-2.33, 2);
  });

  test.each([
    ['nps', { 10: 150, 0: 150 }, { 10: 100, 0: 200 }, 'better'],
    ['nps', { 10: 150, 0: 150 }, { 10: 140, 0: 160 }, 'same'],
    ['complaint_rate', { 1: 60, 0: 240 }, { 1: 30, 0: 270 }, 'worse'],
    ['repeat_contact', { 1: 30, 0: 270 }, { 1: 60, 0: 240 }, 'better'],
    ['resolve_time', { 60: 50, 90: 50 }, { 200: 50, 300: 50 }, 'better'],
    ['mean', { 4: 50, 5: 50 }, { 3: 50, 4: 50 }, 'better'],
    ['mean', { 4: 1 }, { 3: 50, 4: 50 }, 'same'],
    ['csat', {}, { 5: 50 }, 'same'],
  ])('%s with %o after %o: %s', (id, now, before, change) => {
    expect(metricChange(id, now, before).change).toBe(change);
  });

  test('what has no interval has a difference, what has no answers has none', () => {
    expect(metricChange('mean', { 4: 1 }, { 3: 1 }).difference).toEqual({
      ...{ value: 1, low: null, high: null },
    });
    expect(metricChange('mean', { 4: 1 }, {}).difference.value).toBeNull();
  });

  test('the negative share and the share of satisfied ones are judged alike', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), (some, others) => {
        const facts = (negative: number) =>
          factsOf({
            scope: { ...factsOf().scope, voices: 300 },
            sentiment: sentiments({ negative, positive: 300 - negative }),
          });
        const found = (negative: number): Findings => ({ ...measure(facts(negative)), stages: [] });
        const { negative } = compare({ now: found(some), before: found(others) }, PERIODS);
        const csat = metricChange(
          'csat',
          { 5: 300 - some, 1: some },
          { 5: 300 - others, 1: others },
        );
        expect(csat.change).toBe(negative.change);
        expect(csat.difference.value).toBeCloseTo(-100 * negative.difference.value, 9);
        expect(csat.difference.low).toBeCloseTo(-100 * negative.difference.high, 9);
      }),
    );
  });

  test('the other way round a difference is its opposite', () => {
    const counts = fc.dictionary(
      fc.constantFrom('0', '5', '7', '9', '10'),
      fc.integer({ min: 1, max: 99 }),
    );
    fc.assert(
      fc.property(fc.constantFrom('nps', 'mean', 'resolve_time'), counts, counts, (id, a, b) => {
        const there = metricChange(id, a, b);
        const back = metricChange(id, b, a);
        const turned = { worse: 'better', better: 'worse', same: 'same', new: 'new', gone: 'gone' };
        expect(back.change).toBe(turned[there.change]);
        if (there.difference.low === null) return;
        expect(back.difference.high).toBeCloseTo(-there.difference.low, 9);
        expect(there.difference.low).toBeLessThanOrEqual(Number(there.difference.value));
      }),
    );
  });
});
