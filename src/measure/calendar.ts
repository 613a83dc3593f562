const DAY = 86_400_000;

/** Days since 1970-01-01 of a date `YYYY-MM-DD`. */
function dayNumber(date: string): number {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / DAY);
}

function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

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
  const weeks = Math.floor((dayNumber(last) - from) / 7) + 1;
  return Array.from({ length: Math.max(0, weeks) }, (_, i) => dateOf(from + 7 * i));
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
