import { expect, test } from 'vitest';
import { takeSample } from '../../src/ingest/sample.ts';

/** Batches of two. */
async function* numbers(end: number, closed: { value: boolean }): AsyncGenerator<number[]> {
  try {
    for (let at = 0; at < end; at += 2) yield at + 1 < end ? [at, at + 1] : [at];
  } finally {
    closed.value = true;
  }
}

test.each([
  [0, 3],
  [2, 3],
  [3, 3],
  [9, 3],
])('of %d values %d are looked at and all come through', async (end, size) => {
  const { sample, all } = await takeSample(numbers(end, { value: false }), size);
  const seen: number[] = [];
  for await (const batch of all) seen.push(...batch);
  expect(sample).toEqual(seen.slice(0, size));
  expect(seen).toHaveLength(end);
});

test('a reader who stops early closes the stream', async () => {
  const closed = { value: false };
  const { all } = await takeSample(numbers(9, closed), 3);
  for await (const [first] of all) if (first === 0) break;
  expect(closed.value).toBe(true);
});
