import type {
  Change,
  Comparison,
  Findings,
  Metric,
  MetricChange,
  PainChange,
  PainFinding,
} from '../model/findings.ts';
import { falseDiscoveryRates } from './binomial.ts';
import { daysAfter } from './calendar.ts';
import { betweenEstimates, differenceOf, type Estimate } from './difference.ts';
import { wilson } from './interval.ts';

/** First and last day, both included. */
export type Period = Comparison['now'];

/** The period of equal length that ends the day before `since`. */
export function periodBefore({ since, until }: Period): Period {
  const days = Math.round((Date.parse(until) - Date.parse(since)) / 86_400_000) + 1;
  return { since: daysAfter(since, -days), until: daysAfter(since, -1) };
}

/**
 * What changed from one period to the next. A pain point with at least five voices is `new` or `gone` where only one
 * period has voices of it; `worse` or `better` where its share of all voices moved with a false discovery rate
 * (Benjamini-Hochberg over all of at least five voices) below 0.05; the negative share and a metric where the 95 % interval
 * of the difference leaves out 0. The surest change first.
 */
export function compare(
  found: { readonly now: Findings; readonly before: Findings },
  periods: { readonly now: Period; readonly before: Period },
): Comparison {
  const [now, before] = [found.now, found.before];
  const negative = (findings: Findings) =>
    findings.sentiment.find(({ label }) => label === 'negative')?.share ?? wilson(0, 0);
  const [one, other] = [negative(now), negative(before)];
  const { p: _, ...difference } = differenceOf(one.count, one.n, other.count, other.n);
  const change = movedTo(difference, 'low');
  return {
    ...periods,
    voices: { now: now.scope.voices, before: before.scope.voices },
    negative: { now: one, before: other, difference, change },
    metrics: now.metrics.map((metric) => metricChange(metric, before.metrics)),
    pains: painChanges(now, before),
  };
}

/** What a difference means of which more is better, or less; nothing where its interval is unknown or holds 0. */
function movedTo(
  { low, high }: Pick<MetricChange['difference'], 'low' | 'high'>,
  better: Metric['better'],
): Change {
  if (low === null || high === null || (low <= 0 && high >= 0)) return 'same';
  return low > 0 === (better === 'high') ? 'better' : 'worse';
}

function metricChange(now: Metric, earlier: readonly Metric[]): MetricChange {
  const before = earlier.find(({ id }) => id === now.id) ?? { ...now, ...UNKNOWN, n: 0 };
  const [one, other] = [estimateOf(now), estimateOf(before)];
  const known = now.value !== null && before.value !== null;
  const difference =
    one !== null && other !== null
      ? betweenEstimates(one, other)
      : { ...UNKNOWN, value: known ? now.value - before.value : null };
  return { now, before, difference, change: movedTo(difference, now.better) };
}

const UNKNOWN = { value: null, low: null, high: null };

function estimateOf({ value, low, high }: Metric): Estimate | null {
  return value === null || low === null || high === null ? null : { value, low, high };
}

const SURE = 0.05;

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
  if (q >= SURE) return 'same';
  return difference.value > 0 ? 'worse' : 'better';
}

function weight({ now, before }: Pick<PainChange, 'now' | 'before'>): number {
  return now.count + before.count;
}
