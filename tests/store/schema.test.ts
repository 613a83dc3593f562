import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { InputError } from '../../src/model/errors.ts';
import { checkStore } from '../../src/store/check.ts';
import { withReader, withWriter } from '../../src/store/open.ts';
import { count, query } from '../../src/store/query.ts';
import { isCurrent, MIGRATIONS, migrate, readVersions } from '../../src/store/schema.ts';
import { load, read, SLOW, tableOf, tempFolder, voiceOf } from './voices.ts';

const NEXT = [...MIGRATIONS, 'ALTER TABLE voices ADD COLUMN region VARCHAR'];

/** The version of stores whose voices have no numbers. */
const NUMBERS = MIGRATIONS.findIndex((sql) => sql.includes('ADD COLUMN number'));

async function smallStore(): Promise<string> {
  const store = join(await tempFolder(), 'voc.db');
  await load(store, [voiceOf('1', [SLOW])]);
  return store;
}

const setMeta = (store: string, name: string, value: string): Promise<unknown> =>
  withWriter(store, {}, ({ connection }) =>
    connection.run('UPDATE meta SET value = $value WHERE name = $name', { name, value }),
  );

test('a store carries the versions of its tables and of the engine', async () => {
  expect(await read(await smallStore(), readVersions)).toEqual({
    schema: MIGRATIONS.length,
    engine: expect.stringMatching(/^v\d+\.\d+\.\d+$/),
  });
});

test.each([
  ['schema_version', '99'],
  ['engine_version', 'v2.0.0'],
  ['engine_version', 'v1.10.0'],
])('a store with %s %s is refused with the way out', async (name, value) => {
  const store = await smallStore();
  await setMeta(store, name, value);
  for (const open of [withReader, withWriter]) {
    const work = open(store, {}, async () => 'opened');
    await expect(work).rejects.toThrow(InputError);
    await expect(work).rejects.toMatchObject({
      text: { zh: expect.stringMatching(/更新版本.*升级/) },
    });
  }
});

test('a store that an older engine wrote is taken and stamped by the next write', async () => {
  const store = await smallStore();
  const { engine } = await read(store, readVersions);
  await setMeta(store, 'engine_version', 'v1.4.9');
  expect((await read(store, readVersions)).engine).toBe('v1.4.9');
  await withWriter(store, {}, async () => undefined);
  expect((await read(store, readVersions)).engine).toBe(engine);
});

test('an upgrade copies the store first and keeps every row', async () => {
  const store = await smallStore();
  await withWriter(store, {}, async (writer) => {
    await migrate(writer, NEXT);
    expect(await isCurrent(writer, NEXT)).toBe(true);
    expect(await count(writer, 'SELECT count(*) FROM voices WHERE region IS NULL')).toBe(1);
  });
  const backup = `voc.db.v${MIGRATIONS.length}.bak`;
  expect((await readdir(dirname(store))).sort()).toEqual(['voc.db', backup]);
  expect(await tableOf(join(dirname(store), backup), 'voices')).toHaveLength(1);
});

test('an upgrade that fails leaves the store at the version it had', async () => {
  const store = await smallStore();
  const broken = [...MIGRATIONS, `${NEXT.at(-1)}; SELECT * FROM nothing`];
  await expect(withWriter(store, {}, (writer) => migrate(writer, broken))).rejects.toThrow(
    'nothing',
  );
  expect((await read(store, readVersions)).schema).toBe(MIGRATIONS.length);
  expect(await tableOf(store, 'voices')).toHaveLength(1);
});

test('a reader brings an older store up to date', async () => {
  const store = await smallStore();
  await withWriter(store, {}, ({ connection }) =>
    connection.run(`
      DROP TABLE loads; DROP TABLE voices; DROP TABLE annotations; DROP TABLE opinions; DROP TABLE pains;
      DROP TABLE opinion_pains; DROP TABLE elements; DROP TABLE versions; DROP TABLE joined; DROP TABLE copies; DROP TABLE joins; DROP TABLE join_files; DROP TABLE groups; DROP TABLE carried_ids;
      DROP TABLE decisions; DROP TABLE runs; DROP TABLE run_pains; UPDATE meta SET value = '0' WHERE name = 'schema_version'`),
  );
  expect(await tableOf(store, 'voices')).toEqual([]);
  expect(await readdir(dirname(store))).toContain('voc.db.v0.bak');
});

test('voices of an older store get a number, and what belongs to them the same', async () => {
  const store = await smallStore();
  await withWriter(store, {}, async ({ connection }) => {
    for (const table of [
      'voices',
      'versions',
      'annotations',
      'opinions',
      'elements',
      'opinion_pains',
    ]) {
      await connection.run(`ALTER TABLE ${table} DROP COLUMN number`);
    }
    await connection.run(`
      DROP TABLE join_files; ALTER TABLE voices DROP COLUMN progress; ALTER TABLE versions DROP COLUMN progress;
      INSERT INTO voices SELECT * REPLACE ('another' AS key) FROM voices;
      INSERT INTO annotations SELECT * REPLACE ('another' AS voice_key) FROM annotations;
      UPDATE loads SET read = 2, added = 2;
      UPDATE meta SET value = '${NUMBERS}' WHERE name = 'schema_version'`);
  });
  const { faults } = await read(store, checkStore);
  expect(Object.entries(faults).filter(([, found]) => found > 0)).toEqual([]);
  const numbers = await read(store, (reader) =>
    query(
      reader,
      'SELECT count(DISTINCT number) AS voices, (SELECT count(number) FROM annotations) AS labels FROM voices',
    ),
  );
  expect(numbers).toEqual([{ voices: 2, labels: 2 }]);
});
