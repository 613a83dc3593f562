import fc from 'fast-check';
import { expect, test } from 'vitest';
import { annotate } from '../../src/annotate/annotate.ts';
import { lexicon } from '../dictionaries.ts';

const scoreOf = (text: string): number => annotate(text, { lexicon }).sentiment.score;

test.each(['请问保修期多久？', '收到', '#￥%', '🙂'])(
  'the sign of the score chooses also for %j',
  (text) => {
    expect(scoreOf(text)).not.toBe(0);
  },
);

test('a text without a word has the score 0', () => {
  expect([scoreOf(''), scoreOf(' \n')]).toEqual([0, 0]);
});

test('the score of any other text is from -1 to 1 and not 0', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
      fc.pre(text.trim() !== '');
      const score = scoreOf(text);
      expect(Math.abs(score)).toBeGreaterThan(0);
      expect(Math.abs(score)).toBeLessThanOrEqual(1);
    }),
  );
});
