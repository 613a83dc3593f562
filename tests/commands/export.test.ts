import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TextDecoder } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { FIXTURES, sharedFolder, voc, workFolder } from '../support/process.ts';

const TABLES = ['voices', 'opinions', 'pains', 'assignments', 'journey', 'metrics'];

const OUTPUTS: readonly (readonly string[])[] = [
  ...TABLES.map((table) => ['export', table, '--format', 'csv']),
  ...['json', 'md', 'html'].map((format) => ['report', '--format', format]),
];

/** What a store says to others, byte for byte. */
async function outputsOf(folder: string, commands = OUTPUTS): Promise<Record<string, string>> {
  const outputs: Record<string, string> = {};
  for (const command of commands) {
    const { status, stdout } = await voc(command, { cwd: folder });
    expect(status).toBe(0);
    outputs[command.join(' ')] = stdout;
  }
  return outputs;
}

/** Rows in another order, always the same one. */
function shuffled<T>(rows: readonly T[]): T[] {
  const mixed = rows.map((row, at) => [(at * 7919 + 13) % 1009, at, row] as const);
  return mixed.sort(([a, i], [b, j]) => a - b || i - j).map(([, , row]) => row);
}

/** Header and records of an export; records may hold line breaks in quotes. */
function recordsOf(csv: string): { header: string; records: string[] } {
  const records = csv.match(/(?:"(?:[^"]|"")*"|[^"\n])*\n?/g) ?? [];
  const [header = '', ...rest] = records.filter((record) => record.trim() !== '');
  return { header, records: rest.map((record) => `${record.trimEnd()}\n`) };
}

describe('the same voices give the same bytes', () => {
  const [whole, parts] = [sharedFolder(), sharedFolder()];
  let expected: Record<string, string> = {};

  beforeAll(async () => {
    for (const folder of [whole, parts]) mkdirSync(join(folder, 'in'));
    for (const name of ['nps.csv', 'hotline.csv']) {
      const bytes = readFileSync(join(FIXTURES, name));
      const encoding = name === 'nps.csv' ? 'utf-8' : 'gb18030';
      const { header, records } = recordsOf(new TextDecoder(encoding).decode(bytes));
      writeFileSync(join(whole, 'in', name), header + records.join(''));
      const mixed = shuffled(records);
      const half = Math.ceil(mixed.length / 2);
      writeFileSync(join(parts, 'in', `2-${name}`), header + mixed.slice(0, half).join(''));
      writeFileSync(join(parts, 'in', `1-${name}`), header + mixed.slice(half).join(''));
    }
    await voc(['ingest', 'in/nps.csv', 'in/hotline.csv'], { cwd: whole });
    await voc(['cluster'], { cwd: whole });
    expected = await outputsOf(whole);
    expect(expected['export voices --format csv']?.split('\n').length).toBeGreaterThan(500);
    expect(expected['export pains --format csv']?.split('\n').length).toBeGreaterThan(10);
  });

  test('in another order, in halves, in several loads, clustered in between', async () => {
    const [first = '', ...rest] = readdirSync(join(parts, 'in')).sort();
    await voc(['run', `in/${first}`, '--format', 'json'], { cwd: parts });
    for (const name of rest) await voc(['ingest', `in/${name}`], { cwd: parts });
    await voc(['cluster'], { cwd: parts });
    expect(await outputsOf(parts)).toEqual(expected);
  });

  test('when they are loaded and clustered once more, in another language and time zone', async () => {
    const env = { TZ: 'America/New_York', LC_ALL: 'tr_TR.UTF-8' };
    await voc(['ingest', 'in/hotline.csv', 'in/nps.csv'], { cwd: whole, env });
    await voc(['cluster'], { cwd: whole, env });
    const some = OUTPUTS.filter((command) => /opinions|json/.test(command.join()));
    expect(expected).toMatchObject(await outputsOf(whole, some));
  });

  test('as file and as stream', async () => {
    await voc(['export', 'opinions', '-o', 'o.ndjson'], { cwd: whole });
    const { stdout } = await voc(['export', 'opinions', '--format', 'ndjson'], { cwd: whole });
    expect(readFileSync(join(whole, 'o.ndjson'), 'utf8')).toBe(stdout);
    await voc(['report', '-o', 'r.html'], { cwd: whole });
    expect(readFileSync(join(whole, 'r.html'), 'utf8')).toBe(expected['report --format html']);
  });

  test('of opinions that slice back out of the texts of their voices', async () => {
    const rows = async (table: string) => {
      const { stdout } = await voc(['export', table, '--format', 'ndjson'], { cwd: whole });
      return stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
    };
    const texts = new Map((await rows('voices')).map(({ id, text }) => [id, text]));
    const opinions = await rows('opinions');
    expect(opinions.length).toBeGreaterThan(300);
    for (const { voice_id: id, start, end, span } of opinions) {
      expect(texts.get(id)?.slice(start, end)).toBe(span);
    }
  });
});

test('CSV: plain on standard output, for people in a file; numbers and texts keep their form', async () => {
  const folder = workFolder();
  const text = '=1+1，"很差"\n等了三天';
  writeFileSync(
    join(folder, 'in.ndjson'),
    `${JSON.stringify({ id: '00012345678901234567', text, 客户ID: '+8613800000000' })}\n`,
  );
  await voc(['ingest', 'in.ndjson', '--no-mask'], { cwd: folder });
  const { stdout } = await voc(['export', 'voices'], { cwd: folder });
  expect(stdout).toMatch(/^id,source,channel,/);
  expect(stdout).not.toContain('\r');
  expect(stdout).toContain('\n00012345678901234567,');
  expect(stdout).toContain('"=1+1，""很差""\n等了三天"');
  const written = await voc(['export', 'voices', '-o', 'v.csv'], { cwd: folder });
  expect(written).toEqual({ status: 0, stdout: '', stderr: '' });
  const file = readFileSync(join(folder, 'v.csv'), 'utf8');
  expect(file).toMatch(/^\ufeffid,source,channel,[^\n]*\r\n00012345678901234567\t,/);
  expect(file).toContain(`"'=1+1，""很差""`);
  expect(file).toContain(`,'+8613800000000,`);
  const excel = await voc(['export', 'voices', '--excel'], { cwd: folder });
  expect(excel.stdout).toBe(file);
});

test('a file is written whole or not at all, through links, and keeps its rights', async () => {
  const folder = workFolder();
  writeFileSync(join(folder, 'in.csv'), '编号,评价内容\n1,等了三天\n');
  await voc(['ingest', 'in.csv'], { cwd: folder });
  for (const [target, fault] of [
    ['none/v.csv', '所在文件夹不存在；先建立文件夹'],
    ['in.csv/v.csv', '路径中间有一段不是文件夹'],
  ] as const) {
    expect(await voc(['export', 'voices', '-o', target], { cwd: folder })).toEqual({
      status: 1,
      stdout: '',
      stderr: `voc: 无法写入 ${target}：${fault}\n`,
    });
  }
  mkdirSync(join(folder, 'folder.csv'));
  const onto = await voc(['export', 'voices', '-o', 'folder.csv'], { cwd: folder });
  expect(onto.stderr).toBe('voc: 无法写入 folder.csv：这是一个文件夹；请写出文件名\n');
  writeFileSync(join(folder, 'real.csv'), 'old', { mode: 0o640 });
  execFileSync('ln', ['-s', 'real.csv', 'link.csv'], { cwd: folder });
  await voc(['export', 'voices', '-o', 'link.csv'], { cwd: folder });
  expect(readFileSync(join(folder, 'real.csv'), 'utf8')).toContain('等了三天');
  expect(readdirSync(folder)).toEqual(['folder.csv', 'in.csv', 'link.csv', 'real.csv', 'voc.db']);
});
