import { expect, test } from 'vitest';
import type { Findings } from '../../src/model/findings.ts';
import { renderHtml } from '../../src/report/html.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { viewRows } from '../../src/report/rows.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { EMPTY, FINDINGS, HOSTILE_SPAN, share } from '../support/findings.ts';

const CLEAN: Findings = { ...FINDINGS, cleaning: EMPTY.cleaning };
const TERMINAL = { language: 'zh', color: false, width: 80 } as const;

test('the terminal says what is flagged and what changes without it', () => {
  const text = renderTerminal(FINDINGS, { ...TERMINAL, view: 'cleaning' });
  expect(text).toBe(`▌数据质量
标记：默认好评 120 · 雷同 30（5 组）。带标记的声音占 12.1%（150 条；只有评分的不
算在内，雷同的每组第一条也不算）。

指标                         全部声音           去掉有标记的
满意度 CSAT     80.0% (75.0% – 84.0%)  61.5% (55.0% – 68.0%)
痛点「发货慢」              86 (7.0%)              84 (7.7%)
`);
});

test.each([
  ['a report of flagged voices has the section', FINDINGS, true],
  ['a report without has none', CLEAN, false],
])('%s', (_, findings, shown) => {
  expect(renderTerminal(findings, TERMINAL).includes('▌数据质量')).toBe(shown);
  expect(renderMarkdown(findings, { language: 'en' }).includes('## Data quality')).toBe(shown);
  expect(renderHtml(findings, { language: 'zh' }).includes('<h2>数据质量</h2>')).toBe(shown);
});

test('the view alone says where nothing is flagged', () => {
  expect(renderTerminal(CLEAN, { ...TERMINAL, view: 'cleaning' })).toContain('没有带标记的声音');
});

test('rows have flags, metrics and pain points', () => {
  expect(viewRows(FINDINGS, 'cleaning')).toEqual({
    columns: ['type', 'name', 'voices', 'all', 'clean'],
    rows: [
      ['flag', 'default', 120, null, null],
      ['flag', 'duplicates', 30, null, null],
      ['metric', 'csat', 300, 80, 61.5],
      ['pain', 'p1', 86, 0.0695793, 0.0773481],
    ],
  });
});

test('labels of pain points stay text', () => {
  const pains = [{ id: 'p1', label: HOSTILE_SPAN, all: share(1, 2), clean: share(1, 2) }];
  const findings = { ...FINDINGS, cleaning: { ...FINDINGS.cleaning, pains } };
  expect(renderHtml(findings, { language: 'zh', view: 'cleaning' })).not.toContain('<script>alert');
  expect(renderTerminal(findings, { ...TERMINAL, view: 'cleaning' })).not.toContain('\u001b');
});
