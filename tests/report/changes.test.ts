import { expect, test } from 'vitest';
import { renderHtml } from '../../src/report/html.ts';
import { renderJson } from '../../src/report/json.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { metricDifference } from '../../src/report/metric-figures.ts';
import { viewRows } from '../../src/report/rows.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { COMPARED, FINDINGS } from '../support/findings.ts';

const TERMINAL = { language: 'zh', color: false, width: 100 } as const;
const VIEW = { language: 'zh', view: 'changes' } as const;

/** What people read of the figures, in each of their formats. */
const FORMATS: Readonly<Record<string, string>> = {
  terminal: renderTerminal(COMPARED, { ...TERMINAL, view: 'changes' }),
  markdown: renderMarkdown(COMPARED, VIEW),
  html: renderHtml(COMPARED, VIEW).replace(/<[^>]+>/g, ' '),
};

test.each(Object.keys(FORMATS))('%s shows the same figures', (format) => {
  const text = FORMATS[format]?.replaceAll('\\', '') ?? '';
  for (const figure of [
    ...['2025-04-02 至 2025-09-30', '1,024 条', '38.2% (1,236)', '42.1% (1,024)'],
    ...['+12.4 (298)', '-21.3 (251)', '86 (7.0%)', '47 (4.6%)', '61 (4.9%)', '0 (0.0%)'],
    ...['-3.9 (-7.9 – -0.2)', '+33.7 (+20.1 – +46.5)', '+2.4 (+1.1 – +3.8)'],
    '变差 1 个：「扫地机器人断网」 47 → 86。',
  ]) {
    expect(text).toContain(figure);
  }
  expect(text).not.toContain('滤芯太贵');
});

test('a terminal without room for the differences has the table without them', () => {
  const lines = renderTerminal(COMPARED, { ...TERMINAL, width: 50, view: 'changes' });
  expect(lines).toContain('+12.4 (298)');
  expect(lines).not.toContain('+33.7');
});

test.each([
  [{ value: 30, low: -90, high: 150 }, 'minutes', '+0.5 (-1.5 – +2.5) 小时'],
  [{ value: -0.5, low: -0.75, high: -0.25 }, 'minutes', '-30.0 (-45.0 – -15.0) 秒'],
  [{ value: 0.25, low: null, high: null }, 'score', '+0.25'],
  [{ value: null, low: null, high: null }, 'points', '–'],
] as const)('a difference of %o in %s reads %s', (difference, unit, text) => {
  expect(metricDifference(difference, unit, 'zh')).toBe(text);
});

test('rows and JSON carry the same figures, those that did not change too', () => {
  const { columns, rows } = viewRows(COMPARED, 'changes');
  const found = rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at]])));
  expect(found).toContainEqual(
    expect.objectContaining({
      ...{ type: 'pain', id: 'p3f2a91c0', now: 86, before: 47, now_n: 1236, before_n: 1024 },
      ...{ change: 'worse', difference: 0.024, q: 0.0012 },
    }),
  );
  expect(found).toContainEqual(
    expect.objectContaining({
      ...{ type: 'metric', id: 'nps', now: 12.4, before: -21.3, before_n: 251 },
      ...{ difference: 33.7, difference_low: 20.1, difference_high: 46.5 },
    }),
  );
  const { comparison } = JSON.parse(renderJson(COMPARED));
  expect(comparison.pains.map((pain: { change: string }) => pain.change)).toEqual([
    'worse',
    'new',
    'same',
  ]);
  expect(comparison.metrics[0]).toMatchObject({ difference: 33.7, difference_low: 20.1 });
  expect(comparison.pains[0]).toMatchObject({ now: { count: 86 }, before: { count: 47 } });
  expect(comparison.negative.before).toMatchObject({ count: 431, n: 1024 });
});

test('labels stay text', () => {
  expect(renderHtml(COMPARED, VIEW)).not.toContain('<script>alert');
  expect(FORMATS['terminal']).not.toContain('\u001b');
});

test('a whole report has the section where a period is compared, and only there', () => {
  const title = '与前一期相比';
  expect(renderTerminal(COMPARED, TERMINAL)).toContain(title);
  expect(renderTerminal(FINDINGS, TERMINAL)).not.toContain(title);
  expect(renderHtml(COMPARED, { language: 'zh' })).toContain(`<h2>${title}</h2>`);
  expect(renderHtml(FINDINGS, { language: 'zh' })).not.toContain(`<h2>${title}</h2>`);
  expect(renderTerminal(FINDINGS, { ...TERMINAL, view: 'changes' })).toContain('--compare-to');
});
