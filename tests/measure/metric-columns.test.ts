import { describe, expect, test } from 'vitest';
import {
  answersTo,
  offScale,
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

  test.each([
    [
      'one in twenty is a slip',
      [
        [5, 19],
        [99, 1],
      ],
      [[5, 19]],
    ],
    [
      'one of five is a slip or a code for no answer',
      [
        [4, 4],
        [0, 1],
      ],
      [[4, 4]],
    ],
    [
      'one of four may show another scale',
      [
        [4, 3],
        [0, 1],
      ],
      [],
    ],
    [
      'two of twenty show another scale',
      [
        [5, 18],
        [99, 2],
      ],
      [],
    ],
    [
      'a column of tens',
      [
        [9, 10],
        [3, 5],
      ],
      [],
    ],
  ])('off the scale: %s', (_, given, taken) => {
    const answers = given.map(([value = 0, voices = 0]) => answer('满意度', value, voices));
    expect(valuesOf('csat', ...answers, answer('csat', 3, 2))).toEqual([...taken, [3, 2]]);
  });

  test('what is off the scale, and what became of it, is told with the formula', () => {
    const csat = builtIn('csat');
    const given = [answer('满意度', 4, 9), answer('满意度', 0), answer('评价', 9, 3)];
    const off = offScale([...given, answer('评价', 10), answer('评价', 2)], csat);
    expect(off).toEqual([
      { column: '满意度', all: 10, off: 1, values: [0], isTaken: true },
      { column: '评价', all: 5, off: 4, values: [9, 10], isTaken: false },
    ]);
    expect(formulaOf(csat, [], off)).toEqual({
      zh: '1–5 分制：4–5 分占比，乘 100；95 % 威尔逊区间；「满意度」10 个答案中有 1 个不在 1–5 分内（0），没有计入；「评价」5 个答案中有 4 个不在 1–5 分内（9、10），像是别的分制，整列没有计入',
      en: 'scale 1-5: share of 4-5, times 100; 95 % Wilson interval; of 10 answers in "满意度", 1 is off 1-5 (0), not counted; of 5 answers in "评价", 4 are off 1-5 (9, 10), as if on another scale: the column is not counted',
    });
    expect(offScale([answer('解决小时', 5000)], builtIn('resolve_time'))).toEqual([]);
  });

  test('without a scale all answers are taken', () => {
    expect(valuesOf('resolve_time', answer('解决小时', 5000))).toEqual([[5000, 1]]);
  });
});
