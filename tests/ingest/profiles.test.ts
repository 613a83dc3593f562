import { describe, expect, test } from 'vitest';
import { detectLayout, type Layout } from '../../src/ingest/layout.ts';
import type { Profile } from '../../src/model/configuration.ts';
import type { SourceItem } from '../../src/model/source.ts';
import { faultOf, ingestItems, lexicon } from '../support/exports.ts';

type Table = readonly (readonly string[])[];

const BASE: Table = [
  ['订单号', '商品名称', '会员号', '评分', '评价内容', '评价时间', '商家回复'],
  [
    '780112',
    '保温杯',
    'C1001',
    '5',
    '等了三天才发货，包装也破了',
    '2026-04-01 09:00:00',
    '感谢支持',
  ],
  ['780113', '电饭煲', 'C1002', '1', '客服一直不回消息，很生气', '2026-04-02 09:00:00', '十分抱歉'],
  ['780114', '电饭煲', 'C1003', '4', '味道不错，下次还会再买', '2026-04-03 09:00:00', '感谢'],
];

function itemsOf(table: Table): SourceItem[] {
  return table.map((cells, at) => ({ kind: 'row', line: at + 1, cells }));
}

function profileOf(layout: Layout, more: Partial<Profile> = {}): Profile {
  return {
    columns: layout.columns.map(({ name, role, shape }) => ({ name, role, shape })),
    header: layout.headerLine,
    source: layout.source,
    ...more,
  };
}

const SAVED: Profile = profileOf(detectLayout(itemsOf(BASE), lexicon));

function read(
  table: Table,
  profiles: Readonly<Record<string, Profile>> = { 京东: SAVED },
  more: { readonly forced?: string; readonly sheet?: string } = {},
): Layout {
  return detectLayout(itemsOf(table), lexicon, { name: '新.csv', profiles: { profiles, ...more } });
}

/** The table with its columns taken by position; a text in place of a position is the header of a new column. */
function columnsOf(
  table: Table,
  ...take: readonly (number | readonly [string, number | string])[]
): Table {
  return table.map((row, line) =>
    take.map((one) => {
      if (typeof one === 'number') return row[one] ?? '';
      if (line === 0) return one[0];
      return typeof one[1] === 'number' ? (row[one[1]] ?? '') : one[1];
    }),
  );
}

function rolesOf({ columns }: Layout): string[] {
  return columns.map(({ name, role }) => `${name}:${role}`);
}

/** The changes in short. */
function changesOf({ profile }: Layout): string[] {
  if (profile === null) return ['no profile'];
  const { columns, reordered, header, sheet } = profile.changes;
  return [
    ...columns.map((change) => {
      if (change.kind === 'renamed')
        return `${change.was}>${change.name}:${change.role} by ${change.by}`;
      return `${change.kind} ${change.name}:${change.role}`;
    }),
    ...(reordered ? ['reordered'] : []),
    ...(header === null ? [] : [`header ${header.from}>${header.to}`]),
    ...(sheet === null ? [] : [`sheet ${sheet.from}>${sheet.to}`]),
  ];
}

describe('a later file of the same system', () => {
  test.each<[string, Table, string[]]>([
    ['the same', BASE, []],
    [
      'one column more',
      columnsOf(BASE, 0, 1, 2, 3, 4, 5, 6, ['晒图数', '3']),
      ['new 晒图数:ignored'],
    ],
    [
      'a follow-up more: it makes voices of its own and changes none',
      columnsOf(BASE, 0, 1, 2, 3, 4, ['追评内容', '用了一周就坏了'], 5, 6),
      ['new 追评内容:followup'],
    ],
    [
      'an id more: it would make other voices of the same rows',
      columnsOf(BASE, ['评价ID', 'R1'], 0, 1, 2, 3, 4, 5, 6),
      ['new 评价ID:ignored'],
    ],
    [
      'a title more: likewise',
      columnsOf(BASE, 0, 1, 2, 3, ['评价标题', '不好'], 4, 5, 6),
      ['new 评价标题:ignored'],
    ],
    ['one column less', columnsOf(BASE, 0, 1, 2, 3, 4, 5), ['missing 商家回复:ignored']],
    [
      'customer and score less',
      columnsOf(BASE, 0, 1, 4, 5, 6),
      ['missing 会员号:customerId', 'missing 评分:rating'],
    ],
    [
      'the text renamed to a known name',
      columnsOf(BASE, 0, 1, 2, 3, ['评论正文', 4], 5, 6),
      ['评价内容>评论正文:text by role'],
    ],
    [
      'the text renamed to a name that says nothing',
      columnsOf(BASE, 0, 1, 2, 3, ['zzz', 4], 5, 6),
      ['评价内容>zzz:text by values'],
    ],
    [
      'a column without a purpose renamed',
      columnsOf(BASE, ['订单编号', 0], 1, 2, 3, 4, 5, 6),
      ['订单号>订单编号:ignored by name'],
    ],
    [
      'the customer renamed',
      columnsOf(BASE, 0, 1, ['会员编号', 2], 3, 4, 5, 6),
      ['会员号>会员编号:customerId by name'],
    ],
    ['columns in another order', columnsOf(BASE, 5, 4, 3, 2, 1, 0, 6), ['reordered']],
    ['spelt otherwise', columnsOf(BASE, 0, ['*商品 名称', 1], 2, 3, ['评价内容：', 4], 5, 6), []],
    [
      'a header under a title and a note',
      [['四月评价', '', '', '', '', '', ''], ['说明：内部使用', '', '', '', '', '', ''], ...BASE],
      ['header 1>3'],
    ],
    [
      'all at once',
      [
        ['五月', '', '', '', '', '', '', ''],
        ...columnsOf(
          BASE,
          ['评论正文', 4],
          ['订单编号', 0],
          1,
          3,
          5,
          ['晒图数', '0'],
          ['追评', '坏了'],
          6,
        ),
      ],
      [
        'new 晒图数:ignored',
        'new 追评:followup',
        '订单号>订单编号:ignored by name',
        '评价内容>评论正文:text by role',
        'missing 会员号:customerId',
        'header 1>2',
      ],
    ],
  ])('%s', (_, table, expected) => {
    const layout = read(table);
    expect([...changesOf(layout)].sort()).toEqual([...expected].sort());
    expect(rolesOf(layout).filter((role) => role.endsWith(':text'))).toHaveLength(1);
    expect(layout.source).toBe('review');
  });

  test('columns of a profile keep their purpose, whatever their names say', () => {
    const columns = SAVED.columns.map((column) =>
      column.name === '商家回复'
        ? { ...column, role: 'text' as const }
        : { ...column, role: column.role === 'text' ? ('ignored' as const) : column.role },
    );
    expect(rolesOf(read(BASE, { 回复: { ...SAVED, columns } }))).toContain('商家回复:text');
  });

  test('makes the same voices as before: a key never hangs on a new column', () => {
    const keys = (table: Table): string[] =>
      ingestItems(itemsOf(table), {}, read(table)).voices.map(({ key }) => key);
    const before = keys(BASE);
    expect(
      keys(columnsOf(BASE, ['评价ID', 'R1'], 5, 4, 3, 2, ['评价标题', '不好'], 1, 0, 6)),
    ).toEqual(before);
    expect(keys(columnsOf(BASE, 0, 1, 2, 3, ['评论正文', 4], 5, 6))).toEqual(before);
  });

  test('is not guessed at where two new columns are equally good', () => {
    const table = columnsOf(BASE, 0, 1, 3, 4, 5, 6, ['会员A号', 2], ['会员B号', 2]);
    expect(changesOf(read(table))).toContain('missing 会员号:customerId');
  });

  test('without its text column is the one thing refused, with the way out', async () => {
    const lost = columnsOf(BASE, 0, 1, 2, 3, 5, 6);
    expect(await faultOf(() => read(lost))).toMatch(
      /新\.csv：模板「京东」的正文列「评价内容」不见了.*--text 列名.*--save-profile 京东/,
    );
    const two = columnsOf(BASE, 0, 1, 2, 3, ['zzz', 4], ['yyy', 4], 5, 6);
    expect(await faultOf(() => read(two))).toContain('正文列「评价内容」不见了');
    const given = detectLayout(itemsOf(two), lexicon, {
      given: { text: 'yyy' },
      profiles: { profiles: { 京东: SAVED } },
    });
    expect(rolesOf(given)).toContain('yyy:text');
  });
});

describe('which profile', () => {
  const other = profileOf(
    detectLayout(
      itemsOf([
        ['工单编号', '诉求内容', '受理时间'],
        ['GD1', '路灯不亮了一个月', '2026-04-01'],
        ['GD2', '半夜施工太吵了', '2026-04-02'],
      ]),
      lexicon,
    ),
  );

  test('none for other columns', () => {
    expect(read(BASE, { 热线: other }).profile).toBeNull();
  });

  test('the one that is more alike', () => {
    const wider = {
      ...SAVED,
      columns: [
        ...SAVED.columns,
        { name: '颜色', role: 'ignored' as const, shape: 'word' as const },
      ],
    };
    const profiles = { 热线: other, 宽: wider, 窄: SAVED };
    expect(read(BASE, profiles).profile?.name).toBe('窄');
    expect(read(columnsOf(BASE, 0, 1, 2, 3, 4, 5, 6, ['颜色', '红']), profiles).profile?.name).toBe(
      '宽',
    );
  });

  test('two that fit equally and read it differently are not chosen between', async () => {
    const profiles = { 京东: { ...SAVED, channel: '京东' }, 天猫: { ...SAVED, channel: '天猫' } };
    expect(await faultOf(() => read(BASE, profiles))).toBe(
      '新.csv：各列同样符合模板「京东」和「天猫」；请用 --profile 指定其中一个',
    );
    expect(read(BASE, profiles, { forced: '天猫' }).profile?.name).toBe('天猫');
  });

  test('two that fit equally and read it alike are one', () => {
    expect(read(BASE, { 甲: SAVED, 乙: SAVED }).profile?.name).toBe('甲');
  });

  test('of two that fit equally the one of the sheet; another sheet is told of', () => {
    const profiles = {
      京东: { ...SAVED, channel: '京东', sheet: '京东' },
      天猫: { ...SAVED, channel: '天猫', sheet: '天猫' },
    };
    expect(read(BASE, profiles, { sheet: '天猫' }).profile?.name).toBe('天猫');
    expect(changesOf(read(BASE, { 京东: profiles.京东 }, { sheet: '评价' }))).toEqual([
      'sheet 京东>评价',
    ]);
  });

  test('a named one is followed however little is alike', () => {
    const table = columnsOf(BASE, ['A', 0], ['B', 1], ['评语', 4], ['D', 5]);
    const layout = read(table, { 京东: SAVED }, { forced: '京东' });
    expect(layout.profile?.name).toBe('京东');
    expect(rolesOf(layout)).toContain('评语:text');
  });

  test('one without a header goes by position, and only when named', () => {
    const bare = BASE.slice(1);
    const profile = profileOf(detectLayout(itemsOf(bare), lexicon, { given: { customerId: '3' } }));
    expect(profile.header).toBe(0);
    expect(read(bare, { 无头: profile }).profile).toBeNull();
    expect(rolesOf(read(bare, { 无头: profile }, { forced: '无头' }))).toContain('列3:customerId');
  });

  test('objects, whose fields have no order and may be absent', () => {
    const objects = BASE.slice(1).map(
      (row, at): SourceItem => ({
        kind: 'object',
        line: at + 1,
        fields: Object.fromEntries(row.map((cell, column) => [BASE[0]?.[column] ?? '', cell])),
      }),
    );
    const profile = profileOf(detectLayout(objects, lexicon));
    const fewer = objects.map((item): SourceItem => {
      if (item.kind !== 'object') return item;
      const { 商家回复: _, 会员号: __, ...fields } = item.fields;
      return { ...item, fields };
    });
    const layout = detectLayout(fewer, lexicon, { profiles: { profiles: { 接口: profile } } });
    expect(changesOf(layout)).toEqual(['missing 会员号:customerId']);
  });
});

test.each([
  [
    'half of the columns',
    columnsOf(BASE, 0, 2, 4, ['门店', 'a'], ['区域', 'b'], ['促销', 'c']),
    '京东',
  ],
  ['most of the columns', columnsOf(BASE, 0, 1, 2, 4, 5, ['门店', 'a']), null],
  ['another system', columnsOf(BASE, 4, ['门店', 'a'], ['区域', 'b'], ['促销', 'c']), null],
])('a profile that is not followed is named where it shares %s', (_, table, near) => {
  expect(read(table).nearProfile).toBe(near);
  expect(detectLayout(itemsOf(table), lexicon).nearProfile).toBe(null);
});
