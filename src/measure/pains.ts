import type { Facts, PainFacts } from '../model/facts.ts';
import type { PainFinding, Trend } from '../model/findings.ts';
import { wilson } from './interval.ts';
import { voicesOf, weekSpan } from './periods.ts';
import { chooseQuotes } from './quotes.ts';
import { severityOf } from './severity.ts';
import { trendsOf } from './trend.ts';

/** Pain points by rank, the groups that name no problem by rank of their own, and what moves. */
export interface PainFindings {
  readonly pains: readonly PainFinding[];
  readonly others: readonly PainFinding[];
  /** Ids of pain points whose share rises, strongest change first; likewise falls. */
  readonly rising: readonly string[];
  readonly falling: readonly string[];
}

/** Weighs, ranks and tests all pain points of the facts. */
export function painsOf(facts: Facts): PainFindings {
  const ranked = facts.pains.filter((pain) => pain.other === null);
  const other = facts.pains.filter((pain) => pain.other !== null);
  const pains = rank(facts, ranked);
  const movers = pains.filter(({ trend }) => trend.p < 1).sort(byChange);
  return {
    pains,
    others: rank(facts, other),
    rising: movers.filter(({ trend }) => trend.direction === 'rising').map(({ id }) => id),
    falling: movers.filter(({ trend }) => trend.direction === 'falling').map(({ id }) => id),
  };
}

function rank(facts: Facts, pains: readonly PainFacts[]): PainFinding[] {
  const totals = facts.weeks.map(({ week, sentiment }) => ({ week, voices: voicesOf(sentiment) }));
  const trends = trendsOf(pains, totals, facts.scope.lastDay);
  const span = weekSpan(facts);
  return pains
    .flatMap((pain, i) => {
      const trend = trends[i];
      return trend === undefined ? [] : [weigh(pain, trend, facts.scope.voices, span)];
    })
    .sort((a, b) => b.weight - a.weight || b.voices - a.voices || (a.id < b.id ? -1 : 1))
    .map((pain, i) => ({ ...pain, rank: i + 1 }));
}

function weigh(
  pain: PainFacts,
  trend: Trend,
  voices: number,
  span: readonly string[],
): Omit<PainFinding, 'rank'> {
  const { quotes, weeks, ...rest } = pain;
  const severity = severityOf(pain);
  const byWeek = new Map(weeks.map((week) => [week.week, week.voices]));
  return {
    ...rest,
    share: wilson(pain.voices, voices),
    severity,
    weight: pain.told * (1 + severity),
    trend,
    quotes: chooseQuotes(quotes),
    series: span.map((week) => byWeek.get(week) ?? 0),
  };
}

function byChange(a: PainFinding, b: PainFinding): number {
  const size = (pain: PainFinding): number => Math.abs(Math.log(pain.trend.ratio));
  return size(b) - size(a) || b.weight - a.weight || (a.id < b.id ? -1 : 1);
}
