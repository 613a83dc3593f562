import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detectLayout } from '../../src/ingest/layout.ts';
import type { SourceItem } from '../../src/model/source.ts';
import { ingest, ingestItems, lexicon, open } from '../support/exports.ts';
import { encodeGb18030 } from '../support/legacy-encoding.ts';

describe('a row becomes a voice', () => {
  test('with all that its columns say', async () => {
    const { voices } = await ingest(
      '评价ID,会员号,客户等级,渠道,商品名称,评分,标题,评价内容,评价时间,颜色\n' +
        'R7,C1,大客户,APP,保温杯,4星,漏水,杯盖拧紧了还是漏,2026/4/3 9:05,红\n',
    );
    expect(voices).toEqual([
      {
        key: expect.stringMatching(/^[0-9a-f]{32}$/),
        version: expect.stringMatching(/^[0-9a-f]{32}$/),
        changedAt: null,
        id: 'R7',
        text: '漏水\n杯盖拧紧了还是漏',
        source: 'review',
        channel: 'APP',
        createdAt: '2026-04-03T09:05:00+08:00',
        customerId: 'C1',
        customerGroup: '大客户',
        rating: 4,
        ratingMax: 5,
        product: '保温杯',
        attributes: { 颜色: '红' },
      },
    ]);
  });

  test('where no conversation is told, who of the customers speaks is a column like any other', async () => {
    const { voices } = await ingest(
      'ts,role,content\n1782062530,家长,老师很有耐心\n1782062531,学员,作业太多\n',
    );
    expect(voices.map(({ attributes, createdAt }) => [attributes, createdAt])).toEqual([
      [{ role: '家长' }, '2026-06-22T01:22:10+08:00'],
      [{ role: '学员' }, '2026-06-22T01:22:11+08:00'],
    ]);
  });

  test('also where it is a score without a word, but not where it is nothing at all', async () => {
    const { voices, rejects } = await ingest('答卷编号,推荐分,原因\nQ1,9,\nQ2,,\nQ3,0,太吵\n');
    expect(voices.map(({ id, text, rating }) => [id, text, rating])).toEqual([
      ['Q1', '', 9],
      ['Q3', '太吵', 0],
    ]);
    expect(rejects.map(({ line, code }) => [line, code])).toEqual([[3, 'empty_text']]);
  });

  test('a number that answers another question is a score, too, and nothing else is', async () => {
    const { items } = await open(
      '编号,满意度,费力度,数量,反馈内容\nQ1,,6,1,\nQ2,,,3,\nQ3,,不费力,,\nQ4,,9,,\nQ5,4,,,\nQ6,,2,,太吵\n',
    );
    const isAnswer = (column: string, value: number) => column === '费力度' && value <= 7;
    const { voices, rejects } = ingestItems(items, { isAnswer });
    expect(voices.map(({ id, text }) => [id, text])).toEqual([
      ['Q1', ''],
      ['Q5', ''],
      ['Q6', '太吵'],
    ]);
    expect(voices[0]).toMatchObject({ rating: null, attributes: { 费力度: '6' } });
    expect(rejects.map(({ line }) => line)).toEqual([3, 4, 5]);
    expect(ingestItems(items).voices.map(({ id }) => id)).toEqual(['Q5', 'Q6']);
  });

  test('a follow-up takes the answers of its row with it', async () => {
    const { items } = await open('编号,评价内容,费力度,追评内容\n1,好用,5,\n2,,6,用了一周就坏了\n');
    const { voices } = ingestItems(items, { isAnswer: (column) => column === '费力度' });
    expect(voices.map(({ text }) => text)).toEqual(['好用', '用了一周就坏了']);
  });

  test('and where the export has no ids each of the two is named after its own key', async () => {
    const { voices } = await ingest('会员号,评价内容,追评内容\nC1,好用,用了一周就坏了\n');
    const names = voices.map(({ key }) => key.slice(0, 12));
    expect(voices.map(({ id }) => id)).toEqual([names[0], `${names[1]}-followup`]);
  });

  test.each([
    ['漏水', '杯子漏水了', '杯子漏水了'],
    ['', '杯子漏水了', '杯子漏水了'],
    ['漏水', '', '漏水'],
    ['漏水', '退货也不给退', '漏水\n退货也不给退'],
  ])('title %j and body %j give %j', async (title, body, text) => {
    const { voices } = await ingest(`编号,标题,内容\n1,${title},${body}\n`);
    expect(voices.map((voice) => voice.text)).toEqual([text]);
  });

  test('a text stays as received, with its spaces and line breaks', async () => {
    const { voices } = await ingest('编号,内容\n1," 好用\r\n\t真的 "\n');
    expect(voices[0]?.text).toBe(' 好用\r\n\t真的 ');
  });

  test('without an id of the export the key names the voice', async () => {
    const { voices } = await ingest('序号,内容\n1,好用\n');
    expect(voices[0]?.id).toBe(voices[0]?.key.slice(0, 12));
  });

  test('a follow-up review is a second voice without a score of its own', async () => {
    const { voices } = await ingest('评价ID,评分,评价内容,追评内容\nR1,5,好用,用了一周就坏了\n');
    expect(voices).toMatchObject([
      { id: 'R1', text: '好用', rating: 5 },
      { id: 'R1-followup', text: '用了一周就坏了', rating: null, attributes: { followup: 'true' } },
    ]);
  });

  test('a date or score that says nothing certain is kept as received', async () => {
    const { voices } = await ingest(
      '编号,内容,时间,评分\n1,好用,4月3日,未知\n2,一般,2026-04-03,4\n3,差,2026-04-05,2\n',
    );
    expect(voices[0]).toMatchObject({
      createdAt: null,
      rating: null,
      ratingMax: null,
      attributes: { 时间: '4月3日', 评分: '未知' },
    });
  });

  test('anonymous customers are not one customer', async () => {
    const { voices } = await ingest('编号,用户名,内容\n1,匿名用户,好用\n2,小李,差\n');
    expect(voices.map((voice) => voice.customerId)).toEqual([null, '小李']);
    expect(voices[0]?.attributes).toEqual({ 用户名: '匿名用户' });
  });

  test('guards around long ids are no part of them', async () => {
    const { voices } = await ingest('工单号,内容\n"=""00123456789012345678""",好用\n\'987,差\n');
    expect(voices.map(({ id }) => id)).toEqual(['00123456789012345678', '987']);
  });

  test('source may be given; channel and group too, for rows that do not name their own', async () => {
    const { items } = await open('编号,渠道,内容\n1,APP,好用\n2,,难用\n');
    const { voices } = ingestItems(items, { source: '门店', channel: '扫码', group: '会员' });
    expect(voices[0]).toMatchObject({ source: '门店', channel: 'APP', customerGroup: '会员' });
    expect(voices[1]).toMatchObject({ source: '门店', channel: '扫码' });
  });
});

describe('what is no voice', () => {
  test('titles, headers (also repeated) and blank rows are no data', async () => {
    const { voices, rejects, skipped } = await ingest(
      '四月评价,,\n编号,内容,时间\n1,好用,2026-04-01\n,,\n编号,内容,时间\n2,差,2026-04-02\n',
    );
    expect([voices.length, rejects.length, skipped]).toEqual([2, 0, 4]);
  });

  test.each([
    ['an empty text', '1,,x', 'empty_text'],
    ['a spreadsheet error', '1,#N/A,x', 'empty_text'],
    ['a placeholder', '1,NULL,x', 'empty_text'],
    ['a surplus cell', '1,好,x,多出来', 'ragged_row'],
  ])('%s', async (_, row, code) => {
    const { rejects } = await ingest(`编号,内容,备注\n7,好用,无\n${row}\n8,一般,无\n`);
    expect(rejects).toMatchObject([{ line: 3, code, raw: row }]);
  });

  test('missing cells at the end and empty surplus cells do no harm', async () => {
    const { voices, rejects } = await ingest('编号,内容,备注\n7,好用\n8,一般,无,,\n9,差,无\n');
    expect(voices.map(({ text }) => text)).toEqual(['好用', '一般', '差']);
    expect(rejects).toEqual([]);
  });

  test('a header alone gives nothing', async () => {
    const { voices, rejects } = await ingest('编号,评价内容,评价时间\n');
    expect([voices, rejects]).toEqual([[], []]);
  });
});

describe('conversations', () => {
  test('the turns of an object are one voice', async () => {
    const object = {
      conversation_id: 'S1',
      channel: '在线客服',
      messages: [
        { role: 'user', content: '在吗', time: '2026-04-03 10:00:00' },
        { role: 'agent', content: '您好', time: '2026-04-03 10:00:40' },
        { role: 'system', content: '已转人工', time: '2026-04-03 10:00:41' },
        { role: 'user', content: '快递三天没动了', time: '2026-04-03 10:01:00' },
      ],
    };
    const { voices } = await ingest(`${JSON.stringify(object)}\n`);
    expect(voices).toMatchObject([
      {
        id: 'S1',
        text: '在吗\n快递三天没动了',
        source: 'chat',
        channel: '在线客服',
        createdAt: '2026-04-03T10:00:00+08:00',
        attributes: { agent: '您好', turns: '3', first_response_seconds: '40' },
      },
    ]);
  });

  test.each([
    ['speaker', 'text'],
    ['from', 'message'],
    ['sender', 'content'],
    ['type', 'text'],
  ])('speaker under %s, words under %s', async (speaker, words) => {
    const turns = [
      { [speaker]: 'customer', [words]: '坏了' },
      { [speaker]: 'agent', [words]: '抱歉' },
    ];
    const { voices } = await ingest(`${JSON.stringify({ id: 1, turns })}\n`);
    expect(voices).toMatchObject([{ text: '坏了', attributes: { agent: '抱歉', turns: '2' } }]);
  });

  test('rows of one conversation are one voice; one without the customer is rejected', async () => {
    const { voices, rejects } = await ingest(
      '会话ID,发送者,发送时间,消息内容\n' +
        'S1,买家,2026-04-03 10:00:00,在吗\nS1,客服小王,2026-04-03 10:00:30,您好\nS1,买家,2026-04-03 10:01:00,坏了\n' +
        'S2,客服小王,2026-04-03 11:00:00,您好，请问还在吗\nS3,买家,2026-04-03 12:00:00,退货\n',
    );
    expect(voices).toMatchObject([
      { id: 'S1', text: '在吗\n坏了', attributes: { turns: '3', first_response_seconds: '30' } },
      { id: 'S3', text: '退货' },
    ]);
    expect(rejects).toMatchObject([{ line: 5, code: 'no_customer_turn' }]);
  });

  test('names beside known customers are agents', async () => {
    const { voices } = await ingest(
      '会话ID,角色,内容\nS1,客户,坏了\nS1,王小明,您好\nS1,客户,快修\n',
    );
    expect(voices).toMatchObject([{ text: '坏了\n快修', attributes: { agent: '您好' } }]);
  });
});

describe('keys', () => {
  const header = '会员号,内容,时间\n';
  const rows = [
    'C1,好用,2026-04-01',
    'C2,好用,2026-04-01',
    'C1,好用,2026-04-02',
    'C1,一般,2026-04-01',
  ];
  const keysOf = async (text: string | Uint8Array): Promise<string[]> =>
    (await ingest(text)).voices.map(({ key }) => key);

  test('differ with text, time and customer', async () => {
    expect(new Set(await keysOf(header + rows.join('\n')))).toHaveProperty('size', 4);
  });

  test('are the same from another encoding, delimiter, column order or spelling of the date', async () => {
    const expected = await keysOf(
      `${header}C1,好用,2026-04-03 09:05:00\nC2,差,2026-04-04 10:00:00\n`,
    );
    const others = [
      encodeGb18030(`${header}C1,好用,2026/4/3 9:05\nC2,差,2026/4/4 10:00\n`),
      '时间\t内容\t会员号\n2026年4月3日 上午9:05\t 好用\tC1\n2026年4月4日 上午10:00\t差 \tC2\n',
      '[{"会员号":"C1","内容":"好用","时间":"2026-04-03T01:05:00Z"},{"会员号":"C2","内容":"差","时间":"2026-04-04T02:00:00Z"}]',
    ];
    for (const other of others) expect(await keysOf(other)).toEqual(expected);
  });

  test('with an id of the export do not depend on time and customer', async () => {
    const one = await keysOf('评价ID,会员号,内容,时间\nR1,C1,好用,2026-04-01\n');
    const two = await keysOf('评价ID,会员号,内容,时间\nR1,C9,好用,2026-05-05\n');
    expect(one).toEqual(two);
  });
});

const dirtyCell = fc.constantFrom(
  '好用',
  '',
  '坏了',
  '他说"好"',
  '"',
  '"没关上',
  '一,二',
  'NULL',
  '2026-04-01',
  '7',
  '  ',
  '客服不回',
);
const dirtyRow = fc
  .array(dirtyCell, { minLength: 1, maxLength: 5 })
  .map((cells) => cells.join(','));

test('every row of a dirty file is a voice, a reject, or no data', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(dirtyRow, { minLength: 1, maxLength: 40 }), async (rows) => {
      const { items } = await open(
        `编号,内容,时间\n1,好用,2026-04-01\n2,差,2026-04-02\n${rows.join('\n')}\n`,
      );
      const { voices, rejects, skipped } = ingestItems(items);
      expect(voices.length + rejects.length + skipped).toBe(items.length);
      const shown = JSON.stringify(items).replaceAll('\\"', '');
      for (const row of rows.filter((one) => one.trim() !== '')) {
        for (const cell of row.split(',')) expect(shown).toContain(cell.replaceAll('"', ''));
      }
    }),
    { numRuns: 200 },
  );
});

test('two halves of a file give the voices of the whole', async () => {
  const row = fc.tuple(
    fc.constantFrom('好用', '坏了，要求退货', '客服一直不回消息', '还行吧'),
    fc.integer({ min: 1, max: 28 }),
    fc.integer({ min: 1, max: 5 }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 2, maxLength: 40 }),
      fc.nat(),
      async (rows, cut) => {
        const lines = rows.map(
          ([text, day, stars], at) => `C${at % 7},${text},2026-04-${day},${stars}`,
        );
        const at = 1 + (cut % (rows.length - 1));
        const keys = async (part: string[]): Promise<string[]> =>
          (await ingest(`会员号,评价内容,评价时间,评分\n${part.join('\n')}\n`)).voices.map(
            ({ key }) => key,
          );
        const halves = [...(await keys(lines.slice(0, at))), ...(await keys(lines.slice(at)))];
        expect(halves).toEqual(await keys(lines));
      },
    ),
    { numRuns: 60 },
  );
});

test('reading again gives the same voices, whatever was read before', () => {
  const items: SourceItem[] = [
    { kind: 'row', line: 1, cells: ['编号', '内容'] },
    { kind: 'row', line: 2, cells: ['1', '好用'] },
  ];
  const layout = detectLayout(items, lexicon);
  expect(ingestItems(items, {}, layout)).toEqual(ingestItems(items, {}, layout));
});

describe('rows that are no voice though they stand among them', () => {
  const HEADER = '编号,内容,评分\n';
  test.each([
    ['合计,,12', 'total_row'],
    ['合 计：,,4.5', 'total_row'],
    ['总计（分）,,9', 'total_row'],
    ['小计,-,12条', 'total_row'],
    ['Total,,9', 'total_row'],
    ['平均值,,4.2', 'total_row'],
    [',合计,9', 'total_row'],
    ['导出时间：2026-04-30 10:00', 'footer'],
    ['导出人：,张三,', 'footer'],
    ['Exported at: 2026-04-30,,', 'footer'],
    ['共 123 条记录,,', 'footer'],
    ['"共 123 条，第 1 页",,', 'footer'],
    ['第 1 页,,', 'footer'],
  ])('%s goes to the rejects', async (row, code) => {
    const { voices, rejects } = await ingest(`${HEADER}1,很好用,5\n2,不好用,1\n${row}\n`);
    expect(voices.map(({ id }) => id)).toEqual(['1', '2']);
    expect(rejects.map((reject) => [reject.line, reject.code])).toEqual([[4, code]]);
  });

  test.each([
    ['内容,评分', '合计多收了我二十元,1'],
    ['内容,渠道', '合计,门店'],
    ['内容,评分', '总共等了 3 天,1'],
    ['内容,渠道', '共 3 件少发一件,淘宝'],
    ['编号,内容', '3,合计'],
    ['编号,内容', '合计,金额不对'],
    ['内容', '导出时间太长'],
    ['内容', '第 1 页就打不开'],
    ['内容', '平均每天掉线 3 次'],
  ])('%s: %s is what a customer says', async (header, row) => {
    const { voices, rejects } = await ingest(
      `${header}\n${header.includes(',') ? '很好用的,门店' : '很好用的'}\n${row}\n`,
    );
    expect([voices.length, rejects]).toEqual([2, []]);
  });

  test('titles, notes and a header with a name twice that every page of an export repeats are rejects', async () => {
    const page = (rows: string): string => `四月投诉明细,,\n编号,内容,内容\n${rows}`;
    const { voices, rejects } = await ingest(
      `${page('1,很慢,差\n2,很贵,差\n')}共 2 条,,\n\n,,\n${page('3,很吵,差\n')}`,
    );
    expect(voices.map(({ id }) => id)).toEqual(['1', '2', '3']);
    expect(rejects.map(({ line, code }) => [line, code])).toEqual([
      [5, 'footer'],
      [8, 'footer'],
      [9, 'footer'],
    ]);
  });
});

describe('a time that is not understood', () => {
  test.each([
    ['昨天 10:00', true],
    ['2026-02-30', true],
    ['3月5日', true],
    ['', false],
    ['--', false],
    ['2026-04-03', false],
  ])('%s stays blank and is told of: %s', async (time, told) => {
    const { items } = await open(`编号,内容,评价时间\n1,好用,2026-04-03 10:00\n2,难用,${time}\n`);
    const { results, voices } = ingestItems(items);
    const [, second] = results.filter((result) => result.kind === 'voice');
    expect(second?.untimed).toEqual(told ? { line: 3, cell: time } : undefined);
    if (told) {
      expect(voices[1]).toMatchObject({ createdAt: null, attributes: { 评价时间: time } });
    }
  });

  test('is told of once where a row has two voices, also of a follow-up alone', async () => {
    const { items } = await open(
      '编号,评价内容,评价时间,追评内容,追评时间\n1,好用,前天,坏了,\n2,好用,2026-04-03,坏了,三周后\n3,好用,2026-04-03,,三周后\n',
    );
    const { results } = ingestItems(items);
    expect(
      results.flatMap((one) => (one.kind === 'voice' && one.untimed ? [one.untimed] : [])),
    ).toEqual([
      { line: 2, cell: '前天' },
      { line: 3, cell: '三周后' },
    ]);
  });
});

test('a byte-order mark at the beginning of a text is not stored: the engine would not give it back', async () => {
  for (const content of [
    '编号,内容,地区\n1,\ufeff漏水了,"\ufeff\ufeff北京"\n',
    '{"编号":"1","内容":"\ufeff漏水了","地区":"\ufeff\ufeff北京"}\n',
  ]) {
    const { voices } = await ingest(content);
    expect(voices).toMatchObject([{ text: '漏水了', attributes: { 地区: '北京' } }]);
  }
  const { items } = await open('{"id":"1","messages":[{"role":"客户","text":"\ufeff漏水了"}]}\n');
  expect(ingestItems(items).voices.map(({ text }) => text)).toEqual(['漏水了']);
});

test.each([
  ['工单状态', ['新建', '受理', '处理中', '已解决', '已关闭']],
  ['status', ['new', 'accepted', 'In Progress', 'resolved', 'Closed']],
])('%s tells how far a case is', async (column, statuses) => {
  const rows = statuses.map((status, at) => `${at},漏水了,${status}\n`).join('');
  const { voices } = await ingest(`编号,内容,${column}\n${rows}9,漏水了,不明\n`);
  expect(voices.map(({ progress }) => progress)).toEqual([1, 2, 3, 4, 5, undefined]);
});
