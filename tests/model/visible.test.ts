import fc from 'fast-check';
import { expect, test } from 'vitest';
import { visible } from '../../src/model/visible.ts';

test.each([
  ['红色\u001b[31m警告', '红色␛[31m警告'],
  ['第一行\r\n第二行\t完', '第一行 第二行 完'],
  ['响铃\u0007退格\u0008删除\u007f', '响铃␇退格␈删除␡'],
  ['八位控制\u009b2J', '八位控制\ufffd2J'],
  ['倒写\u202e文字\u2066', '倒写\ufffd文字\ufffd'],
  ['半个\ud83d表情', '半个\ufffd表情'],
  ['完整😀表情，全角ＡＢＣ', '完整😀表情，全角ＡＢＣ'],
])('shows %j as %j', (text, shown) => {
  expect(visible(text)).toBe(shown);
});

test('no text keeps a control character, a line break or a mark of direction', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(visible(text)).not.toMatch(
        /[\p{Control}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|\p{Surrogate}/u,
      );
    }),
  );
});
