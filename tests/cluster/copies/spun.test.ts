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

/** Least recall and precision on the labelled table. They only go up. */
const RECALL = 0.55;
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
  console.info(`spun: recall ${right}/${wanted}, precision ${right}/${found.length}`);
  expect(right / wanted).toBeGreaterThanOrEqual(RECALL);
  expect(right / found.length).toBeGreaterThanOrEqual(PRECISION);
});
