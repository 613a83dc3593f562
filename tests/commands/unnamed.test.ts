import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { workFolder } from '../support/process.ts';
import { voc } from '../support/voc.ts';

const TEXTS = ['好评', '不错', '很满意', '太慢了'];
const SCORES = [5, 5, 1, 5, 4];
const range = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

/** Loads rows as one export and gives what is said of them, without the time it took. */
async function said(store: string, rows: readonly string[], ...flags: string[]): Promise<string> {
  const file = `${store}.csv`;
  writeFileSync(file, `${rows.join('\n')}\n`);
  const { stderr, status } = await voc(['ingest', file, '--store', store, ...flags]);
  expect(status, stderr).toBe(0);
  return stderr.replaceAll(`${store}.csv：`, '').replace(/，用时.*/, '');
}

async function metric(store: string, name: string): Promise<string[]> {
  const { stdout } = await voc(['metrics', '--store', store, '--format', 'csv']);
  const fields = stdout.split('\n').find((line) => line.startsWith(`${name},`)) ?? '';
  return [fields.split(',')[1] ?? '', fields.split(',')[4] ?? ''];
}

test.each([
  [
    'a shop: orders, short texts, one day, anonymous buyers',
    '订单编号,商品名称,评分,评价内容,评价日期,买家昵称',
    (at: number) =>
      `300202609110000${String(at).padStart(2, '0')},${at % 3 === 0 ? '电饭煲' : '豆浆机'},${SCORES[at % 5]},${TEXTS[at % 4]},2026-09-11,匿名用户`,
    'csat',
    ['80', '40'],
  ],
  [
    'a survey: scores, short texts, one day',
    '门店,NPS,意见建议,提交日期',
    (at: number) => `一店,${at % 2 === 0 ? 10 : 0},${TEXTS[at % 4]},2026-09-11`,
    'nps',
    ['0', '40'],
  ],
])(
  '%s: every row is a voice, masked or not, in any order',
  async (_, header, rowOf, name, value) => {
    const store = join(workFolder(), 'voc.db');
    const rows = range(40).map(rowOf);
    const all = '读入 40 行（40 条声音），';
    expect(await said(store, [header, ...rows])).toContain(`${all}新增 40，重复 0，拒收 0`);
    expect(await metric(store, name)).toEqual(value);
    const again = await said(store, [header, ...rows.toReversed()], '--no-mask');
    expect(again).toContain(`${all}新增 0，重复 40，拒收 0`);
    const { status, stdout } = await voc(['verify', '--store', store]);
    expect(status, stdout).toBe(0);
  },
);

test('many rows that are the same voice by all that counts are told of, with the way out', async () => {
  const header = '会员号,评价内容,评价时间,规格';
  const rows = (times: number): string[] =>
    range(40).map((at) => `C${at % times},好评,2026-09-11 10:22,${at}号`);
  const folder = workFolder();
  expect(await said(join(folder, 'a.db'), [header, ...rows(20)])).toMatch(
    /20 行没有编号，.*--id.*--save-profile/,
  );
  expect(await said(join(folder, 'b.db'), [header, ...rows(39)])).not.toContain('没有编号');
});
