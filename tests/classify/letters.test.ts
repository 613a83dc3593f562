import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createLetterScorer, LEAST_LETTERS, LETTERS_READ } from '../../src/classify/letters.ts';
import { openModel, packModel } from '../../src/classify/model.ts';

const bytes = readFileSync(new URL('../../dictionaries/spam.model', import.meta.url));
const score = createLetterScorer(openModel(bytes));

test('the model of advertisements is small, and what packing its content gives', () => {
  expect(bytes.length).toBeLessThanOrEqual(256 * 1024);
  expect(Buffer.from(packModel(openModel(bytes))).equals(bytes)).toBe(true);
});

test('few letters tell nothing', () => {
  const text = '零门槛放款当天到账利息低加我了解一下';
  expect(score(text.slice(0, LEAST_LETTERS - 1))).toBe(0);
  expect(score(text)).toBeGreaterThan(0);
});

test('letters far behind the beginning are not read, and texts before do not matter', () => {
  const long = '等了三天才发货客服态度还差'.repeat(40).slice(0, LETTERS_READ);
  const alone = score(long);
  expect(alone).toBeLessThan(0);
  expect(score(`${long}零门槛放款当天到账加我了解`)).toBe(alone);
  expect(score(long)).toBe(alone);
});
