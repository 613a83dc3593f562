import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { withWriter } from '../../src/store/open.ts';
import { MIGRATIONS } from '../../src/store/schema.ts';
import {
  appears,
  isRoot,
  ROOT,
  type Running,
  start,
  startVoc,
  voc,
  workFolder,
} from '../support/process.ts';
import { rowsOf, voicesIn, writeRows } from '../support/rows.ts';

const ROWS = 2000;

/** A folder with an export of three voices. */
function withExport(): string {
  const folder = workFolder();
  writeRows(join(folder, 'few.csv'), 3);
  return folder;
}

const emptyStore = (store: string): Promise<void> => withWriter(store, {}, async () => undefined);

/** A process that holds the store open for writing until it is killed. */
async function holder(store: string): Promise<Running> {
  const script = `import { DuckDBInstance } from '@duckdb/node-api';
    const open = await (await DuckDBInstance.create(${JSON.stringify(store)})).connect();
    console.log('holding'); setInterval(() => open, 1000);`;
  const running = start([process.execPath, '--input-type=module', '-e', script], { cwd: ROOT });
  await new Promise((resolve) => running.child.stdout.once('data', resolve));
  return running;
}

test.each([
  [
    'a folder',
    'store.db',
    (path: string) => mkdirSync(path),
    '这是目录，不是库文件；请用 --store 给出文件名',
  ],
  [
    'a text file',
    'store.db',
    (path: string) => writeFileSync(path, '不是库\n'),
    '不是 voc 的库文件；请移走它，或用 --store 换一个文件名',
  ],
  [
    'in a folder that is not there',
    'none/store.db',
    () => undefined,
    '所在目录不存在；请先建立目录，或用 --store 换一个位置',
  ],
  [
    'below a file',
    'few.csv/store.db',
    () => undefined,
    '路径中间有一段不是目录；请用 --store 换一个位置',
  ],
])('a store path that is %s', async (_, name, make, fault) => {
  const folder = withExport();
  const store = join(folder, name);
  make(store);
  const before = readdirSync(folder);
  const result = await voc(['ingest', 'few.csv', '--store', store], { cwd: folder });
  expect(result).toEqual({ status: 1, stdout: '', stderr: `voc: ${store}：${fault}\n` });
  expect(readdirSync(folder)).toEqual(before);
});

test.each([['report'], ['cluster'], ['export', 'voices']])(
  '%s without a store says what to do first',
  async (...args) => {
    const folder = workFolder();
    const { status, stdout, stderr } = await voc(args, { cwd: folder });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toBe(
      `voc: 库不存在：${join(folder, 'voc.db')}。请先运行 voc ingest 文件，或用 --store 指定\n`,
    );
  },
);

test('a store of a newer version is refused by every command, and nothing is left beside it', async () => {
  const folder = withExport();
  const store = join(folder, 'voc.db');
  await withWriter(store, {}, ({ connection }) =>
    connection.run(`UPDATE meta SET value = '999' WHERE name = 'schema_version'`),
  );
  for (const args of [['ingest', 'few.csv'], ['cluster'], ['report'], ['export', 'voices']]) {
    expect(await voc(args, { cwd: folder })).toEqual({
      status: 1,
      stdout: '',
      stderr: `voc: ${store}：由更新版本的 voc 写成（999 > ${MIGRATIONS.length}）；请升级：npm install -g voc-toolkit@latest\n`,
    });
  }
  expect(readdirSync(folder)).toEqual(['few.csv', 'voc.db']);
});

test.skipIf(!isRoot)('a disk that is full (needs root, to mount a small one)', async () => {
  const folder = withExport();
  const disk = join(folder, 'disk');
  mkdirSync(disk);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=20m', 'tmpfs', disk]);
  onTestFinished(() => void execFileSync('umount', [disk]));
  const store = join(disk, 'voc.db');
  expect((await voc(['ingest', 'few.csv', '--store', store], { cwd: folder })).status).toBe(0);
  const fill = (): void => {
    try {
      writeFileSync(join(disk, 'fill'), Buffer.alloc(24 << 20));
    } catch {
      // Full, as it should be.
    }
  };
  fill();
  const full = `voc: ${store}：磁盘已满，库没有被改动；请腾出空间后再运行一次\n`;
  writeRows(join(folder, 'many.csv'), ROWS, 100);
  expect(await voc(['ingest', 'many.csv', '--store', store], { cwd: folder })).toEqual({
    status: 1,
    stdout: '',
    stderr: full,
  });
  expect(readdirSync(disk)).toEqual(['fill', 'voc.db']);
  const report = await voc(['report', '-o', 'disk/r.html', '--store', store], { cwd: folder });
  expect(report).toEqual({
    status: 1,
    stdout: '',
    stderr: 'voc: 无法写入 disk/r.html：磁盘已满；腾出空间后重试，原有文件没有改动\n',
  });
  expect((await voc(['cluster', '--store', store])).stderr).toMatch(/^$|^voc: [^\n]+磁盘[^\n]+\n$/);
  expect(await voicesIn(store)).toBe(3);
  // Room for what was read, but not for the merge: it is kept.
  rmSync(join(disk, 'fill'));
  writeFileSync(join(disk, 'fill'), Buffer.alloc(13 << 20));
  const little = await voc(['ingest', 'many.csv', '--store', store], { cwd: folder });
  expect(little.status).toBe(1);
  expect(little.stderr).toMatch(
    /^voc: [^\n]*磁盘空间不够，合并约需 \d+ MB，只剩 \d+ MB，库没有被改动[^\n]*batch-1[^\n]*\n$/,
  );
  rmSync(join(disk, 'fill'));
  const after = await voc(['ingest', 'few.csv', '--store', store], { cwd: folder });
  expect(after.status).toBe(0);
  expect(after.stderr).toContain(`many.csv：上次未能并入的数据已补入，新增 ${ROWS}，重复 0`);
  expect(await voicesIn(store)).toBe(3 + ROWS);
});

test('a store that may only be read: reports yes, loads no, and nothing is left beside it', async ({
  skip,
}) => {
  const folder = withExport();
  await voc(['ingest', 'few.csv'], { cwd: folder });
  const nobody = isRoot ? 'setpriv --reuid=65534 --regid=65534 --clear-groups' : 'env';
  const as = async (args: string) => {
    const script = `chmod 444 voc.db; chmod 777 .; exec ${nobody} "${process.execPath}" "${ROOT}/bin/voc.js" ${args}`;
    const { child, ended } = start(['bash', '--norc', '-c', script], { cwd: folder });
    child.stdin.end();
    return ended;
  };
  const report = await as('report pains --format csv');
  skip(report.stderr.includes('Cannot find module'), 'nobody else may read this checkout');
  expect(report).toMatchObject({ status: 0, stderr: '' });
  const fault = '没有读写权限；请检查文件和所在目录的权限，或用 --store 换一个位置';
  expect(await as('ingest few.csv')).toEqual({
    status: 1,
    stdout: '',
    stderr: `voc: ${join(folder, 'voc.db')}：${fault}\n`,
  });
  expect(readdirSync(folder)).toEqual(['few.csv', 'voc.db']);
});

test('a busy store with --wait 0: 75 at once, the holder named, the batch kept and taken in next time', async () => {
  const folder = withExport();
  const store = join(folder, 'voc.db');
  await emptyStore(store);
  writeFileSync(join(folder, 'more.csv'), `${rowsOf(5, 50)}60,\n`);
  const { pid, child, ended } = await holder(store);
  const busy = `voc: ${store}：等了 0 秒，进程 ${pid} 仍占用着库；请稍后再试，或用 --wait 延长等待`;
  for (const args of [['report'], ['cluster'], ['export', 'pains']]) {
    const result = await voc([...args, '--wait', '0'], { cwd: folder });
    expect(result).toEqual({ status: 75, stdout: '', stderr: `${busy}\n` });
  }
  const load = await voc(['ingest', 'more.csv', '--wait', '0'], { cwd: folder });
  expect(load).toEqual({
    status: 75,
    stdout: '',
    stderr:
      `more.csv：1 行未能入库，原因见 ${join(folder, 'more.csv.rejects.csv')}\n` +
      `${busy}（已分析的数据保留在 ${store}.batch-1，下次 voc ingest 会自动并入）\n`,
  });
  expect(readFileSync(join(folder, 'more.csv.rejects.csv'), 'utf8')).toContain('"60,"');
  child.kill('SIGKILL');
  await ended;
  const next = await voc(['ingest', 'few.csv'], { cwd: folder });
  expect(next.status).toBe(0);
  expect(next.stderr).toContain('more.csv：上次未能并入的数据已补入，新增 5，重复 0\n');
  expect(await voicesIn(store)).toBe(8);
  expect(readdirSync(folder)).toEqual(['few.csv', 'more.csv', 'more.csv.rejects.csv', 'voc.db']);
});

test('a busy store is waited for, with one line that names the holder', async () => {
  const folder = withExport();
  const store = join(folder, 'voc.db');
  await emptyStore(store);
  const { pid, child } = await holder(store);
  const report = startVoc(['report', 'pains', '--format', 'csv'], { cwd: folder });
  await new Promise((resolve) => report.child.stderr.once('data', resolve));
  child.kill('SIGKILL');
  const result = await report.ended;
  expect(result).toMatchObject({ status: 0, stderr: `库正被进程 ${pid} 占用，等待中……\n` });
});

test.each([
  ['that wait', []],
  ['that do not wait', ['--wait', '0']],
])('two writers at once %s: both loads are in the store in the end', async (_, flags) => {
  const folder = withExport();
  writeRows(join(folder, 'one.csv'), ROWS, 1);
  writeRows(join(folder, 'two.csv'), ROWS, ROWS - 99);
  const [one, two] = await Promise.all(
    ['one.csv', 'two.csv'].map((file) => voc(['ingest', file, ...flags], { cwd: folder })),
  );
  for (const load of [one, two]) expect([0, 75]).toContain(load?.status);
  if (flags.length === 0) expect([one?.status, two?.status]).toEqual([0, 0]);
  expect((await voc(['ingest', 'few.csv'], { cwd: folder })).status).toBe(0);
  expect(await voicesIn(join(folder, 'voc.db'))).toBe(2 * ROWS - 100);
  expect(readdirSync(folder)).toEqual(['few.csv', 'one.csv', 'two.csv', 'voc.db']);
});

test('readers while a writer works see the store before or after, never between', async () => {
  const folder = withExport();
  writeRows(join(folder, 'many.csv'), ROWS, 100);
  await voc(['ingest', 'few.csv'], { cwd: folder });
  const load = startVoc(['ingest', 'many.csv'], { cwd: folder });
  let loading = true;
  const ended = load.ended.then((result) => {
    loading = false;
    return result;
  });
  const seen = new Set<number>();
  while (loading) {
    const read = await voc(['export', 'opinions', '--format', 'ndjson'], { cwd: folder });
    expect(read.status).toBe(0);
    const voices = read.stdout.match(/"voice_id":"\d+"/g) ?? [];
    seen.add(new Set(voices).size);
  }
  expect((await ended).status).toBe(0);
  for (const count of seen) expect([3, 3 + ROWS]).toContain(count);
});

/** Waits until a load has come as far as said, in files beside the store, or so many milliseconds. */
const INSTANTS: readonly (readonly [string, (folder: string) => Promise<void>])[] = [
  ['while it reads', (folder) => appears(folder, /\.part-/)],
  ['when the batch is complete', (folder) => appears(folder, /\.batch-1$/)],
  ['when it is about to merge', (folder) => appears(folder, /\.intent$/)],
  ...[30, 90].map(
    (milliseconds) =>
      [
        `${milliseconds} ms into the merge`,
        async (folder: string) => {
          await appears(folder, /\.intent$/);
          await delay(milliseconds);
        },
      ] as const,
  ),
];

test.each(INSTANTS)(
  'kill -9 %s: before or after, and the next load completes it',
  async (_, reached) => {
    const folder = withExport();
    const store = join(folder, 'voc.db');
    writeFileSync(join(folder, 'many.csv'), `${rowsOf(ROWS, 100)}9999999,\n`);
    await emptyStore(store);
    const load = startVoc(['ingest', 'many.csv'], { cwd: folder });
    await reached(folder);
    load.child.kill('SIGKILL');
    await load.ended;
    expect([0, ROWS]).toContain(await voicesIn(store));
    const again = await voc(['ingest', 'many.csv'], { cwd: folder });
    expect(again.status).toBe(3);
    expect(await voicesIn(store)).toBe(ROWS);
    expect(readdirSync(folder)).toEqual(['few.csv', 'many.csv', 'many.csv.rejects.csv', 'voc.db']);
  },
);
