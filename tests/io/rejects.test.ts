import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRejectsFile } from '../../src/io/rejects.ts';
import type { Reject } from '../../src/model/source.ts';
import { cellsOf, faultOf, open } from '../support/exports.ts';

function reject(raw: string, line = 7): Reject {
  return { line, code: 'empty_text', reason: { zh: '文本是空的', en: 'the text is empty' }, raw };
}

function target(): string {
  return join(mkdtempSync(join(tmpdir(), 'voc-test-')), 'a.rejects.csv');
}

test('rows come back as they went in, with file, line, code and reason', async () => {
  const path = target();
  const file = createRejectsFile(path, 'zh');
  await file.add('评价.csv', reject('1,"坏了\n修"'));
  await file.add('评价.csv', reject('2,好', 9));
  expect(await file.commit()).toBe(2);
  const bytes = readFileSync(path);
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  expect(cellsOf((await open(bytes)).items)).toEqual([
    ['file', 'line', 'code', 'reason', 'raw'],
    ['评价.csv', '7', 'empty_text', '文本是空的', '1,"坏了\n修"'],
    ['评价.csv', '9', 'empty_text', '文本是空的', '2,好'],
  ]);
});

test('cells that a spreadsheet would run are guarded', async () => {
  const path = target();
  const file = createRejectsFile(path, 'en');
  for (const raw of ['=1+1', '+86 10', '-x', '@a', '\tb', '-3.5']) await file.add('f', reject(raw));
  await file.commit();
  const raws = cellsOf((await open(readFileSync(path))).items).map((cells) => cells[4]);
  expect(raws).toEqual(['raw', "'=1+1", "'+86 10", "'-x", "'@a", "'\tb", '-3.5']);
});

test('without rows there is no file', async () => {
  const path = target();
  expect(await createRejectsFile(path, 'zh').commit()).toBe(0);
  expect(existsSync(path)).toBe(false);
});

test('nothing stands under the name before it is complete, and nothing stays of what is thrown away', async () => {
  const path = target();
  const file = createRejectsFile(path, 'zh');
  await file.add('f', reject('x'.repeat(200_000)));
  expect(existsSync(path)).toBe(false);
  await file.discard();
  expect(readdirSync(join(path, '..'))).toEqual([]);
});

test('a place that cannot be written is named', async () => {
  const file = createRejectsFile('/没有/这里/r.csv', 'zh');
  expect(await faultOf(() => file.add('f', reject('x')))).toMatch(/写不了拒收文件（ENOENT）/);
});
