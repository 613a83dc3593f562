import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileWords } from '../../scripts/compile-words.ts';
import { InputError } from '../../src/model/errors.ts';
import { createSegmenter } from '../../src/segment/segmenter.ts';
import { jiebaAlone, openWords } from '../../src/segment/words.ts';

const SOURCES = {
  jieba: '客服 90 n\n态度 80 n\n很 200 d\n好 150 a\n客 9 n\n服 8 v\n',
  own: '# ours\nword\tweight\ttag\n很好\t-\ta\n次日达\t40\tn\n',
  hmm: 'from\tB\tM\tE\tS\nB\t-\t-1\t-1\t-\nE\t-1\t-\t-\t-1\nstart\t-1\t-\t-\t-1\n慢\t-2\t-2\t-2\t-1\n',
};
const bytes = compileWords(SOURCES);

const cutWith = (sources: Partial<typeof SOURCES>, text: string): string[] => {
  return createSegmenter(openWords(compileWords({ ...SOURCES, ...sources }))).words(text);
};

function changed(at: number, value: number): Uint8Array {
  const copy = bytes.slice();
  copy[at] = value;
  return copy;
}

describe('the compiled word list', () => {
  test('holds listed and own words with their tags', () => {
    const segmenter = createSegmenter(openWords(bytes));
    const tokens = segmenter.tokens('客服态度很好');
    expect(tokens).toEqual([
      { start: 0, end: 2, tag: 'n' },
      { start: 2, end: 4, tag: 'n' },
      { start: 4, end: 6, tag: 'a' },
    ]);
    expect(segmenter.words('次日达')).toEqual(['次日达']);
  });

  test('cuts and tags as jieba without our own words, also where they replace one of jieba', () => {
    const own = 'word\tweight\ttag\n很好\t-\ta\n客服\t1\tx\n服很\t!\tn\n';
    const withOwn = openWords(compileWords({ ...SOURCES, own }));
    const header = 'word\tweight\ttag\n';
    const plain = createSegmenter(openWords(compileWords({ ...SOURCES, own: header })));
    const jieba = createSegmenter(jiebaAlone(withOwn));
    const text = fc.array(fc.constantFrom(...'客服态度很好次日达慢')).map((all) => all.join(''));
    fc.assert(
      fc.property(text, (mixture) => {
        expect(jieba.tokens(mixture)).toEqual(plain.tokens(mixture));
      }),
    );
    expect(createSegmenter(withOwn).tokens('客服')).toEqual([{ start: 0, end: 2, tag: 'x' }]);
    expect(jieba.tokens('客服')).toEqual([{ start: 0, end: 2, tag: 'n' }]);
  });

  test('has the same bytes in whatever order the words come', () => {
    const jieba = `${SOURCES.jieba.trim().split('\n').reverse().join('\n')}\n`;
    expect(compileWords({ ...SOURCES, jieba })).toEqual(bytes);
  });

  test('opens in place, or from bytes at an odd address', () => {
    expect(openWords(bytes).trie.bases.buffer).toBe(bytes.buffer);
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(openWords(shifted.subarray(3))).toEqual(openWords(bytes));
    const part = Buffer.from(shifted.buffer, 3);
    expect(openWords(part)).toEqual(openWords(bytes));
  });

  test.each([
    ['an empty file', new Uint8Array(0), /is too short/],
    ['half a header', bytes.slice(0, 20), /is too short/],
    ['another kind of file', changed(0, 0x50), /is not a word list/],
    ['another version', changed(4, 99), /has version 99, not 4/],
    ['a file cut short', bytes.slice(0, -8), /damaged or cut short/],
    ['a file with more behind it', Uint8Array.from([...bytes, 0]), /damaged or cut short/],
    ['counts that do not add up', changed(12, 1), /damaged or cut short/],
  ])('refuses %s and says what to do', (_, broken, fault) => {
    expect(() => openWords(broken)).toThrow(InputError);
    expect(() => openWords(broken)).toThrow(fault);
    expect(() => openWords(broken)).toThrow(/npm run build/);
  });

  test('names the line of a source that has a column too many', () => {
    const own = 'word\tweight\ttag\n包邮\t-\tv\textra\n';
    expect(() => compileWords({ ...SOURCES, own })).toThrow(/line 2 has 4 columns, not 3/);
  });
});

describe('ties, broken as in jieba', () => {
  test('of two equally probable routes the longer word wins', () => {
    // Total 4: one word of probability 1/4 beside two of 1/2.
    expect(cutWith({ jieba: '好 2 a\n好好 1 a\n慢 1 a\n' }, '好好')).toEqual(['好好']);
  });

  test('a word of the model prefers middle over begin, single over end', () => {
    const states = ['B\t-\t-1\t-1\t-', 'E\t-1\t-\t-\t-1', 'M\t-\t-1\t-1\t-', 'S\t-1\t-\t-\t-1'];
    const model = ['from\tB\tM\tE\tS', ...states, 'start\t-1\t-\t-\t-1', '丙\t-\t-\t-1\t-'].join(
      '\n',
    );
    expect(cutWith({ hmm: model }, '甲乙丙')).toEqual(['甲乙丙']);
    expect(cutWith({ hmm: model }, '甲乙丁')).toEqual(['甲', '乙', '丁']);
  });
});
