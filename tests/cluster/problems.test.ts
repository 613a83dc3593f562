import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { PROBLEM_COLUMNS, PROBLEMS_FILE, readProblems } from '../../src/lexicon/problems.ts';
import { InputError } from '../../src/model/errors.ts';
import { ASPECTS, labelsOf } from '../../src/model/labels.ts';
import { fold } from '../../src/text/fold.ts';
import { dictionaryFiles, lexicon, terms } from '../dictionaries.ts';

const text = dictionaryFiles[PROBLEMS_FILE] ?? '';
const [header = '', ...rows] = text
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
const cells = rows.map((row) => row.split('\t'));

describe(PROBLEMS_FILE, () => {
  test('begins with its header', () => {
    expect(header.split('\t')).toEqual(PROBLEM_COLUMNS);
  });

  test('is sorted by code point and says nothing twice', () => {
    const points = rows.map((row) => Array.from(row, (c) => c.codePointAt(0) ?? 0));
    const isBefore = (a: readonly number[], b: readonly number[]): boolean => {
      const at = a.findIndex((code, i) => code !== b[i]);
      return at < 0 ? a.length < b.length : (b[at] ?? -1) > (a[at] ?? 0);
    };
    const misplaced = rows.filter(
      (_, i) => i > 0 && !isBefore(points[i - 1] ?? [], points[i] ?? []),
    );
    expect(misplaced).toEqual([]);
  });

  test('is written as texts are after folding, or it could never match', () => {
    const unfolded = cells.filter(
      ([term = '']) => fold(term, lexicon.cleaning.traditional) !== term,
    );
    expect(unfolded).toEqual([]);
  });

  test('has its row in the README', () => {
    const readme = readFileSync(new URL('../../dictionaries/README.md', import.meta.url), 'utf8');
    expect(readme).toMatch(new RegExp(`\`${PROBLEMS_FILE}\` \\|[^|]+\\| ${rows.length} \\|`, 'u'));
  });

  test('has a theme for every aspect', () => {
    expect(labelsOf(ASPECTS).filter((aspect) => !lexicon.problems.themes.has(aspect))).toEqual([]);
  });

  test('names in pairs only problems and things that it knows by that name', () => {
    const { classes, objects, pairs, nuisances } = lexicon.problems;
    const names = new Set([
      ...[...classes.values()].map(({ name }) => name),
      ...nuisances.values(),
    ]);
    const unknown = [...pairs.keys()].filter((pair) => !names.has(pair.split(' ')[1] ?? ''));
    expect(unknown).toEqual([]);
    const renamed = [...pairs.keys()].filter((pair) => {
      const object = objects.get(pair.split(' ')[0] ?? '');
      return object !== undefined && object.name !== pair.split(' ')[0];
    });
    expect(renamed).toEqual([]);
  });

  test('knows every class of problem that the other dictionaries give', () => {
    const given = terms.flatMap(({ evaluation, quality }) => [
      ...(evaluation && evaluation.weight < 0 ? [evaluation.problem] : []),
      ...[...(quality?.cases.values() ?? [])].map(({ problem }) => problem),
    ]);
    for (let at = 0; at < lexicon.patterns.count; at++) {
      given.push(lexicon.patterns.at(at).evaluation?.problem ?? null);
    }
    const unknown = given.filter((name) => name !== null && !lexicon.problems.classes.has(name));
    expect([...new Set(unknown)]).toEqual([]);
  });

  test.each([
    ['漏水\tleaky\t-\t-\n', 'problems.tsv:2'],
    ['渗水\tsame\t漏水\t-\n', 'a class of problem'],
    ['漏水\tspecific\t-\tthings\n', 'thing'],
    ['taste of\ttheme\t口味\t-\n', 'an aspect'],
  ])('refuses %j', (row, fault) => {
    const read = () => readProblems(`${header}\n${row}`);
    expect(read).toThrow(InputError);
    expect(read).toThrow(fault);
  });
});
