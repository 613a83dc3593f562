import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { sharedFolder, VOC, voc } from '../support/process.ts';

const folder = sharedFolder();

beforeAll(async () => {
  const rows = ['id,评论内容', '1042,客服很敷衍', '7,物流很快'];
  writeFileSync(join(folder, 'a.csv'), `${rows.join('\n')}\n`);
  writeFileSync(join(folder, 'b.csv'), 'id,评论内容\n7,屏幕碎了\n');
  const { status } = await voc(['ingest', 'a.csv', 'b.csv'], { cwd: folder });
  expect(status).toBe(0);
});

describe('explains', () => {
  test.each([
    [['客服很敷衍'], '', '客服很敷衍'],
    [['-'], '客服很敷衍\n', '客服很敷衍'],
    [['-'], '第一行\r\n第二行', '第一行\r\n第二行'],
    [['1042'], '', '1042'],
    [['1042', '--store', 'voc.db'], '', '客服很敷衍'],
    [['--id', '1042'], '', '客服很敷衍'],
    [[''], '', ''],
  ])('%j with %j on standard input', async (args, stdin, text) => {
    const { status, stdout, stderr } = await voc(['explain', ...args], { stdin, cwd: folder });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, text });
  });

  test('for a person, in colour where it is asked for', async () => {
    const table = await voc(['explain', '客服很敷衍', '--format', 'table'], { cwd: folder });
    expect(table.stdout).toContain('客服很敷衍\n');
    const colored = await voc(['explain', '客服很敷衍', '--format', 'table', '--color', 'always'], {
      cwd: folder,
    });
    expect(colored.stdout).toContain('客服\u001b[31m很敷衍\u001b[39m\n');
  });

  test('with the words that a program seems to have put in', async () => {
    const text = '客服做事很周密，物流速率快';
    const { stdout } = await voc(['explain', text, '--format', 'table', '--lang', 'zh']);
    expect(stdout).toMatch(
      /套版换词\n[01]\.\d\d 像是软件换的词 「做事」（服务）、「周密」（周到）、「速率」（速度）/,
    );
    const { wording } = JSON.parse((await voc(['explain', text, '--format', 'json'])).stdout);
    expect(wording.words).toHaveLength(3);
    const plain = await voc(['explain', '等了三天才发货', '--format', 'json']);
    expect(JSON.parse(plain.stdout)).not.toHaveProperty('wording');
  });

  test('with the words of a dictionary of ours', async () => {
    writeFileSync(join(folder, 'words.txt'), '小蓝瓶精华 !\n');
    const { stdout } = await voc(['explain', '小蓝瓶精华很好用', '--dict', 'words.txt'], {
      cwd: folder,
    });
    expect(JSON.parse(stdout).tokens[0].span).toBe('小蓝瓶精华');
  });
});

test.each([
  [['--id', '99'], /^voc: 库中没有编号为 99 的声音；.+\n$/],
  [['--id', '7'], /^voc: 有 2 条声音的编号是 7；请改用其中一条的键：.+\n$/],
  [['7', '--store', 'none.db'], /^voc: 库不存在：.+\n$/],
])('%j ends in one line', async (args, line) => {
  const { status, stderr } = await voc(['explain', ...args], { cwd: folder });
  expect(status).toBe(1);
  expect(stderr).toMatch(line);
});

test('a text takes less than 150 ms of CPU above bare Node', () => {
  const report = 'data:text/javascript,process.on("exit",()=>console.error(process.cpuUsage()))';
  const cpuOf = (...args: readonly string[]): number => {
    const { stderr, status } = spawnSync(process.execPath, ['--import', report, ...args], {
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    const [user = 0, system = 0] = (stderr.match(/\d+/g) ?? []).map(Number);
    return (user + system) / 1000;
  };
  // By turns, and the least of each: whatever else the machine does only adds.
  const rounds = Array.from({ length: 6 }, () => [
    cpuOf('-e', '0'),
    cpuOf(VOC, 'explain', '等了四天才送到，包装还压坏了'),
  ]);
  const [bare = 0, ours = 0] = [0, 1].map((who) => Math.min(...rounds.map((r) => r[who] ?? 0)));
  expect(ours - bare).toBeLessThan(150);
});
