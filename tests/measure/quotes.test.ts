import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseQuotes, likeness } from '../../src/measure/quotes.ts';

const quote = (span: string, voices = 1, voiceId = span) => ({
  voiceId,
  voiceKey: voiceId,
  before: '',
  after: '',
  span,
  voices,
  createdAt: null,
});
const spans = (quotes: ReturnType<typeof quote>[]) => chooseQuotes(quotes).map(({ span }) => span);

test('what most people say comes first, and its near twins are left out', () => {
  expect(
    spans([
      quote('发货太慢了'),
      quote('发货慢', 6),
      quote('发货太慢了！'),
      quote('等了一个星期还没发货', 2),
      quote('客服说今天发结果三天都没动静'),
    ]),
  ).toEqual(['发货慢', '发货太慢了', '等了一个星期还没发货']);
});

test('of quotes that were said once, the one most like the others comes first', () => {
  expect(
    spans([quote('屏幕边上有一道划痕'), quote('屏幕有划痕'), quote('到手屏幕有划痕，气死')])[0],
  ).toBe('屏幕有划痕');
});

test('a voice that says it in two ways is quoted once', () => {
  expect(
    spans([
      quote('广告短信太多', 3, 'v1'),
      quote('烦死了', 3, 'v1'),
      quote('天天推销理财', 1, 'v2'),
    ]),
  ).toEqual(['广告短信太多', '天天推销理财']);
});

test('punctuation and case make no difference to likeness', () => {
  expect(likeness('APP闪退！！', 'app，闪退')).toBe(1);
  expect(likeness('慢', '慢。')).toBe(1);
  expect(likeness('慢', '贵')).toBe(0);
});

test('at most three, all different, in any order of the candidates', () => {
  const words = fc.constantFrom('发货', '太慢', '客服', '不理人', '等了三天', '！', '物流');
  const candidates = fc.uniqueArray(
    fc.array(words, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(candidates, (texts) => {
      const quotes = texts.map((text, i) => quote(text, 1 + (i % 3)));
      const chosen = chooseQuotes(quotes);
      expect(chosen.length).toBeLessThanOrEqual(3);
      expect(chosen.length).toBeGreaterThan(texts.length === 0 ? -1 : 0);
      for (const [i, one] of chosen.entries()) {
        for (const other of chosen.slice(i + 1)) {
          expect(likeness(one.span, other.span)).toBeLessThanOrEqual(0.6);
        }
      }
      expect(chooseQuotes([...quotes].reverse())).toEqual(chosen);
    }),
  );
});

test.each([
  ['快递很好。但是', '客服不回消息', '，等了一天！再也不来', '但是', '，等了一天'],
  ['第一句\n', '漏水', '\n第三句', '', ''],
  [
    '我在你们家买了五六年的东西从来没有给过差评，可是这次',
    '净水器漏水',
    '把地板都泡坏了，找客服让我自己先找人修，修完再说钱的事情',
    '…可是这次',
    '把地板都泡坏了，找客服让我自己先找人修…',
  ],
])(
  'a quote stands in its sentence and no further: %j %j %j',
  (before, span, after, front, back) => {
    const [shown] = chooseQuotes([{ ...quote(span), before, after }]);
    expect([shown?.before, shown?.after]).toEqual([front, back]);
  },
);

const HALF_CHARACTER = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

test('the words around a quote are never cut inside a character', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'grapheme' }),
      (before, after) => {
        const [shown] = chooseQuotes([{ ...quote('慢'), before, after }]);
        for (const side of [shown?.before, shown?.after]) expect(side).not.toMatch(HALF_CHARACTER);
      },
    ),
  );
});
