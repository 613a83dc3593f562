import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { voc, workFolder } from '../support/process.ts';

const HEADER = '工单编号,诉求内容,受理时间,状态,办结时间\n';

async function said(
  folder: string,
  name: string,
  rows: string,
  ...flags: string[]
): Promise<string> {
  writeFileSync(join(folder, name), HEADER + rows);
  const { status, stderr } = await voc(['ingest', name, ...flags], { cwd: folder });
  expect(status, stderr).toBe(0);
  return stderr.replace(/，用时.*\n/, '').replace(/^[^，]*，/, '');
}

async function exported(folder: string, table: string): Promise<Record<string, string>[]> {
  const { stdout } = await voc(['export', table, '--format', 'ndjson'], { cwd: folder });
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

test('nightly files of tickets: overlap, later status, corrected text, an old file last; masked or not', async () => {
  const folder = workFolder();
  const monday =
    'GD202601,客服电话打不通,2026-04-06 09:00,处理中,\nGD202602,等了三天才发货,2026-04-06 10:00,处理中,\n';
  const tuesday =
    'GD202602,等了三天才发货,2026-04-06 10:00,已办结,2026-04-07 11:00\nGD202603,屏幕裂了,2026-04-07 08:00,处理中,\n';
  expect(await said(folder, '周一.csv', monday)).toBe('新增 2，重复 0，拒收 0');
  expect(await said(folder, '周二.csv', tuesday)).toBe('新增 1，更新 1，重复 0，拒收 0');
  expect(await said(folder, '周二.csv', tuesday, '--no-mask')).toBe('新增 0，重复 2，拒收 0');
  expect(await said(folder, '周一.csv', monday)).toBe('新增 0，重复 2，拒收 0');
  const older = 'GD202602,等了三天才发货,2026-04-06 10:00,已派单,2026-04-06 12:00\n';
  expect(await said(folder, '补.csv', older)).toBe('新增 0，旧版 1，重复 0，拒收 0');
  const corrected = 'GD202603,屏幕裂了，客服很耐心,2026-04-07 08:00,处理中,\n'.replace('，', '；');
  expect(await said(folder, '更正.csv', corrected)).toBe('新增 0，更新 1，重复 0，拒收 0');
  const voices = await exported(folder, 'voices');
  expect(voices).toHaveLength(3);
  const texts = new Map(voices.map(({ id, text }) => [id, text]));
  expect(texts.get('GD202603')).toBe('屏幕裂了；客服很耐心');
  for (const { voice_id: id = '', span, start, end } of await exported(folder, 'opinions')) {
    expect(texts.get(id)?.slice(Number(start), Number(end))).toBe(span);
  }
  const versions = await exported(folder, 'versions');
  expect(versions.map(({ voice_id: id, current, file }) => [id, current, file]).sort()).toEqual([
    ['GD202602', 'false', '周一.csv'],
    ['GD202602', 'false', '补.csv'],
    ['GD202602', 'true', '周二.csv'],
    ['GD202603', 'false', '周二.csv'],
    ['GD202603', 'true', '更正.csv'],
  ]);
});
