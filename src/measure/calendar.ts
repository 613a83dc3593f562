const DAY = 86_400_000;

/** Days since 1970-01-01 of a date `YYYY-MM-DD`. */
function dayNumber(date: string): number {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / DAY);
}

/**
 * The date of a day by arithmetic (Hinnant 2021, chrono-Compatible Low-Level Date Algorithms): a `Date` takes ten
 * times as long, and every pain point asks for the weeks of a year.
 */
function dateOf(day: number): string {
  // Years begin in March, so that the day that comes every four years is the last of one; eras have 400 years.
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const leaps =
    Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(dayOfMonth, 2)}`;
}

const padded = (number: number, width: number): string => String(number).padStart(width, '0');

/** The Monday `YYYY-MM-DD` of the week that a date `YYYY-MM-DD` lies in. */
export function mondayOf(date: string): string {
  const day = dayNumber(date);
  // 1970-01-01 was a Thursday: day -3 is a Monday.
  return dateOf(day - ((((day + 3) % 7) + 7) % 7));
}

/** The date `days` later (earlier when negative). */
export function daysAfter(date: string, days: number): string {
  return dateOf(dayNumber(date) + days);
}

/** The Mondays of all weeks from that of `first` to that of `last`, both included. */
export function weeksBetween(first: string, last: string): string[] {
  const from = dayNumber(mondayOf(first));
  return Array.from({ length: countWeeks(first, last) }, (_, i) => dateOf(from + 7 * i));
}

/** How many weeks there are from that of `first` to that of `last`, both included. */
export function countWeeks(first: string, last: string): number {
  return Math.max(0, Math.floor((dayNumber(last) - dayNumber(mondayOf(first))) / 7) + 1);
}

/** All months `YYYY-MM` from `first` to `last`, both included. */
export function monthsBetween(first: string, last: string): string[] {
  const index = (month: string): number =>
    Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
  const from = index(first);
  const count = Math.max(0, index(last) - from + 1);
  return Array.from({ length: count }, (_, i) => {
    const at = from + i;
    const year = String(Math.floor(at / 12)).padStart(4, '0');
    return `${year}-${String((at % 12) + 1).padStart(2, '0')}`;
  });
}
