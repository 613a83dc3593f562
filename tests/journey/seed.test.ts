import { expect, test } from 'vitest';
import { toldSteps } from '../../src/journey/seed.ts';
import type { SeedFacts } from '../../src/model/journey.ts';

const seedOf = (...spans: readonly (readonly [span: string, isProblem: boolean])[]): SeedFacts => ({
  ...{ voiceKey: 'k', voiceId: '1', text: '' },
  steps: spans.map(([span, isProblem]) => ({ place: 0, span, polarity: 'negative', isProblem })),
});
const spansOf = ({ steps }: SeedFacts): string[] => steps.map(({ span }) => span);

test.each([
  ...[
    '问题',
    '问题一：',
    '问题 3',
    '第二个问题',
    '二、情况',
    '以下问题',
    '主要原因：',
    '附：',
    '以下是存在的问题',
  ],
  ...['收费违规问题', '物业管理混乱情况', '退款要求', '“停水问题”'],
])('%s is no step of the way', (heading) => {
  expect(spansOf(toldSteps(seedOf([heading, false], ['拖了三个月', true])))).toEqual([
    '拖了三个月',
  ]);
});

test.each([
  ...[
    '存在严重的安全问题',
    '有很多问题',
    '问题没有解决',
    '客服解决不了问题',
    '没说原因',
    '情况很差',
  ],
  ...['服务态度差', '等了三天才发货', '一片狼藉', '三天都不回应我们一再提出的合理诉求'],
])('%s is a step of the way', (told) => {
  expect(spansOf(toldSteps(seedOf([told, false], ['拖了三个月', true])))).toContain(told);
});

test('the problem that the way leads to stays, however it is named', () => {
  const seed = seedOf(['问题一：', false], ['交房问题', true], ['没人管', false]);
  expect(spansOf(toldSteps(seed))).toEqual(['交房问题', '没人管']);
});
