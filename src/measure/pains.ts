import type { PriorityWeights } from '../model/configuration.ts';
import type { Facts, PainFacts, Quote } from '../model/facts.ts';
import type { Candidate, Findings, PainFinding, Quadrant, Trend } from '../model/findings.ts';
import { wilson } from './interval.ts';
import { candidatesOf } from './lift.ts';
import { voicesOf, weekSpan } from './periods.ts';
import { burstPart, DEFAULT_WEIGHTS, priorityOf } from './priority.ts';
import { chooseQuotes } from './quotes.ts';
import { severityOf } from './severity.ts';
import { LEAST_STABILITY, stabilityOf } from './stability.ts';
import { surgeOf } from './surge.ts';
import { trendsOf, type WeekTotals } from './trend.ts';

/** Pain points by priority, the groups that name no problem by rank of their own, and what moves. */
export interface PainFindings {
  readonly pains: readonly PainFinding[];
  readonly others: readonly PainFinding[];
  /** The middle volume and severity of those firm enough to act on: where the quadrants meet. */
  readonly middle: Findings['middle'];
  /** Ids of pain points whose share rises, strongest change first; likewise falls. */
  readonly rising: readonly string[];
  readonly falling: readonly string[];
}

/** Weighs, ranks and tests all pain points of the facts. */
export function painsOf(facts: Facts, weights: PriorityWeights = DEFAULT_WEIGHTS): PainFindings {
  const ranked = facts.pains.filter((pain) => pain.other === null);
  const other = facts.pains.filter((pain) => pain.other !== null);
  const pains = rank(facts, ranked, weights);
  const movers = pains.filter(({ trend }) => trend.p < 1).sort(byChange);
  return {
    pains,
    middle: middleOf(pains),
    others: rank(facts, other, weights),
    rising: movers.filter(({ trend }) => trend.direction === 'rising').map(({ id }) => id),
    falling: movers.filter(({ trend }) => trend.direction === 'falling').map(({ id }) => id),
  };
}

/** Pain points with the quotes that are chosen from their candidates, by id; those without an entry stay as they are. */
export function withQuotes(
  pains: readonly PainFinding[],
  candidates: ReadonlyMap<string, readonly Quote[]>,
): PainFinding[] {
  return pains.map((pain) => {
    const found = candidates.get(pain.id);
    return found === undefined ? pain : { ...pain, quotes: chooseQuotes(found) };
  });
}

type Unranked = Omit<PainFinding, 'rank' | 'quadrant'>;

function rank(facts: Facts, pains: readonly PainFacts[], weights: PriorityWeights): PainFinding[] {
  const totals = facts.weeks
    .map(({ week, sentiment }) => ({ week, voices: voicesOf(sentiment) }))
    .sort((a, b) => (a.week < b.week ? -1 : 1));
  const trends = trendsOf(pains, totals, facts.scope.lastDay);
  const candidates = candidatesOf(facts, pains);
  const context: Context = {
    facts,
    totals,
    weights,
    span: weekSpan(facts),
  };
  const weighed = pains.flatMap((pain, i) => {
    const trend = trends[i];
    return trend === undefined ? [] : [weigh(pain, trend, candidates[i] ?? [], context)];
  });
  const quadrant = quadrants(middleOf(weighed));
  return weighed
    .sort(
      (a, b) =>
        b.priority - a.priority ||
        b.weight - a.weight ||
        b.voices - a.voices ||
        (a.id < b.id ? -1 : 1),
    )
    .map((pain, i) => ({ ...pain, rank: i + 1, quadrant: quadrant(pain) }));
}

interface Context {
  readonly facts: Facts;
  readonly totals: WeekTotals;
  readonly weights: PriorityWeights;
  readonly span: readonly string[];
}

function weigh(
  pain: PainFacts,
  trend: Trend,
  candidates: readonly Candidate[],
  { facts, totals, weights, span }: Context,
): Unranked {
  const { quotes, weeks, ...rest } = pain;
  const severity = severityOf(pain);
  const surge = surgeOf(pain, totals, facts.scope.lastDay);
  const parts = {
    told: pain.told,
    severity,
    burst: burstPart(pain, totals),
    rise: trend.direction === 'rising' || surge !== null ? 1 : 0,
  };
  const stability = stabilityOf(pain, facts.scope.voices);
  return {
    ...rest,
    share: wilson(pain.voices, facts.scope.voices),
    severity,
    weight: pain.told * (1 + severity),
    priority: pain.other !== null ? 0 : priorityOf(parts, weights),
    stability,
    status: pain.other ?? (stability < LEAST_STABILITY ? 'insufficient' : 'actionable'),
    surge,
    candidates,
    trend,
    quotes: chooseQuotes(quotes),
    series: seriesOf(weeks, span),
  };
}

/** The voices of each week of a span, both in order of time: to look each week up takes several times as long. */
function seriesOf(weeks: PainFacts['weeks'], span: readonly string[]): number[] {
  let at = 0;
  return span.map((week) => {
    while ((weeks[at]?.week ?? week) < week) at++;
    const one = weeks[at];
    return one?.week === week ? one.voices : 0;
  });
}

/** The quadrant of a pain point: more voices, and more severe, than the middle one of those firm enough to act on. */
function quadrants({ told, severity }: Findings['middle']): (pain: Unranked) => Quadrant {
  return (pain) => {
    const isSevere = pain.severity > severity;
    return pain.told > told ? (isSevere ? 'act' : 'ease') : isSevere ? 'watch' : 'note';
  };
}

function middleOf(pains: readonly Unranked[]): Findings['middle'] {
  const firm = pains.filter(({ status }) => status === 'actionable');
  return {
    told: median(firm.map(({ told }) => told)),
    severity: median(firm.map(({ severity }) => severity)),
  };
}

/** The lower of the two in the middle; 0 of none. */
function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;
}

function byChange(a: PainFinding, b: PainFinding): number {
  const size = (pain: PainFinding): number => Math.abs(Math.log(pain.trend.ratio));
  return size(b) - size(a) || b.weight - a.weight || (a.id < b.id ? -1 : 1);
}
