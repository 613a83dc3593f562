import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Term } from '../../src/lexicon/entries.ts';
import { compilePattern, matchEnd, matchStart, programOf } from '../../src/lexicon/patterns.ts';
import { type PatternHit, scan } from '../../src/lexicon/scan.ts';
import { buildTrie, idOf, step, termAt } from '../../src/lexicon/trie.ts';
import { fold } from '../../src/text/fold.ts';
import { unitsOf } from '../../src/text/units.ts';
import { lexicon, terms } from '../dictionaries.ts';

function matched(source: string, text: string): string | null {
  const pattern = compilePattern(source);
  if (!pattern) throw new Error(`not a pattern: ${source}`);
  const program = Int32Array.from(programOf(pattern));
  for (const anchor of pattern.anchors) {
    const at = text.indexOf(anchor);
    if (at < 0) continue;
    const units = unitsOf(text);
    const start = matchStart(program, 0, units, at);
    const end = matchEnd(program, 0, units, at + anchor.length);
    if (start >= 0 && end >= 0) return text.slice(start, end);
  }
  return null;
}

describe('patterns', () => {
  test.each([
    ['等了#*2天', '我等了三天才到', '等了三天'],
    ['等了#*2天', '等了好久的一天', null],
    ['(退|换)*2(不了|不给)', '换货不给', '换货不给'],
    ['#次电话', '打了5次电话', '5次电话'],
    ['#次电话', '这次电话', null],
    ['没*3到', '没有收到', '没有收到'],
    ['没*3到', '没有，收到', null],
    ['没*1到', '没有收到', null],
  ])('%s in %s finds %j', (source, text, found) => {
    expect(matched(source, text)).toBe(found);
  });

  test.each(['等了*', '*3天', '', '()'])('%j is no pattern', (source) => {
    expect(compilePattern(source)).toBeNull();
  });
});

test('the trie knows exactly its terms', () => {
  const term = fc.string({
    unit: fc.constantFrom('好', '坏', '吃', 'a'),
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(fc.uniqueArray(term, { minLength: 1 }), term, (terms, other) => {
      const trie = buildTrie(terms, new Uint8Array(terms.length));
      let node = trie.first[other.charCodeAt(0)] ?? 0;
      for (let i = 1; i < other.length && node !== 0; i++)
        node = step(trie, node, other.charCodeAt(i));
      expect(idOf(node === 0 ? 0 : termAt(trie, node))).toBe(terms.indexOf(other));
    }),
  );
});

describe('scanning', () => {
  test.each([
    ['好几天坏了', ['坏了']],
    ['快递很快', ['快递', '很', '快']],
    ['客服态度好', ['客服', '态度好']],
    ['贵公司', []],
  ])('%s finds %j', (text, found) => {
    expect(scan(text, lexicon).hits.map((hit) => hit.term.text)).toEqual(found);
  });

  test('hits are in order, do not overlap, and are where they say', () => {
    const words = terms.filter((_, i) => i % 40 === 0).map((term) => term.text);
    const part = fc.oneof(fc.constantFrom(...words), fc.string({ unit: 'grapheme', maxLength: 2 }));
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const folded = fold(parts.join(''), lexicon.cleaning.traditional);
        let free = 0;
        for (const { start, end, term } of scan(folded, lexicon).hits) {
          expect(start).toBeGreaterThanOrEqual(free);
          expect(folded.slice(start, end)).toBe(term.text);
          free = end;
        }
      }),
    );
  });

  test('finds what a search for every term at every place finds', () => {
    const words = terms.filter((_, i) => i % 25 === 0).map((term) => term.text);
    const part = fc.oneof(
      fc.constantFrom(...words),
      fc.constantFrom(
        '不',
        '没',
        '很',
        '从来不',
        '管用',
        '满意',
        'tm',
        'Ａ',
        '１',
        '😀',
        '\ud83d',
        '，',
      ),
      fc.string({ unit: 'grapheme', maxLength: 2 }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const folded = fold(parts.join(''), lexicon.cleaning.traditional);
        const found = scan(folded, lexicon).hits.map(({ start, term }) => [start, term.text]);
        expect(found).toEqual(searched(folded));
      }),
      { numRuns: 60 },
    );
  });
});

test('patterns are those that a try of each of them at every place finds', () => {
  const known = Array.from({ length: lexicon.patterns.count }, (_, at) => at);
  const said = known
    .filter((at) => at % 60 === 0)
    .map((at) => lexicon.patterns.at(at).pattern)
    .map(({ anchors, parts }) => [anchors, ...parts.map(({ words }) => words ?? ['3'])]);
  const pattern = fc.constantFrom(...said).chain((parts) => {
    return fc.tuple(...parts.map((words) => fc.constantFrom(...words))).map((all) => all.join(''));
  });
  const part = fc.oneof(pattern, fc.constantFrom('，', '没有', '很', '三', '\ud83d', 'ab'));
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
      const folded = fold(parts.join(''), lexicon.cleaning.traditional);
      const found = scan(folded, lexicon).patterns.map(placeOf);
      expect(new Set(found)).toEqual(new Set(triedIn(folded)));
    }),
    { numRuns: 60 },
  );
});

function placeOf({ start, end, anchored }: PatternHit): string {
  const { evaluation, cue } = anchored;
  return `${start} ${end} ${evaluation?.entry ?? `${cue?.label} ${cue?.entry}`}`;
}

function placesOf(word: string, text: string): number[] {
  const places = Array.from({ length: text.length }, (_, at) => at);
  return text.includes(word) ? places.filter((at) => text.startsWith(word, at)) : [];
}

/** Place and entry of every pattern of the dictionaries that matches, found without an index. */
function triedIn(text: string): string[] {
  const units = unitsOf(text);
  const { at, count, programs, places } = lexicon.patterns;
  const all = Array.from({ length: count }, (_, index) => ({ index, anchored: at(index) }));
  return all.flatMap(({ index, anchored }) =>
    anchored.pattern.anchors.flatMap((anchor) =>
      placesOf(anchor, text).flatMap((from) => {
        const to = from + anchor.length;
        if (isInLatin(text, from) || isInLatin(text, to) || isInNumber(text, from)) return [];
        const start = matchStart(programs, places[index] as number, units, from);
        const end = matchEnd(programs, places[index] as number, units, to);
        return start < 0 || end < 0 ? [] : [placeOf({ start, end, anchored })];
      }),
    ),
  );
}

/** Whether a place is inside a word of Latin letters. */
function isInLatin(text: string, at: number): boolean {
  return /^[a-z]{2}$/u.test(text.slice(Math.max(0, at - 1), at + 1));
}

/** Whether a place is inside a number. */
function isInNumber(text: string, at: number): boolean {
  return /\d\.?$/u.test(text.slice(0, at)) && /^\d/u.test(text.slice(at));
}

/** The longest term that stands at a place and is wanted. */
function longestTerm(text: string, at: number, wanted: (term: Term) => boolean): Term | undefined {
  return terms
    .filter((term) => text.startsWith(term.text, at) && wanted(term))
    .sort((a, b) => b.text.length - a.text.length)[0];
}

/** Start and text of the terms that mean something, leftmost and longest first, found without an index. */
function searched(text: string): [number, string][] {
  const found: [number, string][] = [];
  const judges = ({ evaluation, quality }: Term): boolean =>
    evaluation !== null || quality !== null;
  for (let at = 0; at < text.length; at++) {
    if (isInLatin(text, at) || isInNumber(text, at)) continue;
    const means = (term: Term): boolean => term.meaning && !isInLatin(text, at + term.text.length);
    const term = longestTerm(text, at, means);
    if (!term) continue;
    const end = at + term.text.length;
    const last = longestTerm(text, end - 1, judges);
    const yields =
      term.modifier?.role === 'negation' &&
      /.[不没]$/u.test(term.text) &&
      last !== undefined &&
      last.text.length > 1 &&
      !longestTerm(text, end, judges);
    if (yields) continue;
    if (!term.stop) found.push([at, term.text]);
    at = end - 1;
  }
  return found;
}
