import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { voc } from '../support/voc.ts';

interface Place {
  readonly cwd: string;
  readonly file: string;
}

async function placeWith(content: string): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'voc-cleaning-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, '评价.csv');
  await writeFile(file, content);
  return { cwd: folder, file };
}

const DIRTY = `编号,评价内容,评分
1,系统默认好评,5
2,好评！,5
3,"好评，物流快",5
4,垃圾垃圾垃圾垃圾,1
5,加微信领券,5
6,……,3
7,,4
8,等了三天才发货,2
`;

test('ingest says how many voices were flagged as what, and drops none', async () => {
  const { cwd, file } = await placeWith(DIRTY);
  const { stderr, status } = await voc(['ingest', file], { cwd });
  expect(status).toBe(0);
  expect(stderr).toContain('新增 8，');
  expect(stderr).toContain(
    '：清洗：只有评分 1，默认好评 2，只有符号 1，机械重复 1，广告 1（只作标记，一条不删）',
  );
  const english = await voc(['ingest', file, '--lang', 'en'], { cwd });
  expect(english.stderr).toContain('cleaning: score only 1, default praise 2, symbols only 1,');
  const { stdout } = await voc(['export', 'voices', '--format', 'ndjson'], { cwd });
  const flags = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map((row) => `${row.id} ${row.flags}`);
  expect(flags.sort()).toEqual([
    ...['1 default', '2 default', '3 ', '4 repetitive', '5 spam', '6 symbols', '7 empty', '8 '],
  ]);
});

test('nothing is said of a file without flags', async () => {
  const { cwd, file } = await placeWith('编号,评价内容\n1,等了三天才发货\n');
  const { stderr, status } = await voc(['ingest', file], { cwd });
  expect(status).toBe(0);
  expect(stderr).not.toContain('清洗');
});
