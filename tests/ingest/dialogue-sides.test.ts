import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Ingested, ingest } from '../support/exports.ts';

const GREETING = '您好，请问有什么可以帮您';

/** Two conversations of four turns each, of which the customer opens one. */
function talks(customer: string, agent: string, greeting = GREETING): string[] {
  return [
    `S1,${customer},2026-04-03 10:00:00,暖气不热`,
    `S1,${agent},2026-04-03 10:00:20,${greeting}`,
    `S1,${customer},2026-04-03 10:00:40,零下十度了`,
    `S1,${agent},2026-04-03 10:01:00,师傅下午到`,
    `S2,${agent},2026-04-03 11:00:00,${greeting}`,
    `S2,${customer},2026-04-03 11:00:20,账单不对`,
  ];
}

const load = (header: string, rows: readonly string[]): Promise<Ingested> =>
  ingest(`${header}\n${rows.join('\n')}\n`);
const textsOf = ({ voices }: Ingested): string[] =>
  voices.map(({ id, text }) => `${id} ${text}`).sort();

const VOICES = ['S1 暖气不热\n零下十度了', 'S2 账单不对'];
const ROLE = '会话编号,角色,时间,内容';

describe('one row a turn, whatever the sides are called', () => {
  test.each([
    ['1', '2'],
    ['0', '1'],
    ['U', 'A'],
    ['receive', 'send'],
    ['接收', '发送'],
    ['收', '发'],
    ['业主', '物业'],
    ['储户', '柜员'],
    ['客人', '前台'],
    ['主叫', '被叫'],
    ['left', 'right'],
    ['左声道', '右声道'],
    ['甲方', '乙方'],
    ['tb12345678', '某某旗舰店:小丽'],
    ['阿花', '小丽'],
  ])('%s and %s', async (customer, agent) => {
    const found = await load(ROLE, talks(customer, agent));
    expect(textsOf(found)).toEqual(VOICES);
    expect(found.voices.map(({ attributes }) => attributes['agent_turns']).sort()).toEqual([
      '1',
      '2',
    ]);
  });

  test.each([
    ['接收', '发送'],
    ['收', '发'],
    ['业主', '物业'],
    ['客人', '前台'],
  ])('%s and %s need no words of service', async (customer, agent) => {
    expect(textsOf(await load(ROLE, talks(customer, agent, '在')))).toEqual(VOICES);
  });

  test('a column of nicknames is the speaker where a shop answers in it', async () => {
    const rows = [
      'S1,阿花,2026-04-03 10:00:00,暖气不热',
      'S1,某某旗舰店:小丽,2026-04-03 10:00:20,在的',
      'S1,阿花,2026-04-03 10:00:40,零下十度了',
      'S2,tb77,2026-04-03 11:00:00,账单不对',
      'S2,某某旗舰店:小丽,2026-04-03 11:00:20,在的',
    ];
    expect(textsOf(await load('会话编号,昵称,时间,聊天内容', rows))).toEqual(VOICES);
  });

  test('a column without a telling name is the speaker where service is offered in it', async () => {
    expect(textsOf(await load('会话编号,端,时间,内容', talks('1', '2')))).toEqual(VOICES);
  });

  test('of a direction, who opens most conversations is the customer', async () => {
    const rows = [
      'S1,1,2026-04-03 10:00:20,在',
      'S1,0,2026-04-03 10:00:00,暖气不热',
      'S1,0,2026-04-03 10:00:40,零下十度了',
      'S2,0,2026-04-03 11:00:00,账单不对',
      'S2,1,2026-04-03 11:00:20,在',
    ];
    expect(textsOf(await load('会话编号,消息方向,时间,内容', rows))).toEqual(VOICES);
  });

  test('where nothing tells, a conversation is one voice and not pieces', async () => {
    const { voices, rejects } = await load(ROLE, talks('甲方', '乙方', '在'));
    expect(voices.map(({ text }) => text.split('\n').length).sort()).toEqual([2, 4]);
    expect(rejects).toEqual([]);
  });

  test('the order of the rows does not matter', async () => {
    const rows = talks('1', '2');
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }),
        async (shuffled) => {
          expect(textsOf(await load(ROLE, shuffled))).toEqual(VOICES);
        },
      ),
      { numRuns: 20 },
    );
  });

  test('objects', async () => {
    const rows = talks('1', '2').map((row) => {
      const [conversation_id, role, time, content] = row.split(',');
      return { conversation_id, role: Number(role), time, content };
    });
    expect(textsOf(await ingest(JSON.stringify(rows)))).toEqual(VOICES);
  });
});

test('a column that takes turns without service in it stays what it is', async () => {
  const { layout } = await load('会话编号,已读,时间,内容', [
    'S1,是,2026-04-03 10:00:00,暖气不热',
    'S1,否,2026-04-03 10:00:20,零下十度了',
    'S2,是,2026-04-03 11:00:00,账单不对',
    'S2,否,2026-04-03 11:00:20,多收了钱',
  ]);
  expect(layout.columns.map(({ role }) => role)).toEqual([
    'conversation',
    'ignored',
    'createdAt',
    'text',
  ]);
});
