import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import {
  balance,
  bar,
  cutTo,
  hanging,
  padLeft,
  padRight,
  sparkline,
  widthOf,
  wrap,
} from '../../../src/report/terminal/layout.ts';

test.each([
  ['客服态度很差，再也不买了。', 12, ['客服态度很', '差，再也不买', '了。']],
  ['他说「马上处理」，结果没人管', 14, ['他说「马上处', '理」，结果没人', '管']],
  ['装好（含滤芯）要三百', 6, ['装好', '（含滤', '芯）要', '三百']],
  ['App 2.0 版本闪退', 8, ['App 2.0', '版本闪退']],
  [
    'see https://example.org/a-very-long-address 地址',
    16,
    ['see', 'https://example.', 'org/a-very-long-', 'address 地址'],
  ],
  ['😀😀😀', 4, ['😀😀', '😀']],
  ['', 10, ['']],
])('wraps %j at %i columns', (text, width, lines) => {
  expect(wrap(text, width)).toEqual(lines);
});

const words = fc
  .array(
    fc.constantFrom(
      '扫地机',
      '断网',
      '，',
      '。',
      '「',
      '」',
      '（',
      '）',
      ' ',
      'App',
      '2.0',
      '😀',
      '%',
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''))
  // Longer rows of marks, and words that with the marks around them are longer than a line, have to be broken somewhere; a space beside a mark may be.
  .filter((text) => !/[，。「」（）%]{3}|[\w.%]{9}|[「（] | [，。」）%]/u.test(text));

test('wrapping keeps every character, the width, and marks where they belong', () => {
  fc.assert(
    fc.property(words, fc.integer({ min: 20, max: 60 }), (text, width) => {
      const lines = wrap(text, width);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width);
      for (const line of lines.slice(1)) expect(line).not.toMatch(/^[，。」）%]/u);
      for (const line of lines.slice(0, -1)) expect(line).not.toMatch(/[「（]$/u);
    }),
  );
});

test('any text fits, even one that is a single word', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 4, max: 40 }), (text, width) => {
      for (const line of wrap(text, width)) expect(widthOf(line)).toBeLessThanOrEqual(width);
      expect(widthOf(cutTo(text, width))).toBeLessThanOrEqual(width);
    }),
  );
});

test('characters of which most texts are made take as many columns as of any', () => {
  const plain = [...Array(0x1_0000).keys()]
    .map((code) => String.fromCharCode(code))
    .filter((character) => /[\p{L}\p{N}\p{P}\p{Zs}]/u.test(character));
  expect(plain.filter((character) => widthOf(character) !== stringWidth(character))).toEqual([]);
  expect(widthOf('第1次，App 闪退！')).toBe(17);
});

test('counts Chinese characters as two columns when padding and cutting', () => {
  expect(padRight('断网', 6)).toBe('断网  ');
  expect(padLeft('断网', 6)).toBe('  断网');
  expect(cutTo('扫地机器人断网', 9)).toBe('扫地机器…');
});

test('further lines stand below the first', () => {
  expect(hanging('· ', '升级以后天天断网没人管', 12)).toEqual([
    '· 升级以后天',
    '  天断网没人',
    '  管',
  ]);
});

test.each([
  [1, 4, '████'],
  [0.5, 4, '██'],
  [0, 4, ''],
  [0.001, 4, '▏'],
  [7, 4, '████'],
])('a bar of %f on %i columns is %j', (value, width, drawn) => {
  expect(bar(value, width)).toBe(drawn);
});

test('a sparkline runs from the lowest to the highest column and sums long series', () => {
  expect(sparkline([0, 1, 2, 4], 10)).toBe('▁▃▅█');
  expect(sparkline([0, 0, 0], 10)).toBe('▁▁▁');
  expect(sparkline([1, 1, 2, 2], 2)).toBe('▅█');
});

test.each([
  [-1, '●━┼──'],
  [0, '──●──'],
  [1, '──┼━●'],
])('the axis shows %f', (value, drawn) => {
  expect(balance(value, 5)).toBe(drawn);
});
