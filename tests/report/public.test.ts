import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { effectOf } from '../../src/measure/effect.ts';
import type { PublicFindings, PublicPain } from '../../src/model/public.ts';
import {
  publicHtml,
  publicJson,
  publicMarkdown,
  publicTerminal,
} from '../../src/report/public/render.ts';
import { widthOf } from '../../src/report/terminal/layout.ts';
import { HOSTILE_SPAN } from '../support/findings.ts';
import { sharedFolder, workFolder } from '../support/process.ts';
import { voc } from '../support/voc.ts';

const PAIN: PublicPain = {
  label: '送货慢',
  voices: 40,
  quotes: ['说好三天，等了半个月'],
  action: { did: '加开一条线路', since: '2026-06-01' },
  effect: effectOf({ before: 60, beforeTotal: 400, after: 20, afterTotal: 400 }),
};
const findings = (...pains: readonly PublicPain[]): PublicFindings => ({
  ...{ title: null, voices: 800, firstDay: '2026-01-01', lastDay: '2026-08-31', least: 10, pains },
});
const RENDERERS = {
  md: (found: PublicFindings) => publicMarkdown(found, 'zh'),
  html: (found: PublicFindings) => publicHtml(found, 'zh'),
  json: (found: PublicFindings) => publicJson(found, 'zh'),
  table: (found: PublicFindings) =>
    publicTerminal(found, { language: 'zh', width: 300, color: false }),
};

describe.each(Object.entries(RENDERERS))('as %s', (_, render) => {
  test('what was said stands beside what was done, since when, and what followed', () => {
    const page = render(findings(PAIN));
    for (const text of [
      '送货慢',
      '说好三天，等了半个月',
      '加开一条线路',
      '已做，自 2026-06-01 起',
    ]) {
      expect(page).toContain(text);
    }
    expect(page).toContain('之前 15.0%，之后 5.0%，明显减少（相差 -10.0 个百分点');
  });

  test('small numbers are not told, and cannot be worked out', () => {
    const effect = effectOf({ before: 60, beforeTotal: 400, after: 3, afterTotal: 400 });
    const page = render(findings({ ...PAIN, voices: 7, effect }));
    expect(page).toContain('不足 10 条');
    expect(page).toContain('之后 低于 2.5%，明显减少。');
    expect(page.replace(/<style>.*<\/style>/s, '')).not.toMatch(/个百分点|0\.8%|: 7\b|>7 | 7 条/);
  });

  test('no action is invented', () => {
    const page = render(findings({ ...PAIN, action: null, effect: null }));
    expect(page.includes('还没有可以公布的行动') || page.includes('"did": null')).toBe(true);
    expect(page).not.toContain('已做');
  });

  test('an action of a day after the data is a plan, and has no effect', () => {
    const page = render(findings({ ...PAIN, action: { did: '换仓', since: '2026-12-01' } }));
    expect(page).toContain('计划中，自 2026-12-01 起');
    expect(page).not.toContain('明显减少');
  });
});

test.each(['md', 'html', 'table'] as const)('%s says why nothing is quoted', (format) => {
  const page = RENDERERS[format](findings({ ...PAIN, quotes: [] }));
  expect(page).toContain('原话都可能认得出是谁说的，不公布');
});

test('what could tell who said it makes room for another wording', async () => {
  const folder = workFolder();
  const rows = Array.from({ length: 12 }, (_, at) =>
    at < 9
      ? `${at},订单号 2026030${at}77${at} 退款拖了一个月还没到账`
      : `${at},退款太慢了，等了${'三五七'[at - 9]}周还没到账`,
  );
  writeFileSync(join(folder, 'in.csv'), `编号,内容\n${rows.join('\n')}\n`);
  await voc(['ingest', join(folder, 'in.csv'), '--no-mask'], { cwd: folder });
  await voc(['cluster'], { cwd: folder });
  const { stdout, stderr } = await voc(['report', '--public', '--format', 'md'], { cwd: folder });
  expect(stderr).toContain('公布之前');
  expect(stdout).toMatch(/^> .*周还没到账/m);
  expect(stdout).not.toMatch(/\d{5}/);
});

test('what customers and teams write makes no markup and no escape codes', () => {
  const hostile = findings({
    ...PAIN,
    label: HOSTILE_SPAN,
    quotes: [HOSTILE_SPAN],
    action: { did: HOSTILE_SPAN },
  });
  expect(publicHtml(hostile, 'zh').split('<script').length).toBe(2);
  expect(publicTerminal(hostile, { language: 'en', width: 80, color: false })).not.toContain(
    '\u001b',
  );
});

test.each([60, 80, 160])('every line fits %i columns', (width) => {
  for (const language of ['zh', 'en'] as const) {
    const page = publicTerminal(findings(PAIN), { language, width, color: false });
    expect(page.split('\n').filter((line) => widthOf(line) > width)).toEqual([]);
  }
});

test.each([
  [{ before: 1, beforeTotal: 29, after: 1, afterTotal: 400 }, null],
  [{ before: 0, beforeTotal: 400, after: 0, afterTotal: 400 }, null],
  [{ before: 10, beforeTotal: 400, after: 60, afterTotal: 400 }, 'worse'],
  [{ before: 20, beforeTotal: 400, after: 21, afterTotal: 400 }, 'same'],
])('%j is %s', (counts, change) => {
  expect(effectOf(counts)?.change ?? null).toBe(change);
});

describe('voc report --public', () => {
  const cwd = sharedFolder();
  const page = (...flags: readonly string[]) =>
    voc(['report', '--public', '--format', 'json', ...flags], { cwd });

  beforeAll(async () => {
    const rows = Array.from({ length: 120 }, (_, at) => {
      const day = new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10);
      const slow = at < 60 ? at % 2 === 0 : at === 90;
      const text = slow ? `物流太慢了，第${at}天还没发货` : `挺好用的，第${at}次回购`;
      return `V-${at},${day},${text}${at === 2 ? '，打我电话13912345678' : ''}`;
    });
    writeFileSync(join(cwd, 'in.csv'), `编号,时间,内容\n${rows.join('\n')}\n`);
    await voc(['ingest', join(cwd, 'in.csv'), '--no-mask'], { cwd });
    await voc(['cluster'], { cwd });
  });

  test('has no id of a voice or a pain point, and no personal data, though the store has', async () => {
    const { stdout, stderr } = await page();
    expect(stderr).toContain('公布之前');
    expect(JSON.parse(stdout).entries.length).toBeGreaterThan(0);
    expect(stdout).not.toMatch(/V-\d|"p[0-9a-f]{8}"|1391234|voice_id/);
  });

  test('tells from the store whether the numbers fell since', async () => {
    const { stdout: list } = await voc(['pains', 'list', '--format', 'json'], { cwd });
    const id = /p[0-9a-f]{8}/.exec(list)?.[0] ?? '';
    const action = `{ did: 加开线路, since: 2026-03-02 }`;
    writeFileSync(join(cwd, 'voc.yaml'), `public:\n  least: 2\n  actions:\n    ${id}: ${action}\n`);
    const [entry] = JSON.parse((await page()).stdout).entries;
    expect(entry.effect).toContain('明显减少');
    writeFileSync(join(cwd, 'voc.yaml'), `public:\n  actions:\n    p00000000: ${action}\n`);
    const { status, stderr } = await page();
    expect([status, stderr]).toEqual([1, expect.stringContaining('p00000000 不在')]);
  });

  test('is a page of its own', async () => {
    expect((await voc(['report', 'pains', '--public'], { cwd })).status).toBe(2);
    const { status, stderr } = await page('--audience', '客服');
    expect([status, stderr]).toEqual([2, expect.stringContaining('不能和')]);
  });
});
