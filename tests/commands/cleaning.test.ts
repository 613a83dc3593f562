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

const LONG = '电饭煲用了一个星期才来评价，煮出来的米饭粒粒分明，内胆不粘锅，预约功能很实用';
const ROWS: readonly string[] = [
  `1,${LONG},A,2026-03-01`,
  `2,${LONG}！,B,2026-03-02`,
  `3,${LONG}。赞,C,2026-03-03`,
  '4,等了三天才发货，客服态度还差，再也不买了,D,2026-03-04',
  '5,系统默认好评,E,2026-03-05',
  '6,垃圾垃圾垃圾垃圾,F,2026-03-06',
];
const HEAD = '编号,评价内容,用户名,评价时间';

async function loaded(files: readonly (readonly string[])[]): Promise<string> {
  const { cwd, file } = await placeWith('');
  for (const rows of files) {
    await writeFile(file, `${[HEAD, ...rows].join('\n')}\n`);
    expect((await voc(['ingest', file], { cwd })).status).toBe(0);
  }
  return cwd;
}

test('one load or one for each voice, in any order: the same groups', async () => {
  const outputs: string[] = [];
  for (const files of [[ROWS], ROWS.toReversed().map((row) => [row])]) {
    const cwd = await loaded(files);
    const { stderr } = await voc(['cluster'], { cwd });
    expect(stderr).toContain('查重完成：雷同 3 条（1 组），其中复制粘贴 3 条；套版换词 0 条');
    outputs.push((await voc(['export', 'voices', '--format', 'csv'], { cwd })).stdout);
  }
  expect(outputs[1]).toBe(outputs[0]);
  expect(outputs[0]?.match(/copied/g)).toHaveLength(3);
  expect(outputs[0]?.match(/duplicates\|copied/g)).toHaveLength(2);
});

test('a report leaves out what it is told to, and says so', async () => {
  const cwd = await loaded([ROWS]);
  const early = await voc(['report', '--format', 'md'], { cwd });
  expect(early.stdout).toContain('6 条声音尚未查重');
  await voc(['cluster'], { cwd });
  const reportOf = async (...flags: string[]) => {
    const { stdout } = await voc(['report', '--format', 'json', ...flags], { cwd });
    return JSON.parse(stdout);
  };
  const whole = await reportOf();
  expect(whole.scope.voices).toBe(6);
  expect(whole.cleaning.flags).toEqual([
    { flag: 'default', voices: 1 },
    { flag: 'repetitive', voices: 1 },
    { flag: 'duplicates', voices: 2 },
    { flag: 'copied', voices: 3 },
  ]);
  expect(whole.cleaning).toMatchObject({ suspect: 5, excluded: 0, duplicate_groups: 1 });
  expect(whole.cleaning.metrics).toContainEqual(
    expect.objectContaining({ metric: 'net_sentiment', clean: expect.objectContaining({ n: 1 }) }),
  );
  for (const [exclude, voices] of [
    ['default', 5],
    ['duplicates', 4],
    ['copied', 3],
    ['default,duplicates,repetitive', 2],
  ] as const) {
    const part = await reportOf('--exclude', exclude);
    expect([exclude, part.scope.voices]).toEqual([exclude, voices]);
    expect(part.cleaning.excluded).toBe(6 - voices);
    expect(JSON.stringify(part.notes)).toContain(`已按 --exclude 排除 ${6 - voices} 条声音`);
  }
  const { stdout } = await voc(['report', 'cleaning', '--format', 'md'], { cwd });
  expect(stdout).toContain('默认好评 1 · 机械重复 1 · 雷同 2（1 组） · 复制粘贴 3');
});

test('an unknown flag is wrong usage', async () => {
  const { status, stderr } = await voc(['report', '--exclude', 'fake']);
  expect(status).toBe(2);
  expect(stderr).toContain('empty,default,symbols,repetitive,spam,duplicates,copied,spun');
});

test('forgetting a customer takes the groups with it: their key may be the customer’s', async () => {
  const cwd = await loaded([ROWS]);
  await voc(['cluster'], { cwd });
  expect((await voc(['forget', 'A'], { cwd })).status).toBe(0);
  const { stdout } = await voc(['export', 'voices', '--format', 'ndjson'], { cwd });
  expect(stdout).not.toMatch(/"duplicate_group":"/);
});
