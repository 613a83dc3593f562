import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expandPath } from '../../src/io/expand.ts';
import { expandBraces, nameMatcher } from '../../src/io/glob.ts';
import { faultOf } from '../support/exports.ts';
import { workFolder } from '../support/process.ts';

const FILES = [
  '2月.csv',
  '10月.csv',
  'b/sub/x.ndjson.gz',
  'b/y.XLSX',
  'b/.hidden.csv',
  '.git/z.csv',
  '~$y.xlsx',
  'readme.md',
  '2月.csv.rejects.csv',
  'old.xls',
];

function filled(): string {
  const folder = workFolder();
  for (const file of FILES) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), 'x');
  }
  return folder;
}

async function names(folder: string, argument: string): Promise<string[]> {
  const { files } = await expandPath(`${folder}/${argument}`);
  return files.map((file) => file.slice(folder.length + 1));
}

describe('folders', () => {
  test('stand for the exports in them and in their folders, in the order of their names', async () => {
    const folder = filled();
    const { files, warnings } = await expandPath(folder);
    expect(files.map((file) => file.slice(folder.length + 1))).toEqual([
      '10月.csv',
      '2月.csv',
      'b/sub/x.ndjson.gz',
      'b/y.XLSX',
      'old.xls',
    ]);
    expect(warnings[0]?.zh).toMatch(
      /跳过 2 个不是数据的文件：.*2月\.csv\.rejects\.csv、.*readme\.md$/,
    );
  });

  test('are walked once, also where a link leads back', async () => {
    const folder = filled();
    symlinkSync(folder, join(folder, 'b/up'));
    expect(await names(folder, 'b')).toEqual(['b/sub/x.ndjson.gz', 'b/y.XLSX']);
  });

  test('without exports are refused', async () => {
    const folder = workFolder();
    writeFileSync(join(folder, 'a.md'), '');
    expect(await faultOf(() => expandPath(folder))).toMatch(/没有能读的数据文件/);
  });
});

describe('patterns', () => {
  test.each([
    ['*月.csv', ['10月.csv', '2月.csv']],
    ['?月.csv', ['2月.csv']],
    ['[0-2]*.csv', ['10月.csv', '2月.csv']],
    ['{2,10}月.csv', ['10月.csv', '2月.csv']],
    ['**/*.{gz,XLSX}', ['b/sub/x.ndjson.gz', 'b/y.XLSX']],
    ['b/**', ['b/sub/x.ndjson.gz', 'b/y.XLSX']],
    ['*/*', ['b/y.XLSX']],
    ['b/.h*', ['b/.hidden.csv']],
    ['*.md', ['readme.md']],
  ])('%s', async (pattern, expected) => {
    expect(await names(filled(), pattern)).toEqual(expected);
  });

  test('that nothing matches are refused', async () => {
    expect(await faultOf(() => expandPath(`${filled()}/*.json`))).toMatch(/没有匹配的文件/);
  });

  test('a file whose name looks like a pattern is that file', async () => {
    const folder = workFolder();
    writeFileSync(join(folder, 'a[1].csv'), 'x');
    expect(await names(folder, 'a[1].csv')).toEqual(['a[1].csv']);
  });

  test('what is no pattern is left for the reader to find or miss', async () => {
    expect(await expandPath('没有.csv')).toEqual({ files: ['没有.csv'], warnings: [] });
  });
});

describe('one name', () => {
  test.each([
    ['*', 'a', true],
    ['*', '.a', false],
    ['.*', '.a', true],
    ['a*b*c', 'aXbYbZc', true],
    ['a*b*c', 'aXbYbZ', false],
    ['??', '😀好', true],
    ['[!a]x', 'bx', true],
    ['[!a]x', 'ax', false],
    ['[]x', '[]x', true],
    ['a[', 'a[', true],
  ])('%s against %s', (pattern, name, expected) => {
    expect(nameMatcher(pattern)(name)).toBe(expected);
  });

  test('agrees with a regular expression on any pattern of stars and letters', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 12 });
    fc.assert(
      fc.property(
        text,
        fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 12 }),
        (pattern, name) => {
          const regex = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
          expect(nameMatcher(pattern)(name)).toBe(regex.test(name));
        },
      ),
    );
  });

  test('takes no longer for a pattern of many stars', () => {
    const started = performance.now();
    expect(nameMatcher(`${'*a'.repeat(200)}b`)('a'.repeat(5_000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

test('braces make one pattern of each choice', () => {
  expect(expandBraces('{a,b}/{c,d}')).toEqual(['a/c', 'a/d', 'b/c', 'b/d']);
  expect(expandBraces('{a}')).toEqual(['{a}']);
});
