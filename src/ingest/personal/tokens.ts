import { isMobileNumber } from './checks.ts';

/** A keyed hash as hexadecimal digits, at least 16 of them: without its key nobody finds the text to a token. */
export type KeyedHash = (text: string) => string;

/** All anonymous customers share a name; they are not one customer. */
export function isAnonymous(name: string): boolean {
  return /^(匿名|游客|未知|anonymous|guest$|unknown$)/i.test(name);
}

/** The token in the place of a customer's id: the same id has the same token under the same key. */
export function customerToken(id: string, keyed: KeyedHash): string {
  return tokenOf('c', id, keyed);
}

const TOKEN = /^[cov]-[0-9a-f]{16}$/;

/** Whether a value is what stands in the place of a customer, an order or an id. */
export function isToken(value: string): boolean {
  return TOKEN.test(value);
}

/** Whether a value is what stands in the place of an order number. */
export function isOrder(value: string): boolean {
  return value.startsWith('o-') && isToken(value);
}

/** Width, spaces and the writing of a mobile number do not make another customer. */
export function tokenOf(prefix: 'c' | 'o' | 'v', value: string, keyed: KeyedHash): string {
  if (isToken(value)) return value;
  const plain = value.normalize('NFKC').trim();
  const digits = plain.replace(/[\s+()-]/g, '');
  const same = isMobileNumber(digits) ? digits.slice(-11) : plain;
  return `${prefix}-${keyed(`${prefix}:${same}`).slice(0, 16)}`;
}
