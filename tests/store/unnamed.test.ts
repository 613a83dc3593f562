import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AnnotatedVoice } from '../../src/model/store.ts';
import type { Unnamed, Voice } from '../../src/model/voice.ts';
import { stageBatch } from '../../src/store/batch.ts';
import { checkStore } from '../../src/store/check.ts';
import { whileOpen } from '../../src/store/session.ts';
import {
  cluster,
  everythingIn,
  inBatches,
  keyOf,
  load,
  read,
  SLOW,
  SOURCE,
  TASTY,
  tableOf,
  tempFolder,
  voiceOf,
} from './voices.ts';

const REPEATABLE: Unnamed = { formerKey: null, order: null, repeatable: true };

/** A row without an id, as ingest hands it over. */
function row(name: string, fields: Partial<Voice> = {}): AnnotatedVoice {
  const key = keyOf(name);
  const said = voiceOf(key.slice(0, 12), [TASTY], { key, ...fields });
  return { ...said, voice: { ...said.voice, unnamed: REPEATABLE, ...fields } };
}
const faultsIn = async (store: string): Promise<[string, number][]> =>
  Object.entries((await read(store, checkStore)).faults).filter(([, rows]) => rows > 0);
const idsIn = async (store: string): Promise<unknown[]> =>
  (await tableOf(store, 'voices')).map(([id]) => id);

test('rows of one key are as many voices, each with a key and an id of its own, and known when they come again', async () => {
  const store = join(await tempFolder(), 'voc.db');
  const four = ['', '', '南京路', '人民路'].map((shop) => row('x', { attributes: { 店: shop } }));
  expect(await load(store, four)).toMatchObject({ added: 4, outdated: 0, duplicate: 0 });
  const before = await everythingIn(store);
  expect(new Set(await idsIn(store)).size).toBe(4);
  expect(await load(store, four.toReversed())).toMatchObject({ added: 0, duplicate: 4 });
  expect(await load(store, [...four, ...four.slice(0, 1)])).toMatchObject({ added: 1 });
  expect(await everythingIn(store)).not.toEqual(before);
  expect(await faultsIn(store)).toEqual([]);
});

test('the counting goes on from f to 0, and follow-ups keep the ending of their id', async () => {
  const store = join(await tempFolder(), 'voc.db');
  const key = `ffffffff${'a'.repeat(24)}`;
  const ends = { key, id: 'ffffffffaaaa-followup' };
  await load(store, [row('x', ends), row('x', ends)]);
  expect(await idsIn(store)).toEqual(['00000000aaaa-followup', 'ffffffffaaaa-followup']);
});

const anyRow = fc.record({
  name: fc.constantFrom('x', 'y'),
  status: fc.constantFrom('处理中', '已完结'),
  at: fc.constantFrom('', '序号1', '序号2'),
});

test('rows without an id, in any order, twice, or with some of them missing: as many voices as the fullest file has', async () => {
  const folder = await tempFolder();
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc
        .array(anyRow, { minLength: 1, maxLength: 8 })
        .chain((rows) =>
          fc.tuple(
            fc.constant(rows),
            fc.shuffledSubarray(rows, { minLength: rows.length }),
            fc.subarray(rows),
          ),
        ),
      async ([rows, shuffled, some]) => {
        run += 1;
        const voices = (list: typeof rows) =>
          list.map(({ name, status, at }) => row(name, { attributes: { 状态: status, 备注: at } }));
        const stores = [join(folder, `${run}-a.db`), join(folder, `${run}-b.db`)] as const;
        expect(await load(stores[0], voices(rows))).toMatchObject({ added: rows.length });
        expect(await load(stores[1], voices(shuffled))).toMatchObject({ added: rows.length });
        for (const store of stores) await cluster(store);
        expect(await everythingIn(stores[1])).toEqual(await everythingIn(stores[0]));
        const again = await load(stores[0], voices(shuffled));
        expect(again).toMatchObject({ added: 0, updated: 0, duplicate: rows.length });
        const part = await load(stores[0], voices(some));
        expect([part.added, part.updated + part.outdated + part.duplicate]).toEqual([
          0,
          some.length,
        ]);
        expect(await faultsIn(stores[0])).toEqual([]);
      },
    ),
    { numRuns: 5 },
  );
});

test('what an earlier version stored as versions of one voice are voices when their rows come again', async () => {
  const store = join(await tempFolder(), 'voc.db');
  const former = keyOf('former');
  const order = (number: number): string => `o-${String(number).repeat(16)}`;
  const said = [1, 2, 3, 4].map((number) => ({
    attributes: { 订单: order(number) },
    rating: number % 2 === 0 ? 1 : 5,
    ratingMax: 5,
  }));
  const id = former.slice(0, 12);
  const earlier = said.map((fields) => voiceOf(id, [SLOW], { ...fields, key: former }));
  expect(await load(store, earlier)).toMatchObject({ added: 1, outdated: 3 });
  await cluster(store);
  const today = said.map((fields, at) => {
    const key = keyOf(`new${at}`);
    const voice = voiceOf(key.slice(0, 12), [SLOW], { ...fields, key });
    const unnamed = { formerKey: former, order: order(at + 1), repeatable: true };
    const { version } = (earlier[at] ?? voice).voice;
    return { ...voice, voice: { ...voice.voice, version, unnamed } };
  });
  // One row comes later than the others: until then it stays under its former key.
  expect(await load(store, today.slice(0, 3))).toMatchObject({ added: 0, duplicate: 3 });
  expect((await idsIn(store)).sort()).toEqual(
    [...today.slice(0, 3).map(({ voice }) => voice.id), id].sort(),
  );
  expect(await load(store, today)).toMatchObject({ added: 0, duplicate: 4 });
  expect((await idsIn(store)).sort()).toEqual(today.map(({ voice }) => voice.id).sort());
  expect(await tableOf(store, 'opinions')).toHaveLength(4);
  expect(await tableOf(store, 'versions')).toEqual([]);
  expect(await faultsIn(store)).toEqual([]);
});

test('rows that nothing tells apart but their columns are versions, and a batch says how many they are', async () => {
  const store = join(await tempFolder(), 'voc.db');
  const sure = { unnamed: { ...REPEATABLE, repeatable: false } };
  const rows = [row('x', sure), row('x', sure), row('y', sure), row('z'), row('z')];
  const batch = await stageBatch(store, SOURCE, inBatches(rows), () => ({ read: 5, rejected: 0 }));
  expect(batch.coinciding).toBe(1);
  expect(await load(store, [])).toMatchObject({ kept: [{ added: 4, duplicate: 1 }] });
});

test('a batch that an earlier version left, which knows nothing of rows without an id, is taken in', async () => {
  const store = join(await tempFolder(), 'voc.db');
  const rows = [row('x'), row('x')];
  const { file } = await stageBatch(store, SOURCE, inBatches(rows), () => ({
    read: 2,
    rejected: 0,
  }));
  await whileOpen(file, 'READ_WRITE', {}, ({ connection }) =>
    connection.run(`ALTER TABLE voices DROP COLUMN former_key;
      ALTER TABLE voices DROP COLUMN order_number; ALTER TABLE voices DROP COLUMN repeatable`),
  );
  expect(await load(store, [])).toMatchObject({ kept: [{ added: 1, duplicate: 1 }] });
});
