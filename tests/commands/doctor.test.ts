import {
  appendFileSync,
  cpSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { digest } from '../../src/commands/digest.ts';
import { contentKey, contentVersion, fold } from '../../src/ingest/content-key.ts';
import type { Voice } from '../../src/model/voice.ts';
import { storedVoices } from '../../src/store/check.ts';
import { withWriter } from '../../src/store/open.ts';
import type { WritableStore } from '../../src/store/session.ts';
import { bash, type Ended, ROOT, voc, workFolder } from '../support/process.ts';
import { rowsOf } from '../support/rows.ts';

/** Verdict of each check by its name. */
function verdicts({ stdout }: Ended): Record<string, string> {
  const rows = stdout.trimEnd().split('\n').slice(1);
  return Object.fromEntries(
    rows.map((row) => {
      const [verdict = '', name = ''] = row.split(/\s+/);
      return [name, verdict];
    }),
  );
}

async function withStore(): Promise<string> {
  const folder = workFolder();
  writeFileSync(join(folder, 'in.csv'), rowsOf(3));
  await voc(['ingest', 'in.csv'], { cwd: folder });
  return folder;
}

test('finds nothing wrong with a sound store, and changes nothing', async () => {
  const folder = await withStore();
  const before = readFileSync(join(folder, 'voc.db'));
  const result = await voc(['doctor'], { cwd: folder });
  expect(result).toMatchObject({ status: 0, stderr: '' });
  expect(verdicts(result)).toEqual({
    安装: '正常',
    语言环境: '正常',
    词典: '正常',
    词表: '正常',
    数据库引擎: '正常',
    库: '正常',
    磁盘: expect.stringMatching(/正常|注意/),
  });
  expect(result.stdout).toContain('3 条声音');
  expect(readFileSync(join(folder, 'voc.db')).equals(before)).toBe(true);
  expect(readdirSync(folder)).toEqual(['in.csv', 'voc.db']);
});

test('says what is wrong with a store in which rows were lost', async () => {
  const folder = await withStore();
  await withWriter(join(folder, 'voc.db'), {}, ({ connection }) =>
    connection.run('DELETE FROM annotations WHERE voice_key = (SELECT min(key) FROM voices)'),
  );
  const result = await voc(['doctor'], { cwd: folder });
  expect(result.status).toBe(1);
  expect(verdicts(result)['库的一致性']).toBe('故障');
  expect(result.stdout).toContain('unannotated 1：请运行 voc doctor --fix');
  const fixed = await voc(['doctor', '--fix'], { cwd: folder });
  expect(fixed).toMatchObject({ status: 0, stderr: '已修复：重新标注了 1 条声音\n' });
  expect(verdicts(fixed)).not.toHaveProperty('库的一致性');
});

test('notes a store that is not there yet, and says when even its folder is missing', async () => {
  const folder = workFolder();
  const none = await voc(['doctor'], { cwd: folder });
  expect(none.status).toBe(0);
  expect(verdicts(none)['库']).toBe('注意');
  const nowhere = await voc(['doctor', '--store', 'none/voc.db'], { cwd: folder });
  expect(nowhere).toMatchObject({ status: 1, stderr: '' });
  expect(nowhere.stdout).toContain(`${join(folder, 'none')} 不存在：请先建立目录`);
  expect(nowhere.stdout).not.toContain('ENOENT');
});

test('answers 75 for a store that another process holds', async () => {
  const folder = await withStore();
  await withWriter(join(folder, 'voc.db'), {}, async () => {
    const result = await voc(['doctor', '--wait', '0'], { cwd: folder });
    expect(result.status).toBe(75);
    expect(verdicts(result)['库']).toBe('占用');
    expect(result.stdout).toContain(`进程 ${process.pid} 仍占用着库`);
  });
});

test('names a file that is no store, in the language asked for', async () => {
  const folder = workFolder();
  writeFileSync(join(folder, 'voc.db'), 'text');
  const result = await voc(['doctor', '--lang', 'en'], { cwd: folder });
  expect(result.status).toBe(1);
  expect(result.stdout).toMatch(/^fault +store +\S+: is not a voc store; move it away/m);
  expect(result.stdout).not.toContain('结果');
});

test('notes a locale that may not show Chinese', async () => {
  const result = await voc(['doctor'], { cwd: workFolder(), env: { LANG: 'C' } });
  expect(result.status).toBe(0);
  expect(verdicts(result)['语言环境']).toBe('注意');
});

test('notes dictionaries that were changed and not compiled since', async () => {
  const folder = workFolder();
  for (const part of ['bin', 'dist', 'dictionaries', 'package.json']) {
    cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  appendFileSync(join(folder, 'dictionaries/stops.tsv'), '龘龘\n');
  const result = await bash('bin/voc.js doctor', { cwd: folder });
  expect(verdicts(result)['词典']).toBe('注意');
  expect(result.stdout).toContain('npm run build');
});

test('voices stored under the key of broken characters get that of what is stored, and come again as duplicates', async () => {
  const folder = workFolder();
  writeFileSync(
    join(folder, 'in.ndjson'),
    [
      '{"评价内容":"\\ud83d发货慢，等了三天"}',
      '{"编号":"12","评价内容":"客服不回消息\\udc00"}',
      '{"编号":"GD20260401","评价内容":"质量\\ud83d差"}',
      '{"编号":"13","评价内容":"味道很好"}',
    ].join('\n'),
  );
  await voc(['ingest', 'in.ndjson'], { cwd: folder });
  await withWriter(join(folder, 'voc.db'), {}, async (writer) => {
    const voices: Voice[] = [];
    for await (const { voice } of storedVoices(writer)) voices.push(voice);
    for (const voice of voices) await markAsBefore(writer, voice);
  });
  const verify = await voc(['verify', '--format', 'csv'], { cwd: folder });
  expect(verify.status).toBe(1);
  expect(verify.stdout).toMatch(/^keys,ok,[\s\S]*^contents,fault,3,3 条字符残缺.*doctor --fix$/m);
  const fixed = await voc(['doctor', '--fix'], { cwd: folder });
  expect(fixed.stderr).toBe('已修复：为 3 条字符残缺的声音重算了键和版本号\n');
  expect(await voc(['verify'], { cwd: folder })).toMatchObject({ status: 0 });
  const again = await voc(['ingest', 'in.ndjson'], { cwd: folder });
  expect(again.stderr).toContain('新增 0，重复 4');
});

/** Gives a voice the key and version that earlier versions made of a text before its broken characters were replaced. */
async function markAsBefore({ connection }: WritableStore, voice: Voice): Promise<void> {
  const text = voice.text.replace('\ufffd', '\ud83d');
  if (text === voice.text) return;
  const id = voice.key.startsWith(voice.id) ? null : voice.id;
  const stated = { rating: null, product: null, channel: null, orders: [] };
  const rest = { conversation: false, began: null, part: null, stated };
  const folded = fold(text);
  const key = contentKey({ ...voice, ...rest, id, folded }, digest);
  const version = contentVersion(voice, folded, () => false, digest);
  const shown = id ?? key.slice(0, 12);
  await connection.run(
    `UPDATE voices SET key = '${key}', version = '${version}', id = '${shown}' WHERE key = '${voice.key}'`,
  );
  for (const table of ['annotations', 'opinions']) {
    await connection.run(
      `UPDATE ${table} SET voice_key = '${key}' WHERE voice_key = '${voice.key}'`,
    );
  }
}
