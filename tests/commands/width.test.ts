import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import stringWidth from 'string-width';
import { beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../src/program.ts';
import { KEY_FILE } from '../support/key.ts';
import { sharedFolder, voc } from '../support/process.ts';

const LONG_NAME = '👨‍👩‍👧‍👦黄金海岸旗舰体验中心Donaudampfschifffahrtsgesellschaft二号门店';
const TEXTS = [
  '客服不回复，退款拖了一个月还没到账，打了五次电话都说在处理，问了三遍都是机器人🔋',
  '物流很快，包装很好，客服很热情，服务很好，谢谢，不过我已经换别家了，不会再来',
  '屏幕碎了，物流太慢，售后推诿，再也不买了😡',
];

describe.each([80, 160])('on a terminal of %i columns', (columns) => {
  const folder = sharedFolder();

  beforeAll(async () => {
    const rows = Array.from({ length: 120 }, (_, n) => {
      const day = String((n % 27) + 1).padStart(2, '0');
      const group = n % 2 === 0 ? LONG_NAME : '普通会员';
      return `V${n},2026-0${1 + (n % 5)}-${day} 09:00,K${n % 3},${group},App应用市场${n % 4},${n % 11},${1 + (n % 5)},${TEXTS[n % 3]}`;
    });
    const header = '编号,时间,客户编号,会员等级,渠道,NPS,评分,评价内容';
    writeFileSync(join(folder, 'in.csv'), `${header}\n${rows.join('\n')}\n`);
    writeFileSync(join(folder, 'voc.yaml'), 'targets:\n  nps: 40\n  csat: 80\n');
    await voc(['ingest', 'in.csv'], { cwd: folder });
    await voc(['cluster'], { cwd: folder });
  });

  test.each([
    ['segments contrast', ['segments', 'contrast', LONG_NAME, '普通会员']],
    ['segments show', ['segments', 'show', LONG_NAME]],
    ['segments suggest', ['segments', 'suggest']],
    ['customer', ['customer', 'K1']],
    ['silence', ['silence']],
    ['contradictions', ['contradictions']],
    ['drivers', ['drivers']],
    ['metrics', ['metrics']],
    ['metrics by group', ['metrics', '--by', 'group']],
    ['journey voices', ['journey', 'voices']],
    ['export voices', ['export', 'voices']],
  ])('%s writes no wider line', async (_, args) => {
    for (const lang of ['zh', 'en']) {
      const shown = await shownOn(columns, [...args, '--lang', lang], folder);
      expect([shown.status, shown.faults]).toEqual([0, '']);
      const lines = shown.text.split('\n');
      expect(lines.length).toBeGreaterThan(4);
      expect(lines.filter((line) => stringWidth(line) > columns)).toEqual([]);
    }
  });
});

/** What a command writes to a terminal of so many columns. */
async function shownOn(columns: number, args: readonly string[], cwd: string) {
  let text = '';
  const screen = Object.assign(
    new Writable({
      write: (chunk: Buffer, _, done) => {
        text += String(chunk);
        done();
      },
    }),
    { isTTY: true, columns },
  );
  let faults = '';
  const stderr = new Writable({
    write: (chunk: Buffer, _, done) => {
      faults += String(chunk);
      done();
    },
  });
  const env = { PATH: process.env['PATH'], LANG: 'C.UTF-8', VOC_KEY_FILE: KEY_FILE };
  const stdin = Readable.from([]);
  const terminal = { stdin, stdout: screen, stderr, env, cwd, version: '0.0.0' };
  const status = await run(args, terminal);
  return { status, text, faults };
}
