import { describe, expect, test } from 'vitest';
import { worthsOf } from '../../scripts/telling.ts';

describe('the worth of features', () => {
  // Features by number: 0 in praise alone, 1 in blame alone, 2 in both, 3 in one text of praise.
  const texts = [
    { label: 1, features: [0, 2] },
    { label: 1, features: [0, 2, 3] },
    { label: -1, features: [1, 2] },
    { label: -1, features: [1, 2] },
  ];
  const worths = worthsOf(
    {
      features: Int32Array.from(texts.flatMap(({ features }) => features)),
      starts: Int32Array.of(0, 2, 5, 7, 9),
      claimed: new Uint8Array(4),
      dense: new Float64Array(0),
      width: 0,
      labels: Int8Array.from(texts, ({ label }) => label),
      costs: new Float64Array(4).fill(1),
    },
    4,
  );

  test('is that of the logarithm of how much likelier one class has them, and a little more', () => {
    const wanted = [1.199, 1.199, 0.1, 0.793];
    expect([...worths].map((one) => Math.round(1000 * one) / 1000)).toEqual(wanted);
  });
});
