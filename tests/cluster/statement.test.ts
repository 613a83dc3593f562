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

const namesIn = (span: string) => read(span).objects.map(({ name }) => name);

test('what is missing is the object', () => {
  expect(read('没有阳台').predicate).toBe('没有');
  expect(namesIn('没有阳台')).toEqual(['阳台']);
});

test('a verb that cannot be done is the predicate, the thing before it the object', () => {
  expect(read('变速箱无法加速').predicate).toBe('无法加速');
  expect(namesIn('变速箱无法加速')).toEqual(['变速箱']);
});

test('things are named in the order of the text, by the name that synonyms share', () => {
  expect(namesIn('变速器的把手老化')).toEqual(['变速箱', '把手']);
});

test('whom a problem does not befall is not named', () => {
  expect(namesIn('妈妈嫌屏幕太暗')).toEqual(['屏幕']);
  expect(namesIn('时间久了大家都抱怨')).toEqual([]);
});

test('what is itself the fault is the predicate', () => {
  expect(read('楼道里全是灰尘').predicate).toBe('灰尘');
});

test.each(['', '。。。', '👎👎', '3'])('%j says nothing', (span) => {
  expect(read(span)).toEqual({ objects: [], attribute: null, predicate: null, done: null });
});
