import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BUILT_IN, definitionsOf, formulaOf } from '../../src/measure/metric-definitions.ts';
import { figureOf, statusOf } from '../../src/measure/metrics.ts';
import { student95, twoSidedP } from '../../src/measure/normal.ts';
import type { MetricAnswer, MetricDefinition } from '../../src/model/metric.ts';

const answers = (counts: Readonly<Record<string, number>>): MetricAnswer[] =>
  Object.entries(counts).map(([value, voices]) => ({ value: Number(value), voices, withText: 0 }));

function metric(id: string, settings: Parameters<typeof definitionsOf>[0] = {}): MetricDefinition {
  const found = definitionsOf(settings).find((definition) => definition.id === id);
  if (found === undefined) throw new Error(id);
  return found;
}

describe('figures', () => {
  test('a balance, by limits of its own', () => {
    const own = metric('nps', { nps: { top: 8, bottom: 5 } });
    // In favour 8, 9, 10: 6 of 12; against 0 to 5: 3 of 12.
    const found = figureOf(own, answers({ 3: 2, 5: 1, 6: 2, 7: 1, 8: 2, 9: 3, 10: 1 }));
    expect(found).toMatchObject({ value: 25, n: 12 });
  });

  test('a share leaves out what is not on the scale', () => {
    const found = figureOf(metric('ces'), answers({ 0: 9, 4: 1, 5: 1, 7: 2, 8: 5 }));
    expect(found).toMatchObject({ value: 75, n: 4 });
  });

  test('a mean with the t interval', () => {
    // 1, 2, 3, 4: mean 2.5, s = 1.290994, half = 3.18245 · s / 2 = 2.054263.
    const found = figureOf(
      metric('m', { m: { column: '分' } }),
      answers({ 1: 1, 2: 1, 3: 1, 4: 1 }),
    );
    expect(found.value).toBe(2.5);
    expect(found.low).toBeCloseTo(0.445737, 4);
    expect(found.high).toBeCloseTo(4.554263, 4);
  });

  test('the interval of a mean stays on the scale, and one answer has none', () => {
    const definition = metric('m', { m: { column: '分', scale: [1, 5] } });
    expect(figureOf(definition, answers({ 1: 1, 5: 1 }))).toMatchObject({ low: 1, high: 5 });
    expect(figureOf(definition, answers({ 4: 1 }))).toMatchObject({ value: 4, low: null });
  });

  test('a median lies between order statistics', () => {
    const minutes = answers(Object.fromEntries(Array.from({ length: 100 }, (_, i) => [i + 1, 1])));
    // Ranks 50 ± 9.8 (Conover): the 40th and the 61st.
    expect(figureOf(metric('first_response'), minutes)).toMatchObject({
      value: 50.5,
      low: 40,
      high: 61,
    });
    expect(figureOf(metric('resolve_time'), answers({ 5: 2, 30: 3 }))).toMatchObject({
      value: 30,
      low: null,
      high: null,
    });
  });

  test('nothing is nothing, not zero', () => {
    for (const definition of BUILT_IN) {
      expect(figureOf(definition, [])).toEqual({
        value: null,
        low: null,
        high: null,
        n: 0,
        withText: 0,
      });
    }
  });

  const anything = fc.array(
    fc.record({
      value: fc.integer({ min: -2, max: 12 }),
      voices: fc.integer({ min: 1, max: 40 }),
      withText: fc.constant(0),
    }),
    { maxLength: 20 },
  );
  test('the figure lies in its interval, whatever the order of the answers', () => {
    fc.assert(
      fc.property(anything, fc.constantFrom(...BUILT_IN), (some, definition) => {
        const found = figureOf(definition, some);
        expect(figureOf(definition, [...some].reverse())).toEqual(found);
        if (found.value === null || found.low === null || found.high === null) return;
        expect(found.low).toBeLessThanOrEqual(found.value + 1e-9);
        expect(found.high).toBeGreaterThanOrEqual(found.value - 1e-9);
      }),
    );
  });
});

describe('definitions', () => {
  test.each([
    [{ column: '评分', bottom: 2, top: 4 }, 'balance'],
    [{ column: '评分', top: 4 }, 'share'],
    [{ label: 'refund' }, 'share'],
    [{ column: '办结', unit: 'hours' }, 'median'],
    [{ column: '评分' }, 'mean'],
    [{ column: '评分', top: 4, formula: 'mean' }, 'mean'],
  ] as const)('%j is computed as a %s', (settings, formula) => {
    expect(metric('own', { own: settings }).formula).toBe(formula);
  });

  test('a changed limit leaves the rest of the built-in metric', () => {
    const nps = metric('nps', { nps: { top: 8 } });
    const { columns } = metric('nps');
    expect(nps).toMatchObject({ formula: 'balance', top: 8, bottom: 6, columns });
    expect(formulaOf(nps).zh).toContain('8–10 分占比减 0–6 分占比');
  });

  test('own metrics come after the built-in ones, by name', () => {
    const ids = definitionsOf({ 乙: {}, 甲: {} }).map(({ id }) => id);
    expect(ids.slice(0, BUILT_IN.length)).toEqual(BUILT_IN.map(({ id }) => id));
    expect(ids.slice(BUILT_IN.length)).toEqual(['乙', '甲']);
  });
});

describe('targets', () => {
  test.each([
    ['high', 30, [35, 30, 40], 'met'],
    ['high', 30, [20, 10, 29], 'missed'],
    ['high', 30, [20, 10, 30], 'unclear'],
    ['low', 5, [3, 1, 5], 'met'],
    ['low', 5, [8, 5.1, 12], 'missed'],
    ['low', 5, [8, 5, 12], 'unclear'],
  ] as const)(
    '%s is better, target %d, interval %j: %s',
    (better, target, [value, low, high], status) => {
      expect(statusOf({ better, target }, { value, low, high })).toBe(status);
    },
  );

  test('without a target or a figure there is no status', () => {
    expect(statusOf({ better: 'high', target: null }, { value: 1, low: 0, high: 2 })).toBeNull();
    expect(
      statusOf({ better: 'high', target: 1 }, { value: null, low: null, high: null }),
    ).toBeNull();
  });
});

describe('distributions, against printed tables', () => {
  test.each([
    [1.959963984540054, 0.05],
    [2.5758293035489004, 0.01],
    [0, 1],
    [3.2905267314919255, 0.001],
  ])('twoSidedP(%d)', (z, p) => {
    expect(twoSidedP(z)).toBeCloseTo(p, 7);
    expect(twoSidedP(-z)).toBeCloseTo(p, 7);
  });

  test.each([
    [1, 12.706],
    [4, 2.776],
    [5, 2.571],
    [10, 2.228],
    [30, 2.042],
    [1000, 1.962],
  ])('student95(%d)', (degrees, t) => {
    expect(student95(degrees)).toBeCloseTo(t, 2);
  });
});
