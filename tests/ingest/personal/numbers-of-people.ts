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

/** The ways in which people write a number so that no program shall see it. */
export const disguise: fc.Arbitrary<(text: string) => string> = fc.oneof(
  fc.constant((text: string) => text),
  fc.constant(fullWidth),
  fc.constant(spelt),
  fc
    .tuple(
      fc.constantFrom(1, 3, 4, 6),
      fc.constantFrom(' ', '-', '.', ' - ', '－', '\u200b', '　', '_'),
    )
    .map(
      ([size, between]) =>
        (text: string) =>
          grouped(text, size, between),
    ),
  fc.constant((text: string) => grouped(fullWidth(text), 4, ' ')),
);
