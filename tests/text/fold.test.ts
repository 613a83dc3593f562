import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '../../src/text/fold.ts';
import { lexicon } from '../dictionaries.ts';

const { traditional } = lexicon.cleaning;

describe('folding', () => {
  test.each([
    ['ＡＰＰ１２３', 'app123'],
    ['App', 'app'],
    ['質量很好', '质量很好'],
    ['很好,喜欢!', '很好，喜欢！'],
    ['很好.', '很好。'],
    ['3.5折,10:30到', '3.5折，10:30到'],
    ['看www.a.com', '看www.a.com'],
    ['1,000元', '1,000元'],
    ['好　用', '好 用'],
    ['👍好', '👍好'],
    ['', ''],
  ])('%j → %j', (text, folded) => {
    expect(fold(text, traditional)).toBe(folded);
  });

  test('keeps the length of any text, lone surrogates included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(fold(text, traditional)).toHaveLength(text.length);
      }),
    );
  });

  test('folding twice changes nothing more', () => {
    const unit = fc.constantFrom(...'，,.。!Aａ质質 1１:😀\ud83d');
    fc.assert(
      fc.property(fc.string({ unit }), (text) => {
        const once = fold(text, traditional);
        expect(fold(once, traditional)).toBe(once);
      }),
    );
  });

  test('a text longer than one piece is folded to its end', () => {
    const text = '質'.repeat(10_001);
    expect(fold(text, traditional)).toBe('质'.repeat(10_001));
  });
});
