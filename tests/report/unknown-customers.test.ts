import { expect, test } from 'vitest';
import type { Findings } from '../../src/model/findings.ts';
import { renderHtml } from '../../src/report/html.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { painListRows } from '../../src/report/pains.ts';
import { viewRows } from '../../src/report/rows.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { ANONYMOUS, FINDINGS } from '../support/findings.ts';

const ZH = { language: 'zh' } as const;

/** What a report for people says of customers: a heading, or a figure before the word. */
const TOLD = /位(?:可识别)?客户|>客户<|\| 客户 \||客户 {2,}/;

test.each<[string, (findings: Findings) => string]>([
  ['terminal', (findings) => renderTerminal(findings, { ...ZH, width: 120, color: false })],
  ['md', (findings) => renderMarkdown(findings, ZH)],
  ['html', (findings) => renderHtml(findings, ZH)],
])('%s tells of customers only where one is known', (_, render) => {
  expect(render(FINDINGS)).toMatch(TOLD);
  expect(render(ANONYMOUS)).not.toMatch(TOLD);
});

test.each<[string, (findings: Findings) => ReturnType<typeof viewRows>]>([
  ['pains', (findings) => viewRows(findings, 'pains')],
  ['the list of pain points', ({ pains }) => painListRows(pains)],
])('customers are a blank cell in the rows of %s where none is known', (_, rowsOf) => {
  const cellsOf = (findings: Findings): unknown[] => {
    const { columns, rows } = rowsOf(findings);
    return rows.map((row) => row[columns.indexOf('customers')]);
  };
  expect(cellsOf(FINDINGS).every((cell) => Number(cell) > 0)).toBe(true);
  expect(new Set(cellsOf(ANONYMOUS))).toEqual(new Set([null]));
});
