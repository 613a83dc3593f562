import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withWriter } from '../../src/store/open.ts';
import { workFolder } from '../support/process.ts';
import { type Outcome, voc } from '../support/voc.ts';

const ROWS =
  '工单编号,诉求内容,受理时间,客户编号,联系电话\nGD202601,客服电话打不通，等了三天,2026-04-06 09:00,C1,13812345678\nGD202602,味道很正,2026-04-06 10:00,C2,\n'.replaceAll(
    '，',
    '；',
  );

async function withStore(...flags: string[]): Promise<string> {
  const folder = workFolder();
  writeFileSync(join(folder, 'in.csv'), ROWS);
  const store = join(folder, 'voc.db');
  const loaded = await voc(['ingest', join(folder, 'in.csv'), '--store', store, ...flags]);
  expect(loaded.status, loaded.stderr).toBe(0);
  return store;
}

const verify = (store: string, ...flags: string[]): Promise<Outcome> =>
  voc(['verify', '--store', store, '--format', 'json', ...flags]);
/** The checks that are not well, with their faults. */
async function wrong(store: string): Promise<Record<string, number>> {
  const { stdout } = await verify(store);
  const rows: { check: string; result: string; faults: number }[] = JSON.parse(stdout);
  return Object.fromEntries(
    rows.filter(({ result }) => result !== 'ok').map(({ check, faults }) => [check, faults]),
  );
}
const damage = (store: string, sql: string): Promise<unknown> =>
  withWriter(store, {}, ({ connection }) => connection.run(sql));

test('a sound store: a line for each check, and status 0', async () => {
  const store = await withStore();
  const { status, stdout } = await voc(['verify', '--store', store]);
  expect(status).toBe(0);
  const lines = stdout.trimEnd().split('\n');
  expect(lines).toHaveLength(11);
  for (const line of lines.slice(1)) expect(line).toMatch(/^正常/);
});

test.each([
  [
    'a text changed by another program',
    `UPDATE voices SET text = text || '！' WHERE id = 'GD202602'`,
    { contents: 1 },
  ],
  ['an id changed', `UPDATE voices SET id = 'GD999999' WHERE id = 'GD202602'`, { keys: 1 }],
  [
    'a phone number put in',
    `UPDATE voices SET text = '打 13812345678', version = NULL WHERE id = 'GD202602'`,
    { masks: 1 },
  ],
  [
    'a phone number put into a joined column',
    `INSERT INTO joined SELECT key, '订单.', '订单.csv', 2, '{"订单.备注":"打 13812345678"}' FROM voices WHERE id = 'GD202602'`,
    { masks: 1 },
  ],
  [
    'the name of a customer put in',
    `UPDATE voices SET customer_id = '张三', version = NULL WHERE id = 'GD202602'`,
    { masks: 1 },
  ],
])('%s is found, and not repaired behind your back', async (_, sql, expected) => {
  const store = await withStore();
  await damage(store, sql);
  expect(await wrong(store)).toMatchObject(expected);
  await voc(['doctor', '--fix', '--store', store]);
  const { status } = await verify(store);
  expect(status).toBe(1);
  expect(await wrong(store)).toMatchObject(expected);
});

test('annotations lost and counts wrong: found, repaired by doctor --fix, then sound', async () => {
  const store = await withStore();
  await damage(store, 'DELETE FROM annotations; DELETE FROM opinions; UPDATE loads SET added = 9');
  expect(await wrong(store)).toEqual({ annotations: 2, counts: 2 });
  const { status, stderr } = await voc(['doctor', '--fix', '--store', store]);
  expect([status, stderr]).toEqual([
    0,
    '已修复：重新标注了 2 条声音\n已修复：重新清点了 1 次读入\n',
  ]);
  expect(await wrong(store)).toEqual({});
});

test('what was loaded unmasked is noted, not checked', async () => {
  const store = await withStore('--no-mask');
  const { status, stdout } = await verify(store);
  expect([status, await wrong(store)]).toEqual([0, { masks: 0 }]);
  expect(stdout).toContain('2 条是按 --no-mask 读入的');
});

test('halves of surrogate pairs: what is loaded is sound, and a second load is no news', async () => {
  const folder = workFolder();
  const store = join(folder, 'voc.db');
  const file = join(folder, 'in.ndjson');
  writeFileSync(
    file,
    '{"id":"GD202601","text":"坏了\\ud83d退款","备注":"x\\ud83dy","k\\ude00":{"a":["\\udc00"]}}\n{"id":"GD202602","text":"好😀","备注":"😀"}\n',
  );
  await voc(['ingest', file, '--store', store]);
  expect(await wrong(store)).toEqual({});
  const { stderr } = await voc(['ingest', file, '--store', store]);
  expect(stderr).toContain('重复 2');
});

test('attributes of an earlier version that no engine can read: named, repaired, and the row is known when it comes again', async () => {
  const store = await withStore();
  await damage(
    store,
    `UPDATE voices SET attributes = '{"备注":"x\\ud83dy"}' WHERE id = 'GD202601'`,
  );
  const { status, stdout } = await voc(['verify', '--store', store]);
  expect(status).toBe(1);
  expect(stdout).toMatch(
    /故障 +内容与版本 +1 条的属性列读不出来（旧版本写入的残缺字符）；请运行 voc doctor --fix/,
  );
  const fixed = await voc(['doctor', '--fix', '--store', store]);
  expect(fixed.stderr).toContain('已修复：重写了 1 行读不出来的属性');
  expect(await wrong(store)).toEqual({});
  const { stdout: exported } = await voc([
    'export',
    'voices',
    '--store',
    store,
    '--format',
    'ndjson',
  ]);
  expect(exported).toContain('x\ufffdy');
});

test('what was found in a conversation is not taken for a change of its content', async () => {
  const store = join(workFolder(), 'voc.db');
  const loaded = await voc(['ingest', 'fixtures/chats.ndjson', '--store', store]);
  expect(loaded.status, loaded.stderr).toBe(0);
  expect(await wrong(store)).toEqual({});
});
