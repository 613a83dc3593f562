import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createFinder } from '../../../src/ingest/personal/find.ts';
import { plainText } from '../../../src/ingest/personal/plain.ts';
import { parsePersonal } from '../../../src/lexicon/personal.ts';
import { BLANKS, DIGITS, UNSEEN } from './numbers-of-people.ts';

const find = createFinder(parsePersonal(readFileSync('dictionaries/personal.tsv', 'utf8')));

test.each([250, 255, 256, 257, 260, 510, 512, 600])(
  'a number behind %i others in one list is found, whole and once',
  (before) => {
    const list = '7,'.repeat(before);
    const phone = '138-1234-5678';
    expect(find(`${list}${phone}`)).toEqual([
      { kind: 'phone', start: list.length, end: list.length + phone.length },
    ]);
  },
);

test('a list of a million numbers is looked through in linear time and little memory', () => {
  const started = process.memoryUsage().heapUsed;
  expect(find('7,'.repeat(1_000_000))).toEqual([]);
  expect(process.memoryUsage().heapUsed - started).toBeLessThan(100_000_000);
});

test.each(['1️⃣', '1\u200b', '一\u200d', '7 \n', '7\r', '7<br>', '7&nbsp;', '&#49;', '<', '\u001b['])(
  'digits with marks between them, %j, are read once',
  (digit) => {
    const started = performance.now();
    expect(find(digit.repeat(200_000))).toEqual([]);
    expect(performance.now() - started).toBeLessThan(5_000);
  },
);

test.each([
  ['110105/19491231/002X', ['identity']],
  ['138/1234/5678', ['phone']],
  ['8,9,60,104,106,110,116,673,684', []],
  ['2013.1.25,2013-01-28', []],
  ['4299/4599/4999/5299', []],
  ['0739-8205670，8205671、8205672', ['landline', 'landline', 'landline']],
  ['0739-8205670，20190628', ['landline']],
  ['0739-8205670，8205671元', ['landline']],
  ['13812345678，8205671', ['phone']],
  ['138\n12345678', ['phone']],
  ['138    1234\t 5678', ['phone']],
  ['138<br>1234<br>5678', ['phone']],
  ['&#49;&#51;812345678', ['phone']],
  ['𝟙𝟛𝟠١٢٣٤5678', ['phone']],
  ['13812345678\n13912345678\r\n13712345678', ['phone', 'phone', 'phone']],
  ['138\n\n12345678', []],
  ['订单1234\n5678', []],
  ['单价139\n20240105', []],
  ['1\n3\n8\n1\n2\n3\n4\n5\n4\n5\n5\n4', []],
  ['1200\n4539\n1488\n0343\n6467\n2210', []],
  ['<td>6222</td><td>3</td>', []],
  ['1.3812345678E10', ['phone']],
  ['1.38123456E+10', ['phone']],
  ['1.381E10', []],
  ['发票代码：3100153320 发票号码：81234567', []],
  ['发票代码3100153320，号码81234567', []],
  ['增值税发票 号码 65432187', []],
  ['发票未开，请回电65432187', ['landline']],
  ['号码是65432187', ['landline']],
  ['开发票请联系号码 13812345678', ['phone']],
  ['发票13812345678', ['phone']],
  ['13,812,345,678', ['phone']],
  ['共13,812,345,678', []],
  ['电话13,812,345,678', ['phone']],
  ['13812345678.0', ['phone']],
  ['138|1234|5678', ['phone']],
  ['138|1234|5678|5', []],
  ['138*1234*5678', ['phone']],
  ['138|1234*5678', []],
  ['138\ufffd1234\ufffd5678', ['phone']],
  ['1;3;8;1;2;3;4;5;6;7;8', []],
  ['120*60*75', []],
  ['联系 zhang\u200bwei@\u2060qq.c\u00adom', ['email']],
])('%s', (text, kinds) => {
  expect(find(text).map(({ kind }) => kind)).toEqual(kinds);
});

test('every digit, blank and unseen character of Unicode is read as one', () => {
  const read = (characters: readonly string[]): ReadonlySet<string> =>
    new Set(characters.map((one) => plainText(one).replace(/(?<=.)\u200b/g, '')));
  expect([...read(UNSEEN)]).toEqual(['\u200b']);
  expect([...read(BLANKS)]).toEqual([' ']);
  expect(DIGITS.map((digit) => plainText(digit)[0])).toEqual(
    DIGITS.map((_, at) => String(at % 10)),
  );
});
