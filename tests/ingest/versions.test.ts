import { expect, test } from 'vitest';
import { ingest } from '../support/exports.ts';

interface Row {
  readonly key: string;
  readonly version: string;
  readonly changedAt: string | null;
}

async function rowOf(header: string, row: string): Promise<Row> {
  const { voices } = await ingest(`${header}\n${row}\n`);
  const [voice] = voices;
  if (voice === undefined) throw new Error('no voice');
  return { key: voice.key, version: voice.version, changedAt: voice.changedAt };
}

const TICKETS = '工单编号,诉求内容,受理时间,状态';
const NUMBERS = '编号,评价内容,评价时间';

test.each([
  [
    'the row again',
    TICKETS,
    'GD1,等了三天,2026-04-03 10:22,处理中',
    TICKETS,
    'GD1,等了三天,2026-04-03 10:22,处理中',
    'same',
  ],
  [
    'a later status',
    TICKETS,
    'GD1,等了三天,2026-04-03 10:22,处理中',
    TICKETS,
    'GD1,等了三天,2026-04-03 10:22,已完结',
    'version',
  ],
  [
    'a corrected text',
    TICKETS,
    'GD1,等了三天,2026-04-03 10:22,',
    TICKETS,
    'GD1,等了四天,2026-04-03 10:22,',
    'version',
  ],
  [
    'another width, case and spacing',
    TICKETS,
    'GD1,ＡＰＰ 打不开,2026-04-03 10:22,完结',
    TICKETS,
    'GD1, app　打不开 ,2026-04-03 10:22, 完结',
    'same',
  ],
  [
    'the columns in another order',
    TICKETS,
    'GD1,等了三天,2026-04-03 10:22,完结',
    '状态,受理时间,工单编号,诉求内容',
    '完结,2026-04-03 10:22,GD1,等了三天',
    'same',
  ],
  [
    'another number of the row, another day of export',
    `${TICKETS},序号,导出时间`,
    'GD1,等了三天,2026-04-03 10:22,完结,1,2026-04-04',
    `${TICKETS},序号,导出时间`,
    'GD1,等了三天,2026-04-03 10:22,完结,77,2026-04-05',
    'same',
  ],
  [
    'another id',
    TICKETS,
    'GD1,等了三天,2026-04-03 10:22,',
    TICKETS,
    'GD2,等了三天,2026-04-03 10:22,',
    'other',
  ],
  [
    'the id in another source',
    TICKETS,
    'GD1,等了三天,2026-04-03 10:22,',
    '评价编号,评价内容,星级',
    'GD1,等了三天,1',
    'other',
  ],
  [
    'a short number at the same time',
    NUMBERS,
    '7,等了三天,2026-04-03 10:22:05',
    NUMBERS,
    '7,等了四天,2026-04-03 10:22:05',
    'version',
  ],
  [
    'a short number at another time',
    NUMBERS,
    '7,等了三天,2026-04-03 10:22:05',
    NUMBERS,
    '7,等了三天,2026-04-10 09:00:00',
    'other',
  ],
  [
    'a short number on the same day, other words',
    NUMBERS,
    '7,等了三天,2026-04-03',
    NUMBERS,
    '7,屏幕裂了,2026-04-03',
    'other',
  ],
  [
    'a short number without a time, the same words',
    '编号,评价内容,状态',
    '7,等了三天,处理中',
    '编号,评价内容,状态',
    '7,等了三天,已完结',
    'version',
  ],
  [
    'no id: the same words at the same time',
    '评价内容,评价时间,状态',
    '等了三天,2026-04-03 10:22,处理中',
    '评价内容,评价时间,状态',
    '等了三天,2026-04-03 10:22,已完结',
    'version',
  ],
  [
    'no id: the same words at another time',
    '评价内容,评价时间',
    '等了三天,2026-04-03 10:22',
    '评价内容,评价时间',
    '等了三天,2026-04-03 10:23',
    'other',
  ],
  [
    'no id: the same order and product in another width, a later status',
    '订单编号,商品名称,评价内容,评价日期,状态',
    'o-0123456789abcdef,Ａ1 电饭煲,好评,2026-09-11,待处理',
    '订单编号,商品名称,评价内容,评价日期,状态',
    'o-0123456789abcdef,a1 电饭煲,好评,2026-09-11,已处理',
    'version',
  ],
])('%s', async (_, header, row, otherHeader, otherRow, expected) => {
  const [one, other] = [await rowOf(header, row), await rowOf(otherHeader, otherRow)];
  const same = one.version === other.version ? 'same' : 'version';
  expect(one.key === other.key ? same : 'other').toBe(expected);
});

test.each([
  [
    '工单编号,诉求内容,受理时间,处理完成时间,回访时间',
    'GD1,等了三天,2026-04-03 10:22,2026-04-05 08:00,2026-04-06 09:30',
    '2026-04-06T01:30:00.000Z',
  ],
  [
    'ticket_id,text,created_at,updated_at',
    'T1,等了三天,2026-04-03T10:22:00Z,2026-04-04T00:00:00Z',
    '2026-04-04T00:00:00.000Z',
  ],
  ['工单编号,诉求内容,受理时间,处理完成时间', 'GD1,等了三天,2026-04-03 10:22,未完成', null],
  ['工单编号,诉求内容,受理时间,保修到期时间', 'GD1,等了三天,2026-04-03 10:22,2029-01-01', null],
])('the last change among %s', async (header, row, changedAt) => {
  expect((await rowOf(header, row)).changedAt).toBe(changedAt);
});

test.each([
  ['order', '订单编号', `o-${'a'.repeat(16)}`, `o-${'b'.repeat(16)}`],
  ['score', '评分', '5', '1'],
  ['product', '商品名称', '电饭煲', '豆浆机'],
  ['shop', '门店', '一店', '二店'],
])('no id: another %s is another voice', async (_, column, one, other) => {
  const header = `评价内容,评价日期,${column}`;
  const [first, second] = [one, other].map((value) => rowOf(header, `好评,2026-09-11,${value}`));
  expect((await first)?.key).not.toBe((await second)?.key);
});

test.each([
  ['nobody is known', '评价内容,评价时间', '好评,2026-09-11 10:22', true],
  ['the time is a day', '评价内容,评价时间,会员号', '好评,2026-09-11,C1', true],
  ['there is no time', '评价内容,会员号', '好评，下次还来,C1', true],
  [
    'the customer is anonymous',
    '评价内容,评价时间,买家昵称',
    '好评,2026-09-11 10:22,匿名用户',
    true,
  ],
  ['customer and time are known', '评价内容,评价时间,会员号', '好评,2026-09-11 10:22,C1', false],
  [
    'order and time are known',
    '评价内容,评价时间,订单号',
    '好评,2026-09-11 10:22,o-0123456789abcdef',
    false,
  ],
  ['there is an id', '评价编号,评价内容,评价时间', 'PJ20260911,好评,2026-09-11', undefined],
])('rows of one key are as many voices where %s: %s', async (_, header, row, repeatable) => {
  const [voice] = (await ingest(`${header}\n${row}\n`)).voices;
  expect(voice?.unnamed?.repeatable).toBe(repeatable);
});

test('a conversation that goes on is the same voice, one that an export cuts in two is not', async () => {
  const header = '会话ID,发送时间,角色,内容';
  const first = 'K1,2026-04-03 10:00:00,客户,东西坏了\nK1,2026-04-03 10:00:20,客服,您好';
  const rest = 'K1,2026-04-03 10:05:00,客户,什么时候能修';
  const whole = await rowOf(header, `${first}\n${rest}`);
  expect((await rowOf(header, first)).key).toBe(whole.key);
  expect((await rowOf(header, rest)).key).not.toBe(whole.key);
});
