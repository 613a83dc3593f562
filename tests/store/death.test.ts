import { execFileSync } from 'node:child_process';
import { copyFile, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { stageBatch } from '../../src/store/batch.ts';
import { waitingBatches } from '../../src/store/batch-files.ts';
import { checkStore } from '../../src/store/check.ts';
import { mergeBatches } from '../../src/store/merge.ts';
import { withReader, withWriter } from '../../src/store/open.ts';
import { count } from '../../src/store/query.ts';
import { startChild } from './processes.ts';
import {
  BAD,
  everythingIn,
  inBatches,
  load,
  read,
  SLOW,
  SOURCE,
  tableOf,
  tempFolder,
  voiceOf,
} from './voices.ts';

const first = [voiceOf('1', [SLOW]), voiceOf('2', [BAD])];
const second = [voiceOf('2', [BAD]), voiceOf('3', [SLOW])];
const MANY = 8_000;

const soundStore = async (store: string) => {
  const { faults, rows } = await read(store, checkStore);
  expect(Object.entries(faults).filter(([, rows]) => rows > 0)).toEqual([]);
  return rows;
};

test('killed while staging: nothing is taken in, and the next load clears up', async () => {
  const store = join(await tempFolder(), 'voc.db');
  await load(store, first);
  const child = startChild('stage', store, 10);
  await child.says('staging');
  await child.end('SIGKILL');
  expect((await readdir(dirname(store))).join()).toMatch(/voc\.db\.part-\d+-1/);
  await mkdir(`${store}.tmp-${child.pid}-1`);
  expect(await load(store, second)).toMatchObject({ added: 1, duplicate: 1, kept: [] });
  expect(await readdir(dirname(store))).toEqual(['voc.db']);
});

test('interrupted while staging: nothing stays behind', async () => {
  const store = join(await tempFolder(), 'voc.db');
  const child = startChild('stage', store, 10);
  await child.says('staging');
  expect(await child.end('SIGINT')).toBe(130);
  expect(await readdir(dirname(store))).toEqual([]);
});

test('interrupted while or after it commits: no log stays beside the store, which is as after', async () => {
  for (const [rows, milliseconds] of [
    [1_000_000, 0],
    [1_000_000, 30],
    [1_000_000, 100],
    [10, 300],
  ] as const) {
    const store = join(await tempFolder(), 'voc.db');
    const child = startChild('commit', store, rows);
    await child.says('committing');
    await delay(milliseconds);
    expect(await child.end('SIGINT')).toBe(130);
    expect(await readdir(dirname(store))).toEqual(['voc.db']);
    const counted = await withReader(store, {}, (reader) =>
      count(reader, 'SELECT count(*) FROM much'),
    );
    expect(counted).toEqual({ found: true, value: rows });
  }
});

test('a half-written batch of a living process is left alone', async () => {
  const store = join(await tempFolder(), 'voc.db');
  const child = startChild('stage', store, 10);
  await child.says('staging');
  await load(store, first);
  expect((await readdir(dirname(store))).join()).toMatch(/voc\.db\.part-/);
});

test('killed at any instant of a merge: the store is as before or as after, and the next load completes it', async () => {
  const outcomes = new Set<number>();
  for (const milliseconds of [0, 20, 60, 120, 250]) {
    const store = join(await tempFolder(), 'voc.db');
    await load(store, first);
    const child = startChild('load', store, MANY);
    await child.says('merging');
    await delay(milliseconds);
    await child.end('SIGKILL');
    const rows = await soundStore(store);
    expect([2, MANY + 2]).toContain(rows.voices);
    expect(rows.opinions).toBe(rows.voices);
    outcomes.add(rows.voices);
    await load(store, second);
    const { voices, loads } = await soundStore(store);
    expect({ voices, loads }).toEqual({ voices: MANY + 3, loads: 3 });
    expect(await readdir(dirname(store))).toEqual(['voc.db']);
  }
  expect(outcomes).toContain(2);
});

test('a batch that was merged by a process that died before removing it is not merged again', async () => {
  const store = join(await tempFolder(), 'voc.db');
  const batch = await stageBatch(store, SOURCE, inBatches(first), () => ({ read: 2, rejected: 0 }));
  await copyFile(batch.file, `${store}.copy`);
  await mergeBatches(store, [batch]);
  await copyFile(`${store}.copy`, batch.file);
  const { results, kept } = await mergeBatches(store, [batch]);
  expect({ results, kept }).toMatchObject({ results: [{ added: 2, duplicate: 0 }], kept: [] });
  expect((await soundStore(store)).loads).toBe(1);
  expect(await waitingBatches(store)).toEqual([]);
});

test('a busy store: the batch stays on disk, is named, and the next load takes it in', async () => {
  const folder = await tempFolder();
  const store = join(folder, 'voc.db');
  await load(store, [voiceOf('1', [SLOW])]);
  const child = startChild('write', store, 20_000);
  await child.says('holding');
  for (const voices of [first, second]) {
    await expect(load(store, voices, { waitSeconds: 0.2 })).rejects.toMatchObject({
      status: 75,
      text: {
        zh: expect.stringContaining(`${store}.batch-1`),
        en: expect.stringContaining(`process ${child.pid}`),
      },
    });
  }
  await child.end('SIGKILL');
  expect(await load(store, [voiceOf('4', [SLOW])])).toMatchObject({
    added: 1,
    duplicate: 0,
    kept: [
      { number: 2, file: 'reviews.csv', added: 1, duplicate: 1 },
      { number: 3, file: 'reviews.csv', added: 1, duplicate: 1 },
    ],
  });
  const other = join(folder, 'other.db');
  await load(other, [...second, ...first, voiceOf('4', [SLOW])]);
  expect(await everythingIn(store)).toEqual(await everythingIn(other));
});

test('a name that was reserved by a dead process is no batch', async () => {
  const store = join(await tempFolder(), 'voc.db');
  await writeFile(`${store}.batch-1`, '');
  expect(await load(store, first)).toMatchObject({ added: 2, duplicate: 0, kept: [] });
});

test('a damaged batch is refused by name and the store stays as it was', async () => {
  const store = join(await tempFolder(), 'voc.db');
  await load(store, first);
  await writeFile(`${store}.batch-1`, '不是批次'.repeat(2000));
  await expect(load(store, second)).rejects.toMatchObject({
    text: { zh: expect.stringContaining(`${store}.batch-1`) },
  });
  expect(await tableOf(store, 'voices')).toHaveLength(2);
});

const MOUNT = 'mount';

/** A disk of a few megabytes, where the system lets us make one. */
async function smallDisk(): Promise<string | null> {
  const folder = join(await tempFolder(), 'disk');
  await mkdir(folder);
  try {
    execFileSync(MOUNT, ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return null;
  }
  onTestFinished(() => void execFileSync(`u${MOUNT}`, ['-l', folder]));
  return folder;
}

test('a full disk is named, the store is as before and opens again', async ({ skip }) => {
  const disk = await smallDisk();
  if (disk === null) return skip('no right to mount a small disk');
  const store = join(disk, 'voc.db');
  await load(store, first);
  const work = withWriter(store, {}, ({ connection }) =>
    connection.run(`
      INSERT INTO voices (key, id, text) SELECT md5(i::VARCHAR), i, repeat(md5((i + 1)::VARCHAR), 10) || sha256(i::VARCHAR)
      FROM range(1000000) r(i)`),
  );
  await expect(work).rejects.toMatchObject({ text: { zh: expect.stringContaining('磁盘已满') } });
  expect(await tableOf(store, 'voices')).toHaveLength(2);
  expect((await soundStore(store)).voices).toBe(2);
});

test('too little room for a merge is said before it begins, and the batch waits', async ({
  skip,
}) => {
  const disk = await smallDisk();
  if (disk === null) return skip('no right to mount a small disk');
  const store = join(disk, 'voc.db');
  await load(store, first);
  const batch = await stageBatch(store, SOURCE, inBatches(second), () => ({
    read: 2,
    rejected: 0,
  }));
  await writeFile(join(disk, 'ballast'), Buffer.alloc(7 * 1024 * 1024));
  await expect(mergeBatches(store, [batch])).rejects.toMatchObject({
    text: { zh: expect.stringMatching(/磁盘空间不够.*batch-1/) },
  });
  expect(await tableOf(store, 'voices')).toHaveLength(2);
  await writeFile(join(disk, 'ballast'), '');
  expect((await mergeBatches(store, [batch])).results).toMatchObject([{ added: 1, duplicate: 1 }]);
});

test('a disk that fills up while staging is named, and the half batch is gone', async ({
  skip,
}) => {
  const disk = await smallDisk();
  if (disk === null) return skip('no right to mount a small disk');
  const store = join(disk, 'voc.db');
  await load(store, first);
  const { size } = await stat(store);
  await writeFile(join(disk, 'ballast'), Buffer.alloc(11 * 1024 * 1024 - size));
  async function* endless() {
    for (let i = 0; i < 200_000; i++) yield [voiceOf(`${i}`, [SLOW])];
  }
  const work = stageBatch(store, SOURCE, endless(), () => ({ read: 0, rejected: 0 }));
  await expect(work).rejects.toMatchObject({
    text: { zh: expect.stringContaining(`${store}：磁盘已满`) },
  });
  expect((await readdir(disk)).sort()).toEqual(['ballast', 'voc.db']);
  expect(await withReader(store, {}, async () => 'open')).toEqual({ found: true, value: 'open' });
});
