import { expect, test } from 'vitest';
import { readStatement } from '../../src/cluster/statement.ts';
import { resources } from './resources.ts';

const read = (span: string) => readStatement(span, resources.lexicon, resources.segmenter);

test.each([
  ['发动机烧机油', '烧机油'],
  ['中控屏不能显示', '无法'],
  ['后台的订单找不到', '找不到'],
  ['洗衣机启动不了', '无法启动'],
  ['肥皂不够香', '不香'],
  ['豆腐脑不够嫩', '不嫩'],
])('%s says %s', (span, predicate) => {
  expect(read(span).predicate).toContain(predicate);
});

test('severity is not what is wrong', () => {
  expect(read('门板生锈严重').predicate).toBe(read('门板生锈').predicate);
});

test('a negation far from the predicate denies something else', () => {
  expect(read('用了不到两个星期屏幕就裂开').predicate).not.toMatch(/^不/u);
});

test('what is missing is the object', () => {
  expect(read('没有规划')).toMatchObject({ object: '规划', predicate: '没有' });
});

test('a verb that cannot be done is the predicate, the thing before it the object', () => {
  expect(read('变速箱无法加速')).toMatchObject({ object: '变速箱', predicate: '无法加速' });
});

test('the first name is the object, the part after it is not', () => {
  expect(read('发动机的皮带老化').object).toBe('发动机');
});

test('what is bought is the object only where nothing else is named', () => {
  expect(read('手机屏幕裂了').object).toBe('屏幕');
  expect(read('手机坏了').object).toBe('手机');
});

test.each(['', '。。。', '👎👎', '3'])('%j says nothing', (span) => {
  expect(read(span)).toEqual({ object: null, attribute: null, noun: null, predicate: null });
});
