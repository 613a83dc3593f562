import type { TimeUnit } from '../model/metric.ts';
import { inferDateFormat, parseDate } from './dates.ts';

/** A number as people write it in an export: 4, 4.5分, ４, 1,200; null for anything else. */
export function numberIn(text: string): number | null {
  const match = /^([+-]?\d+(?:\.\d+)?)\s*(?:分|星|points?|stars?)?$/i.exec(plain(text));
  return match === null ? null : Number(match[1]);
}

const MINUTES: Readonly<Record<TimeUnit, number>> = {
  seconds: 1 / 60,
  minutes: 1,
  hours: 60,
  days: 1440,
};

/** What the parts of 1天2小时30分 and 1h 20m are called. */
const PARTS: readonly (readonly [pattern: RegExp, unit: TimeUnit])[] = [
  [/^(?:天|日|days?|d)/, 'days'],
  [/^(?:个?小时|时|钟头|hours?|hrs?|h)/, 'hours'],
  [/^(?:分钟?|minutes?|mins?|m)/, 'minutes'],
  [/^(?:秒钟?|seconds?|secs?|s)/, 'seconds'],
];

/** The unit that the name of a column says: `first_response_seconds`, 处理时长（小时）; null if it says none. */
export function unitInName(column: string): TimeUnit | null {
  const name = column.toLowerCase();
  const units: readonly (readonly [pattern: RegExp, unit: TimeUnit])[] = [
    [/sec|秒/, 'seconds'],
    [/min|分/, 'minutes'],
    [/hour|hrs|小时/, 'hours'],
    [/days|天/, 'days'],
  ];
  return units.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

/**
 * A duration in minutes: a plain number in `unit`, 00:12:30, 1天2小时, or the time that lies between `createdAt` (wall
 * time) and a date in the text; null for what is none of these, and for an end before the beginning.
 */
export function minutesIn(text: string, unit: TimeUnit, createdAt: string | null): number | null {
  const value = plain(text);
  const number = numberIn(value);
  if (number !== null) return number >= 0 ? number * MINUTES[unit] : null;
  return clockIn(value) ?? partsIn(value) ?? sinceIn(value, createdAt);
}

function clockIn(value: string): number | null {
  const match = /^(\d{1,4}):([0-5]\d)(?::([0-5]\d))?$/.exec(value);
  if (match === null) return null;
  const [, first, second, third] = match.map(Number);
  // 12:30 is hours and minutes, as clocks and spreadsheets write it.
  return (first ?? 0) * 60 + (second ?? 0) + (match[3] === undefined ? 0 : (third ?? 0) / 60);
}

function partsIn(value: string): number | null {
  let rest = value.toLowerCase();
  let minutes = 0;
  while (rest !== '') {
    const number = /^(\d+(?:\.\d+)?)\s*/.exec(rest);
    if (number === null) return null;
    rest = rest.slice(number[0].length);
    const part = PARTS.find(([pattern]) => pattern.test(rest));
    if (part === undefined) return null;
    minutes += Number(number[1]) * MINUTES[part[1]];
    rest = rest.replace(part[0], '').trimStart();
  }
  return value === '' ? null : minutes;
}

function sinceIn(value: string, createdAt: string | null): number | null {
  if (createdAt === null) return null;
  const moment = parseDate(value, inferDateFormat([value]), '+00:00');
  if (moment === null) return null;
  const minutes = (Date.parse(moment) - Date.parse(`${createdAt}Z`)) / 60_000;
  return minutes >= 0 ? minutes : null;
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/(\d),(?=\d{3}\b)/g, '$1')
    .trim();
}
