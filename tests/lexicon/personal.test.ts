import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type PersonalKind, parsePersonal, personalHeader } from '../../src/lexicon/personal.ts';
import { InputError } from '../../src/model/errors.ts';

const text = readFileSync('dictionaries/personal.tsv', 'utf8');
const lexicon = parsePersonal(text);

test('the dictionary is sorted, without doubles, and has its row in the README', () => {
  const lines = text
    .trimEnd()
    .split('\n')
    .filter((line) => !line.startsWith('# '));
  const entries = lines.slice(1);
  expect(entries).toEqual([...new Set(entries)].sort());
  expect(readFileSync('dictionaries/README.md', 'utf8')).toMatch(
    new RegExp(`\`personal.tsv\` \\|[^|]+\\| ${entries.length} \\|`),
  );
});

test('a surname is clear or not, never both', () => {
  const both = [...lexicon.surnames].filter((name) => lexicon.unclearSurnames.has(name));
  expect(both).toEqual([]);
});

test.each<[string, PersonalKind | null]>([
  ['手机号', 'phone'],
  ['收货人手机号', 'phone'],
  ['联系人（必填）', 'name'],
  ['Receiver', 'name'],
  ['收货地址', 'address'],
  ['订单编号', 'order'],
  ['身份证号码', 'identity'],
  ['姓名拼音', 'name'],
  ['家长姓名', 'name'],
  ['紧急联系人', 'name'],
  ['签收人', 'name'],
  ['买家旺旺', 'name'],
  ['微信昵称', 'name'],
  ['房号', 'address'],
  ['门牌', 'address'],
  ['车架号', 'document'],
  ['VIN', 'document'],
  ['护照', 'document'],
  ['工号', null],
  ['客服姓名', null],
  ['手机型号', null],
  ['商品名称', null],
  ['评价内容', null],
])('a column %s holds %s', (header, kind) => {
  const found = personalHeader(header, lexicon);
  expect(found === 'other' ? null : found).toBe(kind);
});

test.each([
  ['nobody\t张\tsurname', 'personal.tsv:2'],
  ['name\t张\tforename', 'personal.tsv:2'],
])('an entry %j is refused with its line', (entry, place) => {
  const parse = () => parsePersonal(`kind\tword\tuse\n${entry}\n`);
  expect(parse).toThrow(InputError);
  expect(parse).toThrow(place);
});
