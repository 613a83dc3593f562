/** How the dates of a column are written: one format for the whole column. */
export interface DateFormat {
  /** `calendar`: written dates; the others are whole columns of numbers. */
  readonly kind: 'calendar' | 'excel_serial' | 'epoch_seconds' | 'epoch_milliseconds';
  /** How 3/5/2026 is meant. Month first where the sample does not say. */
  readonly order: 'month_first' | 'day_first';
}

interface Clock {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}
interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Excel counts days from 30 December 1899. */
const EXCEL_EPOCH = Date.UTC(1899, 11, 30);
/** A longer cell is a text, whatever it begins with. */
const MAX_LENGTH = 64;
const YEARS = { first: 1970, last: 2100 };
/** Days of the months of a year that is no leap year. */
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Infers the format of a column from a sample of its values; empty values do not count. */
export function inferDateFormat(values: readonly string[]): DateFormat {
  const texts = values.map(tidy).filter((value) => value !== '');
  return { kind: numberKind(texts), order: slashOrder(texts) };
}

/**
 * The moment that a text names, as ISO 8601 with seconds and offset; null where the text does not name
 * exactly one (no year, no day, `昨天`, an impossible date). Never guesses and never looks at a clock.
 * @param offset of times that do not say their own, e.g. `+08:00`; the answer is in this offset
 */
export function parseDate(value: string, format: DateFormat, offset: string): string | null {
  if (PLAIN.test(value)) return plainDate(value, offset);
  const text = tidy(value);
  if (text === '') return null;
  if (format.kind !== 'calendar' && /^\d+(\.\d+)?$/.test(text)) {
    return parseNumber(Number(text), format.kind, offset);
  }
  const date = readDay(text, format.order);
  if (date === null) return null;
  const { zone, rest } = splitZone(date.rest);
  const clock = readClock(rest);
  if (clock === null || !isDay(date.day)) return null;
  if (zone === null) return `${isoDay(date.day)}T${isoClock(clock)}${offset}`;
  const { year, month, day } = date.day;
  const local = Date.UTC(year, month - 1, day, clock.hour, clock.minute, clock.second);
  return isoAt(local - minutesOf(zone) * 60_000, offset);
}

/** How most programs write a date, with or without a clock time. */
const PLAIN = /^\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d:\d\d)?$/;

/** The moment of a date of that form: nearly all dates are, and nothing else of them is looked at. */
function plainDate(value: string, offset: string): string | null {
  const day = { year: yearIn(value), month: twoDigits(value, 5), day: twoDigits(value, 8) };
  if (!isDay(day)) return null;
  if (value.length === 10) return `${value}T00:00:00${offset}`;
  if (twoDigits(value, 11) > 23 || twoDigits(value, 14) > 59 || twoDigits(value, 17) > 59) {
    return null;
  }
  return `${value.slice(0, 10)}T${value.slice(11)}${offset}`;
}

function yearIn(value: string): number {
  return twoDigits(value, 0) * 100 + twoDigits(value, 2);
}

function twoDigits(value: string, at: number): number {
  return (value.charCodeAt(at) - 0x30) * 10 + value.charCodeAt(at + 1) - 0x30;
}

/** What pages write around a date: 发表于2026年3月1日, 2026-03-01 发布. */
const SAID_BEFORE = /^\s*\p{Script=Han}{1,6}[于:]\s?(?=\d{4}\D)/u;
const SAID_BEHIND = /(\d[日号]?)\s?(?:发布|发表|点评|评论|评价|提交|回复|入住)$/;

/** Half-width, without spreadsheet guards, what is said around, weekday and doubled spaces. */
function tidy(value: string): string {
  if (value.length > MAX_LENGTH) return '';
  return value
    .normalize('NFKC')
    .replace(/^\s*="([^"]*)"\s*$/, '$1')
    .replace(/^\s*'/, '')
    .replace(SAID_BEFORE, '')
    .replace(SAID_BEHIND, '$1')
    .replace(/\(?(星期|周|礼拜)[一二三四五六日天]\)?/, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function numberKind(texts: readonly string[]): DateFormat['kind'] {
  const every = (test: (value: number) => boolean): boolean =>
    texts.length > 0 && texts.every((text) => /^\d+(\.\d+)?$/.test(text) && test(Number(text)));
  if (every((value) => value >= 20_000 && value < 80_000)) return 'excel_serial';
  if (every((value) => value >= 1e9 && value < 4e9)) return 'epoch_seconds';
  if (every((value) => value >= 1e12 && value < 4e12)) return 'epoch_milliseconds';
  return 'calendar';
}

function slashOrder(texts: readonly string[]): DateFormat['order'] {
  for (const text of texts) {
    const [, first = '', second = ''] = /^(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}/.exec(text) ?? [];
    if (Number(first) > 12) return 'day_first';
    if (Number(second) > 12) return 'month_first';
  }
  return 'month_first';
}

function parseNumber(
  value: number,
  kind: Exclude<DateFormat['kind'], 'calendar'>,
  offset: string,
): string | null {
  if (kind === 'epoch_seconds') return isoAt(value * 1000, offset);
  if (kind === 'epoch_milliseconds') return isoAt(value, offset);
  // A serial is a local time: its digits stand for the clock on the wall.
  const local = new Date(EXCEL_EPOCH + Math.round(value * 86_400) * 1000);
  return Number.isNaN(local.getTime()) ? null : `${local.toISOString().slice(0, 19)}${offset}`;
}

function readDay(text: string, order: DateFormat['order']): { day: Day; rest: string } | null {
  return yearFirst(text) ?? compact(text) ?? yearLast(text, order) ?? english(text);
}

function yearFirst(text: string): { day: Day; rest: string } | null {
  const found = /^(民国)?(\d{2,4})(年| ?[-/.] ?)(\d{1,2})(月| ?[-/.] ?)(\d{1,2})(?!\d)[日号]?/.exec(
    text,
  );
  if (found === null) return null;
  const [all, republic, years = '', mark = '', month, , day] = found;
  const year = fullYear(years, republic !== undefined, mark);
  return year === null ? null : dayOf(year, month, day, text.slice(all.length));
}

function fullYear(digits: string, republic: boolean, mark: string): number | null {
  if (republic) return Number(digits) + 1911;
  if (digits.length === 4) return Number(digits);
  return digits.length === 2 && mark === '年' ? 2000 + Number(digits) : null;
}

function compact(text: string): { day: Day; rest: string } | null {
  const found = /^(\d{4})(\d{2})(\d{2})(?:[ T]?(\d{2})(\d{2})(\d{2})?)?$/.exec(text);
  if (found === null) return /^\d{8} /.test(text) ? compactDay(text) : null;
  const [, year, month, day, hour, minute, second] = found;
  const rest = hour === undefined ? '' : ` ${hour}:${minute}:${second ?? '00'}`;
  return dayOf(Number(year), month, day, rest);
}

function compactDay(text: string): { day: Day; rest: string } {
  return dayOf(Number(text.slice(0, 4)), text.slice(4, 6), text.slice(6, 8), text.slice(8));
}

function yearLast(text: string, order: DateFormat['order']): { day: Day; rest: string } | null {
  const found = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)/.exec(text);
  if (found === null) return null;
  const [all, first, second, year] = found;
  const [month, day] = order === 'month_first' ? [first, second] : [second, first];
  return dayOf(Number(year), month, day, text.slice(all.length));
}

function english(text: string): { day: Day; rest: string } | null {
  const plain = text.replace(/^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,? /i, '');
  const dayFirst = /^(\d{1,2})[ -]([a-z]{3,9})\.?,?[ -](\d{4})(?!\d)/i.exec(plain);
  if (dayFirst !== null) {
    const [all, day, month = '', year] = dayFirst;
    return dayOf(Number(year), monthNamed(month), day, plain.slice(all.length));
  }
  const monthFirst = /^([a-z]{3,9})\.? (\d{1,2}),? (\d{4})(?!\d)/i.exec(plain);
  if (monthFirst === null) return null;
  const [all, month = '', day, year] = monthFirst;
  return dayOf(Number(year), monthNamed(month), day, plain.slice(all.length));
}

function monthNamed(name: string): string {
  return String(MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1);
}

function dayOf(
  year: number,
  month: string | undefined,
  day: string | undefined,
  rest: string,
): { day: Day; rest: string } {
  return { day: { year, month: Number(month), day: Number(day) }, rest };
}

/** Whether a day exists; month 0 stands for an unknown name. */
function isDay({ year, month, day }: Day): boolean {
  if (!(year >= YEARS.first && year <= YEARS.last && month >= 1 && month <= 12)) return false;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day >= 1 && day <= (month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0));
}

function splitZone(rest: string): { zone: string | null; rest: string } {
  const found = /(?: ?(Z|UTC|GMT)| ?(?:UTC|GMT)?([+-]\d{2}):?(\d{2})?)$/i.exec(rest);
  if (found === null || !/\d/.test(rest.slice(0, found.index))) return { zone: null, rest };
  const [, utc, hours, minutes = '00'] = found;
  const zone = utc === undefined ? `${hours}:${minutes}` : '+00:00';
  return { zone, rest: rest.slice(0, found.index) };
}

/** A clock time after a date; midnight for none at all; null for what is no clock time. */
function readClock(text: string): Clock | null {
  const rest = text.replace(/^[T,]/, '').trim();
  if (rest === '') return { hour: 0, minute: 0, second: 0 };
  const found =
    /^(凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚|am|pm)? ?(\d{1,2})(?:[:时点] ?(\d{1,2})分?(?::? ?(\d{1,2})(?:[.,]\d{1,9})?秒?)?|[时点]整?) ?(am|pm)?$/i.exec(
      rest,
    );
  if (found === null) return null;
  const [, before, digits, minutes = '0', seconds = '0', after] = found;
  const hour = hourOf(Number(digits), (before ?? after ?? '').toLowerCase());
  const clock = { hour, minute: Number(minutes), second: Number(seconds) };
  const valid = hour >= 0 && hour < 24 && clock.minute < 60 && clock.second < 60;
  return valid ? clock : null;
}

/** The hour from 0 to 23 that an hour with a part of the day means; -1 where they contradict each other. */
function hourOf(hour: number, part: string): number {
  if (part === '' || hour > 12) return hour;
  if (['下午', '傍晚', '晚上', '晚', 'pm'].includes(part)) {
    if (hour === 12) return part === '下午' || part === 'pm' ? 12 : -1;
    return hour + 12;
  }
  if (part === '中午') return hour < 11 ? hour + 12 : hour;
  return hour === 12 ? 0 : hour;
}

function minutesOf(zone: string): number {
  const sign = zone.startsWith('-') ? -1 : 1;
  return sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6)));
}

function isoAt(ms: number, offset: string): string | null {
  const local = new Date(ms + minutesOf(offset) * 60_000);
  const year = local.getUTCFullYear();
  if (!(year >= YEARS.first && year <= YEARS.last)) return null;
  return `${local.toISOString().slice(0, 19)}${offset}`;
}

function isoDay({ year, month, day }: Day): string {
  return `${year}-${two(month)}-${two(day)}`;
}

function isoClock({ hour, minute, second }: Clock): string {
  return `${two(hour)}:${two(minute)}:${two(second)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
