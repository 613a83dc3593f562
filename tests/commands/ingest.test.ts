import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FIXTURES, voc, workFolder } from '../support/process.ts';
import { rowsOf, voicesIn } from '../support/rows.ts';

const SAMPLES = ['reviews.xlsx', 'hotline.csv', 'nps.csv', 'chats.ndjson'];

describe.each(SAMPLES)('%s', (name) => {
  const file = join(FIXTURES, name);

  test('read twice adds nothing; rows are stored, duplicate or rejected', async () => {
    const folder = workFolder();
    const figures = async () => {
      const { stderr } = await voc(['ingest', file], { cwd: folder });
      const line = stderr.split('\n').find((text) => text.includes('读入')) ?? '';
      const match = /（(\d+) 条声音），新增 (\d+)，重复 (\d+)，拒收 (\d+)/.exec(line) ?? [];
      const [voices = 0, added = 0, duplicate = 0] = match.slice(1).map(Number);
      expect(voices).toBe(added + duplicate);
      return { voices, added };
    };
    const first = await figures();
    const stored = await voicesIn(join(folder, 'voc.db'));
    expect(stored).toBe(first.added);
    expect(stored).toBeGreaterThan(100);
    expect(await figures()).toEqual({ voices: first.voices, added: 0 });
    expect(await voicesIn(join(folder, 'voc.db'))).toBe(stored);
  });
});

test.each(['reviews.xlsx', 'chats.ndjson'])(
  '%s shown by --dry-run: what each column is for, and five voices; nothing is stored',
  async (name) => {
    const file = join(FIXTURES, name);
    const folder = workFolder();
    const { status, stdout, stderr } = await voc(['ingest', file, '--dry-run'], { cwd: folder });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const [about = '', mapping = '', voices = ''] = stdout.split('\n\n');
    expect(about).toContain(file);
    expect(mapping).toMatch(/ (正文|会话内容) /);
    expect(voices.trimEnd().split('\n')).toHaveLength(6);
    expect(readdirSync(folder)).toEqual([]);
  },
);

test('- reads standard input, and its rejects are told of as those of stdin', async () => {
  const folder = workFolder();
  const { status, stderr } = await voc(['ingest', '-'], { cwd: folder, stdin: `${rowsOf(3)}9,\n` });
  expect(status).toBe(3);
  expect(stderr).toMatch(
    /^标准输入：读入 4 行（3 条声音），新增 3，重复 0，拒收 1，用时 [\d.]+ 秒\n/,
  );
  expect(readFileSync(join(folder, 'stdin.rejects.csv'), 'utf8')).toContain('-,5,empty_text,');
  expect(await voicesIn(join(folder, 'voc.db'))).toBe(3);
});

test('an endless standard input without a text column is given back at once', async () => {
  const folder = workFolder();
  const stdin = '1,2,3\n'.repeat(200_000);
  const { status, stderr } = await voc(['ingest', '-'], { cwd: folder, stdin });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^voc: -：找不到文本列[^\n]+\n$/);
});

test('--text, --id and --time name columns, by name or position; one that is not there is told', async () => {
  const folder = workFolder();
  writeFileSync(join(folder, 'in.csv'), 'a,b,c\nx1,2026-03-01,等了三天\nx2,2026-03-02,还不错\n');
  const flags = ['--text', 'c', '--id', '1', '--time', 'b'];
  expect((await voc(['ingest', 'in.csv', ...flags], { cwd: folder })).status).toBe(0);
  const { stdout } = await voc(['export', 'voices', '--format', 'ndjson'], { cwd: folder });
  const rows = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(rows.map(({ id, created_at }) => [id, created_at.slice(0, 10)]).sort()).toEqual([
    ['x1', '2026-03-01'],
    ['x2', '2026-03-02'],
  ]);
  expect(await voc(['ingest', 'in.csv', '--text', '正文'], { cwd: folder })).toEqual({
    status: 1,
    stdout: '',
    stderr: 'voc: in.csv：没有名为「正文」的列；现有列：「a」「b」「c」\n',
  });
});

test.each([
  [['--tz', '8'], '--tz 8 无效：请写成 +08:00 这样的偏移'],
  [['--encoding', 'klingon'], '不认识编码「klingon」'],
  [['--delimiter', 'ab'], '分隔符「ab」必须是一个字符（制表符写作 tab）'],
  [['--wait', '-1'], '选项 --wait <seconds> 的值 -1 无效'],
])('%j is wrong usage', async (flags, message) => {
  const folder = workFolder();
  writeFileSync(join(folder, 'in.csv'), rowsOf(2));
  const { status, stdout, stderr } = await voc(['ingest', 'in.csv', ...flags], { cwd: folder });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr.startsWith(`voc: ${message}`)).toBe(true);
  expect(stderr.trimEnd()).not.toContain('\n');
  expect(readdirSync(folder)).toEqual(['in.csv']);
});

test('the store is --store, else VOC_STORE, else beside the nearest voc.yaml, else here', async () => {
  const folder = workFolder();
  writeFileSync(join(folder, 'in.csv'), rowsOf(1));
  await voc(['ingest', 'in.csv', '--store', 'flag.db'], {
    cwd: folder,
    env: { VOC_STORE: 'env.db' },
  });
  await voc(['ingest', 'in.csv'], { cwd: folder, env: { VOC_STORE: 'env.db' } });
  expect(readdirSync(folder)).toEqual(['env.db', 'flag.db', 'in.csv']);
});

test.each([[[]], [['--no-mask']]])(
  'times that are not understood are counted, the first masked: %j',
  async (flags) => {
    const folder = workFolder();
    const row = (id: number, time: string): string => `${id},等了三天才发货,${time}\n`;
    writeFileSync(
      join(folder, 'in.csv'),
      `编号,内容,评价时间\n${[1, 2, 3].map((id) => row(id, `2026-04-0${id}`)).join('')}${row(4, '13912345678')}${row(5, '前天')}`,
    );
    const { status, stderr } = await voc(['ingest', 'in.csv', ...flags], { cwd: folder });
    expect(status).toBe(0);
    expect(stderr).toContain('in.csv：2 行的时间看不懂（首见第 5 行：[手机]）');
  },
);

test('of one ticket twice in a file the later status counts, in whichever line it stands', async () => {
  const rows = ['处理中', '已办结', '受理'].map((status) => `GD1,等了三天才发货,${status}\n`);
  for (const order of [
    [0, 1, 2],
    [1, 2, 0],
    [2, 0, 1],
  ]) {
    const folder = workFolder();
    const lines = order.map((at) => rows[at]).join('');
    writeFileSync(join(folder, 'in.csv'), `工单编号,诉求内容,工单状态\n${lines}`);
    await voc(['ingest', 'in.csv'], { cwd: folder });
    const { stdout } = await voc(['export', 'voices', '--format', 'ndjson'], { cwd: folder });
    expect(stdout).toContain('已办结');
    await voc(['ingest', 'in.csv'], { cwd: folder });
    expect((await voc(['export', 'voices', '--format', 'ndjson'], { cwd: folder })).stdout).toBe(
      stdout,
    );
  }
});
