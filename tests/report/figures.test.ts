import { expect, test } from 'vitest';
import { count, factor, percent, rounded, signed } from '../../src/report/figures.ts';
import { targetText } from '../../src/report/metric-figures.ts';
import { FINDINGS } from '../support/findings.ts';

test.each([
  [0, '0'],
  [999, '999'],
  [1236, '1,236'],
  [1234567, '1,234,567'],
])('counts %i as %s', (value, text) => {
  expect(count(value)).toBe(text);
});

test('a share has one decimal, a factor below a tenth does not look like zero', () => {
  expect(percent(0.3819)).toBe('38.2%');
  expect([factor(3.73), factor(0.04)]).toEqual(['3.7', '0.04']);
});

test.each([
  [0.123, '+0.12'],
  [-0.5, '-0.50'],
  [-0.001, '0.00'],
  [0, '0.00'],
])('signs %f as %s', (value, text) => {
  expect(signed(value)).toBe(text);
});

test('machines get six significant digits', () => {
  expect(rounded(1 / 3)).toBe(0.333333);
  expect(rounded(2.1234567e-9)).toBe(2.12346e-9);
});

test.each([
  [298, 'zh', '目标 +20.0 区间跨目标，说不准'],
  [30, 'en', 'target +20.0 interval spans the target'],
  [29, 'zh', '目标 +20.0 样本太少，说不准'],
  [3, 'en', 'target +20.0 too few to say'],
] as const)('why %d answers do not tell whether a target is met (%s): %s', (n, language, text) => {
  const nps = FINDINGS.metrics.find(({ status }) => status === 'unclear');
  expect(nps && targetText({ ...nps, n }, language)).toBe(text);
});
