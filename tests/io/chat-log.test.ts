import { expect, test } from 'vitest';
import { ingestItems, open } from '../support/exports.ts';

const PLAIN = `小雨 2026-04-01 10:00:00
你好，我的快递怎么还没到？
都一个星期了, 太慢

客服小王 2026-04-01 10:01:12
您好，请提供一下订单号
---------------
小雨 2026-04-01 10:02:30
以后再也不买了

小雨 2026-04-02 09:00:00
收到了，包装是破的
客服小王 2026-04-02 09:01:00
非常抱歉
`;
const EXPECTED = [
  ['你好，我的快递怎么还没到？\n都一个星期了, 太慢\n以后再也不买了', '您好，请提供一下订单号'],
  ['收到了，包装是破的', '非常抱歉'],
];

const swapped = (text: string): string => text.replace(/^(\S+) (2026-\S+ \S+)$/gm, '$2 $1');
const beside = (text: string): string => text.replace(/^(\S+) (2026-\S+ \S+)\n/gm, '[$2] $1: ');
const TITLES = `消息记录（此消息记录为文本格式，不支持重新导入）

================================================================
消息分组:我的好友
================================================================
消息对象:小雨
================================================================

`;

test.each([
  ['name and time above', PLAIN],
  ['time and name above, below titles', TITLES + swapped(PLAIN)],
  ['both before the words', beside(PLAIN)],
  [
    'with slashes and short times',
    PLAIN.replaceAll('2026-04-0', '2026/4/').replace(/(\d:\d\d):\d\d$/gm, '$1'),
  ],
  ['with years in words', PLAIN.replaceAll(/2026-04-0(\d)/g, '2026年4月$1日')],
])('a chat as plain text, %s: a voice a day, of what the customer said', async (_, text) => {
  const source = await open(text);
  expect(source.format).toBe('chat');
  const { voices, rejects } = ingestItems(source.items);
  expect(voices.map((voice) => [voice.text, voice.attributes['agent']])).toEqual(EXPECTED);
  expect(voices.map(({ createdAt }) => createdAt?.slice(0, 10))).toEqual([
    '2026-04-01',
    '2026-04-02',
  ]);
  expect(rejects).toEqual([]);
});

test('a chat that is exported again later has the same voices, and more', async () => {
  const more = `${PLAIN}\n小雨 2026-04-03 09:00:00\n退款到了\n`;
  const [one, other] = [await open(PLAIN), await open(more)];
  const keysOf = (items: typeof one.items) => ingestItems(items).voices.map(({ key }) => key);
  expect(keysOf(other.items).slice(0, 2)).toEqual(keysOf(one.items));
  expect(ingestItems(other.items).voices).toHaveLength(3);
});

test('ids tell nothing of who takes part', async () => {
  const { voices } = ingestItems((await open(PLAIN)).items);
  for (const { id } of voices) expect(id).toMatch(/^2026-04-0\d-[0-9a-f]{12}$/);
});

test.each([
  ['a table with chats in its cells', `编号,内容\n1,"${PLAIN}"\n2,"${PLAIN}"\n`],
  [
    'a table of names and times',
    '张三 2026-04-01 10:00:00\n李四 2026-04-01 10:01:00\n张三 2026-04-01 10:02:00\n',
  ],
  ['a list of remarks', '快递太慢了\n2026-04-01 10:00:00 到的\n客服态度好\n'],
  ['one who speaks to himself', PLAIN.replaceAll('客服小王', '小雨')],
  ['a table with times', '内容,时间\n很好,2026-04-01 10:00:00\n很差,2026-04-01 10:00:00\n'],
])('%s is no chat', async (_, text) => {
  expect((await open(text)).format).not.toBe('chat');
});

test('a chat is read as lines where a person says so', async () => {
  expect((await open(PLAIN, { format: 'csv' })).format).toBe('csv');
});
