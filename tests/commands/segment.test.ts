import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { voc, workFolder } from '../support/process.ts';

const LINES = ['客服态度很差', '', '  等了 三天，才发货！', 'WiFi6 老断线😤', '￥99元', '好', '\t'];

test('one line in, one line out; nothing but white space is lost', async () => {
  const { status, stdout, stderr } = await voc(['segment'], { stdin: LINES.join('\n') });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const lines = stdout.split('\n').slice(0, -1);
  expect(lines.map((line) => line.replace(/\s/g, ''))).toEqual(
    LINES.map((line) => line.replace(/\s/g, '')),
  );
  for (const line of lines) expect(line).not.toMatch(/^ | $| {2}/);
  expect(lines[0]).toBe('客服 态度 很差');
});

test.each([
  ['', ''],
  ['\n\n', '\n\n'],
  ['好', '好\n'],
  ['好\r\n差\r\n', '好\n差\n'],
])('%j gives %j', async (stdin, stdout) => {
  expect(await voc(['segment', '-'], { stdin })).toEqual({ status: 0, stdout, stderr: '' });
});

test('from a file of another encoding into a file', async () => {
  const folder = workFolder();
  // 「等了很久」「客服态度很差」 in UTF-16.
  writeFileSync(join(folder, 'in.txt'), Buffer.from('\ufeff等了很久\n客服态度很差\n', 'utf16le'));
  const result = await voc(['segment', 'in.txt', '-o', 'out.txt'], { cwd: folder });
  expect(result).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(readFileSync(join(folder, 'out.txt'), 'utf8').split('\n')[1]).toBe('客服 态度 很差');
});

test.each([
  [['missing.txt'], 1, 'voc: missing.txt：找不到这个文件；请检查路径和文件名\n'],
  [['.'], 1, 'voc: .：这是一个文件夹；请指定其中的文件，例如 ./*.csv\n'],
])('%j', async (args, status, stderr) => {
  const result = await voc(['segment', ...args], { cwd: workFolder() });
  expect(result).toEqual({ status, stdout: '', stderr });
});

const OWN = fileURLToPath(new URL('../../dictionaries/words.user.tsv', import.meta.url));

test.each([
  ['手机壳和大床房', '手机 壳 和 大床 房', '手机壳 和 大床房'],
  ['新车烧机油', '新车 烧 机油', '新车 烧机油'],
  ['客服说性价比高', '客服 说 性价比 高', '客服 说 性价比 高'],
  ['小程序里七天无理由退货', '小程序 里 七天无理由退货', '小程序 里 七天无理由退货'],
])(
  '%j has the words of jieba and those that are never split; our own where asked for',
  async (line, jieba, own) => {
    const stdin = `${line}\n`;
    expect((await voc(['segment'], { stdin })).stdout).toBe(`${jieba}\n`);
    expect((await voc(['segment', '--dict', OWN], { stdin })).stdout).toBe(`${own}\n`);
  },
);

test('explain, as all that annotates, keeps our own words whole', async () => {
  const { stdout } = await voc(['explain', '新车烧机油，手机壳也碎了', '--format', 'table']);
  expect(stdout).toMatch(/^分词 .* 烧机油\/v ，\/x 手机壳\/n /m);
});

describe('words of your own', () => {
  const TEXT = '云朵枕很软，SM-G9980有点烫\n';

  test('in either notation and encoding, from several files, the later counts', async () => {
    const folder = workFolder();
    writeFileSync(join(folder, 'a.txt'), '云朵枕 30 n\nSM-G9980 !\n');
    // 「很软 ! a」 in GB18030.
    writeFileSync(
      join(folder, 'b.txt'),
      Buffer.from('badc c8ed 0921 0961 0a'.replaceAll(' ', ''), 'hex'),
    );
    writeFileSync(join(folder, 'c.txt'), 'word\tweight\ttag\n云朵枕\t-\tnz\n');
    const dicts = ['a.txt', 'b.txt', 'c.txt'].flatMap((name) => ['--dict', name]);
    const result = await voc(['segment', '--pos', ...dicts], { cwd: folder, stdin: TEXT });
    expect(result).toEqual({
      status: 0,
      stdout: '云朵枕/nz 很软/a ，/x SM-G9980/n 有点/n 烫/v\n'.replace('SM-G9980/n', 'SM-G9980/n'),
      stderr: '',
    });
  });

  test('are no judgements: 卡 in a brand 卡小贝', async () => {
    const folder = workFolder();
    writeFileSync(join(folder, 'd.txt'), '卡小贝 !\n');
    const args = ['annotate', '--format', 'ndjson', '--jobs', '1'];
    const stdin = '{"id":"1","text":"卡小贝牌"}\n';
    const without = await voc(args, { cwd: folder, stdin });
    const having = await voc([...args, '--dict', 'd.txt'], { cwd: folder, stdin });
    expect(JSON.parse(without.stdout)).toMatchObject({ opinions: [{ polarity: 'negative' }] });
    expect(JSON.parse(having.stdout)).toMatchObject({ opinions: [] });
  });

  test.each([
    [['--dict', 'bad.txt'], 1, 'voc: 用户词典 bad.txt:2：有 4 列，最多 3 列：词、词频、词性\n'],
    [['--dict', 'no.txt'], 1, 'voc: no.txt：找不到这个文件；请检查路径和文件名\n'],
    [
      ['--dict', 'bad.txt', '--segmenter', 'nodejieba'],
      2,
      'voc: --dict 只能与自带的分词器一起用；请去掉 --dict 或 --segmenter\n',
    ],
  ])('%j', async (args, status, stderr) => {
    const folder = workFolder();
    writeFileSync(join(folder, 'bad.txt'), '云朵枕\n云朵枕\t1\tn\t枕头\n');
    const result = await voc(['segment', ...args], { cwd: folder, stdin: TEXT });
    expect(result).toEqual({ status, stdout: '', stderr });
  });
});

test('the optional peer, where it is not installed, is asked for with the line that installs it', async () => {
  const { status, stdout, stderr } = await voc(['segment', '--segmenter', 'nodejieba'], {
    stdin: '客服态度很差\n',
  });
  if (status === 0) expect(stdout).toBe('客服 态度 很差\n');
  else
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringContaining('npm install nodejieba'),
    });
});
