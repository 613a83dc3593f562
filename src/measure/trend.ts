import type { PainFacts } from '../model/facts.ts';
import type { Trend } from '../model/findings.ts';
import { falseDiscoveryRates, midP } from './binomial.ts';
import { countWeeks, daysAfter, mondayOf } from './calendar.ts';
import { Z95 } from './interval.ts';

/** Weeks that count as recent: the week of the data's last day and those before it. */
export const RECENT_WEEKS = 4;
/** Weeks that the base must have at least; fewer say nothing about what is usual. */
const LEAST_BASE_WEEKS = 4;
/** Voices that a pain point must have in both windows together to be tested. */
const LEAST_VOICES = 5;
/** False discovery rate at which a change is called one. */
const RATE = 0.05;
/** A change of less than a quarter is not called one, however many voices prove it. */
const LEAST_CHANGE = Math.log(1.25);
/** Steady means that a doubling and a halving are ruled out. */
const STEADY = Math.log(2);

/** Voices of any kind a week (Monday), dated voices only. */
export type WeekTotals = readonly { readonly week: string; readonly voices: number }[];

/**
 * How the share of each pain point in all voices moves, in the order of `pains`: the last four
 * weeks up to `lastDay` (a date of the data, never today's) against all weeks before. Given that a
 * pain point has `m` voices in both windows, the recent ones are binomial if nothing changed. The
 * two-sided mid-p values then pass the Benjamini-Hochberg step, rises among all pain points tested
 * and falls among those with voices enough for a fall to be seen (Tarone 1990).
 */
export function trendsOf(
  pains: readonly Pick<PainFacts, 'weeks'>[],
  totals: WeekTotals,
  lastDay: string | null,
): Trend[] {
  const start = lastDay === null ? null : daysAfter(mondayOf(lastDay), -7 * (RECENT_WEEKS - 1));
  const all = split(totals, start);
  const baseWeeks = start === null ? 0 : weeksBefore(totals, start);
  const counts = pains.map((pain) => split(pain.weeks, start));
  const testable = counts.map(
    ({ recent, base }) =>
      baseWeeks >= LEAST_BASE_WEEKS &&
      all.recent > 0 &&
      all.base > 0 &&
      recent + base >= LEAST_VOICES,
  );
  const chance = all.recent / (all.recent + all.base);
  const ps = counts.map(({ recent, base }, i) =>
    testable[i] ? midP(recent, recent + base, chance) : 1,
  );
  const rises = counts.map(({ recent, base }) => recent >= (recent + base) * chance);
  // With too few voices even silence proves no fall: such pain points would only dilute the others' rates.
  const canFall = counts.map(
    ({ recent, base }, i) => testable[i] && midP(0, recent + base, chance) < RATE,
  );
  const rising = ratesAmong(ps.map((p, i) => (testable[i] ? (rises[i] ? p : 1) : null)));
  const falling = ratesAmong(ps.map((p, i) => (canFall[i] ? (rises[i] ? 1 : p) : null)));
  return counts.map((count, i) => {
    const q = (rises[i] ? rising : falling)[i] ?? 1;
    return trendOf(count, all, testable[i] ? (ps[i] ?? 1) : null, q);
  });
}

/** False discovery rates of the tested p-values, in place; null for what is not tested. */
function ratesAmong(ps: readonly (number | null)[]): (number | null)[] {
  const rates = falseDiscoveryRates(ps.filter((p) => p !== null));
  let at = 0;
  return ps.map((p) => (p === null ? null : (rates[at++] ?? 1)));
}

interface Windows {
  readonly recent: number;
  readonly base: number;
}

function split(weeks: WeekTotals, start: string | null): Windows {
  let recent = 0;
  let base = 0;
  for (const { week, voices } of weeks) {
    if (start !== null && week >= start) recent += voices;
    else base += voices;
  }
  return { recent, base };
}

function weeksBefore(totals: WeekTotals, start: string): number {
  const first = totals.map(({ week }) => week).sort()[0];
  return first === undefined || first >= start ? 0 : countWeeks(first, start) - 1;
}

function trendOf(count: Windows, all: Windows, p: number | null, q: number): Trend {
  const change =
    all.recent > 0 && all.base > 0
      ? Math.log((count.recent + 0.5) / all.recent) - Math.log((count.base + 0.5) / all.base)
      : 0;
  return {
    direction: p === null ? 'unclear' : directionOf(count, change, q),
    recent: count.recent,
    recentTotal: all.recent,
    base: count.base,
    baseTotal: all.base,
    ratio: Math.exp(change),
    p: p ?? 1,
    q,
  };
}

function directionOf(count: Windows, change: number, q: number): Trend['direction'] {
  if (q < RATE && Math.abs(change) >= LEAST_CHANGE) return change > 0 ? 'rising' : 'falling';
  const error = Math.sqrt(1 / (count.recent + 0.5) + 1 / (count.base + 0.5));
  return Math.abs(change) + Z95 * error <= STEADY ? 'steady' : 'unclear';
}
