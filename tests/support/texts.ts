import fc from 'fast-check';
import { terms } from '../dictionaries.ts';

const words = terms.filter((_, i) => i % 25 === 0).map((term) => term.text);
/** Texts of dictionary words, marks, debris and any characters: random characters alone hardly ever form words. */
export const anyText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...words) },
      fc.constantFrom(
        '，',
        '。',
        ',',
        '!',
        ' ',
        '\n',
        '~',
        '不',
        '很',
        '質量',
        'ＡＰＰ',
        '👍',
        '\ud83d',
        '3.5',
        ...[
          '👍🏻',
          '❤️',
          '好好好好',
          '軟體',
          '使用者',
          '\u200b',
          '<br/>',
          '</b>',
          '&nbsp;',
          '&#39;',
        ],
        ...['[赞]', '\\n', 'http://a.cn/1', '商家回复：', '追评：', '//@某人:', '1、', '2、'],
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
  )
  .map((parts) => parts.join(''));
