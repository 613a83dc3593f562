import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { candidatesOf } from '../../src/measure/lift.ts';
import { burstPart, DEFAULT_WEIGHTS, priorityOf } from '../../src/measure/priority.ts';
import { LEAST_STABILITY, stabilityOf } from '../../src/measure/stability.ts';
import { factsOf, painOf, sentiments } from './facts-of.ts';

describe('stability', () => {
  test('of few voices is too little to act on, of many it is enough', () => {
    expect(stabilityOf({ voices: 5, told: 5 }, 1000)).toBeLessThan(LEAST_STABILITY);
    expect(stabilityOf({ voices: 20, told: 20 }, 1000)).toBeGreaterThan(LEAST_STABILITY);
    expect(stabilityOf({ voices: 200, told: 200 }, 1000)).toBeGreaterThan(0.99);
  });

  test('is the chance that a resample stays within a quarter', () => {
    // 16 of 100: the standard deviation is 3.666, a quarter is 4 voices; 2Φ(1.0911) - 1 = 0.7248.
    expect(stabilityOf({ voices: 16, told: 16 }, 100)).toBeCloseTo(0.7248, 3);
    expect(stabilityOf({ voices: 16, told: 8 }, 100)).toBeCloseTo(0.3624, 3);
  });

  test('lies from 0 to 1', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), fc.nat(500), (a, b, c) => {
        const [told, voices, all] = [a, a + b, a + b + c];
        const stability = stabilityOf({ voices, told }, all);
        expect(stability).toBeGreaterThanOrEqual(0);
        expect(stability).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('where a pain point gathers', () => {
  const named = (name: string, voices: number) => ({
    name,
    sentiment: sentiments({ negative: voices }),
  });
  const facts = factsOf({
    scope: { ...factsOf().scope, voices: 1000 },
    products: [named('A', 100), named('B', 900)],
  });

  test('is named with its lift where the share is far above that of other voices', () => {
    const pain = painOf({
      voices: 40,
      products: [
        { name: 'A', voices: 30 },
        { name: 'B', voices: 10 },
      ],
    });
    const [found = []] = candidatesOf(facts, [pain]);
    expect(found.map(({ dimension, name }) => [dimension, name])).toEqual([['product', 'A']]);
    expect(found[0]?.lift).toBeCloseTo(30.5 / 41 / (70.5 / 961), 6);
    expect(found[0]?.low).toBeGreaterThan(1);
  });

  test('is another stage than its own, of which all its voices speak', () => {
    const opinions = { positive: 0, neutral: 0, negative: 100 };
    const stages = (['use', 'service'] as const).map((stage) => ({ stage, voices: 100, opinions }));
    const pain = painOf({
      voices: 40,
      stage: 'use',
      stages: [
        { stage: 'use', voices: 40 },
        { stage: 'service', voices: 30 },
      ],
    });
    const [found = []] = candidatesOf({ ...facts, stages }, [pain]);
    expect(found.map(({ dimension, name }) => [dimension, name])).toEqual([['stage', 'service']]);
  });

  test('is nothing where it is spread as all voices are, or has hardly any', () => {
    const spread = painOf({ voices: 40, products: [{ name: 'A', voices: 5 }] });
    const few = painOf({ voices: 2, products: [{ name: 'A', voices: 2 }] });
    expect(candidatesOf(facts, [spread, few])).toEqual([[], []]);
  });
});

describe('priority', () => {
  test('counts voices, more where more is at stake or they came at once', () => {
    const parts = { told: 10, severity: 0.5, burst: 0.2, rise: 1 };
    expect(priorityOf(parts, DEFAULT_WEIGHTS)).toBeCloseTo(10 * (1 + 0.5 + 0.6 + 0.5), 10);
    const rooted = { volume: 0.5, severity: 0, burst: 0, rise: 0 };
    expect(priorityOf({ ...parts, told: 16 }, rooted)).toBe(4);
    expect(priorityOf({ ...parts, told: 0 }, DEFAULT_WEIGHTS)).toBe(0);
  });

  test('knows what came at once from what is always there', () => {
    const weeks = Array.from({ length: 40 }, (_, i) => `2025-${String(i + 10)}`);
    const totals = weeks.map((week) => ({ week, voices: 100 }));
    const steady = burstPart({ weeks: weeks.map((week) => ({ week, voices: 1 })) }, totals);
    const sudden = burstPart({ weeks: [{ week: weeks[20] ?? '', voices: 40 }] }, totals);
    expect(steady).toBe(0);
    expect(sudden).toBeCloseTo((40 * (1 - 8 / 40)) / 45, 10);
  });
});
