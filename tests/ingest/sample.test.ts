import { expect, test } from 'vitest';
import { takeSample } from '../../src/ingest/sample.ts';

async function* numbers(end: number, closed: { value: boolean }): AsyncGenerator<number> {
  try {
    for (let at = 0; at < end; at++) yield at;
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
  for await (const value of all) seen.push(value);
  expect(sample).toEqual(seen.slice(0, size));
  expect(seen).toHaveLength(end);
});

test('a reader who stops early closes the stream', async () => {
  const closed = { value: false };
  const { all } = await takeSample(numbers(9, closed), 3);
  for await (const value of all) if (value === 1) break;
  expect(closed.value).toBe(true);
});
