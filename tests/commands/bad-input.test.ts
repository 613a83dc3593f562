import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BAD_FILES } from '../support/bad-files.ts';
import { bash, isRoot, voc, workFolder } from '../support/process.ts';
import { voicesIn } from '../support/rows.ts';

/** Rejects file -> line and reason of each row, which here hold no comma. */
function rejectsIn(path: string): (readonly [number, string])[] {
  const lines = readFileSync(path, 'utf8')
    .replace(/^\ufeff/, '')
    .split('\r\n')
    .slice(1, -1);
  return lines.map((line) => {
    const [, at, , reason = ''] = line.split(',');
    return [Number(at), reason];
  });
}

test.each(BAD_FILES)('$what: one clear line, and every row accounted for', async (bad) => {
  const folder = workFolder();
  const path = join(folder, bad.name);
  bad.make(path);
  const store = join(folder, 'voc.db');
  const chinese = await voc(['ingest', path, '--store', store]);
  const told = chinese.stderr
    .replaceAll(path, '{file}')
    .replace(/用时 [\d.]+ 秒/, '用时 {seconds} 秒')
    .replace(/的 \d+ 倍/, '的 {n} 倍')
    .replace(/(不完整)（[^）]*）/, '$1（{detail}）');
  expect({ told, stdout: chinese.stdout }).toEqual({ told: bad.zh, stdout: '' });
  expect(chinese.status).toBe(bad.status);
  expect(await voicesIn(store)).toBe(bad.rows?.added ?? 0);
  if (bad.rejects !== undefined) {
    expect(rejectsIn(`${path}.rejects.csv`)).toEqual(bad.rejects);
    expect(bad.rows?.rejected).toBe(bad.rejects.length);
  }
  // Nothing but the input, the store and the rejects stays.
  const left = readdirSync(folder).filter((name) => !name.startsWith(bad.name));
  expect(left).toEqual(bad.rows === undefined ? [] : ['voc.db']);
  if (bad.status !== 1) return;
  const english = await voc(['ingest', path, '--store', store, '--lang', 'en']);
  expect(english).toMatchObject({ status: 1, stdout: '' });
  expect(english.stderr).toMatch(bad.en);
  expect(english.stderr).toMatch(/^voc: [^\n]+\n$/);
});

test('a file read twice adds nothing, rejects or not', async () => {
  const folder = workFolder();
  const ragged = BAD_FILES.find(({ name }) => name === 'ragged.csv');
  ragged?.make(join(folder, 'ragged.csv'));
  await voc(['ingest', 'ragged.csv'], { cwd: folder });
  const again = await voc(['ingest', 'ragged.csv'], { cwd: folder });
  expect(again.status).toBe(3);
  expect(again.stderr).toContain('读入 30 行（28 条声音），新增 0，重复 28，拒收 2');
  expect(rejectsIn(join(folder, 'ragged.csv.rejects.csv'))).toEqual(ragged?.rejects);
});

test('one bad file among several is told of and does not keep out the others', async () => {
  const folder = workFolder();
  for (const n of [1, 2]) writeFileSync(join(folder, `${n}.csv`), `编号,评价内容\n${n},等了很久\n`);
  const result = await voc(['ingest', '1.csv', 'missing.csv', '2.csv'], { cwd: folder });
  expect(result.status).toBe(1);
  expect(result.stderr.replace(/用时 [\d.]+/g, '用时 ?')).toBe(
    [
      'voc: missing.csv：找不到这个文件；请检查路径和文件名',
      '1.csv：读入 1 行（1 条声音），新增 1，重复 0，拒收 0，用时 ? 秒',
      '2.csv：读入 1 行（1 条声音），新增 1，重复 0，拒收 0，用时 ? 秒',
      '',
    ].join('\n'),
  );
  expect(await voicesIn(join(folder, 'voc.db'))).toBe(2);
});

test('exports of one name in two folders, and of one command, share a rejects file and lose no row', async () => {
  const folder = workFolder();
  const script = `mkdir a b; for d in a b; do printf '编号,评价内容\\n1,\\n'$d'2,等了很久\\n' > $d/x.csv; done
    voc ingest a/x.csv b/x.csv; echo $?; cat x.csv.rejects.csv
    voc ingest a/x.csv b/x.csv --rejects all.csv; echo $?; cat all.csv`;
  const { stdout } = await bash(script, { cwd: folder });
  const rejects =
    '\ufefffile,line,code,reason,raw\r\na/x.csv,2,empty_text,文本是空的,"1,"\r\nb/x.csv,2,empty_text,文本是空的,"1,"\r\n';
  expect(stdout).toBe(`3\n${rejects}3\n${rejects}`);
});

test('no permission to read', async ({ skip }) => {
  const folder = workFolder();
  const path = join(folder, 'secret.csv');
  writeFileSync(path, '编号,评价内容\n1,等了很久\n');
  chmodSync(path, 0o000);
  chmodSync(folder, 0o777);
  // The root may read everything, so somebody else has to try.
  const nobody = isRoot ? 'setpriv --reuid=65534 --regid=65534 --clear-groups ' : '';
  const program = '"$NODE" "$VOC"';
  const result = await bash(`${nobody}${program} ingest secret.csv --store voc.db`, {
    cwd: folder,
    env: { NODE: process.execPath, VOC: join(import.meta.dirname, '../../bin/voc.js') },
  });
  // Where the folders above are closed to others, the program itself cannot be found.
  skip(result.stderr.includes('Cannot find module'), 'nobody else may read this checkout');
  expect(result).toEqual({
    status: 1,
    stdout: '',
    stderr: 'voc: secret.csv：没有读取权限；请修改权限（chmod +r）或换一个账号\n',
  });
  expect(existsSync(join(folder, 'voc.db'))).toBe(false);
});

test('a rejects file that cannot be written stops the file before anything is stored', async () => {
  const folder = workFolder();
  writeFileSync(join(folder, 'x.csv'), '编号,评价内容\n1,\n2,等了很久\n');
  const result = await voc(['ingest', 'x.csv', '--rejects', 'none/r.csv'], { cwd: folder });
  expect(result).toEqual({
    status: 1,
    stdout: '',
    stderr:
      'voc: none/r.csv：写不了拒收文件（ENOENT）；请检查目录、权限和磁盘空间，或用 --rejects 换一个位置\n',
  });
  expect(readdirSync(folder)).toEqual(['x.csv']);
});
