import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/model/errors.ts';
import { createSegmenter, type UserWord } from '../../src/segment/segmenter.ts';
import { unitsOf } from '../../src/text/units.ts';
import { jiebaWords } from '../support/words.ts';

const words = jiebaWords();
const cutWith = (userWords: readonly UserWord[], text: string): string[] =>
  createSegmenter(words, userWords).words(text);

describe('words that a person adds', () => {
  test.each([
    ['云朵枕', '这款云朵枕很舒服', ['这', '款', '云朵枕', '很', '舒服']],
    ['小蓝瓶精华', '小蓝瓶精华不好用', ['小蓝瓶精华', '不好', '用']],
    ['X9-Pro', '新买的X9-Pro发烫', ['新买', '的', 'X9-Pro', '发烫']],
    ['㐀', '㐀很好', ['㐀', '很', '好']],
  ])('%s stays whole', (word, text, expected) => {
    expect(cutWith([{ word }], text)).toEqual(expected);
  });

  test('leave the rest of the text as it was', () => {
    const text = '物流很快，包装也严实，就是客服回复太慢了。';
    expect(cutWith([{ word: '云朵枕' }], text)).toEqual(createSegmenter(words).words(text));
  });

  test('with a low weight lose to commoner words', () => {
    expect(cutWith([{ word: '的手机', weight: 1 }], '买的手机')).toEqual(['买', '的', '手机']);
    expect(cutWith([{ word: '的手机', weight: 1e7 }], '买的手机')).toEqual(['买', '的手机']);
  });

  test('replace the weight of a listed word', () => {
    expect(createSegmenter(words).words('南京市长江大桥')).toEqual(['南京市', '长江大桥']);
    const rarer = { word: '长江大桥', weight: 1e-9 };
    expect(cutWith([rarer], '南京市长江大桥')).toEqual(['南京市', '长江', '大桥']);
  });

  test('have ids and tags of their own', () => {
    const segmenter = createSegmenter(words, [{ word: '云朵枕', tag: 'nz' }, { word: '客服' }]);
    const { ids } = segmenter.cut(unitsOf('云朵枕'));
    expect(ids[0]).toBeGreaterThanOrEqual(words.trie.codes.length);
    expect(ids[0]).toBeLessThan(segmenter.idLimit);
    expect(segmenter.tokens('云朵枕客服').map((token) => token.tag)).toEqual(['nz', 'n']);
  });

  test('given twice count as given last', () => {
    const twice = [
      { word: '云朵枕', tag: 'n' },
      { word: '云朵枕', tag: 'nz' },
    ];
    expect(createSegmenter(words, twice).tokens('云朵枕')[0]?.tag).toBe('nz');
  });

  test.each([
    [{ word: '' }, /1 to 64 characters/],
    [{ word: '好'.repeat(65) }, /1 to 64 characters/],
    [{ word: '包邮', weight: 0 }, /the weight 0 of the user word "包邮"/],
    [{ word: '包邮', weight: Number.NaN }, /is not a positive number/],
    [{ word: '包邮', weight: Number.POSITIVE_INFINITY }, /is not a positive number/],
  ])('are refused when they make no sense: %j', (entry, fault) => {
    expect(() => createSegmenter(words, [entry])).toThrow(InputError);
    expect(() => createSegmenter(words, [entry])).toThrow(fault);
  });
});

describe('forced words', () => {
  test.each([
    ['都不错', '态度都不错过', ['态度', '都不错', '过']],
    ['服很', '客服很好', ['客', '服很', '好']],
    ['5-10', '等了5-10天', ['等', '了', '5-10', '天']],
    ['👍🏻', '好评👍🏻！', ['好评', '👍🏻', '！']],
    ['VIP 会员', '办了VIP 会员', ['办', '了', 'VIP 会员']],
  ])('%s is never split', (word, text, expected) => {
    expect(cutWith([{ word, forced: true }], text)).toEqual(expected);
  });

  test('that overlap: the first begun wins, then the longer', () => {
    const forced = ['苹果手机', '手机壳', '苹果'].map((word) => ({ word, forced: true }));
    expect(cutWith(forced, '苹果手机壳')).toEqual(['苹果手机', '壳']);
  });

  test('need no flag when jieba could not take them into a word', () => {
    expect(cutWith([{ word: 'ＶＩＰ' }], '我是ＶＩＰ客户')).toEqual(['我', '是', 'ＶＩＰ', '客户']);
  });

  test.each(['SM-G9980', 'sm-g9980', 'Sm-G9980', 'ＳＭ-Ｇ９９８０'])(
    'are found in any case and width: %s',
    (written) => {
      const code = { word: 'SM-G9980', tag: 'nz', forced: true };
      expect(cutWith([code], `买的${written}坏了`)).toEqual(['买', '的', written, '坏', '了']);
      expect(cutWith([{ ...code, word: written }], 'SM-G9980')).toEqual(['SM-G9980']);
    },
  );

  test('that are one in another case count as given last', () => {
    const twice = ['n', 'nz'].map((tag, at) => ({
      word: ['Ａb', 'aB'][at] ?? '',
      tag,
      forced: true,
    }));
    expect(createSegmenter(words, twice).tokens('AB')).toEqual([{ start: 0, end: 2, tag: 'nz' }]);
  });

  test('stay whole in every surrounding', () => {
    const forced = ['不太行', '屏', 'BZ-YQ1722', '七天无理由', 'a1_b2.c3'];
    const segmenter = createSegmenter(
      words,
      forced.map((word) => ({ word, forced: true })),
    );
    const around = fc.array(
      fc.constantFrom(
        '这个',
        '手机',
        '不',
        '太',
        '行',
        '幕',
        '，',
        'A',
        '5',
        '-',
        '十七天',
        '显示',
      ),
    );
    const written = fc.constantFrom(...forced, ...forced.map((word) => word.toLowerCase()));
    fc.assert(
      fc.property(around, written, around, (left, word, right) => {
        const text = [...left, '。', word, ...right].join('');
        expect(segmenter.words(text)).toContain(word);
      }),
    );
  });
});
