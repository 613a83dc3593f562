import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Facts } from '../../src/model/facts.ts';
import type { AnnotatedVoice, Filter } from '../../src/model/store.ts';
import { groupOpinions, writeClustering } from '../../src/store/clustering.ts';
import { readFacts } from '../../src/store/facts.ts';
import { withWriter } from '../../src/store/open.ts';
import { readQuotes } from '../../src/store/pain-facts.ts';
import {
  BAD,
  cluster,
  grouping,
  keyOf,
  load,
  RUDE,
  read,
  readStatedOpinions,
  SLOW,
  TASTY,
  tableOf,
  tempFolder,
  voiceOf,
} from './voices.ts';

const at = (day: string) => ({ createdAt: `${day}T09:30:00+08:00` });
const LATE = { ...SLOW, span: '快递太慢', term: '快递' };

/** Two weeks around Monday 6 April 2026, one voice without a date. */
const VOICES: readonly AnnotatedVoice[] = [
  voiceOf(
    '1',
    [SLOW, RUDE],
    { ...at('2026-04-05'), customerId: 'C1', customerGroup: '大客户', channel: '微信' },
    { signals: ['churn', 'refund'], urgency: 'urgent' },
  ),
  voiceOf(
    '2',
    [SLOW],
    { ...at('2026-04-06'), customerId: 'C1', channel: '电话', rating: 1, ratingMax: 5 },
    { signals: ['churn'] },
  ),
  voiceOf(
    '3',
    [LATE, SLOW, TASTY],
    { ...at('2026-04-12'), customerId: 'C2', product: '空气炸锅', rating: 3, ratingMax: 5 },
    { sentiment: { label: 'mixed', score: -0.1 }, kinds: ['service_issue', 'praise'] },
  ),
  voiceOf('4', [TASTY], { createdAt: null, source: 'survey', rating: 9, ratingMax: 10 }),
  voiceOf('5', [BAD], { ...at('2026-04-12'), source: 'survey', customerId: 'C3' }),
  voiceOf(
    '6',
    [],
    { ...at('2026-04-13'), text: '几点开门' },
    { sentiment: { label: 'neutral', score: 0.2 }, kinds: ['inquiry'], urgency: 'none' },
  ),
];

const factsOf = (store: string, filter: Filter = {}): Promise<Facts> =>
  read(store, (reader) => readFacts(reader, filter));

describe('the facts of six voices', () => {
  let store = '';
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'voc-store-'));
    store = join(folder, 'voc.db');
    await load(store, VOICES);
    await cluster(store);
    return () => rm(folder, { recursive: true, force: true });
  });

  test('scope counts voices, customers, opinions and days', async () => {
    expect((await factsOf(store)).scope).toEqual({
      voices: 6,
      customers: 3,
      opinions: 8,
      negativeOpinions: 6,
      firstDay: '2026-04-05',
      lastDay: '2026-04-13',
      undated: 1,
      withoutText: 0,
      unclustered: 0,
    });
  });

  test('labels count voices, zeros included', async () => {
    const { sentiment, kinds, signals, urgency } = await factsOf(store);
    expect(sentiment).toEqual({ positive: 1, negative: 3, mixed: 1, neutral: 1 });
    expect(kinds).toMatchObject({ service_issue: 4, praise: 2, inquiry: 1, complaint: 0 });
    expect(signals).toMatchObject({ churn: 2, refund: 1, safety: 0 });
    expect(urgency).toEqual({ urgent: 1, normal: 3, none: 2 });
  });

  test('weeks begin on Monday, leave the undated out and average exactly', async () => {
    const { weeks } = await factsOf(store);
    expect(weeks.map(({ week, meanScore }) => [week, meanScore])).toEqual([
      ['2026-03-30', -0.94],
      ['2026-04-06', -0.66],
      ['2026-04-13', 0.2],
    ]);
    expect(weeks[1]?.sentiment).toEqual({ positive: 0, negative: 2, mixed: 1, neutral: 0 });
  });

  test('aspects and stages count distinct voices in the order of the codebook', async () => {
    const { aspects, stages } = await factsOf(store);
    expect(aspects).toEqual([
      { aspect: 'taste', polarity: 'positive', voices: 2 },
      { aspect: 'delivery', polarity: 'negative', voices: 3 },
      { aspect: 'service', polarity: 'negative', voices: 1 },
      { aspect: 'overall', polarity: 'negative', voices: 1 },
    ]);
    expect(stages.map(({ stage }) => stage).slice(2, 5)).toEqual(['purchase', 'delivery', 'use']);
    expect(stages[3]).toEqual({
      stage: 'delivery',
      voices: 3,
      opinions: { positive: 0, negative: 4, neutral: 0 },
    });
    expect(stages[4]).toEqual({
      stage: 'use',
      voices: 3,
      opinions: { positive: 2, negative: 1, neutral: 0 },
    });
  });

  test('groups name what is known, with the unknown last', async () => {
    const { sources, channels, groups, products, ratings } = await factsOf(store);
    expect(sources.map(({ name }) => name)).toEqual(['review', 'survey']);
    expect(channels.map(({ name }) => name)).toEqual(['微信', '电话', null]);
    expect(groups.map(({ name }) => name)).toEqual(['大客户', null]);
    expect(products.map(({ name }) => name)).toEqual(['空气炸锅', null]);
    expect(sources[1]?.sentiment).toEqual({ positive: 1, negative: 1, mixed: 0, neutral: 0 });
    expect(ratings).toEqual([
      { max: 5, value: 1, voices: 1 },
      { max: 5, value: 3, voices: 1 },
      { max: 10, value: 9, voices: 1 },
    ]);
  });

  test('a pain point counts the voices that hold at least one of its opinions', async () => {
    const { pains } = await factsOf(store);
    expect(pains.map(({ id }) => id)).toEqual(pains.map(({ id }) => id).toSorted());
    expect(pains.find(({ aspect }) => aspect === 'delivery')).toEqual({
      id: `p${keyOf('delivery').slice(0, 8)}`,
      label: 'delivery有问题',
      aspect: 'delivery',
      stage: 'delivery',
      other: null,
      voices: 3,
      told: 3,
      customers: 2,
      urgent: 1,
      signals: { churn: 2, refund: 1 },
      firstSeen: '2026-04-05',
      lastSeen: '2026-04-12',
      weeks: [
        { week: '2026-03-30', voices: 1 },
        { week: '2026-04-06', voices: 2 },
      ],
      channels: [
        { name: '微信', voices: 1 },
        { name: '电话', voices: 1 },
        { name: null, voices: 1 },
      ],
      products: [
        { name: '空气炸锅', voices: 1 },
        { name: null, voices: 2 },
      ],
      groups: [
        { name: '大客户', voices: 1 },
        { name: null, voices: 2 },
      ],
      stages: [{ stage: 'delivery', voices: 3 }],
      quotes: [
        {
          voiceId: '1',
          voiceKey: keyOf('1'),
          span: '等了三天才发货',
          before: '',
          after: '，客服爱答不理',
          voices: 3,
          createdAt: '2026-04-05T09:30:00+08:00',
        },
        {
          voiceId: '3',
          voiceKey: keyOf('3'),
          span: '快递太慢',
          before: '',
          after: '，等了三天才发货，味道很正',
          voices: 1,
          createdAt: '2026-04-12T09:30:00+08:00',
        },
      ],
    });
  });

  test.each<[Filter, number]>([
    [{ since: '2026-04-06' }, 4],
    [{ until: '2026-04-06' }, 2],
    [{ since: '2026-04-06', until: '2026-04-12' }, 3],
    [{ source: 'survey' }, 2],
    [{ channel: '电话' }, 1],
    [{ group: '大客户' }, 1],
    [{ product: '空气炸锅' }, 1],
    [{ product: "' OR true --" }, 0],
    [{ source: 'survey', since: '2026-04-01' }, 1],
  ])('the filter %j leaves %i voices', async (filter, voices) => {
    const facts = await factsOf(store, filter);
    expect(facts.scope.voices).toBe(voices);
    expect(await tableOf(store, 'voices', filter)).toHaveLength(voices);
    expect(Object.values(facts.sentiment).reduce((sum, n) => sum + n, 0)).toBe(voices);
  });

  test('a pain point that no voice of the filter speaks of is left out', async () => {
    expect((await factsOf(store, { source: 'survey' })).pains.map(({ aspect }) => aspect)).toEqual([
      'overall',
    ]);
  });

  test('assignments name the main pain point, real problems before general judgements', async () => {
    expect((await tableOf(store, 'assignments')).toSorted()).toEqual(
      [
        // Of two opinions on different problems, the one that is said first is the main one.
        ['1', `p${keyOf('delivery').slice(0, 8)}`, keyOf('1')],
        ['2', `p${keyOf('delivery').slice(0, 8)}`, keyOf('2')],
        ['3', `p${keyOf('delivery').slice(0, 8)}`, keyOf('3')],
        ['5', `p${keyOf('overall').slice(0, 8)}`, keyOf('5')],
      ].toSorted(),
    );
  });
});

test('an empty store has facts, all of them zero or not known', async () => {
  const store = join(await tempFolder(), 'voc.db');
  await load(store, []);
  const facts = await factsOf(store);
  expect(facts.scope).toEqual({
    voices: 0,
    customers: null,
    opinions: 0,
    negativeOpinions: 0,
    firstDay: null,
    lastDay: null,
    undated: 0,
    withoutText: 0,
    unclustered: 0,
  });
  expect([facts.weeks, facts.aspects, facts.sources, facts.pains]).toEqual([[], [], [], []]);
  expect(facts.stages).toHaveLength(7);
});

test('quotes of some pain points are those that come with the counts of all', async () => {
  const store = join(await tempFolder(), 'voc.db');
  await load(store, VOICES);
  await cluster(store);
  const all = (await factsOf(store)).pains;
  const [one] = all;
  const [counted, some, unknown] = await read(store, async (reader) => [
    await readFacts(reader, {}, { quotes: false, evidence: false, journey: false, scope: false }),
    await readQuotes(reader, [one?.id ?? '']),
    await readQuotes(reader, ['p00000000']),
  ]);
  expect(all.length).toBeGreaterThan(1);
  expect([...some]).toEqual([[one?.id, one?.quotes]]);
  expect(unknown.size).toBe(0);
  expect(counted.pains).toEqual(all.map((pain) => ({ ...pain, quotes: [] })));
  expect(counted.evidence).toEqual([]);
});

test('at most twelve quotes, the commonest first, of equal ones the earliest', async () => {
  const store = join(await tempFolder(), 'voc.db');
  const complaint = (n: number) => ({ ...SLOW, span: `第${n}次催单` });
  const voices = Array.from({ length: 15 }, (_, i) =>
    voiceOf(`${i}`, [complaint(i)], {
      createdAt: i === 0 ? null : `2026-04-${30 - i}T08:00:00+08:00`,
    }),
  );
  await load(store, [
    ...voices,
    voiceOf('又', [complaint(7)], { createdAt: '2026-05-01T08:00:00+08:00' }),
  ]);
  await cluster(store);
  const quotes = (await factsOf(store)).pains[0]?.quotes ?? [];
  expect(quotes.map(({ voiceId }) => voiceId)).toEqual([
    '7',
    '14',
    '13',
    '12',
    '11',
    '10',
    '9',
    '8',
    '6',
    '5',
    '4',
    '3',
  ]);
  expect(quotes[0]?.voices).toBe(2);
});

test('voices that came after the last clustering are counted as unclustered and have no pain point yet', async () => {
  const store = join(await tempFolder(), 'voc.db');
  await load(store, [voiceOf('1', [SLOW])]);
  await cluster(store);
  await load(store, [voiceOf('2', [SLOW]), voiceOf('3', [RUDE]), voiceOf('4', [RUDE, SLOW])]);
  expect((await factsOf(store)).scope.unclustered).toBe(3);
  const main = new Map((await tableOf(store, 'assignments')).map(([id, pain]) => [id, pain]));
  const slow = `p${keyOf('delivery').slice(0, 8)}`;
  expect([...'1234'].map((id) => main.get(id))).toEqual([slow, null, null, null]);
});

test('a positive opinion has no pain point, also where its words are those of a negative one', async () => {
  const store = join(await tempFolder(), 'voc.db');
  await load(store, [voiceOf('1', [SLOW]), voiceOf('2', [{ ...SLOW, polarity: 'positive' }])]);
  await cluster(store);
  const pains = new Map((await tableOf(store, 'opinions')).map((row) => [row[0], row[8]]));
  expect(pains.get('1')).toMatch(/^p/);
  expect(pains.get('2')).toBeNull();
});

test('stated opinions are the negative ones with what stands before them, by voice and place', async () => {
  const store = join(await tempFolder(), 'voc.db');
  await load(store, [voiceOf('7', [SLOW, BAD])]);
  const voiceKey = keyOf('7');
  expect(await read(store, readStatedOpinions)).toEqual([
    {
      ...{ voiceKey, seq: 0, span: SLOW.span, term: '发货', aspect: 'delivery', stage: 'delivery' },
      ...{ before: '', head: '' },
    },
    {
      ...{ voiceKey, seq: 1, span: BAD.span, term: null, aspect: 'overall', stage: 'use' },
      ...{ before: expect.stringContaining(SLOW.span), head: expect.stringContaining(SLOW.span) },
    },
  ]);
});

test('a clustering replaces the one before, and one that fails leaves it', async () => {
  const store = join(await tempFolder(), 'voc.db');
  await load(store, VOICES);
  await cluster(store);
  const before = await factsOf(store);
  await cluster(store);
  expect(await factsOf(store)).toEqual(before);
  const groups = await read(store, (reader) => groupOpinions(reader, grouping()));
  const { grouped } = groups;
  const write = (spoiled: Partial<typeof grouped>) =>
    withWriter(store, {}, (writer) =>
      writeClustering(writer, { ...groups, grouped: { ...grouped, ...spoiled } }, grouping()),
    );
  const placed = grouped.placed.map((place, at) => (at === 2 ? grouped.pains.length : place));
  await expect(write({ placed })).rejects.toThrow(RangeError);
  await expect(write({ placed: placed.slice(1) })).rejects.toThrow(RangeError);
  const compare = () => {
    throw new Error('at the very end');
  };
  await expect(
    withWriter(store, {}, (writer) => writeClustering(writer, groups, { ...grouping(), compare })),
  ).rejects.toThrow('at the very end');
  expect(await factsOf(store)).toEqual(before);
});
