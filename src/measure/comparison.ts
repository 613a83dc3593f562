import type {
  Change,
  Comparison,
  Findings,
  Metric,
  PainChange,
  PainFinding,
} from '../model/findings.ts';
import { falseDiscoveryRates } from './binomial.ts';
import { daysAfter } from './calendar.ts';
import { differenceOf } from './difference.ts';
import { wilson } from './interval.ts';

/** First and last day, both included. */
export type Period = Comparison['now'];

/** The period of equal length that ends the day before `since`. */
export function periodBefore({ since, until }: Period): Period {
  const days = Math.round((Date.parse(until) - Date.parse(since)) / 86_400_000) + 1;
  return { since: daysAfter(since, -days), until: daysAfter(since, -1) };
}

const SURE = 0.05;

/**
 * What changed from one period to the next. A pain point with at least five voices is `new` or `gone` where only one
 * period has voices of it; `worse` or `better` where its share of all voices moved with a false discovery rate
 * (Benjamini-Hochberg over all of at least five voices) below 0.05; a metric where the 95 % intervals do not meet. The
 * surest change first.
 */
export function compare(
  found: { readonly now: Findings; readonly before: Findings },
  periods: { readonly now: Period; readonly before: Period },
): Comparison {
  const [now, before] = [found.now, found.before];
  const negative = (findings: Findings) =>
    findings.sentiment.find(({ label }) => label === 'negative')?.share ?? wilson(0, 0);
  const [one, other] = [negative(now), negative(before)];
  const { p } = differenceOf(one.count, one.n, other.count, other.n);
  return {
    ...periods,
    voices: { now: now.scope.voices, before: before.scope.voices },
    negative: { now: one, before: other, change: changeOf(one.value - other.value, p) },
    metrics: now.metrics.map((metric) => metricChange(metric, before.metrics)),
    pains: painChanges(now, before),
  };
}

function changeOf(worse: number, p: number): Change {
  if (p >= SURE) return 'same';
  return worse > 0 ? 'worse' : 'better';
}

function metricChange(now: Metric, earlier: readonly Metric[]): Comparison['metrics'][number] {
  const before = earlier.find(({ id }) => id === now.id) ?? { ...now, value: null, n: 0 };
  const apart = (low: number | null, high: number | null): boolean =>
    low !== null && high !== null && low > high;
  if (apart(now.low, before.high)) return { now, before, change: 'better' };
  if (apart(before.low, now.high)) return { now, before, change: 'worse' };
  return { now, before, change: 'same' };
}

/** Voices of both periods together from which on a pain point is compared: fewer come and go by themselves. */
const ENOUGH = 5;

function painChanges(now: Findings, before: Findings): PainChange[] {
  const named = new Map<string, PainFinding>();
  for (const pain of [...before.pains, ...now.pains]) named.set(pain.id, pain);
  const voices = ({ pains }: Findings): Map<string, number> =>
    new Map(pains.map((pain) => [pain.id, pain.voices]));
  const [here, there] = [voices(now), voices(before)];
  const pains = [...named.values()].map(({ id, label }) => {
    const one = wilson(here.get(id) ?? 0, now.scope.voices);
    const other = wilson(there.get(id) ?? 0, before.scope.voices);
    const { p, ...difference } = differenceOf(one.count, one.n, other.count, other.n);
    return { id, label, now: one, before: other, difference, p };
  });
  const tested = pains.filter((pain) => weight(pain) >= ENOUGH);
  const rates = falseDiscoveryRates(tested.map(({ p }) => p));
  const q = new Map(tested.map(({ id }, at) => [id, rates[at] ?? 1]));
  return pains
    .map(({ p: _, ...pain }): PainChange => {
      const rate = q.get(pain.id);
      return { ...pain, q: rate ?? 1, change: rate === undefined ? 'same' : kindOf(pain, rate) };
    })
    .sort((a, b) => a.q - b.q || weight(b) - weight(a) || (a.id < b.id ? -1 : 1));
}

function kindOf({ now, before, difference }: Omit<PainChange, 'q' | 'change'>, q: number): Change {
  if (before.count === 0) return 'new';
  if (now.count === 0) return 'gone';
  return changeOf(difference.value, q);
}

function weight({ now, before }: Pick<PainChange, 'now' | 'before'>): number {
  return now.count + before.count;
}
