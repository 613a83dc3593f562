import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Unjoined } from '../../src/model/operations.ts';
import { type JoinPlan, joinVoices } from '../../src/store/joining.ts';
import { load, streamOf, TASTY, tableOf, tempFolder, voiceOf } from '../store/voices.ts';
import { workFolder } from '../support/process.ts';
import { type Outcome, voc } from '../support/voc.ts';

const TICKETS =
  '工单编号,诉求内容,受理时间,客户编号,订单号\n' +
  'GD202601,等了三天才发货,2026-04-06 10:00,MH1001,2026040100017\n' +
  'GD202602,客服电话打不通,2026-04-20 10:00,MH1001,2026040100018\n' +
  'GD202603,屏幕裂了,2026-04-06 12:00,MH1002,2026040100019\n' +
  'GD202604,味道很好,2026-04-06 12:00,,\n';
const ORDERS =
  '订单号,客户编号,下单时间,金额,门店,收货人\n' +
  '2026040100017,MH1001,2026-04-05 09:00,129.00,南京路店,张伟\n' +
  '2026040100018,MH1001,2026-04-19 09:00,59.90,淮海路店,张伟\n' +
  '2026040100019,MH1002,2026-03-01 09:00,88,南京路店,李娜\n' +
  '2026040100019,MH1002,2026-03-01 09:00,88,南京路店,李娜\n';

async function stored(...flags: string[]): Promise<string> {
  const folder = workFolder();
  writeFileSync(join(folder, '工单.csv'), TICKETS);
  writeFileSync(join(folder, '订单.csv'), ORDERS);
  const { status, stderr } = await ran(folder, 'ingest', '工单.csv', ...flags);
  expect(status, stderr).toBe(0);
  return folder;
}

const ran = (folder: string, command: string, file: string, ...flags: string[]): Promise<Outcome> =>
  voc([command, join(folder, file), '--store', join(folder, 'voc.db'), ...flags], { cwd: folder });

async function attributes(folder: string): Promise<Record<string, Record<string, string>>> {
  const { stdout } = await voc(
    ['export', 'voices', '--format', 'ndjson', '--store', join(folder, 'voc.db')],
    { cwd: folder },
  );
  const rows = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  return Object.fromEntries(
    rows.map(({ id, attributes: json }) => [
      id,
      typeof json === 'string' ? JSON.parse(json) : json,
    ]),
  );
}

const counts = ({ stderr }: Outcome): string =>
  /对应 \d+，不明确 \d+，没有对应 \d+/.exec(stderr)?.[0] ?? stderr;
const amount = (all: Record<string, Record<string, string>>): (string | undefined)[] =>
  Object.keys(all)
    .sort()
    .map((id) => all[id]?.['订单.金额']);

test.each([
  ['order_id', [], '对应 3，不明确 0，没有对应 1', ['129.00', '59.90', '88', undefined]],
  ['customer_id', [], '对应 1，不明确 2，没有对应 1', [undefined, undefined, '88', undefined]],
  [
    'customer_id',
    ['--window', '7d'],
    '对应 2，不明确 0，没有对应 2',
    ['129.00', '59.90', undefined, undefined],
  ],
  [
    'customer_id',
    ['--nearest'],
    '对应 3，不明确 0，没有对应 1',
    ['129.00', '59.90', '88', undefined],
  ],
  ['订单号', [], '对应 3，不明确 0，没有对应 1', ['129.00', '59.90', '88', undefined]],
])('join by %s %j', async (key, flags, expected, amounts) => {
  const folder = await stored();
  const result = await ran(folder, 'join', '订单.csv', '--key', key, ...flags);
  expect([result.status, counts(result)], result.stderr).toEqual([0, expected]);
  expect(amount(await attributes(folder))).toEqual(amounts);
});

test.each([
  [['--no-mask'], []],
  [[], ['--no-mask']],
  [['--no-mask'], ['--no-mask']],
])('masked or not, voices %j and orders %j meet', async (ofVoices, ofOrders) => {
  const folder = await stored(...ofVoices);
  const result = await ran(
    folder,
    'join',
    '订单.csv',
    '--key',
    'customer_id',
    '--nearest',
    ...ofOrders,
  );
  expect(counts(result)).toBe('对应 3，不明确 0，没有对应 1');
});

test('personal data in joined columns is masked; who got nothing is listed with the reason', async () => {
  const folder = await stored();
  await ran(folder, 'join', '订单.csv', '--key', 'customer_id', '--prefix', '单_');
  const all = await attributes(folder);
  expect(all['GD202603']).toMatchObject({
    单_收货人: '[姓名]',
    单_门店: '南京路店',
    单_订单号: expect.stringMatching(/^o-[0-9a-f]{16}$/),
  });
  const list = readFileSync(join(folder, '订单.csv.unjoined.rejects.csv'), 'utf8').split('\r\n');
  expect(
    list
      .slice(1, 4)
      .map((line) => line.split(',').slice(0, 4))
      .sort(),
  ).toEqual([
    ['GD202601', 'ambiguous', '对应到几行，内容不同', '2|3'],
    ['GD202602', 'ambiguous', '对应到几行，内容不同', '2|3'],
    ['GD202604', 'no_key', '声音没有可对应的值', ''],
  ]);
});

test('rows of the file that no voice got are counted and listed by line, with the reason', async () => {
  const folder = await stored();
  writeFileSync(
    join(folder, '多.csv'),
    `${ORDERS}2026040100099,MH1009,2026-04-05 09:00,5,北京店,王\n`,
  );
  const listed = async (...flags: string[]): Promise<readonly unknown[]> => {
    const { stderr } = await ran(folder, 'join', '多.csv', '--key', 'customer_id', ...flags);
    const list = readFileSync(join(folder, '多.csv.unjoined.rejects.csv'), 'utf8').split('\r\n');
    const rows = list.filter((line) => line.startsWith(',')).map((line) => line.split(','));
    return [/文件的行中，(.*)/.exec(stderr)?.[1], ...rows.map(([, code, , line]) => [code, line])];
  };
  expect(await listed()).toEqual([
    '对应 2，不明确 2，没有对应 1',
    ['ambiguous', '2'],
    ['ambiguous', '3'],
    ['no_voice', '6'],
  ]);
  expect(await listed('--window', '7d')).toEqual([
    '对应 2，不明确 0，没有对应 3',
    ['no_voice', '6'],
    ['outside_window', '4'],
    ['outside_window', '5'],
  ]);
  writeFileSync(join(folder, '多.csv'), ORDERS.replace('2026-04-19', '2026-01-19'));
  expect(await listed('--nearest')).toEqual(['对应 3，不明确 0，没有对应 1', ['not_nearest', '3']]);
});

test.each([
  ['masked', []],
  ['unmasked', ['--no-mask']],
])('forgetting a customer takes the lists of %s joins too, wherever they lie', async (_, mask) => {
  const folder = await stored(...mask);
  const rows = `${ORDERS}2026040100020,MH1001,2026-04-05 09:00,7,南京路店,张伟,多一格\n`;
  writeFileSync(join(folder, '订单.csv'), rows);
  const key = ['--key', 'customer_id', ...mask];
  await ran(folder, 'join', '订单.csv', ...key);
  const elsewhere = join(folder, '名单.csv');
  await ran(folder, 'join', '订单.csv', ...key, '--unmatched', elsewhere);
  const ids = ['GD202601', 'GD202602'];
  const files = [elsewhere, '订单.csv.unjoined.rejects.csv', '订单.csv.rejects.csv'];
  const holding = (texts: readonly string[]): string[] =>
    files
      .map((file) => resolve(folder, file))
      .filter((file) => existsSync(file))
      .filter((file) => texts.some((text) => readFileSync(file, 'utf8').includes(text)))
      .map((file) => basename(file));
  const [token] = /c-[0-9a-f]{16}/.exec(readFileSync(join(folder, files[2] ?? ''), 'utf8')) ?? [];
  const theirs = [...ids, 'MH1001,', ...(token === undefined ? [] : [token])];
  expect(holding(theirs)).toEqual(files.map((file) => basename(file)));
  await voc(['forget', 'MH1001', '--store', join(folder, 'voc.db')], { cwd: folder });
  expect(holding(theirs)).toEqual([]);
  expect(holding(['GD202604'])).toEqual(files.slice(0, 2).map((file) => basename(file)));
});

test('a join survives a new load, is replaced by the next join of the file, and goes with the customer', async () => {
  const folder = await stored();
  await ran(folder, 'join', '订单.csv', '--key', 'order_id');
  const before = await attributes(folder);
  await ran(folder, 'join', '订单.csv', '--key', 'order_id');
  const again = await ran(folder, 'ingest', '工单.csv');
  expect(again.stderr).toContain('新增 0，重复 4');
  expect(await attributes(folder)).toEqual(before);
  writeFileSync(
    join(folder, '订单.csv'),
    ORDERS.split('\n').slice(0, 2).join('\n').replace('129.00', '99'),
  );
  await ran(folder, 'join', '订单.csv', '--key', 'order_id');
  expect(amount(await attributes(folder))).toEqual(['99', undefined, undefined, undefined]);
  const verified = await voc(['verify', '--store', join(folder, 'voc.db')], { cwd: folder });
  expect(verified.status, verified.stdout).toBe(0);
  await voc(['forget', 'MH1001', '--store', join(folder, 'voc.db')], { cwd: folder });
  expect(amount(await attributes(folder))).toEqual([undefined, undefined]);
});

test.each([
  [['--key', '门牌'], /没有「门牌」这样的列；现有列：「订单号」/],
  [['--key', 'order_id', '--window', '7'], /选项 --window <span> 的值 7 无效/],
  [['--key', 'customer_id', '--prefix', ''], /库里的声音已有「订单号」；请用 --prefix 换一个前缀/],
])('%j is refused with the way out', async (flags, fault) => {
  const folder = await stored();
  const { status, stderr } = await ran(folder, 'join', '订单.csv', ...flags);
  expect(stderr).toMatch(fault);
  expect(status).not.toBe(0);
});

test('a file without keys in some rows: they are among the rejects; without a store nothing is made', async () => {
  const folder = await stored();
  writeFileSync(join(folder, '缺.csv'), '订单号,金额\n,5\n2026040100017,7\n');
  const result = await ran(folder, 'join', '缺.csv', '--key', 'order_id');
  expect([result.status, counts(result)]).toEqual([3, '对应 1，不明确 0，没有对应 3']);
  expect(readFileSync(join(folder, '缺.csv.rejects.csv'), 'utf8')).toContain('no_key');
  const none = await voc(
    ['join', join(folder, '订单.csv'), '--key', 'order_id', '--store', join(folder, 'none.db')],
    { cwd: folder },
  );
  expect(none.status).toBe(1);
  expect(existsSync(join(folder, 'none.db'))).toBe(false);
});

/** Where the table of voices has its attributes. */
const ATTRIBUTES = 17;
const PLAN: JoinPlan = {
  file: 'o.csv',
  prefix: 'o.',
  key: 'k',
  window: null,
  nearest: false,
  masked: true,
  list: 'o.csv.unjoined.rejects.csv',
};

test('whatever is joined: no voice more or less, and each is matched, ambiguous or unmatched', async () => {
  const store = join(await tempFolder(), 'voc.db');
  const voices = ['a', 'b', 'c', 'd'].map((id) => voiceOf(id, [TASTY], { attributes: { k: id } }));
  await load(store, voices);
  const anyRow = fc.record({
    key: fc.constantFrom('a', 'b', 'c', 'x'),
    at: fc.constantFrom(null, '2026-04-01T00:00:00+08:00', '2026-04-03T00:00:00+08:00'),
    columns: fc.constantFrom({}, { 'o.金额': '1' }, { 'o.金额': '2' }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyRow, { maxLength: 8 }),
      fc.boolean(),
      fc.constantFrom(null, 86_400_000),
      async (rows, nearest, window) => {
        const numbered = rows.map((row, at) => ({ ...row, line: at + 2 }));
        const unjoined: Unjoined[] = [];
        const outcome = await joinVoices(
          store,
          { ...PLAN, nearest, window },
          streamOf(numbered),
          ({ attributes: { k = '' } }) => [k],
          () => null,
          async (list) => {
            for await (const one of list) unjoined.push(one);
          },
          {},
        );
        const { considered, matched, ambiguous, unmatched, rows: lots } = outcome;
        expect([considered, matched + ambiguous + unmatched]).toEqual([4, 4]);
        expect(lots.matched + lots.ambiguous + lots.unmatched).toBe(rows.length);
        const listed = unjoined.filter(({ voice }) => voice !== null);
        expect(listed).toHaveLength(ambiguous + unmatched);
        expect(unjoined.length - listed.length).toBe(lots.ambiguous + lots.unmatched);
        const table = await tableOf(store, 'voices');
        expect(table.map(([id]) => id).sort()).toEqual(['a', 'b', 'c', 'd']);
        for (const [id, ...cells] of table) {
          const { k: _, ...joined } = JSON.parse(String(cells[ATTRIBUTES - 1]));
          const meant = numbered.filter(
            ({ key, columns }) => key === id && JSON.stringify(columns) === JSON.stringify(joined),
          );
          if (Object.keys(joined).length > 0) expect(meant.length).toBeGreaterThan(0);
        }
      },
    ),
    { numRuns: 6 },
  );
});
