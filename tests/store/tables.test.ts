import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { JOIN_PAINS } from '../../src/store/clustering.ts';
import { withWriter } from '../../src/store/open.ts';
import { count } from '../../src/store/query.ts';
import { readFirstVoices, readTable } from '../../src/store/tables.ts';
import {
  BAD,
  cluster,
  keyOf,
  load,
  RUDE,
  read,
  SLOW,
  TASTY,
  tableOf,
  tempFolder,
  voiceOf,
} from './voices.ts';

test.each([
  [
    'voices',
    'id,source,channel,created_at,customer_id,customer_group,rating,text,sentiment,score,kinds,stages,signals,urgency,key,rating_max,product,attributes,flags,duplicate_group,spun',
  ],
  ['opinions', 'voice_id,start,end,span,term,aspect,polarity,stage,pain_id,voice_key'],
  ['assignments', 'voice_id,pain_id,voice_key'],
] as const)('the table %s has the columns of the contract first', async (name, columns) => {
  const store = join(await tempFolder(), 'voc.db');
  await load(store, [voiceOf('1', [SLOW])]);
  const table = await read(store, async (reader) => {
    const { columns, rows } = readTable(reader, name, {});
    for await (const row of rows) expect(row).toHaveLength(columns.length);
    return columns.join();
  });
  expect(table).toBe(columns);
});

test('the first voices by key are those of all', async () => {
  const store = join(await tempFolder(), 'voc.db');
  await load(
    store,
    ['1', '2', '3', '4'].map((id) => voiceOf(id, [SLOW], { channel: id === '4' ? 'App' : '电话' })),
  );
  const filter = { channel: '电话' };
  const all = await read(store, async (reader) => {
    const rows: unknown[] = [];
    for await (const row of readTable(reader, 'voices', filter).rows) rows.push(row);
    return rows;
  });
  expect(all).toHaveLength(3);
  const first = (most: number) =>
    read(store, async (reader) => (await readFirstVoices(reader, filter, most)).rows);
  expect(await first(2)).toEqual(all.slice(0, 2));
  expect(await first(9)).toEqual(all);
});

test('a row of voices says what the voice says', async () => {
  const store = join(await tempFolder(), 'voc.db');
  const fields = {
    channel: '微信',
    customerId: 'C1',
    customerGroup: '大客户',
    rating: 2,
    ratingMax: 5,
    product: '电饭煲',
  };
  const labels = {
    kinds: ['service_issue', 'complaint'] as const,
    signals: ['churn', 'refund'] as const,
  };
  await load(store, [
    voiceOf('1042', [SLOW, RUDE], { ...fields, attributes: { 门店: '南京路店' } }, labels),
  ]);
  expect(await tableOf(store, 'voices')).toEqual([
    [
      ...['1042', 'review', '微信', '2026-04-03T10:22:00+08:00', 'C1', '大客户', 2],
      ...[
        '等了三天才发货，客服爱答不理',
        'negative',
        -0.94,
        'service_issue|complaint',
        'delivery|service',
      ],
      ...['churn|refund', 'normal', keyOf('1042'), 5, '电饭煲', '{"门店":"南京路店"}', '', null, 0],
    ],
  ]);
});

test('offsets of exported opinions slice back into the exported text', async () => {
  const store = join(await tempFolder(), 'voc.db');
  await load(store, [
    voiceOf('1', [SLOW, TASTY], { text: '😡等了三天才发货！味道很正👍' }),
    voiceOf('2', [RUDE, BAD]),
  ]);
  await cluster(store);
  const texts = new Map((await tableOf(store, 'voices')).map((row) => [row[14], String(row[7])]));
  const opinions = await tableOf(store, 'opinions');
  expect(opinions).toHaveLength(4);
  for (const [, start, end, span, , , polarity, , pain, key] of opinions) {
    expect(texts.get(key ?? '')?.slice(Number(start), Number(end))).toBe(span);
    expect(pain === null).toBe(polarity === 'positive');
  }
});

test('rows are in the order of the voice key, opinions in that of the text', async () => {
  const store = join(await tempFolder(), 'voc.db');
  for (const id of ['3', '1', '2']) await load(store, [voiceOf(id, [SLOW, RUDE])]);
  const keys = ['1', '2', '3'].map(keyOf).toSorted();
  expect((await tableOf(store, 'voices')).map((row) => row[14])).toEqual(keys);
  expect((await tableOf(store, 'opinions')).map((row) => [row[9], row[1]])).toEqual(
    keys.flatMap((key) => [
      [key, 0],
      [key, 8],
    ]),
  );
});

test('finding the pain point of an opinion does not compare it with every key', async () => {
  const store = join(await tempFolder(), 'voc.db');
  await load(store, [voiceOf('1', [SLOW])]);
  const plan = await read(store, async ({ connection }) => {
    const explained = await connection.runAndReadAll(
      `EXPLAIN SELECT count(p.pain_id) FROM opinions o ${JOIN_PAINS}`,
    );
    return String(explained.getRowsJS()[0]?.[1]);
  });
  expect(plan).toMatch(/HASH_JOIN/);
  expect(plan).not.toMatch(/NL_JOIN|CROSS_PRODUCT/);
});

test('a sort that does not fit into memory goes to a folder of its own, which goes away', async () => {
  const folder = await tempFolder();
  const sorting = join(folder, 'sorting');
  await mkdir(sorting);
  let met: string[] = [];
  const sum = await withWriter(
    join(folder, 'voc.db'),
    { memoryLimit: '40MB', threads: 1, tempDirectory: sorting },
    async (writer) => {
      const sql = `CREATE TEMP TABLE sorted AS
        SELECT md5(i::VARCHAR) AS hash, repeat(md5(i::VARCHAR), 4) FROM range(500000) r(i) ORDER BY hash`;
      await writer.connection.run(sql);
      met = await readdir(sorting);
      return count(writer, 'SELECT count(*) FROM sorted');
    },
  );
  expect(sum).toBe(500_000);
  expect(met).toEqual([expect.stringMatching(new RegExp(`^voc-${process.pid}-`))]);
  expect(await readdir(sorting)).toEqual([]);
});
