import { describe, expect, test } from 'vitest';
import { textWeight } from '../../src/ingest/column-values.ts';
import { detectLayout, type Layout, textFit } from '../../src/ingest/layout.ts';
import { summariseLayout } from '../../src/ingest/layout-summary.ts';
import type { SourceItem } from '../../src/model/source.ts';
import { faultOf, ingestItems, lexicon } from '../support/exports.ts';

function rowsOf(...rows: string[][]): SourceItem[] {
  return rows.map((cells, at) => ({ kind: 'row', line: at + 1, cells }));
}

function rolesOf(layout: Layout): Record<string, string> {
  const named = layout.columns.filter(({ role }) => role !== 'ignored');
  return Object.fromEntries(named.map(({ name, role }) => [role, name]));
}

const TEXTS = [
  '等了三天才发货，包装也破了',
  '客服一直不回消息',
  '味道不错，下次还买',
  '屏幕有划痕，要求换货',
];

describe('exports of common systems', () => {
  test('a shop', () => {
    const header = [
      '序号',
      '订单号',
      '商品名称',
      '评价星级',
      '评价内容',
      '追评内容',
      '评价时间',
      '买家昵称',
      '商家回复',
    ];
    const rows = TEXTS.map((text, at) => [
      String(at + 1),
      `78${at}`,
      '保温杯',
      '5星',
      text,
      '',
      `2026/4/${at + 1} 9:05`,
      `小${at}`,
      '感谢支持',
    ]);
    const layout = detectLayout(rowsOf(header, ...rows), lexicon);
    expect(rolesOf(layout)).toEqual({
      text: '评价内容',
      followup: '追评内容',
      rating: '评价星级',
      createdAt: '评价时间',
      customerId: '买家昵称',
      product: '商品名称',
    });
    expect(layout).toMatchObject({ source: 'review', ratingScale: 5, headerLine: 1 });
  });

  test('a hotline', () => {
    const header = [
      '工单编号',
      '受理时间',
      '来电号码',
      '客户等级',
      '受理渠道',
      '工单标题',
      '诉求内容',
      '处理意见',
      '办结时间',
    ];
    const rows = TEXTS.map((text, at) => [
      `GD2026${at}`,
      '2026年4月3日 下午3:05',
      '010',
      '大客户',
      '电话',
      '报修',
      text,
      '已派单',
      '2026-04-09',
    ]);
    const layout = detectLayout(rowsOf(header, ...rows), lexicon);
    expect(rolesOf(layout)).toEqual({
      id: '工单编号',
      createdAt: '受理时间',
      customerId: '来电号码',
      customerGroup: '客户等级',
      channel: '受理渠道',
      title: '工单标题',
      text: '诉求内容',
    });
    expect(layout.source).toBe('hotline');
  });

  test('a survey tool', () => {
    const header = [
      '序号',
      '提交答卷时间',
      '所用时间',
      '来源',
      '来自IP',
      '1、您有多大可能向朋友推荐我们？（0-10分）',
      '2、请说明原因',
      '总分',
    ];
    const rows = TEXTS.map((text, at) => [
      String(at + 1),
      '2026/4/3 10:22:05',
      '35秒',
      '微信',
      '1.2.3.4',
      String(at + 6),
      text,
      '0',
    ]);
    const layout = detectLayout(rowsOf(header, ...rows), lexicon);
    expect(rolesOf(layout)).toEqual({
      createdAt: '提交答卷时间',
      channel: '来源',
      rating: '1、您有多大可能向朋友推荐我们？（0-10分）',
      text: '2、请说明原因',
    });
    expect(layout).toMatchObject({ source: 'survey', ratingScale: 10 });
  });

  test('a chat system, one row a turn', () => {
    const header = ['会话ID', '发送者', '发送时间', '消息内容'];
    const rows = TEXTS.map((text, at) => [
      'S1',
      at % 2 ? '客服小王' : '买家',
      '2026-04-03 10:00:00',
      text,
    ]);
    const layout = detectLayout(rowsOf(header, ...rows), lexicon);
    expect(rolesOf(layout)).toEqual({
      conversation: '会话ID',
      speaker: '发送者',
      createdAt: '发送时间',
      text: '消息内容',
    });
    expect(layout.source).toBe('chat');
  });

  test('an English export', () => {
    const header = [
      'review_id',
      'userId',
      'reviewBody',
      'starRating',
      'createdAt',
      'orderTime',
      'sentiment',
    ];
    const rows = TEXTS.map((text, at) => [
      `r${at}`,
      'u1',
      text,
      '4',
      '2026-04-03',
      '2026-04-01',
      'neg',
    ]);
    expect(rolesOf(detectLayout(rowsOf(header, ...rows), lexicon))).toEqual({
      id: 'review_id',
      customerId: 'userId',
      text: 'reviewBody',
      rating: 'starRating',
      createdAt: 'createdAt',
    });
  });
});

describe('the header', () => {
  const body = TEXTS.map((text, at) => [String(100 + at * 7), text, `2026-04-0${at + 1}`]);

  test('is found under titles and notes', () => {
    const rows = rowsOf(
      ['2026年4月客户评价导出'],
      ['导出人：张三', '', ''],
      [''],
      ['编号', '评价内容', '评价时间'],
      ...body,
    );
    expect(detectLayout(rows, lexicon)).toMatchObject({ headerLine: 4, source: 'review' });
  });

  test('is not taken for one where a text speaks of 内容', () => {
    const rows = rowsOf(...TEXTS.map((text) => [`这本书的内容：${text}`]));
    expect(detectLayout(rows, lexicon)).toMatchObject({ headerLine: 0 });
  });

  test('may have names that nobody knows: the values decide', () => {
    const layout = detectLayout(rowsOf(['甲', '乙', '丙'], ...body), lexicon);
    expect(layout.headerLine).toBe(1);
    expect(rolesOf(layout)).toEqual({ text: '乙', createdAt: '丙' });
  });

  test('may be missing: the values decide', () => {
    const rows = TEXTS.map((text, at) => [
      `KF-88${at * 31}`,
      text,
      `2026-04-0${at + 1}`,
      String(5 - at),
    ]);
    const layout = detectLayout(rowsOf(...rows), lexicon);
    expect(layout.headerLine).toBe(0);
    expect(rolesOf(layout)).toEqual({ id: '列1', text: '列2', createdAt: '列3', rating: '列4' });
  });

  test('may name two columns alike, or not at all', () => {
    const layout = detectLayout(
      rowsOf(['内容', '备注', '备注', ''], ['好用', 'a', 'b', 'c']),
      lexicon,
    );
    expect(layout.columns.map(({ name }) => name)).toEqual(['内容', '备注', '备注 2', '列4']);
  });
});

describe('roles', () => {
  test.each(['序号', 'No.', '行号', '订单号', '快递单号', '商家回复'])(
    '%s is no id and no text',
    (name) => {
      const rows = rowsOf([name, '内容'], ...TEXTS.map((text, at) => [String(at + 1), text]));
      expect(rolesOf(detectLayout(rows, lexicon))).toEqual({ text: '内容' });
    },
  );

  test('the time of the review wins over that of the order', () => {
    const rows = rowsOf(
      ['下单时间', '内容', '评价时间'],
      ['2026-04-01', TEXTS[0] ?? '', '2026-04-05'],
    );
    expect(rolesOf(detectLayout(rows, lexicon))).toMatchObject({ createdAt: '评价时间' });
  });

  test('a known name over no scores is no rating', () => {
    const rows = rowsOf(['评分', '内容'], ['无', '好用'], ['详见附件', '一般']);
    expect(rolesOf(detectLayout(rows, lexicon))).toEqual({ text: '内容' });
  });

  test('a person has the last word, by name or by position', () => {
    const rows = rowsOf(['内容', '备注', '日子'], ['好用', '客户说一直等', '2026-04-01']);
    const layout = detectLayout(rows, lexicon, { given: { text: '备注', createdAt: '3' } });
    expect(rolesOf(layout)).toEqual({ text: '备注', createdAt: '日子' });
  });

  test('a column that a person names must exist', async () => {
    const rows = rowsOf(['内容', '备注'], ['好用', '无']);
    const fault = await faultOf(() =>
      detectLayout(rows, lexicon, { name: 'a.csv', given: { text: '评语' } }),
    );
    expect(fault).toBe('a.csv：没有名为「评语」的列；现有列：「内容」「备注」');
  });

  test('without a text column the columns are listed', async () => {
    const rows = rowsOf(['编号', '数量'], ['1', '2'], ['2', '3']);
    expect(await faultOf(() => detectLayout(rows, lexicon, { name: 'a.csv' }))).toBe(
      'a.csv：找不到文本列；现有列：「编号」「数量」。请用 --text 列名 指定',
    );
  });

  test('a file without rows is named as one', async () => {
    expect(await faultOf(() => detectLayout([], lexicon, { name: 'a.csv' }))).toMatch(
      /没有任何数据行/,
    );
  });

  test('a header alone is a layout', () => {
    expect(detectLayout(rowsOf(['编号', '评价内容', '评价时间']), lexicon).source).toBe('review');
  });
});

test('the layout of objects: nested fields by dotted names, turns by their shape', () => {
  const items: SourceItem[] = [
    {
      kind: 'object',
      line: 1,
      fields: { id: 7, user: { id: 'u1' }, turns: [{ role: 'user', text: '在吗' }] },
    },
  ];
  const layout = detectLayout(items, lexicon);
  expect(rolesOf(layout)).toMatchObject({ id: 'id', turns: 'turns' });
  expect(layout.columns.map(({ name }) => name)).toEqual(['id', 'user.id', 'turns']);
  expect(layout.source).toBe('chat');
});

test('the summary shows role, reason and a short example of each column', () => {
  const rows = rowsOf(['内容', '备注'], [`${'很长的话'.repeat(20)}\n第二行`, '']);
  expect(summariseLayout(detectLayout(rows, lexicon))).toEqual([
    { column: '内容', role: 'text', found: 'name', example: `${'很长的话'.repeat(9)}很长的…` },
    { column: '备注', role: 'ignored', found: 'none', example: '' },
  ]);
});

test('the fit of a table: texts by the name of their column, by what they look like, none', () => {
  const texts = ['等了三天才发货，催了也没用', '客服态度很好，问题当场解决'];
  const named = rowsOf(['编号', '评价内容'], ['1', texts[0] ?? ''], ['2', texts[1] ?? '']);
  const notes = rowsOf(...texts.map((text) => [text]));
  const figures = rowsOf(['月份', '数量'], ['1', '5'], ['2', '7']);
  expect([named, notes, figures].map((table) => textFit(table, lexicon))).toEqual([2, 1, 0]);
  expect(textFit(figures, lexicon, '数量')).toBe(2);
});

test('a row above the header that is as full as data is rejected, titles and notes are not', () => {
  const items = rowsOf(
    ['十一月评价明细'],
    ['导出时间', '2026-12-01'],
    ['1', '等了三天才发货', '2', '王'],
    ['编号', '评价内容', '评分', '客户姓名'],
    ['2', '客服态度很好', '5', '李'],
    ['3', '包装破了', '1', '张'],
  );
  const { voices, rejects } = ingestItems(items);
  expect(voices.map(({ id }) => id)).toEqual(['2', '3']);
  expect(rejects.map(({ line, code, raw }) => [line, code, raw])).toEqual([
    [3, 'above_header', '1,等了三天才发货,2,王'],
  ]);
});

test('a word of a million letters is looked at once', () => {
  const started = performance.now();
  expect(textWeight(['A'.repeat(1_000_000)])).toBe(0);
  expect(performance.now() - started).toBeLessThan(2_000);
});

describe('a header of two levels', () => {
  const namesIn = (...rows: string[][]): readonly [number, readonly string[]] => {
    const { headerLine, columns } = detectLayout(rowsOf(...rows), lexicon);
    return [headerLine, columns.map(({ name }) => name)];
  };
  const DATA = TEXTS.map((text, at) => [`${at}`, 'C1', '大客户', text, '5', `2026-04-0${at + 1}`]);
  const [whole, inPart, full] = [
    ['编号', '客户信息', '', '评价', '', '时间'],
    ['', '会员号', '客户等级', '内容', '评分', ''],
    ['编号', '会员号', '客户等级', '内容', '评分', '时间'],
  ];

  test('whose names are merged downwards has its names in both', () => {
    expect(namesIn(whole, inPart, ...DATA)).toEqual([2, full]);
    expect(namesIn(['四月评价明细', '', '', '', '', ''], whole, inPart, ...DATA)).toEqual([
      3,
      full,
    ]);
  });

  test('with titles of groups over all names has them in the lower one', () => {
    const groups = ['客户信息', '', '', '评价信息', '', ''];
    expect(namesIn(groups, full, ...DATA)).toEqual([2, full]);
  });

  test('tells names that come again apart by their groups', () => {
    const groups = ['单号', '首评', '', '追评', '', ''];
    const names = ['', '内容', '时间', '内容', '时间', '渠道'];
    const rows = TEXTS.map((text, at) => [`${at}`, text, `2026-04-0${at + 1}`, '', '', 'APP']);
    expect(namesIn(groups, names, ...rows)).toEqual([
      2,
      ['单号', '首评内容', '首评时间', '追评内容', '追评时间', '渠道'],
    ]);
  });

  test.each([
    [
      'a full row of data',
      [
        ['编号', '内容', ''],
        ['1', TEXTS[0] ?? '', '好评'],
      ],
    ],
    [
      'a row with an unnamed cell',
      [
        ['编号', '内容', ''],
        ['R-x', '评价', '好评'],
      ],
    ],
    [
      'notes above',
      [
        ['导出人：张三', '', '日期：四月'],
        ['编号', '内容', '内容'],
      ],
    ],
  ])('is none with %s', (_, [first = [], second = []]) => {
    const rows = TEXTS.map((text, at) => [`R${at}`, text, text]);
    const [line, names] = namesIn(first, second, ...rows);
    expect([line, names.slice(0, 2)]).toEqual([second[0] === '编号' ? 2 : 1, ['编号', '内容']]);
  });
});

describe('a chat whose turns are the lines of a text', () => {
  const CHAT = [
    '客户：我的快递怎么还没到？',
    '客服：您好，请提供订单号',
    '客户：太慢了',
    '客服：抱歉',
  ];
  const items = rowsOf(...CHAT.map((line) => [line]));

  test('is refused with the way out', async () => {
    expect(await faultOf(() => detectLayout(items, lexicon, { name: '聊天.txt' }))).toBe(
      '聊天.txt：像一段聊天记录，逐行读入会把客服的话也算作客户的；请改成「会话编号、说话人、内容」三列再读入（确要逐行读入，请加 --text 1）',
    );
  });

  test('is read where a person says so, and by a filter', () => {
    for (const options of [{ given: { text: '1' } }, { emptyIsFine: true }]) {
      expect(rolesOf(detectLayout(items, lexicon, options))).toEqual({ text: '列1' });
    }
  });

  test.each([
    ['remarks', ['客服：太慢了', '客服态度好', '物流：等了三天', '包装：破了']],
    ['of customers alone', ['客户：太慢了', '客户：太贵了', '客户：太吵了', '客户：太远了']],
  ])('%s are none', (_, lines) => {
    expect(rolesOf(detectLayout(rowsOf(...lines.map((line) => [line])), lexicon))).toEqual({
      text: '列1',
    });
  });
});
