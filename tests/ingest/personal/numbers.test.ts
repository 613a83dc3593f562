import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createFinder } from '../../../src/ingest/personal/find.ts';
import { parsePersonal } from '../../../src/lexicon/personal.ts';

const find = createFinder(parsePersonal(readFileSync('dictionaries/personal.tsv', 'utf8')));

test.each([250, 255, 256, 257, 260, 510, 512, 600])(
  'a number behind %i others in one list is found, whole and once',
  (before) => {
    const list = '7,'.repeat(before);
    const phone = '138-1234-5678';
    expect(find(`${list}${phone}`)).toEqual([
      { kind: 'phone', start: list.length, end: list.length + phone.length },
    ]);
  },
);

test('a list of a million numbers is looked through in linear time and little memory', () => {
  const started = process.memoryUsage().heapUsed;
  expect(find('7,'.repeat(1_000_000))).toEqual([]);
  expect(process.memoryUsage().heapUsed - started).toBeLessThan(100_000_000);
});

test.each(['1️⃣', '1\u200b', '一\u200d'])(
  'digits with marks between them, %j, are read once',
  (digit) => {
    const started = performance.now();
    expect(find(digit.repeat(200_000))).toEqual([]);
    expect(performance.now() - started).toBeLessThan(5_000);
  },
);

test.each([
  ['110105/19491231/002X', ['identity']],
  ['138/1234/5678', ['phone']],
  ['8,9,60,104,106,110,116,673,684', []],
  ['2013.1.25,2013-01-28', []],
  ['4299/4599/4999/5299', []],
  ['0739-8205670，8205671、8205672', ['landline', 'landline', 'landline']],
  ['0739-8205670，20190628', ['landline']],
  ['0739-8205670，8205671元', ['landline']],
  ['13812345678，8205671', ['phone']],
])('%s', (text, kinds) => {
  expect(find(text).map(({ kind }) => kind)).toEqual(kinds);
});
