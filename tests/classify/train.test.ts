import { describe, expect, test } from 'vitest';
import { type Examples, trainLinear } from '../../src/classify/train.ts';

function examplesOf(rows: readonly (readonly [label: number, ...features: number[]])[]): Examples {
  const features = rows.flatMap(([, ...own]) => own);
  const starts = [0];
  for (const [, ...own] of rows) starts.push((starts.at(-1) ?? 0) + own.length);
  return {
    features: Int32Array.from(features),
    starts: Int32Array.from(starts),
    claimed: new Uint8Array(4),
    dense: new Float64Array(rows.length),
    width: 1,
    labels: Int8Array.from(rows, ([label]) => label),
    costs: new Float64Array(rows.length).fill(1),
  };
}

const options = { featureCount: 4, cost: 10, epochs: 50, worths: Float64Array.of(1, 1, 1, 1) };

describe('trainLinear', () => {
  const separable = examplesOf([
    [1, 0, 2],
    [1, 0],
    [-1, 1, 2],
    [-1, 1],
  ]);

  test('finds the features that tell the classes apart', () => {
    const { sparse } = trainLinear(separable, options);
    expect(sparse[0]).toBeGreaterThan(0.5);
    expect(sparse[1]).toBeLessThan(-0.5);
    expect(Math.abs(sparse[2] ?? 1)).toBeLessThan(0.2);
    expect(sparse[3]).toBe(0);
  });

  test('reaches the optimum that the dual conditions describe', () => {
    // One example, one feature, bias: w = b = a, margin 2a, and a = 2C (1 - margin) at the optimum.
    const { sparse, bias } = trainLinear(examplesOf([[1, 0]]), options);
    const alpha = 20 / 41;
    expect(sparse[0]).toBeCloseTo(alpha, 10);
    expect(bias).toBeCloseTo(alpha, 10);
  });

  test('leaves unused features out', () => {
    const { sparse } = trainLinear(separable, { ...options, worths: Float64Array.of(0, 1, 1, 1) });
    expect(sparse[0]).toBe(0);
  });

  test('a feature that is worth more says more of what two tell alike', () => {
    const pairs = examplesOf([
      [1, 0, 1],
      [-1, 2, 3],
    ]);
    const { sparse } = trainLinear(pairs, { ...options, worths: Float64Array.of(2, 1, 2, 1) });
    expect((sparse[0] ?? 0) / (sparse[1] ?? 1)).toBeCloseTo(4, 6);
    expect((sparse[2] ?? 0) / (sparse[3] ?? 1)).toBeCloseTo(4, 6);
  });

  test('lets what is claimed weigh as much however many other features stand beside it', () => {
    const rows = examplesOf([
      [1, 0, 1, 2, 3],
      [-1, 1, 2, 3],
    ]);
    const weightOf = (claimed: Uint8Array): number =>
      trainLinear({ ...rows, claimed }, { ...options, cost: 0.1 }).sparse[0] ?? 0;
    expect(weightOf(Uint8Array.of(1, 0, 0, 0))).toBeGreaterThan(1.5 * weightOf(new Uint8Array(4)));
  });

  test('uses the numbers beside the features', () => {
    const { dense } = trainLinear(
      {
        ...examplesOf([
          [1, 2],
          [-1, 2],
        ]),
        dense: Float64Array.of(1, -1),
      },
      options,
    );
    expect(dense[0]).toBeGreaterThan(0.5);
  });

  test('listens more to examples that cost more', () => {
    const torn = examplesOf([
      [1, 0],
      [-1, 0],
    ]);
    const { sparse } = trainLinear({ ...torn, costs: Float64Array.of(5, 1) }, options);
    expect(sparse[0]).toBeGreaterThan(0);
  });

  test('gives the same bits each time', () => {
    expect(trainLinear(separable, options)).toEqual(trainLinear(separable, options));
  });
});
