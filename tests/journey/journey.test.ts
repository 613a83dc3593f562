import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { journeyOf } from '../../src/journey/journey.ts';
import { LEAST_OPINIONS } from '../../src/journey/mood.ts';
import { balanceOf } from '../../src/measure/interval.ts';
import type { StageCount } from '../../src/model/facts.ts';
import type { Stage } from '../../src/model/labels.ts';
import { factsOf, painOf } from '../measure/facts-of.ts';

const count = (stage: Stage, positive: number, negative: number, neutral = 0): StageCount => ({
  stage,
  voices: positive + negative,
  opinions: { positive, negative, neutral },
});
const marksOf = (stages: readonly StageCount[]) =>
  journeyOf(factsOf({ stages })).flatMap(({ stage, marks }) =>
    marks.length > 0 ? [[stage, ...marks]] : [],
  );

describe('journeyOf', () => {
  test('shows all seven stages in order, also those of which nobody speaks', () => {
    const stages = journeyOf(factsOf({ stages: [count('use', 3, 1)] }));
    expect(stages.map(({ stage, voices }) => [stage, voices])).toEqual([
      ['awareness', 0],
      ['consideration', 0],
      ['purchase', 0],
      ['delivery', 0],
      ['use', 4],
      ['service', 0],
      ['loyalty', 0],
    ]);
    expect(stages[0]?.emotion).toBeNull();
  });

  test('emotion is the mean polarity of the opinions', () => {
    const emotion = journeyOf(factsOf({ stages: [count('use', 60, 20, 20)] }))[4]?.emotion;
    expect(emotion).toMatchObject({ n: 100 });
    expect(emotion?.mean).toBeCloseTo(0.4, 10);
    expect(emotion?.low).toBeCloseTo(0.2306, 3);
    expect(emotion?.high).toBeCloseTo(0.5398, 3);
  });

  test('its interval is the one that net sentiment has', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), fc.integer({ min: 1, max: 200 }), (p, n, rest) => {
        const emotion = journeyOf(factsOf({ stages: [count('use', p, n, rest)] }))[4]?.emotion;
        const { value, low, high } = balanceOf(p, n, p + n + rest);
        expect(emotion).toEqual({ mean: value, low, high, n: p + n + rest });
      }),
    );
  });

  test('marks peak, valley and end', () => {
    expect(
      marksOf([
        count('purchase', 20, 5),
        count('delivery', 4, 30),
        count('use', 40, 5),
        count('service', 10, 10),
      ]),
    ).toEqual([
      ['delivery', 'valley'],
      ['use', 'peak'],
      ['service', 'end'],
    ]);
  });

  test('the last stage may be the valley as well', () => {
    expect(marksOf([count('use', 30, 1), count('loyalty', 2, 30)])).toEqual([
      ['use', 'peak'],
      ['loyalty', 'valley', 'end'],
    ]);
  });

  test('a stage with fewer opinions than needed has no mark', () => {
    const few = LEAST_OPINIONS - 1;
    expect(
      marksOf([count('delivery', 0, few), count('use', 20, 5), count('service', 9, 8)]),
    ).toEqual([
      ['use', 'peak'],
      ['service', 'valley', 'end'],
    ]);
  });

  test('one stage alone is neither peak nor valley', () => {
    expect(marksOf([count('use', 20, 5)])).toEqual([['use', 'end']]);
  });

  test('names the pain points that most voices meet at the stage, at most three', () => {
    const at = (id: string, voices: number, total: number, other: 'general' | null = null) =>
      painOf({ id, voices: total, other, stages: [{ stage: 'delivery', voices }] });
    const pains = [
      at('p0000000a', 2, 90),
      at('p0000000b', 9, 9),
      at('p0000000c', 4, 4),
      at('p0000000d', 4, 8),
      at('p0000000e', 50, 50, 'general'),
    ];
    expect(journeyOf(factsOf({ pains }))[3]?.pains).toEqual([
      'p0000000b',
      'p0000000d',
      'p0000000c',
    ]);
    expect(journeyOf(factsOf({ pains }))[4]?.pains).toEqual([]);
  });
});
