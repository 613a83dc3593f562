import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { turnsOf } from '../../src/ingest/transcript.ts';
import { findInTexts, withFindings } from '../../src/pipeline.ts';
import { engine } from '../support/engine.ts';
import { ingest, ingestItems, lexicon, open } from '../support/exports.ts';

const LETTER = { customer: 'C', agent: 'A', system: 'S' } as const;

/** Turns in short: who, what, and the clock time where there is one. */
function short(value: unknown, startedAt: string | null = null): string[] | null {
  const found = turnsOf(value, { lexicon, offset: '+08:00', startedAt });
  return (
    found?.turns.map(({ speaker, text, time }) =>
      [
        LETTER[speaker],
        text.replaceAll('\n', '/'),
        ...(time === null ? [] : [time.slice(5, 19)]),
      ].join(' '),
    ) ?? null
  );
}

describe('one cell holds the turns', () => {
  test.each([
    ['a line a turn', '客服：您好\n客户：坏了\n客服：抱歉', ['A 您好', 'C 坏了', 'A 抱歉']],
    ['half-width colons', '坐席: 您好\n用户: 坏了', ['A 您好', 'C 坏了']],
    ['all in one line', '客服：您好 客户：坏了 客服：抱歉', ['A 您好', 'C 坏了', 'A 抱歉']],
    [
      'after the end of a sentence',
      '客户：坏了。客服：抱歉！客户：快修',
      ['C 坏了。', 'A 抱歉！', 'C 快修'],
    ],
    ['bars between', '访客：在吗|机器人：您好|访客：转人工', ['C 在吗', 'A 您好', 'C 转人工']],
    ['breaks written out', '客户：坏了\\n客服：抱歉', ['C 坏了', 'A 抱歉']],
    ['breaks of HTML', '客户：坏了<br>客服：抱歉<br/>客户：快修', ['C 坏了', 'A 抱歉', 'C 快修']],
    ['names behind the kind', '客服小王：您好\n客户张**：坏了', ['A 您好', 'C 坏了']],
    ['names in brackets', '客服(小王)：您好\n买家（张**）：坏了', ['A 您好', 'C 坏了']],
    ['brackets', '【客户】坏了\n【客服】抱歉', ['C 坏了', 'A 抱歉']],
    ['square brackets and colons', '[客户]：坏了\n[坐席]：抱歉', ['C 坏了', 'A 抱歉']],
    ['several lines in a turn', '客户：坏了\n第二次了\n客服：抱歉', ['C 坏了/第二次了', 'A 抱歉']],
    [
      'lines of the system',
      '系统：已接入\n客户：坏了\n客服：抱歉',
      ['S 已接入', 'C 坏了', 'A 抱歉'],
    ],
    [
      'times before',
      '[2026-04-03 10:00:00] 客户：坏了\n[2026-04-03 10:00:30] 客服：抱歉',
      ['C 坏了 04-03T10:00:00', 'A 抱歉 04-03T10:00:30'],
    ],
    [
      'times behind, words below',
      '客服小王 2026-04-03 10:00:00\n您好\n张三 2026-04-03 10:00:30\n坏了\n客户 2026-04-03 10:00:40\n快修',
      ['A 您好 04-03T10:00:00', 'A 坏了 04-03T10:00:30', 'C 快修 04-03T10:00:40'],
    ],
    [
      'times in brackets behind',
      '客户(2026/4/3 10:00)：坏了\n客服(2026/4/3 10:01)：抱歉',
      ['C 坏了 04-03T10:00:00', 'A 抱歉 04-03T10:01:00'],
    ],
    ['English', 'Agent: hello\nCustomer: it is broken', ['A hello', 'C it is broken']],
    [
      'English names',
      'Customer: it broke\nAgent (Anna): sorry\nCustomer: third time\nSupervisor Bob: a refund is on its way\nCustomer Service: done',
      ['C it broke', 'A sorry', 'C third time', 'A a refund is on its way', 'A done'],
    ],
    [
      'English words before a colon that are nobody',
      'Customer: it broke\nmy order number: 12\nAgent: sorry',
      ['C it broke/my order number: 12', 'A sorry'],
    ],
    ['strokes between', 'Caller: it drops / Rep: noted', ['C it drops', 'A noted']],
    [
      'a strange name that comes again is the other side',
      '客户：坏了\n王小明：抱歉\n客户：快修\n王小明：好的',
      ['C 坏了', 'A 抱歉', 'C 快修', 'A 好的'],
    ],
    [
      'a line with a colon that is nobody',
      '客户：坏了\n订单号：123\n客服：抱歉',
      ['C 坏了/订单号：123', 'A 抱歉'],
    ],
    [
      'JSON',
      '[{"role":"user","content":"坏了"},{"role":"assistant","content":"抱歉"}]',
      ['C 坏了', 'A 抱歉'],
    ],
    ['JSON of lines', '["客户：坏了","客服：抱歉"]', ['C 坏了', 'A 抱歉']],
    [
      'JSON in an object',
      '{"messages":[{"from":"visitor","msg":"坏了"},{"from":"bot","msg":"您好"}]}',
      ['C 坏了', 'A 您好'],
    ],
  ])('%s', (_, text, expected) => {
    expect(short(text)).toEqual(expected);
  });

  test.each([
    ['an opinion', '客服态度很差，打了三次电话'],
    ['an opinion with headings', '外观：好看\n物流：很慢'],
    ['a sentence that quotes', '我打电话问，对方说：不归我们管'],
    ['broken JSON', '[{"role":"user","content":"坏'],
    ['nothing', '  '],
    ['numbers', '12:30'],
    ['an object with more than turns', '{"id":1,"messages":[{"from":"visitor","msg":"坏了"}]}'],
  ])('%s is none', (_, text) => {
    expect(short(text)).toBeNull();
  });

  test('times of day are of the day of the conversation, and of the next after midnight', () => {
    const text = '[23:59:50] 客户：坏了\n[00:00:10] 客服：抱歉';
    expect(short(text, '2026-04-03T23:59:00+08:00')).toEqual([
      'C 坏了 04-03T23:59:50',
      'A 抱歉 04-04T00:00:10',
    ]);
  });

  test('times of day without a day still tell how long it took, but not when it was', async () => {
    const { voices } = await ingest(
      '会话ID,聊天记录\nS1,"[23:59:50] 客户：坏了\n[00:00:10] 客服：抱歉"\nS2,"[10:00:00] 客户：慢\n[10:00:05] 客服：在"\n',
    );
    expect(voices[0]).toMatchObject({
      createdAt: null,
      attributes: { first_response_seconds: '20', duration_seconds: '20' },
    });
  });
});

test.each([
  ['会话ID,开始时间,聊天记录', 'chat'],
  ['通话编号,开始时间,通话内容', 'chat'],
  ['编号,时间,内容', 'chat'],
])('%s: a row a conversation', async (header, source) => {
  const { voices, layout } = await ingest(
    `${header}\nS1,2026-04-03 10:00:00,"客服：您好\n客户：坏了\n客户：快修"\nS2,2026-04-03 11:00:00,"客户：慢\n客服：在"\n`,
  );
  expect(layout.source).toBe(source);
  expect(voices).toMatchObject([
    {
      id: 'S1',
      text: '坏了\n快修',
      createdAt: '2026-04-03T10:00:00+08:00',
      attributes: { agent: '您好', turns: '3', customer_turns: '2', agent_turns: '1' },
    },
    { id: 'S2', text: '慢' },
  ]);
});

test('words that nobody is named for are the customer’s; a conversation without the customer is rejected', async () => {
  const { voices, rejects } = await ingest(
    '会话ID,聊天记录\nS1,"客户：坏了\n客服：抱歉"\nS2,没人理我\nS3,"客服：您好\n客服：在吗"\n',
  );
  expect(voices.map(({ id, text }) => [id, text])).toEqual([
    ['S1', '坏了'],
    ['S2', '没人理我'],
  ]);
  expect(rejects).toMatchObject([{ line: 5, code: 'no_customer_turn' }]);
});

test('what a JSON list says of its turns besides is kept, different values a line each', async () => {
  const turns = [
    { role: 'user', content: '坏了', type: 'text', lang: null },
    { role: 'assistant', content: '抱歉', type: 'image', id: 7 },
    { role: 'user', content: '快修', type: 'text', id: 8 },
  ];
  const { voices } = await ingest(
    JSON.stringify([{ 会话ID: 'S1', type: 'chat', messages: turns }]),
  );
  expect(voices).toMatchObject([
    {
      text: '坏了\n快修',
      attributes: { type: 'chat', 'turn.type': 'text\nimage', 'turn.id': '7\n8' },
    },
  ]);
  expect(voices[0]?.attributes).not.toHaveProperty('turn.lang');
});

test('a column of a telling name without conversations is a text', async () => {
  const { voices } = await ingest('编号,聊天记录\n1,快递三天没动了\n2,退款还没到\n');
  expect(voices.map(({ text }) => text)).toEqual(['快递三天没动了', '退款还没到']);
});

test('reviews that mention the staff are no conversations', async () => {
  const { layout } = await ingest('编号,内容\n1,客服：态度差\n2,物流慢\n3,客户：我不满意\n');
  expect(layout.columns[1]?.role).toBe('text');
});

describe('one row a turn', () => {
  const header = '会话ID,发送者,发送时间,消息内容\n';
  const rows = [
    'S1,客户,2026-04-03 10:00:00,坏了',
    'S1,机器人,2026-04-03 10:00:02,您好',
    'S1,系统,2026-04-03 10:00:03,已转人工',
    'S1,客服小王,2026-04-03 10:01:00,抱歉',
    'S1,客户,2026-04-03 10:05:00,算了，太慢',
    'S2,客户,2026-04-03 10:00:30,谢谢',
  ];

  test('the attributes of a conversation', async () => {
    const { voices } = await ingest(header + rows.join('\n'));
    expect(voices).toMatchObject([
      {
        id: 'S1',
        text: '坏了\n算了，太慢',
        attributes: {
          agent: '您好\n抱歉',
          turns: '4',
          customer_turns: '2',
          agent_turns: '2',
          first_response_seconds: '2',
          duration_seconds: '300',
        },
      },
      { id: 'S2', text: '谢谢', attributes: { turns: '1', agent_turns: '0' } },
    ]);
    expect(voices[1]?.attributes).not.toHaveProperty('duration_seconds');
  });

  const wide = '会话ID,发送者,发送时间,消息内容,客户ID,商品,满意度,消息类型,备注,更新时间\n';
  const wideRows = [
    'S1,客服小王,2026-04-03 10:00:00,您好,,,,文字,,2026-04-03 10:00:00',
    'S1,客户,2026-04-03 10:01:00,坏了,U77,电饭煲,,文字,急,2026-04-03 10:09:00',
    'S1,客服小王,2026-04-03 10:02:00,抱歉,A01,,,图片,转二线,2026-04-03 10:02:00',
    'S1,客户,2026-04-03 10:03:00,水壶也坏了,U77,水壶,2,文字,,2026-04-03 10:03:00',
  ];

  test('columns of a conversation: of the customer’s first turn that fills them; other values stay, a line each', async () => {
    const { voices } = await ingest(wide + wideRows.join('\n'));
    expect(voices).toMatchObject([
      {
        id: 'S1',
        createdAt: '2026-04-03T10:00:00+08:00',
        changedAt: '2026-04-03T02:09:00.000Z',
        customerId: 'U77',
        product: '电饭煲',
        rating: 2,
        attributes: {
          客户ID: 'U77\nA01',
          商品: '电饭煲\n水壶',
          消息类型: '文字\n图片',
          备注: '急\n转二线',
        },
      },
    ]);
    expect(voices[0]?.attributes).not.toHaveProperty('满意度');
  });

  test('no cell of any turn is lost, and the order of the rows does not matter', async () => {
    const [expected] = (await ingest(wide + wideRows.join('\n'))).voices;
    const word = fc.constantFrom('', '甲', '乙', '丙');
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(wideRows, { minLength: 4, maxLength: 4 }),
        fc.array(word, { minLength: 4, maxLength: 4 }),
        async (shuffled, notes) => {
          const [voice] = (await ingest(wide + shuffled.join('\n'))).voices;
          expect(voice).toEqual(expected);
          const noted = wideRows.map((row, at) =>
            row.replace(/,[^,]*(?=,[^,]*$)/, `,${notes[at]}`),
          );
          const [other] = (await ingest(wide + noted.join('\n'))).voices;
          const filled = [...new Set(notes)].filter((note) => note !== '');
          expect(other?.attributes['备注']?.split('\n') ?? []).toEqual(filled);
        },
      ),
      { numRuns: 20 },
    );
  });

  test('a time of a turn that cannot be read is kept as received', async () => {
    const broken = [rows[0], 'S1,客服小王,2026-04-03 10点多吧,抱歉', rows[4]];
    const { voices } = await ingest(header + broken.join('\n'));
    expect(voices).toMatchObject([
      { createdAt: '2026-04-03T10:00:00+08:00', attributes: { 发送时间: '2026-04-03 10点多吧' } },
    ]);
  });

  test('rows in any order, conversations mixed, give the same voices', async () => {
    const voicesOf = async (lines: readonly string[]): Promise<unknown[]> => {
      const { voices } = await ingest(header + lines.join('\n'));
      return voices
        .map(({ key, text, createdAt, attributes }) =>
          JSON.stringify([key, text, createdAt, attributes]),
        )
        .sort();
    };
    const expected = await voicesOf(rows);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }),
        async (shuffled) => {
          expect(await voicesOf(shuffled)).toEqual(expected);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('the parts of a conversation in two files are two voices of one id; a part read again is known', async () => {
    const [one, two] = [rows.slice(0, 2), rows.slice(3, 5)];
    const first = (await ingest(header + one.join('\n'))).voices;
    const second = (await ingest(header + two.join('\n'))).voices;
    expect([...first, ...second].map(({ id, text }) => [id, text])).toEqual([
      ['S1', '坏了'],
      ['S1', '算了，太慢'],
    ]);
    expect(first[0]?.key).not.toBe(second[0]?.key);
    expect((await ingest(header + one.join('\n'))).voices[0]?.key).toBe(first[0]?.key);
  });

  test('rows without a conversation stand for themselves', async () => {
    const { voices, rejects } = await ingest(
      `${header}${rows.slice(0, 2).join('\n')}\n,客户,2026-04-03 12:00:00,漏水\n,客户,2026-04-03 13:00:00,退货\n`,
    );
    expect(voices.map(({ text }) => text).sort()).toEqual(['坏了', '漏水', '退货'].sort());
    expect(rejects).toEqual([]);
  });

  test('of very many open conversations the one that rested longest is taken as ended; no turn is lost', async () => {
    const { items } = await open('会话ID,发送者,消息内容\nS,客户,坏了\nS,客服,抱歉\n');
    const turns = 20_050;
    const many = Array.from({ length: turns }, (_, at) => ({
      kind: 'row' as const,
      line: at + 2,
      cells: [`S${at}`, '客户', `第${at}句`],
    }));
    const { voices } = ingestItems([...items.slice(0, 1), ...many]);
    expect(new Set(voices.map(({ text }) => text)).size).toBe(turns);
  });
});

test('the last sentiment is that of the customer’s last turn', async () => {
  const { items } = await open(
    '会话ID,发送者,消息内容\nS1,客户,快递太慢了，非常生气\nS1,客服,已经补偿\nS1,客户,服务态度很好，非常满意\n',
  );
  const { voices } = ingestItems(items);
  const [voice] = voices;
  if (voice === undefined) throw new Error('no voice');
  const attributesAfter = (lastTurn: string | null): object => {
    const job = { texts: [voice.text], given: [null], lastTurns: [lastTurn] };
    const [found] = findInTexts(job, engine);
    if (found === undefined) throw new Error('nothing found');
    return withFindings(voice, found).voice.attributes;
  };
  expect(attributesAfter('服务态度很好，非常满意')).toHaveProperty('last_sentiment', 'positive');
  expect(attributesAfter(null)).not.toHaveProperty('last_sentiment');
});

describe('when turns of a list were said', () => {
  const said = (times: readonly unknown[], name: string): unknown => [
    { role: 'user', [name]: times[0], content: '门锁打不开' },
    { role: 'assistant', [name]: times[1], content: '请换电池' },
    { role: 'user', [name]: times[2], content: '还是不行' },
  ];
  const seconds = (times: readonly unknown[], name: string): (number | null)[] | undefined =>
    turnsOf(said(times, name), { lexicon, offset: '+08:00', startedAt: null })?.turns.map(
      (turn) => turn.seconds,
    );

  test.each<[string, readonly unknown[], readonly (number | null)[]]>([
    ['ts', [1775100000000, 1775100030000, 1775100090500], [1775100000, 1775100030, 1775100090]],
    [
      'at',
      ['2026-04-01 10:00:00', '2026-04-01 10:00:30', '2026-04-01 10:01:00'],
      [1775008800, 1775008830, 1775008860],
    ],
    ['start', [0, 4.2, 20], [0, 4.2, 20]],
    ['begin_time', [120, 4200, 20_000], [0.12, 4.2, 20]],
    ['start_ms', [120, 4200, 9000], [0.12, 4.2, 9]],
    // Numbers that go back are no time, and neither are those of a field of another name.
    ['start', [5, 4, 20], [null, null, null]],
    ['score', [1, 2, 3], [null, null, null]],
  ])('%s %j', (name, times, wanted) => {
    expect(seconds(times, name)).toEqual(wanted);
  });
});
