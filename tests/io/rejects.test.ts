import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRejectsFile, removeRejects } from '../../src/io/rejects.ts';
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

const THEIRS = 'c-00ff';
const says = (cells: readonly string[]): boolean => cells.at(-1)?.includes(THEIRS) ?? false;

async function written(path: string, raws: Iterable<string>): Promise<void> {
  const file = createRejectsFile(path, 'zh');
  for (const raw of raws) await file.add('评价.csv', reject(raw));
  await file.commit();
}

function rawsIn(items: readonly (string | readonly string[])[]): readonly (string | undefined)[] {
  return items.slice(1).map((cells) => cells.at(-1));
}

test('rows of a person are taken out, all others stay as they were', async () => {
  const path = target();
  await written(path, ['1,"坏了\n修"', `2,${THEIRS},差`, "'=1+1", '=1+1', `${THEIRS},"a""b"`]);
  expect(await removeRejects(path, says)).toBe(2);
  const bytes = readFileSync(path);
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  expect(bytes.includes(THEIRS)).toBe(false);
  expect(rawsIn(cellsOf((await open(bytes)).items))).toEqual(['1,"坏了\n修"', "'=1+1", "'=1+1"]);
  expect(readdirSync(join(path, '..'))).toHaveLength(1);
});

test('a file in which nothing is theirs is not written, also where nothing could be written', async () => {
  const path = target();
  await written(path, ['1,坏了']);
  const before = readFileSync(path);
  chmodSync(join(path, '..'), 0o555);
  expect(await removeRejects(path, () => false)).toBe(0);
  chmodSync(join(path, '..'), 0o755);
  expect(readFileSync(path)).toEqual(before);
});

test('a file of which no row is left is removed; none is nothing', async () => {
  const path = target();
  await written(path, ['1,坏了', '2,差']);
  expect(await removeRejects(path, () => true)).toBe(3);
  expect(await removeRejects(path, () => true)).toBe(null);
  expect(readdirSync(join(path, '..'))).toEqual([]);
});

test('where the reading fails in the midst, the file stays as it was and nothing lies beside it', async () => {
  const path = target();
  await written(
    path,
    Array.from({ length: 5000 }, (_, at) => `${at},${THEIRS}`),
  );
  const before = readFileSync(path);
  let calls = 0;
  const failing = (): boolean => {
    calls += 1;
    if (calls > 8000) throw new Error('no more');
    return calls % 2 === 0;
  };
  await expect(removeRejects(path, failing)).rejects.toThrow('no more');
  expect(readFileSync(path)).toEqual(before);
  expect(readdirSync(join(path, '..'))).toHaveLength(1);
});

test('a file of 80 MB is gone through in the memory of its pieces', async () => {
  const path = target();
  const text = '退款一直没有到账，打了很多次电话也没有人管。'.repeat(60);
  await written(
    path,
    (function* () {
      for (let at = 0; at < 20_000; at++)
        yield `${at},${at % 1000 === 0 ? THEIRS : 'c-11'},${text}`;
    })(),
  );
  const before = process.memoryUsage().heapUsed;
  let [peak, calls] = [0, 0];
  const isTheirs = (cells: readonly string[]): boolean => {
    calls += 1;
    if (calls % 50 !== 0) return says(cells);
    peak = Math.max(peak, process.memoryUsage().heapUsed - before);
    return says(cells);
  };
  expect(await removeRejects(path, isTheirs)).toBe(20);
  expect(peak / 1e6).toBeLessThan(40);
});
