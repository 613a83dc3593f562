import type { PersonalSpan } from './span.ts';

/** The longest part of an address before the @, and of the domain after it. */
const MOST_LOCAL = 64;
const MOST_DOMAIN = 128;
/** Units that are not seen may stand anywhere in an address. */
const LOCAL = /[a-z0-9._%+\u200b-]/;
const DOMAIN = /^[a-z0-9\u200b-]+(?:[.。][a-z0-9\u200b-]+)*[.。]\u200b*[a-z](?:\u200b*[a-z])+/;

/** How people write the @ so that no program shall see it. */
const AT = /^(?:@|[([{【（]at[)\]}】）])/;

/** The e-mail address around the @ (or what stands for it) at `at` of a plain text; null where there is none. */
export function emailAround(text: string, at: number): PersonalSpan | null {
  const sign = AT.exec(text.slice(at, at + 4))?.[0].length;
  if (sign === undefined) return null;
  let start = at;
  while (start > 0 && at - start < MOST_LOCAL && LOCAL.test(text[start - 1] ?? '')) start -= 1;
  while (start < at && text[start] === '\u200b') start += 1;
  const domain = DOMAIN.exec(text.slice(at + sign, at + sign + MOST_DOMAIN));
  if (start === at || domain === null) return null;
  return { kind: 'email', start, end: at + sign + domain[0].length };
}

/** Provinces on number plates. */
export const PLATE_PROVINCES = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使';

/** Letters I and O are not used; the sixth place of a plate for new energy is D or F, or the first of its number. */
const PLATE =
  /^[a-hj-np-z][\s·.•-]?(?:[df][a-hj-np-z0-9]\d{4}|\d{5}[a-hj-np-z]|[a-hj-np-z0-9]{5}|[a-hj-np-z0-9]{4}[挂学警港澳])(?![a-z0-9])/;

/** The number plate whose province stands at `at` of a plain text; null where there is none. */
export function plateAt(text: string, at: number): PersonalSpan | null {
  const rest = text.slice(at + 1, at + 10);
  const plate = PLATE.exec(rest)?.[0];
  if (plate === undefined || (plate.match(/\d/g)?.length ?? 0) < 2) return null;
  return { kind: 'plate', start: at, end: at + 1 + plate.length };
}
