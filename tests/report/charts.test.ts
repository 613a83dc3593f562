import { expect, test } from 'vitest';
import { chartXml } from '../../src/io/workbook-charts.ts';
import type { SheetChart } from '../../src/model/chart.ts';
import type { PeriodFinding } from '../../src/model/findings.ts';
import { hasShares } from '../../src/report/charts/periods.ts';
import { weekChart } from '../../src/report/charts/weeks.ts';
import { renderHtml } from '../../src/report/html.ts';
import { FINDINGS, pain, share } from '../support/findings.ts';

const week = (period: string, voices = 10): PeriodFinding => ({
  ...(FINDINGS.weeks[0] as PeriodFinding),
  period,
  voices,
  negative: share(3, 10),
});

test('a week without voices breaks the course, and a week alone is a dot', () => {
  const { source: svg } = weekChart(
    [
      week('2026-01-05'),
      week('2026-01-12'),
      week('2026-01-19', 0),
      week('2026-01-26'),
      week('2026-03-02'),
      week('2026-03-09'),
      week('2026-03-16'),
    ],
    'zh',
  );
  expect(svg.match(/class="course"/g)).toHaveLength(2);
  expect(svg.match(/<circle/g)).toHaveLength(1);
});

test('columns too narrow for figures above them promise none', () => {
  const periods = (length: number) => Array.from({ length }, () => week('2026-01-05'));
  expect([hasShares(periods(8)), hasShares(periods(9))]).toEqual([true, false]);
});

test('a quadrant with more pain points than it names says how many more', () => {
  const pains = Array.from({ length: 8 }, (_, at) =>
    pain({ id: `p${at}`, label: `问题${at}`, status: 'actionable', quadrant: 'note' }),
  );
  const html = renderHtml({ ...FINDINGS, pains }, { language: 'zh' });
  expect(html).toContain('<li class="muted">另有 2 个</li>');
});

test('the axis of a chart in a workbook begins and ends where it is told to', () => {
  const cells = { sheet: '旅程', column: 0, row: 1, direction: 'down' } as const;
  const chart: SheetChart = {
    kind: 'line',
    title: '情绪',
    format: '0.00',
    labels: { ...cells, values: ['购买'] },
    figures: { ...cells, values: [0.5] },
  };
  expect(chartXml({ ...chart, low: -1, high: 1 })).toContain('<c:max val="1"/><c:min val="-1"/>');
  expect(chartXml(chart)).not.toMatch(/<c:m(?:ax|in) /);
});
