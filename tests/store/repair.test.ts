import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Annotation } from '../../src/model/annotation.ts';
import { stageBatch } from '../../src/store/batch.ts';
import {
  checkLeftovers,
  checkStore,
  misplacedOpinions,
  type StoreFault,
} from '../../src/store/check.ts';
import { withWriter } from '../../src/store/open.ts';
import { count, query } from '../../src/store/query.ts';
import { type RepairName, repairStore } from '../../src/store/repair.ts';
import { sharedFolder } from '../support/process.ts';
import {
  BAD,
  cluster,
  everythingIn,
  inBatches,
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

const VOICES = [
  voiceOf('T1', [SLOW, RUDE], { attributes: { 状态: '处理中' } }),
  voiceOf('T2', [BAD]),
  voiceOf('T3', [TASTY]),
];
const LATER = voiceOf('T1', [SLOW], {
  attributes: { 状态: '已完结' },
  changedAt: '2026-04-09T00:00:00.000Z',
});
const BY_TEXT = new Map(
  [...VOICES, LATER].map(({ voice, annotation }) => [voice.text, annotation]),
);
const annotator = {
  engine: '1',
  marksAnew: () => null,
  annotate: (text: string): Annotation => {
    const annotation = BY_TEXT.get(text);
    if (annotation === undefined) throw new Error(`nobody said ${text}`);
    return annotation;
  },
};

async function soundStore(folder: string): Promise<string> {
  const store = join(folder, 'voc.db');
  await load(store, VOICES);
  await load(store, [LATER]);
  await cluster(store);
  return store;
}

const run = (store: string, sql: string): Promise<unknown> =>
  withWriter(store, {}, ({ connection }) => connection.run(sql));
async function faultsOf(store: string): Promise<Partial<Record<StoreFault | 'misplaced', number>>> {
  const found = await read(store, async (reader) => ({
    ...(await checkStore(reader)).faults,
    misplaced: (await misplacedOpinions(reader)).size,
  }));
  return Object.fromEntries(Object.entries(found).filter(([, number]) => number > 0));
}

const T2 = `(SELECT key FROM voices WHERE id = 'T2')`;
/** What is done to a store, what is found, and what the repair says. */
const DAMAGES: readonly (readonly [
  name: string,
  sql: string,
  found: Partial<Record<StoreFault | 'misplaced', number>>,
  repaired: readonly RepairName[],
])[] = [
  [
    'a lost annotation',
    `DELETE FROM annotations WHERE voice_key = ${T2}`,
    { unannotated: 1 },
    ['annotations'],
  ],
  ['all annotations lost', 'DELETE FROM annotations', { unannotated: 3 }, ['annotations']],
  [
    'an empty annotation',
    `UPDATE annotations SET sentiment = NULL WHERE voice_key = ${T2}`,
    { unannotated: 1 },
    ['annotations'],
  ],
  [
    'an annotation twice',
    `INSERT INTO annotations SELECT * FROM annotations WHERE voice_key = ${T2}`,
    { unannotated: 1 },
    ['annotations'],
  ],
  [
    'an annotation of nobody',
    `INSERT INTO annotations SELECT 'x', * EXCLUDE (voice_key) FROM annotations WHERE voice_key = ${T2}`,
    { orphans: 1 },
    ['orphans'],
  ],
  [
    'opinions of nobody',
    `INSERT INTO opinions SELECT 'x', * EXCLUDE (voice_key) FROM opinions`,
    { orphans: 3 },
    ['orphans'],
  ],
  [
    'an annotation under the number of another voice',
    `UPDATE annotations SET number = number + 1 WHERE voice_key = ${T2}`,
    { misnumbered: 1 },
    ['numbers'],
  ],
  ['voices without numbers', 'UPDATE voices SET number = NULL', { misnumbered: 11 }, ['numbers']],
  ['voices that share a number', 'UPDATE voices SET number = 1', { misnumbered: 11 }, ['numbers']],
  [
    'an opinion elsewhere',
    `UPDATE opinions SET "start" = "start" + 1 WHERE voice_key = ${T2}`,
    { misplaced: 1 },
    ['annotations'],
  ],
  [
    'an opinion beyond the text',
    `UPDATE opinions SET "end" = 999 WHERE voice_key = ${T2}`,
    { misplaced: 1 },
    ['annotations'],
  ],
  [
    'other words in an opinion',
    `UPDATE opinions SET span = '好' WHERE voice_key = ${T2}`,
    { misplaced: 1 },
    ['annotations'],
  ],
  [
    'a voice twice',
    `INSERT INTO voices SELECT * FROM voices WHERE id = 'T2'`,
    { duplicateKeys: 1, miscountedLoads: 1 },
    ['duplicateKeys'],
  ],
  ['a pain point lost', `DELETE FROM pains WHERE aspect = 'delivery'`, { lostPains: 1 }, ['pains']],
  [
    'wrong counts',
    'UPDATE loads SET added = 77 WHERE number = 1',
    { unbalancedLoads: 1, miscountedLoads: 1 },
    ['loads'],
  ],
  [
    'rows read that are no sum',
    'UPDATE loads SET read = 1 WHERE number = 1',
    { unbalancedLoads: 1 },
    ['loads'],
  ],
  ['a load lost', 'DELETE FROM loads WHERE number = 1', { miscountedLoads: 1 }, ['loads']],
  [
    'a voice of no load',
    `UPDATE voices SET load = NULL WHERE id = 'T2'`,
    { miscountedLoads: 2 },
    ['loads'],
  ],
];

describe('a damaged store', () => {
  const folder = sharedFolder();
  beforeAll(async () => {
    await soundStore(folder);
  });

  test.each(DAMAGES)('%s: found, repaired, as before', async (_, sql, found, repaired) => {
    const store = join(await tempFolder(), 'voc.db');
    await copyFile(join(folder, 'voc.db'), store);
    const before = await everythingIn(store);
    await run(store, sql);
    expect(await faultsOf(store)).toEqual(found);
    expect((await repairStore(store, annotator, {})).map(({ name }) => name)).toEqual(repaired);
    expect(await faultsOf(store)).toEqual({});
    expect(await repairStore(store, annotator, {})).toEqual([]);
    // Where an opinion belongs goes with it when its voice is annotated anew, until the next grouping.
    if (repaired.includes('annotations')) await cluster(store);
    if (repaired[0] !== 'pains') expect(await everythingIn(store)).toEqual(before);
  });

  test('the voice that counts is lost: the version before it takes its place', async () => {
    const store = join(await tempFolder(), 'voc.db');
    await copyFile(join(folder, 'voc.db'), store);
    await run(store, `DELETE FROM voices WHERE id = 'T1'`);
    expect(await faultsOf(store)).toMatchObject({ lostVoices: 1, orphans: 2 });
    await repairStore(store, annotator, {});
    expect(await faultsOf(store)).toEqual({});
    expect((await tableOf(store, 'voices')).map(([id]) => id).sort()).toEqual(['T1', 'T2', 'T3']);
    expect(await tableOf(store, 'opinions')).toHaveLength(4);
  });

  test('an older version counts: the newer one takes its place, and none is lost', async () => {
    const store = join(await tempFolder(), 'voc.db');
    await copyFile(join(folder, 'voc.db'), store);
    await run(
      store,
      `UPDATE voices SET changed_at = NULL WHERE id = 'T1'; UPDATE versions SET changed_at = '2026-05-01'`,
    );
    expect(await faultsOf(store)).toEqual({ overruled: 1 });
    expect(await repairStore(store, annotator, {})).toEqual([{ name: 'versions', count: 1 }]);
    expect(await faultsOf(store)).toEqual({});
    expect(await tableOf(store, 'versions')).toHaveLength(2);
    expect(await tableOf(store, 'opinions')).toHaveLength(4);
  });

  test('another voice under a key: it becomes a version, nothing is thrown away', async () => {
    const store = join(await tempFolder(), 'voc.db');
    await copyFile(join(folder, 'voc.db'), store);
    await run(
      store,
      `
      INSERT INTO voices SELECT * REPLACE ('v' AS version, '${BAD.span}' AS text, NULL AS reach) FROM voices WHERE id = 'T3'`,
    );
    expect(await faultsOf(store)).toMatchObject({ duplicateKeys: 1 });
    await repairStore(store, annotator, {});
    expect(await faultsOf(store)).toEqual({});
    expect(await tableOf(store, 'voices')).toHaveLength(3);
    expect(await read(store, (reader) => count(reader, 'SELECT count(*) FROM versions'))).toBe(2);
  });
});

/** A number that no process of this system has. */
const NOBODY = 4_194_305;

test('what dead processes left is cleared away; batches are taken in, one that cannot be read is put aside', async () => {
  const store = await soundStore(await tempFolder());
  const folder = dirname(store);
  await writeFile(`${store}.intent`, `${NOBODY}\n`);
  await writeFile(`${store}.part-${NOBODY}-1`, 'half');
  await mkdir(`${store}.tmp-${NOBODY}-1`);
  await writeFile(`${store}.batch-1`, '不是批次'.repeat(2000));
  const fourth = [voiceOf('T4', [TASTY])];
  await stageBatch(store, SOURCE, inBatches(fourth), () => ({ read: 1, rejected: 0 }));
  const { waiting, dead } = await checkLeftovers(store);
  expect([waiting.length, dead.length]).toEqual([2, 3]);
  expect(await repairStore(store, annotator, {})).toEqual([
    { name: 'damagedBatch', count: 1, file: `${store}.damaged-1` },
    { name: 'leftovers', count: 3 },
    { name: 'waiting', count: 1 },
  ]);
  expect(await tableOf(store, 'voices')).toHaveLength(4);
  expect((await readdir(folder)).sort()).toEqual(['voc.db', 'voc.db.damaged-1']);
  expect(await faultsOf(store)).toEqual({});
});

test('a file that is cut off is refused with the way out, and stays as it is', async () => {
  const store = await soundStore(await tempFolder());
  const whole = await readFile(store);
  const half = whole.subarray(0, whole.length / 2);
  await writeFile(store, half);
  await expect(repairStore(store, annotator, {})).rejects.toMatchObject({
    text: { zh: expect.stringContaining('请用备份替换') },
  });
  expect((await readFile(store)).equals(half)).toBe(true);
});

describe('attributes that the engine cannot read', () => {
  const LONE = '\\ud83d';

  test.each([
    [
      'half a surrogate pair',
      `{"备注":"x${LONE}y","${LONE}":"v"}`,
      { 备注: 'x\ufffdy', '\ufffd': 'v' },
    ],
    ['a text that is cut off', '{"备注":"x', { attributes: '{"备注":"x' }],
    ['a list', '["a"]', { attributes: '["a"]' }],
    [
      'values that are no texts, beside a half',
      `{"n":1,"l":[2],"x":"${LONE}"}`,
      { n: '1', l: '[2]', x: '\ufffd' },
    ],
    ['an empty text', '', { attributes: '' }],
  ])('%s: found, and written anew with nothing left out', async (_, stored, expected) => {
    const store = join(await tempFolder(), 'voc.db');
    await soundStore(dirname(store));
    for (const table of ['voices', 'versions']) {
      await run(store, `UPDATE ${table} SET attributes = '${stored}' WHERE id = 'T1'`);
    }
    await run(
      store,
      `INSERT INTO joined SELECT key, '订单.', 'o.csv', 2, '${stored}' FROM voices WHERE id = 'T2'`,
    );
    expect(await faultsOf(store)).toEqual({ unreadableColumns: 3 });
    expect(await repairStore(store, annotator, {})).toEqual([{ name: 'attributes', count: 3 }]);
    expect(await faultsOf(store)).toEqual({});
    expect(await repairStore(store, annotator, {})).toEqual([]);
    const rows = await read(store, (reader) =>
      query<{ json: string }>(
        reader,
        `SELECT attributes AS json FROM voices WHERE id = 'T1' UNION ALL SELECT attributes FROM versions
         UNION ALL SELECT columns FROM joined`,
      ),
    );
    expect(rows.map(({ json }) => JSON.parse(json))).toEqual([expected, expected, expected]);
  });
});
