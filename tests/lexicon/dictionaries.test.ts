import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CLEANING } from '../../src/lexicon/cleaning.ts';
import { compileDictionaries } from '../../src/lexicon/compile.ts';
import { CONCERN_COLUMNS, CONCERNS_FILE } from '../../src/lexicon/concerns.ts';
import { DICTIONARIES } from '../../src/lexicon/dictionaries.ts';
import { canonicalOf } from '../../src/lexicon/lexicon.ts';
import { InputError } from '../../src/model/errors.ts';
import { fold } from '../../src/text/fold.ts';
import { dictionaryFiles, lexicon } from '../dictionaries.ts';

const README = readFileSync(new URL('../../dictionaries/README.md', import.meta.url), 'utf8');

/** By code point, which differs from the order of UTF-16 units only past the basic plane. */
function inOrder(before: string, after: string): boolean {
  const a = Array.from(before, (c) => c.codePointAt(0) ?? 0);
  const b = Array.from(after, (c) => c.codePointAt(0) ?? 0);
  const i = a.findIndex((code, at) => code !== b[at]);
  return i < 0 ? a.length <= b.length : (b[i] ?? -1) > (a[i] ?? 0);
}

const CONCERN_WORDS = { file: CONCERNS_FILE, columns: CONCERN_COLUMNS };

describe.each([...Object.values(CLEANING), ...DICTIONARIES, CONCERN_WORDS])(
  '$file',
  ({ file, columns }) => {
    const text = dictionaryFiles[file] ?? '';
    const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('# '));
    const [header, ...rows] = lines;

    test('begins with a header line and ends with a line break', () => {
      expect(header).toBe(columns.join('\t'));
      expect(text.endsWith('\n')).toBe(true);
      expect(text).not.toMatch(/\r|\n\n/u);
    });

    test('is sorted by code point', () => {
      const misplaced = rows.filter((row, i) => i > 0 && !inOrder(rows[i - 1] ?? '', row));
      expect(misplaced).toEqual([]);
    });

    test('says nothing twice', () => {
      const keys = rows.map((row) => {
        const cells = row.split('\t');
        const pairs = ['cues.tsv', 'domains.tsv', 'cases.tsv', 'senses.tsv'];
        return pairs.includes(file) ? cells.slice(0, 2).join('\t') : cells[0];
      });
      expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
    });

    test('has no stray spaces and no empty cells', () => {
      const stray = rows.filter((row) =>
        row.split('\t').some((cell) => cell === '' || cell !== cell.trim()),
      );
      expect(stray).toEqual([]);
    });

    test('is written as texts are after folding, or it could never match', () => {
      if (file.startsWith('traditional.')) return;
      const unfolded = rows.filter((row) => {
        const [term = ''] = row.split('\t');
        const bare = term.replace(/[()|*#\d]/gu, '');
        return fold(bare, lexicon.cleaning.traditional) !== bare;
      });
      expect(unfolded).toEqual([]);
    });

    test('asks for a quantity only where one is understood, outside of alternatives', () => {
      expect(rows.filter((row) => /^[^\t]*\([^()\t]*#/u.test(row))).toEqual([]);
    });

    test('has its row in the README', () => {
      expect(README).toContain(`\`${file}\``);
      expect(README).toMatch(new RegExp(`\`${file}\` \\|[^|]+\\| ${rows.length} \\|`, 'u'));
    });
  },
);

describe('compiling', () => {
  test('names file and line of a row that is wrong', () => {
    const broken = { ...dictionaryFiles, 'stops.tsv': 'term\n好像\n好\t坏\n' };
    expect(() => compileDictionaries(broken)).toThrow(InputError);
    expect(() => compileDictionaries(broken)).toThrow('stops.tsv:3');
  });

  test.each([
    ['evaluations.tsv', 'term\tweight\taspect\tproblem\n好\tx\t-\t-\n', 'evaluations.tsv:2'],
    ['evaluations.tsv', 'term\tweight\taspect\tproblem\n好\t1\ttastes\t-\n', 'an aspect'],
    [
      'phrases.tsv',
      'pattern\tweight\taspect\tstage\tproblem\n等了*\t-1\t-\t-\t-\n',
      'phrases.tsv:2',
    ],
    ['modifiers.tsv', 'word\trole\tfactor\n', 'the header must be'],
    ['cases.tsv', 'term\tobject\tweight\tproblem\n桌子\t价格\t1\t-\n', 'qualities.tsv'],
    ['senses.tsv', 'term\tdomain\taspect\n好贵\tbank\tprice\n', 'aspects.tsv'],
    ['senses.tsv', 'term\tdomain\taspect\n信号\tbanks\tprice\n', 'bank'],
  ])('refuses %s when it says %j', (file, text, fault) => {
    expect(() => compileDictionaries({ ...dictionaryFiles, [file]: text })).toThrow(fault);
  });

  test('says which dictionary is missing', () => {
    const { 'aspects.tsv': _, ...rest } = dictionaryFiles;
    expect(() => compileDictionaries(rest)).toThrow('aspects.tsv');
  });

  test.each([
    ['小哥', '快递员'],
    ['配送员', '快递员'],
    ['大堂', '大堂'],
    ['没有这个词', '没有这个词'],
  ])('the canonical name of %s is %s', (term, name) => {
    expect(canonicalOf(term, lexicon)).toBe(name);
  });
});
