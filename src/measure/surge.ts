import type { PainFacts } from '../model/facts.ts';
import type { Surge } from '../model/findings.ts';
import { logGamma } from './binomial.ts';
import { countWeeks, daysAfter, mondayOf } from './calendar.ts';
import type { WeekTotals } from './trend.ts';

/** Windows in weeks, and the chance of a false alarm that each is allowed. */
const WINDOWS = [
  { weeks: 1, chance: 0.008 },
  { weeks: 2, chance: 0.013 },
] as const;
/** Weeks before a window that tell what is usual: at most a year, and at least so many. */
const MOST_BASE_WEEKS = 52;
const LEAST_BASE_WEEKS = 8;
/** Voices that window and base must have together. */
const LEAST_VOICES = 5;
/** A rise of less than a quarter raises no alarm, however many voices prove it. */
const LEAST_RATIO = 1.25;

/**
 * Whether the share of a pain point in all voices jumped in the week of `lastDay` or in the two weeks up to it, against
 * up to a year before: exact one-sided conditional binomial tests (Przyborowski and Wilenski 1940). The limits are those
 * of an alarm that is watched week after week: of pain points that stay as they are, at most one in a hundred raises a
 * new alarm in a week, and half as many voices again in a pain point of 40 a week are seen within two weeks in at least
 * 95 of 100 cases (`tests/measure/surge.test.ts` measures both). Null where there is no alarm or not enough to tell.
 * @param totals in order of time
 */
export function surgeOf(
  { weeks }: Pick<PainFacts, 'weeks'>,
  totals: WeekTotals,
  lastDay: string | null,
): Surge | null {
  if (lastDay === null) return null;
  const last = mondayOf(lastDay);
  for (const window of WINDOWS) {
    const start = daysAfter(last, -7 * (window.weeks - 1));
    const first = daysAfter(start, -7 * MOST_BASE_WEEKS);
    const own = split(weeks, first, start, last);
    if (own.recent + own.base < LEAST_VOICES) continue;
    const all = split(totals, first, start, last);
    if (baseWeeks(totals, first, start) < LEAST_BASE_WEEKS) continue;
    const surge = surgeIn(own, all, window.weeks);
    if (surge !== null && surge.p < window.chance) return surge;
  }
  return null;
}

interface Windows {
  readonly recent: number;
  readonly base: number;
}

function surgeIn(own: Windows, all: Windows, weeks: Surge['weeks']): Surge | null {
  const n = own.recent + own.base;
  if (all.recent === 0 || all.base === 0) return null;
  const ratio = (own.recent + 0.5) / all.recent / ((own.base + 0.5) / all.base);
  if (ratio < LEAST_RATIO) return null;
  const expected = (own.base * all.recent) / all.base;
  const p = upperTail(own.recent, n, all.recent / (all.recent + all.base));
  return { weeks, voices: own.recent, expected, ratio, p };
}

/** Probability of `x` or more successes in `n` trials of chance `chance`. */
function upperTail(x: number, n: number, chance: number): number {
  if (chance >= 1) return 1;
  const ways = logGamma(n + 1) - logGamma(x + 1) - logGamma(n - x + 1);
  let term = Math.exp(ways + x * Math.log(chance) + (n - x) * Math.log1p(-chance));
  let tail = term;
  for (let k = x + 1; k <= n && term > tail * 1e-17; k++) {
    term *= ((n - k + 1) / k) * (chance / (1 - chance));
    tail += term;
  }
  return Math.min(1, tail);
}

function split(weeks: WeekTotals, first: string, start: string, last: string): Windows {
  let recent = 0;
  let base = 0;
  for (const { week, voices } of weeks) {
    if (week >= start && week <= last) recent += voices;
    else if (week >= first && week < start) base += voices;
  }
  return { recent, base };
}

function baseWeeks(totals: WeekTotals, first: string, start: string): number {
  const earliest = totals[0]?.week;
  if (earliest === undefined || earliest >= start) return 0;
  return countWeeks(earliest > first ? earliest : first, start) - 1;
}
