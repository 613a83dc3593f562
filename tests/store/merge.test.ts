import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../../scripts/random.ts';
import type { AnnotatedVoice } from '../../src/model/store.ts';
import { checkStore } from '../../src/store/check.ts';
import { readLoads } from '../../src/store/loads.ts';
import { loadVoices } from '../../src/store/merge.ts';
import { readVoice } from '../../src/store/tables.ts';
import {
  BAD,
  cluster,
  everythingIn,
  inBatches,
  keyOf,
  load,
  RUDE,
  read,
  SLOW,
  SOURCE,
  TASTY,
  tableOf,
  tempFolder,
  voiceOf,
} from './voices.ts';

const THREE = [
  voiceOf('1042', [SLOW, RUDE], { channel: '微信', customerId: 'C7' }),
  voiceOf('1043', [TASTY], { rating: 5, ratingMax: 5, createdAt: null }),
  voiceOf('1044', [BAD], { product: '空气炸锅', attributes: { 门店: '南京路店' } }),
];

test('thousands of transcripts are loaded, however much their texts take together', async () => {
  const store = join(await tempFolder(), 'voc.db');
  const random = createRandom(5);
  const transcript = (): string =>
    Array.from({ length: 10_000 }, () =>
      String.fromCharCode(0x4e00 + Math.floor(random() * 5_000)),
    ).join('');
  async function* transcripts() {
    for (let i = 0; i < 3_000; i++)
      yield [voiceOf(`call-${i}`, [SLOW], { text: transcript().repeat(3) })];
  }
  const { added } = await loadVoices(store, SOURCE, transcripts(), () => ({
    read: 3_000,
    rejected: 0,
  }));
  expect(added).toBe(3_000);
}, 60_000);

test('a second load of the same voices adds nothing', async () => {
  const store = join(await tempFolder(), 'voc.db');
  expect(await load(store, THREE)).toEqual({
    added: 3,
    updated: 0,
    outdated: 0,
    duplicate: 0,
    kept: [],
  });
  const before = await everythingIn(store);
  expect(await load(store, THREE)).toEqual({
    added: 0,
    updated: 0,
    outdated: 0,
    duplicate: 3,
    kept: [],
  });
  expect(await everythingIn(store)).toEqual(before);
});

test('a voice comes back from the store as it went in', async () => {
  const store = join(await tempFolder(), 'voc.db');
  await load(store, THREE);
  for (const voice of THREE) {
    expect(await read(store, (reader) => readVoice(reader, voice.voice.id))).toEqual([voice]);
    expect(await read(store, (reader) => readVoice(reader, voice.voice.key))).toEqual([voice]);
  }
});

test.each([
  ['emoji and Traditional script', '電池一天就沒電😡，客服不回'],
  ['quotes and line breaks', "他说“不退”，it's 坏的\r\n第二行\t\\"],
  ['a null character', '断\u0000开'],
  ['a text of a megabyte', '慢'.repeat(350_000)],
])('keeps %s', async (_, text) => {
  const store = join(await tempFolder(), 'voc.db');
  const voice = voiceOf('1', [], { text, attributes: { [text.slice(0, 9)]: text.slice(0, 99) } });
  await load(store, [voice]);
  expect(await read(store, (reader) => readVoice(reader, '1'))).toEqual([voice]);
});

test.each([
  ['2026-04-03T10:22:00+08:00'],
  ['2026-02-28T23:59:59Z'],
  ['1999-12-31T00:00:00.5-03:30'],
])('gives the time %s back letter by letter', async (createdAt) => {
  const store = join(await tempFolder(), 'voc.db');
  await load(store, [voiceOf('1', [SLOW], { createdAt })]);
  expect((await tableOf(store, 'voices'))[0]?.[3]).toBe(createdAt);
});

test('refuses a time that does not exist before it can spoil a batch', async () => {
  const folder = await tempFolder();
  const voice = voiceOf('1', [SLOW], { createdAt: '2026-02-30T10:00:00+08:00' });
  await expect(load(join(folder, 'voc.db'), [voice])).rejects.toThrow(RangeError);
  expect(await readdir(folder)).toEqual([]);
});

test('half a surrogate pair becomes a replacement character, so that offsets stay right', async () => {
  const store = join(await tempFolder(), 'voc.db');
  await load(store, [voiceOf('1', [SLOW], { text: `\ud83d${SLOW.span}` })]);
  expect((await tableOf(store, 'voices'))[0]?.[7]).toBe(`\ufffd${SLOW.span}`);
});

test('a folder that does not exist is named', async () => {
  const store = join(await tempFolder(), '没有', 'voc.db');
  await expect(load(store, THREE)).rejects.toMatchObject({
    text: { zh: `${store}：所在目录不存在；请先建立目录，或用 --store 换一个位置` },
  });
});

test('of equal keys in one file the same voice wins in either order', async () => {
  const folder = await tempFolder();
  const twins = [
    voiceOf('1', [SLOW], { key: keyOf('x') }),
    voiceOf('1', [RUDE, BAD], { key: keyOf('x') }),
  ];
  for (const [name, voices] of [
    ['a.db', twins],
    ['b.db', twins.toReversed()],
  ] as const) {
    const result = await load(join(folder, name), voices);
    expect(result).toMatchObject({ added: 1, outdated: 1, duplicate: 0 });
  }
  const [a, b] = [
    await everythingIn(join(folder, 'a.db')),
    await everythingIn(join(folder, 'b.db')),
  ];
  expect(a).toEqual(b);
  expect(await tableOf(join(folder, 'a.db'), 'opinions')).toHaveLength(2);
});

test('every load is in the log with its counts, which add up', async () => {
  const store = join(await tempFolder(), 'voc.db');
  await loadVoices(store, SOURCE, inBatches(THREE.slice(0, 2)), () => ({ read: 3, rejected: 1 }));
  await load(store, THREE);
  expect(await read(store, readLoads)).toEqual([
    {
      number: 1,
      file: 'reviews.csv',
      format: 'csv',
      encoding: 'gb18030',
      read: 3,
      added: 2,
      updated: 0,
      outdated: 0,
      duplicate: 0,
      rejected: 1,
    },
    {
      number: 2,
      file: 'reviews.csv',
      format: 'csv',
      encoding: 'gb18030',
      read: 3,
      added: 1,
      updated: 0,
      outdated: 0,
      duplicate: 2,
      rejected: 0,
    },
  ]);
  const { faults, rows } = await read(store, checkStore);
  expect(rows).toEqual({ loads: 2, voices: 3, versions: 0, opinions: 4, pains: 0, joins: 0 });
  expect(Object.entries(faults).filter(([, rows]) => rows > 0)).toEqual([]);
});

test('a load without voices is a load', async () => {
  const store = join(await tempFolder(), 'voc.db');
  expect(await load(store, [])).toEqual({
    added: 0,
    updated: 0,
    outdated: 0,
    duplicate: 0,
    kept: [],
  });
  expect(await tableOf(store, 'voices')).toEqual([]);
});

test('a load leaves nothing beside the store', async () => {
  const folder = await tempFolder();
  await load(join(folder, 'voc.db'), THREE);
  expect(await readdir(folder)).toEqual(['voc.db']);
});

test('an input that breaks off leaves neither a batch nor a store', async () => {
  const folder = await tempFolder();
  async function* breaking(): AsyncGenerator<readonly AnnotatedVoice[]> {
    yield THREE;
    throw new Error('ENOENT: no such file or directory, open reviews.csv');
  }
  const load = loadVoices(join(folder, 'voc.db'), SOURCE, breaking(), () => ({
    read: 0,
    rejected: 0,
  }));
  await expect(load).rejects.toThrow('reviews.csv');
  expect(await readdir(folder)).toEqual([]);
});

test.each([['temp.db'], ['main.db'], ["客户 '声音'.db"], ['store'], ['batch.db']])(
  'a store may be called %s',
  async (name) => {
    const store = join(await tempFolder(), name);
    await load(store, THREE);
    expect(await tableOf(store, 'voices')).toHaveLength(3);
  },
);

const day = fc.constantFrom('2026-03-30', '2026-04-05', '2026-04-06', '2026-05-01', null);
const anyVoice = fc
  .record({
    id: fc.integer({ min: 1, max: 12 }),
    statements: fc.subarray([SLOW, RUDE, BAD, TASTY]),
    day,
    customer: fc.constantFrom('C1', 'C2', null),
    channel: fc.constantFrom('微信', '电话', null),
    score: fc.integer({ min: -1000, max: 1000 }),
    signal: fc.constantFrom([], ['churn'] as const, ['churn', 'refund'] as const),
  })
  .map(({ id, statements, day, customer, channel, score, signal }) =>
    voiceOf(
      `${id}`,
      statements,
      { createdAt: day && `${day}T08:00:00+08:00`, customerId: customer, channel },
      {
        sentiment: { label: score < 0 ? 'negative' : 'mixed', score: score / 1000 },
        signals: signal,
      },
    ),
  );
/** Equal keys have equal content here; `versions.test.ts` is about the others. */
const anyVoices = fc.uniqueArray(anyVoice, {
  minLength: 1,
  maxLength: 12,
  selector: ({ voice }) => voice.key,
});

test('any order and any split of the voices gives the same store', async () => {
  const folder = await tempFolder();
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      anyVoices.chain((voices) =>
        fc.tuple(
          fc.constant(voices),
          fc.shuffledSubarray(voices, { minLength: voices.length }),
          fc.nat({ max: voices.length }),
        ),
      ),
      async ([voices, shuffled, cut]) => {
        run += 1;
        const [whole, halves] = [join(folder, `${run}-whole.db`), join(folder, `${run}-halves.db`)];
        await load(whole, voices);
        await load(halves, [...shuffled.slice(0, cut), ...shuffled.slice(0, 2)]);
        await load(halves, shuffled.slice(cut));
        await cluster(whole);
        await cluster(halves);
        expect(await everythingIn(halves)).toEqual(await everythingIn(whole));
      },
    ),
    { numRuns: 6 },
  );
});
