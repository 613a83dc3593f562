import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFinder } from '../../../src/ingest/personal/find.ts';
import { parsePersonal } from '../../../src/lexicon/personal.ts';

const lexicon = parsePersonal(readFileSync('dictionaries/personal.tsv', 'utf8'));
const find = createFinder(lexicon);

const words = {
  surname: [...lexicon.surnames, ...lexicon.unclearSurnames],
  given: [...lexicon.given],
  title: [...lexicon.titles.values(), ...lexicon.staffTitles.values()].flat(),
  cue: [...lexicon.cues.values()].flat().map(({ word }) => word),
};
const pieces = fc.oneof(
  fc.constantFrom(...words.surname),
  fc.constantFrom(...words.given),
  fc.constantFrom(...words.title),
  fc.constantFrom(...words.cue),
  fc.constantFrom(
    '、',
    '，',
    '。',
    ' ',
    '·',
    '@',
    '(',
    '某',
    '一',
    '3',
    '号',
    '栋',
    '新',
    '13812345678',
  ),
);
const anyText = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(''));

/** Each letter, digit and blank in full width, which stands for the same. */
const wide = (text: string): string =>
  text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

test('what is found in a text does not depend on the texts before it', () => {
  fc.assert(
    fc.property(anyText, anyText, (before, text) => {
      find(`${text}${before}`);
      const found = find(text);
      find(before);
      expect(find(text)).toEqual(found);
      expect(createFinder(lexicon)(text)).toEqual(found);
    }),
    { numRuns: 60 },
  );
});

test('a text written with full-width digits holds the same', () => {
  const digits = fc.constantFrom(
    '13812345678',
    '110105194912310021',
    '中山路128号3栋502室',
    '电话8205671',
  );
  fc.assert(
    fc.property(anyText, digits, anyText, (before, number, behind) => {
      const text = `${before}，${number}，${behind}`.replace(/[^\p{Script=Han}\d，。、· ]/gu, '');
      expect(find(wide(text).replaceAll(' ', '\u3000'))).toEqual(find(text));
    }),
  );
});

test.each([
  ['王经理来过', 0, 1],
  ['欧阳经理来过', 0, 2],
  ['找王芳女士', 1, 3],
  ['叫欧阳建国先生', 1, 5],
  ['买买提·艾力先生', 0, 6],
  ['古丽巴哈尔·吾买尔江先生', 0, 10],
  ['，高先生', 1, 2],
])('the name before the title in %s', (text, start, end) => {
  expect(find(text)).toEqual([{ kind: 'name', start, end }]);
});

test.each(['师傅来过', '这位先生', '全部经理', '门店店长', '新买的', '川菜', '一号下单', '三天'])(
  'nobody in %s',
  (text) => {
    expect(find(text)).toEqual([]);
  },
);
