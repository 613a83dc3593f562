import { describe, expect, test } from 'vitest';
import { measure } from '../../src/measure/measure.ts';
import { factsOf, painOf, sentiments } from './facts-of.ts';

const weeks = [
  { week: '2026-03-30', sentiment: sentiments({ negative: 3, positive: 1 }), meanScore: -0.5 },
  { week: '2026-04-13', sentiment: sentiments({ positive: 4 }), meanScore: 0.75 },
];
const dated = factsOf({
  scope: { ...factsOf().scope, voices: 8, firstDay: '2026-04-02', lastDay: '2026-04-17' },
  sentiment: sentiments({ positive: 5, negative: 3 }),
  weeks,
});

describe('measure', () => {
  test('fills weeks without voices', () => {
    expect(measure(dated).weeks.map(({ period, voices }) => [period, voices])).toEqual([
      ['2026-03-30', 4],
      ['2026-04-06', 0],
      ['2026-04-13', 4],
    ]);
    expect(measure(dated).weeks[0]?.negative).toMatchObject({ count: 3, n: 4 });
  });

  test('takes months as counted, and fills the month without voices', () => {
    const months = [
      { month: '2026-02', sentiment: sentiments({ negative: 2 }), meanScore: -1 },
      { month: '2026-04', sentiment: sentiments({ positive: 1 }), meanScore: 1 },
    ];
    const scope = { ...dated.scope, firstDay: '2026-02-02' };
    const found = measure(factsOf({ ...dated, scope, months })).months;
    expect(found.map(({ period, voices }) => [period, voices])).toEqual([
      ['2026-02', 2],
      ['2026-03', 0],
      ['2026-04', 1],
    ]);
  });

  test('gives labels in the order of the codebook with their share of all voices', () => {
    const { sentiment, kinds } = measure(dated);
    expect(sentiment.map(({ label, share }) => [label, share.count, share.n])).toEqual([
      ['positive', 5, 8],
      ['negative', 3, 8],
      ['mixed', 0, 8],
      ['neutral', 0, 8],
    ]);
    expect(kinds).toHaveLength(8);
  });

  test('sums an aspect over its polarities and leaves silent aspects out', () => {
    const aspects = [
      { aspect: 'delivery', polarity: 'negative', voices: 7 },
      { aspect: 'delivery', polarity: 'neutral', voices: 1 },
      { aspect: 'delivery', polarity: 'positive', voices: 2 },
    ] as const;
    expect(measure(factsOf({ aspects })).aspects).toEqual([
      { aspect: 'delivery', voices: 10, positive: 2, negative: 7 },
    ]);
  });

  test('lists channels largest first, voices without one last among equals', () => {
    const channels = [null, '电话', '微信', '门店'].map((name, i) => ({
      name,
      sentiment: sentiments({ neutral: i === 3 ? 9 : 4 }),
    }));
    expect(measure(factsOf({ channels })).channels.map(({ name }) => name)).toEqual([
      '门店',
      '微信',
      '电话',
      null,
    ]);
  });

  test('an empty store has findings without a single claim', () => {
    const { metrics, weeks, months, pains, notes } = measure(factsOf());
    expect({ weeks, months, pains, notes }).toEqual({
      weeks: [],
      months: [],
      pains: [],
      notes: [],
    });
    expect(metrics.every(({ value }) => value === null)).toBe(true);
  });
});

describe('notes', () => {
  const saying = (facts: Parameters<typeof measure>[0], part: string) =>
    measure(facts).notes.filter(({ zh }) => zh.includes(part)).length;
  const scoped = (scope: Partial<typeof dated.scope>) =>
    factsOf({ ...dated, scope: { ...dated.scope, voices: 500, ...scope } });

  test.each([
    ['few voices', scoped({ voices: 8 }), scoped({}), '只有 8 条声音'],
    ['voices without date', scoped({ undated: 12 }), scoped({}), '12 条声音没有日期'],
    ['unclustered voices', scoped({ unclustered: 3 }), scoped({}), '请先运行 voc cluster'],
    [
      'few ratings',
      factsOf({ ...scoped({}), ratings: [{ max: 10, value: 9, voices: 4 }] }),
      scoped({}),
      '只有 4 个评分',
    ],
    [
      'groups that are not ranked',
      factsOf({ ...scoped({}), pains: [painOf({ other: 'unclear', voices: 1 })] }),
      scoped({}),
      '不参与排名',
    ],
  ])('speak of %s where there are, and only there', (_, present, absent, part) => {
    expect(saying(present, part)).toBe(1);
    expect(saying(absent, part)).toBe(0);
  });

  test('print the formula of severity in both languages', () => {
    const { notes } = measure(dated);
    expect(notes.some(({ en }) => en.startsWith('Severity (0-1) = share urgent'))).toBe(true);
    expect(saying(dated, '严重度（0–1）＝紧急占比')).toBe(1);
  });
});
