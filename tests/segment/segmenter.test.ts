import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSegmenter } from '../../src/segment/segmenter.ts';
import { unitsOf } from '../../src/text/units.ts';
import { jiebaWords, shippedWords } from '../support/words.ts';

const plain = jiebaWords();
const jieba = createSegmenter(plain);
const shipped = createSegmenter(shippedWords());

/** Words, signs and stray units side by side: random characters alone hardly ever form words. */
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom('客服', '不好用', '次日达', '赞', '龘', '了', '5-10', '1.2.3', 'iPhone', '%'),
      fc.constantFrom('😀', '\ud83d', '\udc4d', '\u0000', '\r\n', '\r', ' ', '\u3000', '𠮷', '㐀'),
      fc.string({ unit: 'binary' }),
    ),
  )
  .map((parts) => parts.join(''));

describe('the cut', () => {
  test.each([
    ['客服态度很差', ['客服', '态度', '很差']],
    ['等了5-10天', ['等', '了', '5', '-', '10', '天']],
    ['版本1.2.3闪退', ['版本', '1.2', '.', '3', '闪退']],
    ['打了8.5折，省50%', ['打', '了', '8.5', '折', '，', '省', '50%']],
    ['唉...又坏了', ['唉', '...', '又坏了']],
    ['C++很难', ['C++', '很难']],
    ['好\r\n的\n\n吧', ['好', '\r\n', '的', '\n', '\n', '吧']],
    ['a&b_c-d', ['a', '&', 'b', '_', 'c', '-', 'd']],
    ['手机😀', ['手机', '😀']],
    ['一\ud83d二', ['一', '\ud83d', '二']],
    ['绝绝子yyds', ['绝绝子', 'yyds']],
    ['𠮷野家', ['𠮷', '野家']],
    ['㐀㐁好', ['㐀', '㐁', '好']],
    ['', []],
  ])('of %j is that of Python jieba', (text, words) => {
    expect(jieba.words(text)).toEqual(words);
  });

  test('covers any text in order, without gaps', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const tokens = shipped.tokens(text);
        const ends = tokens.map((token) => token.end);
        expect(tokens.map((token) => token.start)).toEqual([0, ...ends].slice(0, tokens.length));
        expect(ends.at(-1) ?? 0).toBe(text.length);
        expect(tokens.every((token) => token.end > token.start)).toBe(true);
      }),
    );
  });

  test('never splits a surrogate pair', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const splits = shipped.tokens(text).some(({ start }) => {
          return /^[\ud800-\udbff][\udc00-\udfff]$/.test(
            text.slice(Math.max(start - 1, 0), start + 1),
          );
        });
        expect(splits).toBe(false);
      }),
    );
  });

  test('does not depend on what was cut before', () => {
    const fresh = createSegmenter(plain);
    fc.assert(
      fc.property(anyText, anyText, (first, second) => {
        const alone = createSegmenter(plain).words(second);
        fresh.words(first);
        expect(fresh.words(second)).toEqual(alone);
      }),
      { numRuns: 30 },
    );
  });

  test('of two texts with a stop between them is the cut of each', () => {
    fc.assert(
      fc.property(anyText, anyText, (first, second) => {
        const both = shipped.words(`${first}。${second}`);
        expect(both).toEqual([...shipped.words(first), '。', ...shipped.words(second)]);
      }),
    );
  });

  test.each([
    ['好', 3_300_000],
    ['a', 10_000_000],
    ['龘', 3_300_000],
    ['\ud83d', 5_000_000],
    ['。', 3_300_000],
    ['客服', 1_650_000],
  ])(
    'takes time in proportion to the text: %j again and again',
    (unit, times) => {
      const { count, ends } = shipped.cut(unitsOf(unit.repeat(times)));
      expect(ends[count - 1]).toBe(unit.length * times);
    },
    10_000,
  );
});

describe('ids and tags', () => {
  test('equal listed words have equal ids, unlisted ones 0', () => {
    const { count, ids } = jieba.cut(unitsOf('客服，客服yyds'));
    expect([...ids.subarray(0, count)]).toEqual([ids[0], 0, ids[0], 0]);
    expect(ids[0]).toBeGreaterThan(0);
  });

  test.each([
    ['客服', 'n'],
    ['12', 'm'],
    ['50%', 'm'],
    ['iPad', 'eng'],
    ['...', 'x'],
    ['。', 'x'],
    ['😀', 'x'],
  ])('%s is tagged %s', (text, tag) => {
    expect(jieba.tokens(text).map((token) => token.tag)).toEqual([tag]);
  });
});
