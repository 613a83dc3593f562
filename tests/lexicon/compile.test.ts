import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileDictionaries } from '../../src/lexicon/compile.ts';
import { openLexicon } from '../../src/lexicon/lexicon.ts';
import { openSections, packSections } from '../../src/lexicon/sections.ts';
import { InputError } from '../../src/model/errors.ts';
import { dictionaries, dictionaryFiles, lexicon, terms } from '../dictionaries.ts';

test('equal texts give equal bytes, and files that nobody asks for change nothing', () => {
  const { 'hmm.tsv': _, ...asked } = dictionaryFiles;
  const again = compileDictionaries({ ...asked, 'other.tsv': 'anything' });
  expect(Buffer.compare(again, dictionaries)).toBe(0);
});

test('terms and patterns are the same whatever was asked for before, from bytes that threads share', () => {
  const shared = new Uint8Array(new SharedArrayBuffer(dictionaries.length));
  shared.set(dictionaries);
  const other = openLexicon(shared);
  for (let id = terms.length - 1; id >= 0; id--) expect(other.terms.at(id)).toEqual(terms[id]);
  for (let at = lexicon.patterns.count - 1; at >= 0; at--) {
    expect(other.patterns.at(at)).toEqual(lexicon.patterns.at(at));
  }
  expect(other.problems).toEqual(lexicon.problems);
  expect(other.cleaning).toEqual(lexicon.cleaning);
});

test('a term is one and the same however it is asked for, and texts between terms are none', () => {
  for (const term of terms) expect(lexicon.byText.get(term.text)).toBe(term);
  const known = new Set(terms.map(({ text }) => text));
  const piece = fc.constantFrom(...terms.slice(0, 500).map(({ text }) => text), '');
  fc.assert(
    fc.property(piece, piece, fc.nat(3), (one, two, cut) => {
      const text = one.slice(cut) + two;
      expect(lexicon.byText.get(text) !== undefined).toBe(known.has(text));
    }),
  );
});

describe('what the rows of several dictionaries say of one term', () => {
  const row = (file: string, line: string): string => `${dictionaryFiles[file] ?? ''}${line}\n`;
  const own = openLexicon(
    compileDictionaries({
      ...dictionaryFiles,
      'aspects.tsv': row('aspects.tsv', '呱呱叫器\t呱呱叫器\tquality\t-\t-'),
      'evaluations.tsv': row('evaluations.tsv', '坏呱呱叫器\t-2\t-\t-'),
      'qualities.tsv': row('qualities.tsv', '呱高\t+\t0\t-'),
      'cases.tsv': row('cases.tsv', '呱高\t呱呱叫器\t1\t-'),
      'phrases.tsv': row('phrases.tsv', '呱(啦|唧)*2响\t-1\t-\t-\t-'),
      'emoticons.tsv': row('emoticons.tsv', '[呱]\t1'),
    }),
  );

  test('an object inside a judging term is found', () => {
    expect(own.byText.get('坏呱呱叫器')?.inner).toMatchObject({
      offset: 1,
      term: { text: '呱呱叫器' },
    });
  });

  test('cases are those of the term and what its last character is blamed for', () => {
    const cases = own.byText.get('呱高')?.quality?.cases;
    const blamed = [...(own.byText.get('高')?.quality?.cases ?? [])].filter(
      ([, { weight }]) => weight < 0,
    );
    expect(blamed.length).toBeGreaterThan(0);
    expect([...(cases ?? [])]).toEqual(
      expect.arrayContaining([['呱呱叫器', { weight: 1, problem: null }], ...blamed]),
    );
  });

  test('first words of a pattern are terms that mean nothing themselves, a face hides what is in it', () => {
    expect(own.byText.get('呱')?.meaning).toBe(false);
    expect(own.byText.get('[呱]')).toMatchObject({ stop: true, meaning: true });
    const entries = Array.from({ length: own.patterns.count }, (_, at) => own.patterns.at(at));
    expect(entries.filter(({ evaluation }) => evaluation?.entry === '呱(啦|唧)*2响')).toHaveLength(
      1,
    );
    expect(entries.filter(({ cue }) => cue?.entry === '[呱]')).toHaveLength(1);
  });
});

describe('bytes that are no compiled dictionaries are refused', () => {
  test.each([
    ['nothing', new Uint8Array(0)],
    ['text', new TextEncoder().encode('term\tweight\taspect\tproblem\n')],
    ['half of them', dictionaries.slice(0, dictionaries.length >> 1)],
    ['more than they are', Uint8Array.from([...dictionaries.slice(0, 4096)])],
    ['another version', dictionaries.map((byte, at) => (at === 4 ? byte + 1 : byte))],
  ])('%s', (_, bytes) => {
    expect(() => openLexicon(bytes)).toThrow(InputError);
  });
});

test('sections come back as they were packed, wherever the bytes begin', () => {
  const section = fc.oneof(
    fc.uint8Array(),
    fc.uint16Array(),
    fc.int32Array(),
    fc.string({ unit: 'grapheme' }),
  );
  fc.assert(
    fc.property(fc.dictionary(fc.string(), section), fc.nat(9), (sections, offset) => {
      const packed = packSections(sections);
      const moved = new Uint8Array(packed.length + offset).subarray(offset);
      moved.set(packed);
      const opened = openSections(moved);
      for (const [name, content] of Object.entries(sections)) {
        if (typeof content === 'string') expect(opened.text(name)).toBe(content);
        else if (content instanceof Uint8Array) expect(opened.bytes(name)).toEqual(content);
        else if (content instanceof Uint16Array) expect(opened.units(name)).toEqual(content);
        else expect(opened.numbers(name)).toEqual(content);
      }
    }),
  );
});
