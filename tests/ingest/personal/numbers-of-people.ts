import fc from 'fast-check';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

const digitsOf = (length: number): fc.Arbitrary<string> =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((list) => list.join(''));

/** Resident identity numbers that pass their check, with 18 digits. */
export const identityNumber: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('110105', '310115', '440305', '510107', '650102', '820000', '130924'),
    fc.integer({ min: 1930, max: 2024 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
    digitsOf(3),
  )
  .map(([region, year, month, day, order]) => {
    const body = `${region}${year}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}${order}`;
    const sum = [...body].reduce(
      (total, digit, at) => total + Number(digit) * (WEIGHTS[at] ?? 0),
      0,
    );
    return body + '10X98765432'[sum % 11];
  });

/** Card numbers that pass the check of Luhn, of 16 and 19 digits. */
export const cardNumber: fc.Arbitrary<string> = fc
  .oneof(
    fc.tuple(fc.constantFrom('621700', '622848', '623052', '603367'), digitsOf(12)),
    fc.tuple(fc.constantFrom('439225', '518710', '356833', '622588'), digitsOf(9)),
  )
  .map(([prefix, rest]) => {
    const body = prefix + rest;
    const check = '0123456789'.split('').find((digit) => luhn(body + digit));
    return body + check;
  });

function luhn(number: string): boolean {
  const digits = [...number].reverse().map(Number);
  const sum = digits.reduce((total, digit, at) => {
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

const fullWidth = (text: string): string =>
  text.replace(/[0-9X]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
const spelt = (text: string): string =>
  text.replace(/\d/g, (digit) => '〇一二三四五六七八九'[Number(digit)] ?? '');
const grouped = (text: string, size: number, between: string): string =>
  (text.match(new RegExp(`.{1,${size}}`, 'g')) ?? []).join(between);

/** All characters of a class, as Unicode has them. */
function charactersOf(pattern: RegExp): readonly string[] {
  const found: string[] = [];
  for (let code = 0; code <= 0x10ffff; code++) {
    const character = code >= 0xd800 && code <= 0xdfff ? '' : String.fromCodePoint(code);
    if (pattern.test(character)) found.push(character);
  }
  return found;
}

/** Every character that nobody sees, every blank and every digit of Unicode. */
export const UNSEEN: readonly string[] = charactersOf(/(?![\t\n\r])[\p{Cc}\p{Cf}\p{M}]/u);
export const BLANKS: readonly string[] = charactersOf(/\p{Zs}/u);
export const DIGITS: readonly string[] = charactersOf(/\p{Nd}/u);
const DIGIT_VALUES = new Map(DIGITS.map((digit, at) => [digit, String(at % 10)]));

/** What a reader sees of the digits in a text: in ASCII, with nothing unseen and no blanks between them. */
export function digitsSeen(text: string): string {
  return text
    .replace(/\p{Nd}/gu, (digit) => DIGIT_VALUES.get(digit) ?? '')
    .replace(/[\p{Cc}\p{Cf}\p{M}\p{Z}]/gu, '');
}

const inScript =
  (zero: number) =>
  (text: string): string =>
    text.replace(/\d/g, (digit) => DIGITS[zero * 10 + Number(digit)] ?? '');
const between = (
  signs: fc.Arbitrary<string>,
  sizes: readonly number[] = [1, 3, 4, 6],
): fc.Arbitrary<(text: string) => string> =>
  fc.tuple(fc.constantFrom(...sizes), signs).map(
    ([size, sign]) =>
      (text) =>
        grouped(text, size, sign),
  );

/** The ways in which people and programs write a number in one line so that no program sees it. */
export const disguise: fc.Arbitrary<(text: string) => string> = fc.oneof(
  fc.constant((text: string) => text),
  fc.constant(fullWidth),
  fc.constant(spelt),
  fc.constant((text: string) => grouped(fullWidth(text), 4, ' ')),
  between(fc.constantFrom(' ', '-', '.', ' - ', '－', '\u200b', '　', '_')),
  between(fc.constantFrom('|', '*', ':', '：', '#', '；', '。', '\ufffd', ' | '), [3, 4, 6]),
  between(fc.array(fc.constantFrom(...UNSEEN), { minLength: 1, maxLength: 3 }).map(joined)),
  between(fc.array(fc.constantFrom(...BLANKS), { minLength: 1, maxLength: 5 }).map(joined)),
  fc.nat({ max: DIGITS.length / 10 - 1 }).map(inScript),
);

function joined(signs: readonly string[]): string {
  return signs.join('');
}

/** The same, and over several lines or with markup. */
export const disguiseInLines: fc.Arbitrary<(text: string) => string> = fc.oneof(
  { weight: 3, arbitrary: disguise },
  {
    weight: 1,
    arbitrary: between(
      fc.constantFrom(
        ...['\n', '\r', '\r\n', '\u2028', ' \n  ', '_x000D_', '_x000D_\n'],
        ...['&nbsp;', '&#160;', '&#x2003;', '<br>', '<br/>', '</b>', '\u001b[0m'],
      ),
    ),
  },
);
