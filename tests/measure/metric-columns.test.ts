import { describe, expect, test } from 'vitest';
import { onScale, withColumnsIn } from '../../src/measure/metric-columns.ts';
import { BUILT_IN, definitionsOf } from '../../src/measure/metric-definitions.ts';
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
