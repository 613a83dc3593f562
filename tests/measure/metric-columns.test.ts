import { describe, expect, test } from 'vitest';
import {
  answersTo,
  onScale,
  turnedColumns,
  withColumnsIn,
} from '../../src/measure/metric-columns.ts';
import { BUILT_IN, definitionsOf, formulaOf } from '../../src/measure/metric-definitions.ts';
import type { MetricDefinition } from '../../src/model/metric.ts';

function builtIn(id: string): MetricDefinition {
  const found = BUILT_IN.find((metric) => metric.id === id);
  if (found === undefined) throw new Error(`no metric ${id}`);
  return found;
}

describe('columns of a metric', () => {
  test.each([
    ['nps', ['推荐意愿(0-10)', '满意度'], ['rating', '推荐意愿(0-10)']],
    ['nps', ['3. 推荐意愿（0-10分）'], ['rating', '3. 推荐意愿（0-10分）']],
    ['nps', ['Q3：推荐意愿'], ['rating', 'Q3：推荐意愿']],
    ['csat', ['满意度(1-5)', '不满意原因'], ['rating', '满意度(1-5)']],
    [
      'csat',
      ['ＣＳＡＴ评分', 'Overall Satisfaction'],
      ['rating', 'ＣＳＡＴ评分', 'Overall Satisfaction'],
    ],
    ['ces', ['费力度（1-7）', '费用'], ['费力度（1-7）']],
    ['ces', ['Customer Effort Score', 'ces_score'], ['ces_score', 'Customer Effort Score']],
    ['first_response', ['首次响应分钟', '回复', '响应人'], ['首次响应分钟']],
    ['first_response', ['回复时间', '首次响应时长（秒）'], ['首次响应时长（秒）', '回复时间']],
    ['resolve_time', ['解决小时', '是否解决', '解决方案'], ['解决小时']],
    ['resolve_time', ['解决', '办结时间'], ['办结时间', '解决']],
    ['net_sentiment', ['sentiment'], ['sentiment']],
    ['complaint_rate', ['complaint'], []],
  ])('%s of %j', (id, names, columns) => {
    expect(withColumnsIn(builtIn(id), names).columns).toEqual(columns);
    expect(withColumnsIn(builtIn(id), [...names].reverse()).columns).toEqual(columns);
  });

  test('a column that voc.yaml names wins over nothing else', () => {
    const [nps] = definitionsOf({ nps: { column: '推荐' } });
    expect(nps && withColumnsIn(nps, ['推荐意愿', '推荐']).columns).toEqual(['推荐']);
  });
});

test.each([
  ['满意度（1-5）', 5, true],
  ['满意度', 9, false],
  ['费力度', 7, true],
  ['NPS', 0, true],
  ['解决时间', 5, false],
  ['数量', 5, false],
  ['好评度', 100, true],
])('a number in %s: %d is an answer: %s', (column, value, is) => {
  expect(answersTo(definitionsOf({ 好评: { column: '好评度' } }))(column, value)).toBe(is);
});

describe('answers of a column', () => {
  const answer = (column: string, value: number, voices = 1) => ({
    ...{ column, value, voices },
    withText: 0,
  });
  const valuesOf = (id: string, ...given: ReturnType<typeof answer>[]) =>
    onScale(given, builtIn(id)).map(({ value, voices }) => [value, voices]);

  test('much effort is little ease', () => {
    expect(valuesOf('ces', answer('费力度', 7, 3), answer('费力度', 2))).toEqual([
      [1, 3],
      [6, 1],
    ]);
    expect(valuesOf('ces', answer('省力度', 7, 3))).toEqual([[7, 3]]);
  });

  test('which columns were turned is told with the formula', () => {
    const ces = builtIn('ces');
    const turned = turnedColumns([answer('费力度', 7), answer('省力度', 7)], ces);
    expect(turned).toEqual(['费力度']);
    expect(formulaOf(ces, turned)).toEqual({
      zh: '1–7 分制：5–7 分占比，乘 100（「费力度」问的是反面，已换算为 8 − 分值）；95 % 威尔逊区间',
      en: 'scale 1-7: share of 5-7, times 100 ("费力度" asks for the opposite: its answers count as 8 minus the score); 95 % Wilson interval',
    });
    expect(turnedColumns([answer('省力度', 7)], ces)).toEqual([]);
    expect(formulaOf(ces, []).zh).not.toContain('换算');
  });

  test('one answer in twenty off the scale is a slip, more are another scale', () => {
    expect(valuesOf('csat', answer('满意度', 5, 19), answer('满意度', 99))).toEqual([[5, 19]]);
    expect(valuesOf('csat', answer('满意度', 5, 18), answer('满意度', 99))).toEqual([]);
    const ten = [answer('满意度', 9, 10), answer('满意度', 3, 5)];
    expect(valuesOf('csat', ...ten, answer('csat', 4, 2))).toEqual([[4, 2]]);
  });

  test('without a scale all answers are taken', () => {
    expect(valuesOf('resolve_time', answer('解决小时', 5000))).toEqual([[5000, 1]]);
  });
});
