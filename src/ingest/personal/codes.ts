import { isHan } from '../../text/characters.ts';
import { codeAt } from '../../text/units.ts';
import type { PersonalSpan } from './span.ts';

/** The longest part of an address before the @, and of the domain after it. */
const MOST_LOCAL = 64;
const MOST_DOMAIN = 128;
/** Units that are not seen may stand anywhere in an address. */
const LOCAL = /[a-z0-9._%+\u200b-]/;
/** How people write the dot, as they write the @, so that no program shall see it. */
const DOT = String.raw`(?:[.。]|[([{【（](?:dot|点)[)\]}】）]|点(?=com|cn|net|org))`;
const DOMAIN = new RegExp(
  String.raw`^[a-z0-9\u200b-]+(?:${DOT}[a-z0-9\u200b-]+)*${DOT}\u200b*[a-z](?:\u200b*[a-z])+`,
);
const AT = /^(?:@|[([{【（]at[)\]}】）])/;
/** Behind # only the ends of domains that mail is mostly sent to: it has other uses. */
const AT_HASH = /^#(?=[a-z0-9-]{1,20}[.。](?:com|cn|net|org)(?![a-z0-9]))/;

/** The e-mail address around the @ (or what stands for it) at `at` of a plain text; null where there is none. */
export function emailAround(text: string, at: number): PersonalSpan | null {
  const sign = (AT.exec(text.slice(at, at + 4)) ?? AT_HASH.exec(text.slice(at, at + 26)))?.[0]
    .length;
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
const NUMBER = String.raw`(?:[df][a-hj-np-z0-9]\d{4}|\d{5}[a-hj-np-z]|[a-hj-np-z0-9]{5}|[a-hj-np-z0-9]{4}[挂学警港澳])`;
const PLATE = new RegExp(String.raw`^(?:\s?[a-hj-np-z][·.•-]|[a-hj-np-z]\s?)${NUMBER}(?![a-z0-9])`);
const PLATE_BEHIND_BLANK = new RegExp(String.raw`^\s[a-hj-np-z]\s?${NUMBER}(?![a-z0-9])`);
/** Each letter and digit by itself: 粤 B·1 2 3 4 5. */
const APART = /^\s?[a-hj-np-z](?:[\s·.•-][a-z0-9]){5,6}(?![a-z0-9])/;
/** What may stand before the province where nothing but a blank parts it from the letter: 全新 P50128 is a thing. */
const BEFORE_PROVINCE = /[^\u4e00-\u9fff]|[车牌号是为]/;
/** As far as a plate may go behind its province. */
const MOST_PLATE = 16;

/** The number plate whose province stands at `at` of a plain text; null where there is none. */
export function plateAt(text: string, at: number): PersonalSpan | null {
  // Most characters of provinces stand in words.
  if (isHan(codeAt(text, at + 1))) return null;
  const rest = text.slice(at + 1, at + MOST_PLATE);
  const mayFollow = BEFORE_PROVINCE.test(text[at - 1] ?? ' ');
  const found =
    PLATE.exec(rest) ?? APART.exec(rest) ?? (mayFollow ? PLATE_BEHIND_BLANK.exec(rest) : null);
  if (found === null || (found[0].match(/\d/g)?.length ?? 0) < 2) return null;
  return { kind: 'plate', start: at, end: at + 1 + found[0].length };
}
