import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildTrie, type Trie, walkTrie } from '../../src/segment/trie.ts';

const LIMIT = 200;
const code = fc.integer({ min: 1, max: LIMIT - 1 });
const codedWord = fc.array(code, { minLength: 1, maxLength: 5 });
const wordSet = fc.uniqueArray(codedWord, { selector: (codes) => codes.join(), maxLength: 300 });

const coded = (words: readonly number[][]) =>
  words.map((codes, index) => ({ codes: String.fromCharCode(...codes), wordClass: index + 1 }));

const find = (trie: Trie, codes: readonly number[]): number =>
  trie.classes[walkTrie(trie, Uint16Array.from(codes), 0, codes.length)] ?? 0;

describe('the trie', () => {
  test('finds every word with its class', () => {
    fc.assert(
      fc.property(wordSet, (words) => {
        const trie = buildTrie(coded(words), LIMIT);
        expect(words.map((word) => find(trie, word))).toEqual(words.map((_, index) => index + 1));
      }),
    );
  });

  test('finds nothing but its words', () => {
    fc.assert(
      fc.property(wordSet, codedWord, (words, other) => {
        fc.pre(!words.some((word) => word.join() === other.join()));
        expect(find(buildTrie(coded(words), LIMIT), other)).toBe(0);
      }),
    );
  });

  test('is the same array whatever the order of the words', () => {
    fc.assert(
      fc.property(wordSet, (words) => {
        const forward = buildTrie(coded(words), LIMIT);
        expect(buildTrie(coded(words).reverse(), LIMIT)).toEqual(forward);
      }),
    );
  });

  test('gives no two nodes the same base, and keeps every step inside the array', () => {
    fc.assert(
      fc.property(wordSet, (words) => {
        const trie = buildTrie(coded(words), LIMIT);
        const bases = trie.bases.filter((base) => base !== 0);
        expect(new Set(bases).size).toBe(bases.length);
        expect(bases.every((base) => base + LIMIT <= trie.codes.length)).toBe(true);
      }),
    );
  });

  test('without words finds nothing', () => {
    expect(find(buildTrie([], LIMIT), [7])).toBe(0);
  });
});
