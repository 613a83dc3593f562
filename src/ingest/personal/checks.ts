/** Weights and check characters of GB 11643-1999 (ISO 7064, MOD 11-2). */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10x98765432';

/** Beginnings of card numbers in use in China, by the length of the whole number. */
const CARDS: readonly (readonly [prefix: RegExp, least: number, most: number])[] = [
  [/^(62|60|68|69|81|9558|9559|94|98)/, 16, 19],
  [/^(4|5[1-5]|35)/, 16, 16],
  [/^(34|37)/, 15, 15],
];

/** Whether digits (the last may be `x`) are a resident identity number: 18 with region, date and check, or 15 with region and date. */
export function isIdentityNumber(digits: string): boolean {
  if (digits.length !== 18 && digits.length !== 15) return false;
  if (!/^(?:[1-6]\d|[78][1-3]|91)/.test(digits)) return false;
  if (digits.length === 15) return isDate(`19${digits.slice(6, 12)}`);
  if (!isDate(digits.slice(6, 14))) return false;
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += (digits.charCodeAt(i) - 0x30) * (WEIGHTS[i] ?? 0);
  return digits[17] === CHECKS[sum % 11];
}

/** Whether digits are a payment card: 15 to 19 of them, a known beginning, and the check of Luhn (ISO/IEC 7812). */
export function isCardNumber(digits: string): boolean {
  if (digits.length < 15 || digits.length > 19) return false;
  const known = CARDS.some(
    ([prefix, least, most]) =>
      digits.length >= least && digits.length <= most && prefix.test(digits),
  );
  return known && passesLuhn(digits);
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 0x30;
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Whether digits are a mobile number of the mainland, with or without 86, 0086 or 0 in front. */
export function isMobileNumber(digits: string): boolean {
  return digits.length >= 11 && /^(?:86|0086|0)?1[3-9]\d{9}$/.test(digits);
}

/** Whether digits are an area code of the mainland. */
export function isAreaCode(digits: string): boolean {
  return /^(?:010|02[0-57-9]|0[3-9][1-9]\d|08[0-9]{2})$/.test(digits);
}

/** Whether digits are an area code with a local number of 7 or 8 digits. */
export function isLandlineNumber(digits: string): boolean {
  if (digits.length < 10 || digits.length > 12 || digits[0] !== '0') return false;
  const code = /^0[12]/.test(digits) ? 3 : 4;
  return isAreaCode(digits.slice(0, code)) && isLocalNumber(digits.slice(code));
}

/** Whether digits may be a local number: 7 or 8, and not a date. */
export function isLocalNumber(digits: string): boolean {
  return /^[2-8]\d{6,7}$/.test(digits) && !(digits.length === 8 && isDate(digits));
}

/** Whether eight digits are a day of the years 1900 to 2099. */
export function isDate(digits: string): boolean {
  if (!/^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(digits)) return false;
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)].map(Number);
  return new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day)).getUTCDate() === day;
}
