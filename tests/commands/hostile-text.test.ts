import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { openSource } from '../../src/io/source.ts';
import { visible } from '../../src/model/visible.ts';
import { withWriter } from '../../src/store/open.ts';
import { cellsOf } from '../support/exports.ts';
import { sharedFolder } from '../support/process.ts';
import { voc } from '../support/voc.ts';

/** Texts that do harm where they are obeyed instead of shown, or are no text at all. */
const NAUGHTY: readonly string[] = [
  '\u001b]0;标题\u0007清屏\u001b[2J\u001b[31m红色，客服太差',
  '\u009b31m八位控制符，质量很差',
  '\u202e反过来写\u202c，物流太慢\u2066x\u2069',
  '空字符\u0000在中间，屏幕坏了',
  '半个字符\ud83d，退款太慢',
  '回车\r盖住前面，发货太慢',
  '退格\b\b\b\u007f，包装破了',
  '<script>document.title="hacked"</script>包装太差',
  '<img src=x onerror="document.title=\'hacked\'">太难用',
  '"><svg onload=document.title="hacked">客服不理人',
  '</textarea></title><iframe src="javascript:alert(1)">价格太贵',
  '=HYPERLINK("http://e.example","点我")，质量差',
  "+cmd|' /C calc'!A0，太慢",
  '@SUM(1+1)*cmd，不好用',
  '-2+3，差评',
  '\t=1+1，坏了',
  'Z̷̡a̸l̷g̶o̵ 客服很差',
  '👨‍👩‍👧‍👦👍🏽客服很好',
  '\ufeff不可见\u200b的\u2060字符，太贵了',
  'null',
  'undefined',
  'NaN',
  '%s%n%d{{7*7}}<%= 7*7 %>，太差',
  "'; DROP TABLE voices; --，太差",
  '../../../etc/passwd',
  'ﷺ﷽ 客服态度不好',
  '_x0000__x001B_[31m，质量很差',
  '客'.repeat(3_000),
];
/** Names that reach the screen beside the texts. */
const ATTACK = '\u001b[2J\u001b]0;x\u0007<b onclick=alert(1)>';
/** What a terminal would obey: controls but line feed and tab, and marks of direction. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are looked for
const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

const folder = sharedFolder();
const file = join(folder, `导出${ATTACK.replaceAll('/', '')}.ndjson`);
const store = join(folder, 'voc.db');

beforeAll(async () => {
  const rows = NAUGHTY.flatMap((text, at) =>
    // Several customers say the same, so that it comes into the report as a pain point's words.
    [1, 2, 3].map((time) => ({
      id: `${at}-${time}${ATTACK}`,
      text,
      created_at: `2026-03-${10 + (at % 15)} 10:0${time}:00`,
      customer_id: `c${at}-${time}${ATTACK}`,
      channel: `渠道\u0000${ATTACK}`,
      product: `产品${ATTACK}`,
      customer_group: `群${ATTACK}`,
      [`列${ATTACK}`]: text,
    })),
  );
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const { status, stderr } = await voc(['ingest', file, '--store', store, '--lang', 'zh']);
  expect({ status, rows: /读入 (\d+) 行（(\d+) 条声音）/.exec(stderr)?.slice(1) }).toEqual({
    status: 3,
    // What stands for nothing in the exports of programs is rejected as empty.
    rows: [String(rows.length), String(rows.length - 9)],
  });
  await voc(['cluster', '--store', store]);
});

describe('nothing that a terminal would obey reaches it', () => {
  const VIEWS = ['overview', 'pains', 'opinions', 'stages', 'trend', 'journey', 'drivers'];
  const lines: readonly string[][] = [
    ['ingest', file, '--dry-run'],
    ['ingest', file, '--store', store, '--verbose'],
    ['ingest', `${file}.none`, '--store', store],
    ['ingest', file, '--text', ATTACK, '--store', store],
    ['cluster', '--store', store],
    ['report', '--store', store],
    ...VIEWS.map((view) => ['report', view, '--store', store]),
    ...['table', 'csv', 'tsv', 'md', 'json', 'ndjson', 'html'].map((format) => [
      ...['report', '--store', store, '--format', format],
    ]),
    ...['table', 'csv', 'tsv', 'md', 'json', 'ndjson'].flatMap((format) => [
      ['export', 'voices', '--store', store, '--format', format],
      ['annotate', file, '--format', format],
    ]),
    ['segment', file],
    ['doctor', '--store', store],
    ['report', '--store', `${store}${ATTACK}`],
    ['eval', file],
  ];

  test.each(lines.map((argv) => [argv.map((word) => visible(word)).join(' '), argv] as const))(
    '%s',
    async (_, argv) => {
      const { stdout, stderr } = await voc([...argv, '--color', 'never'], {
        tty: true,
        env: { VOC_LANG: 'zh' },
      });
      expect(stdout.length + stderr.length).toBeGreaterThan(0);
      expect(OBEYED.exec(stdout)?.[0]).toBeUndefined();
      expect(OBEYED.exec(stderr)?.[0]).toBeUndefined();
    },
  );
});

test('programs get every character as it was', async () => {
  const { stdout } = await voc(['export', 'voices', '--store', store, '--format', 'ndjson']);
  const texts = new Set(
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).text),
  );
  // Half of a character cannot be written as UTF-8 by anybody; the engine gives back no byte-order mark at a beginning.
  const expected = NAUGHTY.filter((text) => !/^(null|undefined|NaN)$/.test(text));
  expect(
    expected
      .map((text) => text.replace(/\p{Surrogate}/gu, '\ufffd').replace(/^\ufeff/, ''))
      .filter((text) => !texts.has(text)),
  ).toEqual([]);
});

describe('files for spreadsheets', () => {
  test('CSV runs no formula', async () => {
    const path = join(folder, 'voices.csv');
    await voc(['export', 'voices', '--store', store, '-o', path]);
    const { batches } = await openSource(path, {});
    const cells: string[] = [];
    for await (const batch of batches) cells.push(...cellsOf(batch).flatMap((row) => [...row]));
    expect(cells.filter((cell) => /^[=+\-@\t\r].*[^\d.]/.test(cell))).toEqual([]);
    expect(cells.some((cell) => cell.startsWith("'=HYPERLINK"))).toBe(true);
  });

  test('a workbook holds them as text and is read back', async () => {
    const path = join(folder, 'voices.xlsx');
    await voc(['export', 'voices', '--store', store, '-o', path]);
    const { batches } = await openSource(path, {});
    const cells = new Set<string>();
    for await (const batch of batches)
      for (const row of cellsOf(batch)) for (const cell of row) cells.add(cell);
    expect(cells.has('=HYPERLINK("http://e.example","点我")，质量差')).toBe(true);
    expect(cells.has('_x0000__x001B_[31m，质量很差')).toBe(true);
  });
});

const BROWSER = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);

test.skipIf(BROWSER === undefined)(
  'HTML in texts and names does not run in the report',
  async () => {
    const path = join(folder, 'report.html');
    await voc(['report', '--store', store, '-o', path]);
    expect(readFileSync(path, 'utf8')).not.toMatch(OBEYED);
    const browser = await chromium.launch({
      executablePath: BROWSER ?? '',
      args: ['--no-sandbox'],
    });
    try {
      const page = await browser.newPage();
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      page.on('dialog', (dialog) => asked.push(dialog.message()));
      await page.goto(pathToFileURL(path).href);
      expect(await page.title()).not.toBe('hacked');
      // The report's own script, which its policy allows by hash, and nothing of the texts.
      expect(await page.locator('script').count()).toBe(1);
      expect(await page.locator('iframe, img, [onclick], [onload], [onerror]').count()).toBe(0);
      expect(asked).toEqual([pathToFileURL(path).href]);
    } finally {
      await browser.close();
    }
  },
);

test('a NUL that an earlier version stored among few values does not break the report', async () => {
  const own = join(sharedFolder(), 'voc.db');
  const rows = join(sharedFolder(), 'in.csv');
  writeFileSync(rows, '编号,评价内容,渠道,商品\nA1,发货慢,甲,子\nA2,质量差,乙,丑\nA3,\0\0,乙,丑\n');
  expect((await voc(['ingest', rows, '--store', own])).stderr).toContain('新增 2，重复 0，拒收 1');
  await withWriter(own, {}, ({ connection }) =>
    connection.run(
      `UPDATE voices SET channel = 'a' || chr(0) || 'b', product = chr(0) WHERE id = 'A1'`,
    ),
  );
  for (const command of ['cluster', 'report', 'journey']) {
    expect((await voc([command, '--store', own])).status).toBe(0);
  }
});
