import { expect, test } from 'vitest';
import { plain } from '../../src/report/markdown/markup.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { VIEW_IDS, VIEWS } from '../../src/report/views.ts';
import { EMPTY, FINDINGS, HOSTILE } from '../support/findings.ts';

const ZH = { language: 'zh' } as const;

test('is known', async () => {
  await expect(renderMarkdown(FINDINGS, ZH)).toMatchFileSnapshot('golden/markdown-zh.txt');
});

test.each([
  ['*很*差_的_`服务`', '\\*很\\*差\\_的\\_\\`服务\\`'],
  ['[点我](http://e.example)', '\\[点我\\](http\\://e.example)'],
  ['<img src=x>', '&lt;img src=x>'],
  ['# 不是标题', '\\# 不是标题'],
  ['1. 不是列表', '1\\. 不是列表'],
  ['- 不是列表', '\\- 不是列表'],
  ['38.2% 与 2026-03', '38.2% 与 2026-03'],
  ['a|b', 'a\\|b'],
  ['两\n行', '两 行'],
  ['www.example.org', 'www\\.example.org'],
])('%j is written as %j', (text, written) => {
  expect(plain(text)).toBe(written);
});

test('every table has as many cells in each row as in its head, whatever customers say', () => {
  for (const findings of [FINDINGS, HOSTILE]) {
    const tables = renderMarkdown(findings, ZH)
      .split('\n\n')
      .filter((block) => block.startsWith('| '));
    expect(tables.length).toBeGreaterThan(6);
    for (const table of tables) {
      const cells = table.split('\n').map((line) => line.split(/(?<!\\)\|/).length);
      expect(new Set(cells).size).toBe(1);
    }
  }
});

test.each(VIEW_IDS)('the view %s stands alone under the title', (view) => {
  const headings = renderMarkdown(FINDINGS, { ...ZH, view })
    .split('\n')
    .filter((line) => line.startsWith('## '));
  const expected = view === 'summary' ? ['## 读数说明'] : [`## ${VIEWS[view].zh}`];
  expect(headings).toEqual(expected);
});

test('an empty store says what to do next', () => {
  expect(renderMarkdown(EMPTY, ZH)).toContain('voc ingest FILE');
});
