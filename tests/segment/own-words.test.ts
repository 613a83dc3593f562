import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readRows } from '../../scripts/read-rows.ts';
import { createSegmenter } from '../../src/segment/segmenter.ts';
import { unitsOf } from '../../src/text/units.ts';
import { jiebaWords, shippedWords } from '../support/words.ts';

const read = (name: string): string =>
  readFileSync(new URL(`../../dictionaries/${name}`, import.meta.url), 'utf8');
const rows = readRows(read('words.user.tsv'), 3);
const own = rows.map(([word = '']) => word);
const segmenter = createSegmenter(shippedWords());

const isSorted = (keys: readonly string[]): boolean =>
  keys.every((key, at) => at === 0 || (keys[at - 1] ?? '') < key);

describe('our own words', () => {
  test('are whole when they stand alone', () => {
    const split = own.filter((word) => segmenter.words(word).join(' ') !== word);
    expect(split).toEqual([]);
  });

  test.each([
    ['这个', '很好'],
    ['今天的', '怎么样'],
    ['我对', '不满意'],
    ['说', '了'],
  ])('stay whole between %s and %s', (before, after) => {
    const split = own.filter((word) => !segmenter.words(before + word + after).includes(word));
    expect(split).toEqual([]);
  });

  test.each([
    ['在等待期间没人理我', ['等待', '期间']],
    ['会员日常可以打折', ['会员', '日常']],
    ['住的是大床房间', ['大床房间']],
    ['今年卡在安检', ['今年', '卡']],
    ['打开屏幕就黑了', ['打开', '屏幕']],
  ])('do not tear their neighbours apart: %s', (text, words) => {
    expect(segmenter.words(text)).toEqual(expect.arrayContaining(words));
  });

  test('are sorted, listed once, weighed and tagged', () => {
    expect(isSorted(own)).toBe(true);
    expect(rows.filter(([, weight = '']) => !/^(-|!|[1-9][0-9]*)$/.test(weight))).toEqual([]);
    expect(rows.filter(([, , tag = '']) => !/^[a-z]{1,4}$/.test(tag))).toEqual([]);
  });

  test('are about three hundred that jieba does not list', () => {
    const jieba = createSegmenter(jiebaWords());
    const known = own.filter((word) => {
      const { count, ids } = jieba.cut(unitsOf(word));
      return count === 1 && ids[0] !== 0;
    });
    expect(known).toEqual(['客服', '性价比']);
    expect(own.length).toBeGreaterThan(300);
  });
});

describe('the model for unknown words', () => {
  const model = readRows(read('hmm.tsv'), 5);

  test('is sorted and holds log probabilities', () => {
    expect(isSorted(model.map(([from = '']) => from))).toBe(true);
    const cells = model.flatMap(([, ...values]) => values);
    expect(cells.filter((cell) => cell !== '-' && !(Number(cell) < 0))).toEqual([]);
  });

  test('leaves each state with probability 1', () => {
    for (const [from = '', ...cells] of model.slice(0, 5)) {
      const sum = cells.reduce(
        (part, cell) => part + (cell === '-' ? 0 : Math.exp(Number(cell))),
        0,
      );
      expect({ from, sum: sum.toFixed(6) }).toEqual({ from, sum: '1.000000' });
    }
  });
});
