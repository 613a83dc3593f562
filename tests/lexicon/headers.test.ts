import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { meaningOf, parseHeaders } from '../../src/lexicon/headers.ts';
import { faultOf, lexicon } from '../support/exports.ts';

test.each([
  ['评价内容', 'text'],
  ['*评价内容（必填）', 'text'],
  ['2、请说明原因', 'text'],
  ['Q3.您的其他建议', 'text'],
  ['Review_Text', 'text'],
  ['商家回复内容', 'ignored'],
  ['reply_time', 'ignored'],
  ['订单评价内容', 'text'],
  ['创建时间', 'createdAt'],
  ['createdAt', 'createdAt'],
  ['CREATE TIME', 'createdAt'],
  ['用户 ID', 'customerId'],
  ['客户等级', 'customerGroup'],
  ['评分(1-5)', 'rating'],
  ['No.', 'ignored'],
  ['订单号', 'ignored'],
  ['工单号', 'id'],
])('%s is %s', (header, role) => {
  expect(meaningOf(header, lexicon)?.role).toBe(role);
});

test.each(['sentiment', '颜色', 'estimate', ''])('%s means nothing', (header) => {
  expect(meaningOf(header, lexicon)?.role ?? 'ignored').toBe('ignored');
});

test('the dictionary is sorted, without doubles and stray spaces', () => {
  const lines = readFileSync('dictionaries/headers.tsv', 'utf8').trimEnd().split('\n');
  const entries = lines.filter((line) => !line.startsWith('#')).slice(1);
  expect(entries).toEqual([...entries].sort());
  expect(entries.filter((line) => line !== line.trim() || / \t|\t /.test(line))).toEqual([]);
  const names = entries.map((line) => line.split('\t').slice(1, 3).join('\t'));
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});

test('an entry that is none is named with its line', async () => {
  expect(
    await faultOf(() => parseHeaders('role\tname\tmatch\tsource\nvip\t等级\texact\t-\n')),
  ).toMatch(/^headers\.tsv:2：不认识的条目/);
});
