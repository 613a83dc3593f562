import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/model/errors.ts';
import { createSegmenter } from '../../src/segment/segmenter.ts';
import { cleanUserWords, forcedWords, parseUserWords } from '../../src/segment/user-words.ts';
import { lexicon } from '../dictionaries.ts';
import { shippedWords } from '../support/words.ts';

describe('a line of a user dictionary', () => {
  test.each([
    ['云朵枕', { word: '云朵枕' }],
    ['云朵枕 30', { word: '云朵枕', weight: 30 }],
    ['云朵枕 n', { word: '云朵枕', tag: 'n' }],
    ['云朵枕 30 nz\r', { word: '云朵枕', weight: 30, tag: 'nz' }],
    ['云朵枕\t-\tn', { word: '云朵枕', tag: 'n' }],
    ['云朵枕\t2.5', { word: '云朵枕', weight: 2.5 }],
    ['VIP 会员 8', { word: 'VIP 会员', weight: 8 }],
    ['12315', { word: '12315' }],
    ['SM-G9980 !', { word: 'SM-G9980', forced: true }],
    ['满 减\t!\tn', { word: '满 减', tag: 'n', forced: true }],
    ['iPhone 15 Pro', { word: 'iPhone 15 Pro' }],
    ['! !', { word: '!', forced: true }],
    ['!', { word: '!' }],
    ['#1号链接', { word: '#1号链接' }],
  ])('%j', (line, entry) => {
    expect(parseUserWords('d.txt', line)).toEqual([entry]);
  });

  test.each(['', '  ', '# 活动名', '#', 'word\tweight\ttag'])('%j says nothing', (line) => {
    expect(parseUserWords('d.txt', `${line}\n`)).toEqual([]);
  });

  test.each([
    ['云朵枕 0 n', /d\.txt:2: the weight "0" is not a positive number/],
    ['云朵枕 -5', /d\.txt:2: the weight "-5" is not a positive number/],
    ['云朵枕 1,000 n', /d\.txt:2: the weight "1,000"/],
    ['云朵枕 1e9', /d\.txt:2: the weight "1e9"/],
    ['云朵枕 NaN', /d\.txt:2: the weight "NaN"/],
    [`云朵枕 ${'9'.repeat(400)}`, /d\.txt:2: the weight "9+" is not/],
    ['云朵枕\t很多', /d\.txt:2: the weight "很多"/],
    ['云朵枕\t1\t名词', /d\.txt:2: the part of speech "名词"/],
    ['云朵枕\t1\tn\t备注', /d\.txt:2: has 4 columns/],
    ['\t30', /d\.txt:2: a word should have 1 to 64 characters/],
    ['好'.repeat(65), /d\.txt:2: a word should have/],
  ])('%j is refused, with its line', (line, fault) => {
    expect(() => parseUserWords('d.txt', `包邮\n${line}\n`)).toThrow(InputError);
    expect(() => parseUserWords('d.txt', `包邮\n${line}\n`)).toThrow(fault);
  });
});

test.each([
  ['雲朵枕ＰＲＯ', '云朵枕pro'],
  ['軟體王', '软件王'],
  ['哈哈哈镜', '哈哈镜'],
  ['VIP 会员', 'vip 会员'],
  ['AAA1000', 'aaa1000'],
  ['<br/>', '<br/>'],
])('%s is looked for as texts are read: %s', (word, cleaned) => {
  const entry = { word, tag: 'nz', forced: true };
  expect(cleanUserWords([entry], lexicon.cleaning)).toEqual([{ ...entry, word: cleaned }]);
});

describe('words that we list ourselves', () => {
  const own = new URL('../../dictionaries/words.user.tsv', import.meta.url);
  const segmenter = createSegmenter(shippedWords(), forcedWords(readFileSync(own, 'utf8')));

  test.each([
    ['支持七天无理由退换', '七天无理由'],
    ['说好七天无理由却不给退', '七天无理由'],
    ['七天无理由退货是骗人的', '七天无理由退货'],
    ['小程序打不开', '小程序'],
    ['他们家小程序里下的单', '小程序'],
    ['小程序设计得真差', '小程序'],
    ['一个小程序员修好了', '小程序员'],
  ])('%s: %s stays whole', (text, word) => {
    expect(segmenter.words(text)).toContain(word);
  });

  test.each([
    ['这几万的国产车内饰不错', '内饰'],
    ['自行车内胎漏气', '自行车'],
    ['汽车内部有异味', '内部'],
    ['开空调以后车内有异味', '车内'],
  ])('%s: a place is no term of trade, so %s stays a word', (text, word) => {
    expect(segmenter.words(text)).toContain(word);
  });
});
