import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { outputTo } from '../../src/io/output.ts';
import { InputError } from '../../src/model/errors.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voc-output-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });

test('a file is written complete, and nothing else is left in the folder', async () => {
  const path = join(folder, '报告.md');
  await outputTo(path, ['第一段，', Buffer.from('第二段。')], nowhere);
  expect(await readFile(path, 'utf8')).toBe('第一段，第二段。');
  expect(await readdir(folder)).toEqual(['报告.md']);
});

test('while it is written, the old file is still there', async () => {
  const path = join(folder, 'report.csv');
  await writeFile(path, '旧');
  async function* chunks(): AsyncGenerator<string> {
    yield '新'.repeat(100_000);
    expect(await readFile(path, 'utf8')).toBe('旧');
    yield '完';
  }
  await outputTo(path, chunks(), nowhere);
  expect((await readFile(path, 'utf8')).length).toBe(100_001);
});

test('when making the content fails, the old file stays and the error passes through', async () => {
  const path = join(folder, 'report.csv');
  await writeFile(path, '旧');
  function* chunks(): Generator<string> {
    yield '新'.repeat(100_000);
    throw new TypeError('a bug');
  }
  await expect(outputTo(path, chunks(), nowhere)).rejects.toThrow(TypeError);
  expect(await readFile(path, 'utf8')).toBe('旧');
  expect(await readdir(folder)).toEqual(['report.csv']);
});

test('permissions of the old file stay, and a link stays a link', async () => {
  const path = join(folder, 'real.csv');
  const link = join(folder, 'link.csv');
  await writeFile(path, '旧');
  await chmod(path, 0o640);
  await symlink(path, link);
  await outputTo(link, ['新'], nowhere);
  expect(await readlink(link)).toBe(path);
  expect(await readFile(path, 'utf8')).toBe('新');
  expect((await stat(path)).mode & 0o777).toBe(0o640);
});

async function fault(path: string): Promise<InputError> {
  const error = await outputTo(path, ['x'], nowhere).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(InputError);
  return error as InputError;
}

test('names the place, the fault and the way out', async () => {
  await mkdir(join(folder, '文件夹'));
  await writeFile(join(folder, 'file'), '');
  expect((await fault(join(folder, '没有', 'a.csv'))).text.zh).toMatch(
    /^无法写入 .*没有.a\.csv：所在文件夹不存在；先建立文件夹$/,
  );
  expect((await fault(join(folder, '文件夹'))).text.zh).toContain('这是一个文件夹');
  expect((await fault(join(folder, 'file', 'a.csv'))).text.en).toContain('not a folder');
  expect((await fault(join(folder, `${'长'.repeat(300)}.csv`))).text.en).toContain('too long');
});

test.skipIf(process.getuid?.() === 0)(
  'a folder or file without permission is refused (skipped for root, who may write everywhere)',
  async () => {
    await chmod(folder, 0o500);
    expect((await fault(join(folder, 'a.csv'))).text.zh).toContain('没有写入权限');
    await chmod(folder, 0o700);
  },
);

test.skipIf(!existsSync('/dev/full'))(
  'a full disk is said in one line (skipped where /dev/full is absent)',
  async () => {
    expect((await fault('/dev/full')).text.zh).toContain('磁盘已满');
  },
);

test('standard output waits for a slow reader and gets everything in order', async () => {
  const got: string[] = [];
  let waiting = 0;
  const slow = new Writable({
    highWaterMark: 1,
    write(chunk, _encoding, done) {
      waiting += 1;
      expect(waiting).toBe(1);
      got.push(String(chunk));
      setTimeout(() => {
        waiting -= 1;
        done();
      }, 1);
    },
  });
  const parts = Array.from({ length: 50 }, (_, index) => `${index}`.padStart(20_000, '.'));
  await outputTo('-', parts, slow);
  expect(got.join('')).toBe(parts.join(''));
  expect(slow.writableEnded).toBe(false);
});

/** A stream whose reader goes away with the given error after one write. */
function breaking(code: string): Writable {
  let writes = 0;
  return new Writable({
    highWaterMark: 1,
    write(_chunk, _encoding, done) {
      writes += 1;
      done(writes === 1 ? null : Object.assign(new Error(`write ${code}`), { code }));
    },
  });
}

test('a closed pipe ends quietly and asks for no more', async () => {
  let made = 0;
  function* chunks(): Generator<string> {
    for (; made < 1000; made++) yield 'x'.repeat(70_000);
  }
  await outputTo('-', chunks(), breaking('EPIPE'));
  expect(made).toBeLessThan(10);
});

test('any other failure of standard output is told', async () => {
  const big = ['x'.repeat(70_000), 'x'.repeat(70_000)];
  await expect(outputTo('-', big, breaking('ENOSPC'))).rejects.toThrow(/standard output.*full/);
});

test('a process that ends in the middle leaves nothing behind', async () => {
  const output = fileURLToPath(new URL('../../src/io/output.ts', import.meta.url));
  const program = `
    import { outputTo } from ${JSON.stringify(pathToFileURL(output).href)};
    async function* chunks() { yield 'x'.repeat(200_000); process.exit(130); }
    await outputTo(${JSON.stringify(join(folder, 'a.csv'))}, chunks(), process.stdout);`;
  const script = join(folder, 'program.mts');
  await writeFile(script, program);
  const tsx = fileURLToPath(new URL('../../node_modules/tsx/dist/cli.mjs', import.meta.url));
  expect(spawnSync(process.execPath, [tsx, script]).status).toBe(130);
  expect(await readdir(folder)).toEqual(['program.mts']);
});
