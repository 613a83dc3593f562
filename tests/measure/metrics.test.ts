import fc from 'fast-check';
import { expect, test } from 'vitest';
import { metricsOf } from '../../src/measure/metrics.ts';
import { factsOf, sentiments } from './facts-of.ts';

const ratings = (max: number, counts: Readonly<Record<number, number>>) =>
  Object.entries(counts).map(([value, voices]) => ({ max, value: Number(value), voices }));

test('promoters are 9 and 10, detractors 0 to 6, and other scales do not count', () => {
  const facts = factsOf({
    ratings: [...ratings(10, { 0: 2, 6: 1, 7: 4, 8: 1, 9: 5, 10: 7 }), ...ratings(5, { 1: 50 })],
  });
  const nps = metricsOf(facts)[0];
  expect(nps).toMatchObject({ id: 'nps', n: 20 });
  expect(nps?.value).toBeCloseTo(45, 10);
});

test('satisfied are 4 and 5 of five stars', () => {
  const csat = metricsOf(factsOf({ ratings: ratings(5, { 1: 10, 3: 10, 4: 20, 5: 40 }) }))[1];
  expect(csat).toMatchObject({ id: 'csat', n: 80 });
  expect(csat?.value).toBeCloseTo(75, 10);
  expect(csat?.low).toBeCloseTo(64.52, 2);
  expect(csat?.high).toBeCloseTo(83.19, 2);
});

test('net sentiment counts mixed and neutral voices in the total only', () => {
  const facts = factsOf({
    sentiment: sentiments({ positive: 50, negative: 30, mixed: 10, neutral: 10 }),
  });
  expect(metricsOf(facts)[2]).toMatchObject({ id: 'net_sentiment', n: 100 });
  expect(metricsOf(facts)[2]?.value).toBeCloseTo(20, 10);
});

test('without answers a metric is null, not 0', () => {
  for (const metric of metricsOf(factsOf())) {
    expect(metric).toMatchObject({ value: null, low: null, high: null, n: 0 });
  }
});

test('NPS stays between -100 and 100 and inside its interval, whatever the answers', () => {
  const counts = fc.array(fc.nat(50), { minLength: 11, maxLength: 11 });
  fc.assert(
    fc.property(counts, (voices) => {
      fc.pre(voices.some((count) => count > 0));
      const nps = metricsOf(factsOf({ ratings: ratings(10, { ...voices }) }))[0];
      const { value, low, high } = nps ?? {};
      expect(low).toBeGreaterThanOrEqual(-100);
      expect(value).toBeGreaterThanOrEqual(Number(low));
      expect(high).toBeGreaterThanOrEqual(Number(value));
      expect(high).toBeLessThanOrEqual(100);
    }),
  );
});
