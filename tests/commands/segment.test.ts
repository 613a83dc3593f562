import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
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
