import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SPUN_FROM } from '../../../src/model/flags.ts';
import { compare, voice } from './comparing.ts';

const [, ...LABELLED] = readFileSync(new URL('spun.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('# '))
  .map((line) => {
    const [group = '', text = ''] = line.split('\t');
    return { spun: group !== '-', text };
  });

/**
 * Least recall and precision on the labelled table. They only go up. Recall is low, since only nouns are taken for what is
 * swapped; asking for less in common (0.3, flagged from 0.4) finds 23 of the 40 here, and hundreds of short honest reviews
 * among fifty thousand real ones.
 */
const RECALL = 0.1;
const PRECISION = 0.97;

test('the labelled table has 80 texts, half of them traps', () => {
  const traps = LABELLED.filter(({ spun }) => !spun).length;
  expect(LABELLED.length).toBeGreaterThanOrEqual(80);
  expect(traps / LABELLED.length).toBeGreaterThanOrEqual(0.48);
});

test(`wordings spun from one review are told with recall ${RECALL} and precision ${PRECISION}`, () => {
  const found = compare(LABELLED.map(({ text }, at) => voice(String(at), text)))
    .filter(({ spun }) => spun >= SPUN_FROM)
    .map(({ key }) => LABELLED[Number(key)]);
  const right = found.filter((one) => one?.spun === true).length;
  const wanted = LABELLED.filter(({ spun }) => spun).length;
  expect(right / wanted).toBeGreaterThanOrEqual(RECALL);
  expect(right / found.length).toBeGreaterThanOrEqual(PRECISION);
});
