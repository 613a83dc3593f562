import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { stageBatch } from '../../src/store/batch.ts';
import { checkStore } from '../../src/store/check.ts';
import { forgetPerson, type Person, tracesOf } from '../../src/store/forget.ts';
import { withReader, withWriter } from '../../src/store/open.ts';
import { MIGRATIONS, migrate } from '../../src/store/schema.ts';
import {
  BAD,
  cluster,
  grouping,
  inBatches,
  load,
  RUDE,
  read,
  SLOW,
  SOURCE,
  tableOf,
  tempFolder,
  voiceOf,
} from './voices.ts';

const ANNA: Person = {
  isTheirs: (id) => id === 'anna-4711',
  names: ['anna-4711'],
  mentions: false,
};
const HERS = { ...BAD, span: '独一无二的那句话太失望了' };

const voices = [
  voiceOf('1', [SLOW], { customerId: 'anna-4711' }),
  voiceOf('2', [HERS, RUDE], { customerId: 'anna-4711' }),
  voiceOf('3', [SLOW], { customerId: 'ben-0815' }),
  voiceOf('4', [RUDE], { customerId: null }),
];

async function filledStore(): Promise<string> {
  const store = join(await tempFolder(), 'voc.db');
  await load(store, voices);
  await cluster(store);
  return store;
}

/** Names of the files beside a store, itself included, that hold a text. */
function filesWith(store: string, text: string): string[] {
  const folder = dirname(store);
  return readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(text));
}

const forget = (store: string, person: Person = ANNA) =>
  forgetPerson(store, person, grouping(), async () => undefined, {});

test('a person leaves no byte in the store, nor what only she has said', async () => {
  const store = await filledStore();
  expect(filesWith(store, 'anna-4711')).toEqual(['voc.db']);
  expect(filesWith(store, HERS.span)).toEqual(['voc.db']);
  expect(await forget(store)).toMatchObject({ voices: 2, opinions: 3, mentions: 0, underWay: [] });
  expect(filesWith(store, 'anna-4711')).toEqual([]);
  expect(filesWith(store, HERS.span)).toEqual([]);
  expect(readdirSync(dirname(store))).toEqual(['voc.db']);
  expect((await tableOf(store, 'voices')).map(([id]) => id)).toEqual(
    expect.arrayContaining(['3', '4']),
  );
  const { faults } = await read(store, checkStore);
  expect(Object.values(faults).every((count) => count === 0)).toBe(true);
});

test('the same store without her is what is left: voices, opinions and pain points', async () => {
  const [store, other] = [await filledStore(), join(await tempFolder(), 'voc.db')];
  await forget(store);
  await load(other, voices.slice(2));
  await cluster(other);
  for (const name of ['voices', 'opinions', 'assignments'] as const) {
    expect(await tableOf(store, name)).toEqual(await tableOf(other, name));
  }
});

test('a batch that waits is taken in first, so that it cannot bring her back', async () => {
  const store = await filledStore();
  const late = [voiceOf('5', [SLOW], { customerId: 'anna-4711' }), voiceOf('6', [SLOW], {})];
  await stageBatch(store, SOURCE, inBatches(late), () => ({ read: 2, rejected: 0 }));
  expect(filesWith(store, 'anna-4711').sort()).toEqual(['voc.db', 'voc.db.batch-1']);
  expect(await forget(store)).toMatchObject({ voices: 3 });
  expect(filesWith(store, 'anna-4711')).toEqual([]);
  expect(await tableOf(store, 'voices')).toHaveLength(3);
});

test('the copy of an upgrade is cleaned too', async () => {
  const store = await filledStore();
  const next = [...MIGRATIONS, 'SELECT 1'];
  await withWriter(store, {}, async (writer) => {
    await migrate(writer, next);
    await writer.connection.run(
      `UPDATE meta SET value = '${MIGRATIONS.length}' WHERE name = 'schema_version'`,
    );
  });
  const { backups } = await forget(store);
  expect(backups.map((file) => basename(file))).toEqual([`voc.db.v${MIGRATIONS.length}.bak`]);
  expect(filesWith(store, 'anna-4711')).toEqual([]);
});

test('a second call removes the traces that a first one left which died before it wrote the store anew', async () => {
  const store = await filledStore();
  await withWriter(store, {}, ({ connection }) =>
    connection.run(`DELETE FROM voices WHERE customer_id = 'anna-4711'`),
  );
  expect(filesWith(store, 'anna-4711')).toEqual(['voc.db']);
  expect(await forget(store)).toMatchObject({ voices: 0 });
  expect(filesWith(store, 'anna-4711')).toEqual([]);
});

test('others who say her name are counted, and go when it is asked for', async () => {
  const store = await filledStore();
  await load(store, [voiceOf('7', [SLOW], { attributes: { 推荐人: 'anna-4711' } })]);
  expect(await tracesOf(store, ANNA, {})).toEqual({ voices: 2, opinions: 3, mentions: 1 });
  expect(await forget(store)).toMatchObject({ mentions: 1 });
  expect(filesWith(store, 'anna-4711')).toEqual(['voc.db']);
  await forget(store, { ...ANNA, mentions: true });
  expect(filesWith(store, 'anna-4711')).toEqual([]);
});

test('who waits for the store while it is written anew writes into the new one', async () => {
  const store = await filledStore();
  const late = Array.from({ length: 4 }, (_, at) => voiceOf(`late${at}`, [SLOW]));
  await Promise.all([forget(store), ...late.map((voice) => load(store, [voice]))]);
  expect(await tableOf(store, 'voices')).toHaveLength(6);
  expect((await withReader(store, {}, async () => true)).found).toBe(true);
});
