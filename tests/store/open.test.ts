import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { InputError } from '../../src/model/errors.ts';
import { isAlive } from '../../src/store/intent.ts';
import { withReader, withWriter } from '../../src/store/open.ts';
import { count } from '../../src/store/query.ts';
import type { Store } from '../../src/store/session.ts';
import { startChild } from './processes.ts';
import { load, read, SLOW, tempFolder, voiceOf } from './voices.ts';

const countVoices = (store: Store) => count(store, 'SELECT count(*) FROM voices');

async function smallStore(): Promise<string> {
  const store = join(await tempFolder(), 'voc.db');
  await load(store, [voiceOf('1', [SLOW])]);
  return store;
}

/** The error for people that the work ends in. */
async function faultOf(work: Promise<unknown>): Promise<InputError> {
  const error = await work.then(
    () => null,
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(InputError);
  return error as InputError;
}

test('a reader says that there is no store, and makes none', async () => {
  const folder = await tempFolder();
  expect(await withReader(join(folder, 'voc.db'), {}, countVoices)).toEqual({ found: false });
  expect(await readdir(folder)).toEqual([]);
});

test('a writer makes a store that readers can use', async () => {
  const store = join(await tempFolder(), 'voc.db');
  await withWriter(store, {}, async () => undefined);
  expect(await read(store, countVoices)).toBe(0);
});

test.each([
  ['a text file', 'id,text\n1,物流太慢\n'.repeat(900), /不是 voc 的库/, /not a voc store/],
  ['an empty file', '', /不是 voc 的库/, /not a voc store/],
])('%s is refused and stays as it is', async (_, content, zh, en) => {
  const file = join(await tempFolder(), 'voc.db');
  await writeFile(file, content);
  for (const open of [withReader, withWriter]) {
    const { text, status } = await faultOf(open(file, {}, async () => undefined));
    expect(text.zh).toMatch(zh);
    expect(text.en).toMatch(en);
    expect(text.en).toContain(file);
    expect(status).toBe(1);
  }
  expect(await readFile(file, 'utf8')).toBe(content);
});

test.each([[100], [5_000], [20_000], [300_000]])(
  'a store cut off after %i bytes is called damaged',
  async (bytes) => {
    const store = await smallStore();
    await truncate(store, bytes);
    expect((await faultOf(withReader(store, {}, countVoices))).text.zh).toMatch(/不完整或已损坏/);
    expect((await faultOf(withWriter(store, {}, countVoices))).text.en).toMatch(
      /truncated or damaged/,
    );
  },
);

test('a folder, and a file in a folder that is not there, are refused', async () => {
  const folder = await tempFolder();
  await mkdir(join(folder, 'voc.db'));
  expect((await faultOf(withReader(join(folder, 'voc.db'), {}, countVoices))).text.zh).toMatch(
    /目录/,
  );
  expect((await faultOf(withWriter(join(folder, 'voc.db'), {}, countVoices))).text.zh).toMatch(
    /目录/,
  );
  const lost = join(folder, '没有', 'voc.db');
  expect(await withReader(lost, {}, countVoices)).toEqual({ found: false });
  expect((await faultOf(withWriter(lost, {}, countVoices))).text.en).toMatch(
    /folder does not exist/,
  );
});

test.skipIf(process.getuid?.() === 0)('a folder without write permission is named', async () => {
  const folder = await tempFolder();
  await chmod(folder, 0o500);
  const fault = await faultOf(withWriter(join(folder, 'voc.db'), {}, countVoices));
  await chmod(folder, 0o700);
  expect(fault.text.zh).toMatch(/权限/);
});

test('a fault of the work itself is not blamed on the store', async () => {
  const store = await smallStore();
  const lost = Object.assign(new Error('ENOENT: no such file or directory'), {
    path: '/exports/a.csv',
  });
  const work = withWriter(store, {}, () => Promise.reject(lost));
  await expect(work).rejects.toBe(lost);
});

test('a failed write leaves the store as it was and the file free', async () => {
  const store = await smallStore();
  const work = withWriter(store, {}, async ({ connection }) => {
    await connection.run('BEGIN TRANSACTION');
    await connection.run('DELETE FROM voices');
    throw new Error('plug pulled');
  });
  await expect(work).rejects.toThrow('plug pulled');
  expect(await read(store, countVoices)).toBe(1);
  expect(readdirSync(join(store, '..'))).toEqual(['voc.db']);
});

test('memory, threads and place for sorting are set, downloads are off', async () => {
  const store = await smallStore();
  const options = { memoryLimit: '300MB', threads: 1, tempDirectory: join(store, '..', 'sort') };
  const answer = await withReader(store, options, async ({ connection }) =>
    (
      await connection.runAndReadAll(
        `SELECT current_setting('memory_limit'), current_setting('threads'), current_setting('temp_directory'),
           current_setting('autoinstall_known_extensions')`,
      )
    ).getRowsJS(),
  );
  expect(answer).toEqual({
    found: true,
    value: [['286.1 MiB', 1n, expect.stringContaining(options.tempDirectory), false]],
  });
});

test('readers of one process take turns', async () => {
  const store = await smallStore();
  const readers = [1, 2, 3].map(() => read(store, countVoices));
  expect(await Promise.all(readers)).toEqual([1, 1, 1]);
});

test('a store that this process has open is busy for itself, and its lock holds', async () => {
  const store = await smallStore();
  await read(store, async (reader) => {
    const fault = await faultOf(withWriter(store, { waitSeconds: 0.1 }, countVoices));
    expect(fault.status).toBe(75);
    expect(fault.text.en).toContain(`process ${process.pid}`);
    const child = startChild('wait', store, 0);
    await child.says('waiting');
    expect(await countVoices(reader)).toBe(1);
  });
});

test('a store that another process writes is waited for once, and then called busy with its number', async () => {
  const store = await smallStore();
  const child = startChild('write', store, 20_000);
  await child.says('holding');
  for (const open of [withReader, withWriter]) {
    const holders: unknown[] = [];
    const options = { waitSeconds: 0.5, onWait: (holder: unknown) => holders.push(holder) };
    const started = performance.now();
    const fault = await faultOf(open(store, options, countVoices));
    expect(performance.now() - started).toBeGreaterThan(490);
    expect(holders).toEqual([{ pid: child.pid }]);
    expect(fault.status).toBe(75);
    expect(fault.text.zh).toContain(`进程 ${child.pid}`);
    expect(fault.text.en).toContain(`process ${child.pid}`);
  }
});

test('whoever waits gets the store when it is free', async () => {
  const store = await smallStore();
  const child = startChild('write', store, 700);
  await child.says('holding');
  let waited = false;
  const reader = withReader(store, { onWait: () => (waited = true) }, countVoices);
  expect(await reader).toEqual({ found: true, value: 1 });
  expect(waited).toBe(true);
});

test('the intent of a dead process holds nobody up', async () => {
  const store = await smallStore();
  const dead = Number(execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }));
  expect(isAlive(dead)).toBe(false);
  await writeFile(`${store}.intent`, `${dead}\n`);
  let waited = false;
  await withReader(store, { onWait: () => (waited = true) }, countVoices);
  expect(waited).toBe(false);
  await withWriter(store, {}, countVoices);
  expect(await readdir(join(store, '..'))).toEqual(['voc.db']);
});

test('a reader heeds the intent of a living process for half its patience at most', async () => {
  const store = await smallStore();
  await writeFile(`${store}.intent`, `${process.ppid}\n`);
  const holders: unknown[] = [];
  const started = performance.now();
  const options = { waitSeconds: 1, onWait: (holder: unknown) => holders.push(holder) };
  expect(await withReader(store, options, countVoices)).toEqual({ found: true, value: 1 });
  expect(performance.now() - started).toBeGreaterThan(490);
  expect(holders).toEqual([{ pid: process.ppid }]);
});

test('readers without a pause do not starve a writer', async () => {
  const store = await smallStore();
  const readers = [1, 2, 3].map(() => startChild('read', store, 150));
  await Promise.all(readers.map((reader) => reader.says('reading')));
  for (let round = 0; round < 3; round++) {
    await withWriter(store, { waitSeconds: 8 }, async () => undefined);
  }
  expect(readers.every((reader) => isAlive(reader.pid))).toBe(true);
});

test('an interrupted writer takes its intent away', async () => {
  const store = await smallStore();
  const holder = startChild('write', store, 20_000);
  await holder.says('holding');
  await holder.end('SIGKILL');
  const second = startChild('write', store, 20_000);
  await second.says('holding');
  expect(await readFile(`${store}.intent`, 'utf8')).toBe(`${second.pid}\n`);
  expect(await second.end('SIGINT')).toBe(130);
  expect(await readdir(join(store, '..'))).toEqual(['voc.db']);
});

test('a DuckDB file of somebody else is refused', async () => {
  const file = join(await tempFolder(), 'sales.db');
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  await connection.run('CREATE TABLE sales (amount INTEGER)');
  connection.closeSync();
  instance.closeSync();
  for (const open of [withReader, withWriter]) {
    expect((await faultOf(open(file, {}, countVoices))).text.zh).toMatch(/不是 voc 的库/);
  }
});
