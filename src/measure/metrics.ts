import type { Facts } from '../model/facts.ts';
import type { Metric } from '../model/findings.ts';
import type {
  MetricAnswer,
  MetricDefinition,
  MetricFigure,
  MetricUnit,
  TargetStatus,
} from '../model/metric.ts';
import { balanceOf, wilson, Z95 } from './interval.ts';
import { BUILT_IN, formulaOf } from './metric-definitions.ts';
import { student95 } from './normal.ts';

/** NPS, CSAT and net sentiment, in this order; a metric without answers has null for its figures. */
export function metricsOf(facts: Facts): Metric[] {
  const answers: Readonly<Record<string, readonly MetricAnswer[]>> = {
    nps: ratings(facts, 10),
    csat: ratings(facts, 5),
    net_sentiment: [
      sentimentAnswer(1, facts.sentiment.positive),
      sentimentAnswer(0, facts.sentiment.mixed + facts.sentiment.neutral),
      sentimentAnswer(-1, facts.sentiment.negative),
    ],
  };
  return Object.entries(answers).flatMap(([id, given]) => {
    const definition = BUILT_IN.find((metric) => metric.id === id);
    if (definition === undefined) return [];
    const { withText: _, ...figure } = figureOf(definition, given);
    const { name, better } = definition;
    const [unit, formula] = [unitOf(definition), formulaOf(definition)];
    return [{ id, name, unit, better, formula, ...figure }];
  });
}

/** What the figure of a metric counts. */
export function unitOf({ formula, unit }: MetricDefinition): MetricUnit {
  if (formula === 'balance') return 'points';
  if (formula === 'share') return 'percent';
  return unit === null ? 'score' : 'minutes';
}

function ratings(facts: Facts, max: number): MetricAnswer[] {
  return facts.ratings
    .filter((rating) => rating.max === max)
    .map(({ value, voices }) => ({ value, voices, withText: 0 }));
}

function sentimentAnswer(value: number, voices: number): MetricAnswer {
  return { value, voices, withText: 0 };
}

/** The figure of a metric. Answers outside its scale do not count; without any that do, there is none, and not 0. */
export function figureOf(
  definition: MetricDefinition,
  answers: readonly MetricAnswer[],
): MetricFigure {
  const [lowest, highest] = definition.scale ?? [
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
  ];
  const valid = answers
    .filter(({ value, voices }) => voices > 0 && value >= lowest && value <= highest)
    .sort((a, b) => a.value - b.value);
  const n = valid.reduce((sum, { voices }) => sum + voices, 0);
  const withText = valid.reduce((sum, answer) => sum + answer.withText, 0);
  if (n === 0) return { value: null, low: null, high: null, n, withText };
  return { ...FORMULAS[definition.formula](valid, n, definition), n, withText };
}

type Estimate = Pick<MetricFigure, 'value' | 'low' | 'high'>;

/** Answers by value, lowest first. */
type Sorted = readonly MetricAnswer[];

const FORMULAS: Readonly<
  Record<
    MetricDefinition['formula'],
    (answers: Sorted, n: number, of: MetricDefinition) => Estimate
  >
> = {
  // Stars come in halves from some sources: 4.5 is at least 4, and 8.5 of 10 is no promoter.
  balance: (answers, n, { top, bottom }) => {
    const inFavour = count(answers, (value) => value >= (top ?? 1));
    const against = count(answers, (value) => value <= (bottom ?? -1));
    return hundredfold(balanceOf(inFavour, against, n));
  },
  share: (answers, n, { top }) =>
    hundredfold(
      wilson(
        count(answers, (value) => value >= (top ?? 1)),
        n,
      ),
    ),
  mean: meanOf,
  median: medianOf,
};

function count(answers: Sorted, counts: (value: number) => boolean): number {
  return answers.reduce((sum, { value, voices }) => sum + (counts(value) ? voices : 0), 0);
}

function hundredfold({ value, low, high }: { value: number; low: number; high: number }): Estimate {
  return { value: 100 * value, low: 100 * low, high: 100 * high };
}

/** The mean; one answer has no interval, and the interval does not leave the scale. */
function meanOf(answers: Sorted, n: number, { scale }: MetricDefinition): Estimate {
  const value = answers.reduce((sum, answer) => sum + answer.value * answer.voices, 0) / n;
  if (n < 2) return { value, low: null, high: null };
  const squares = answers.reduce((sum, a) => sum + a.voices * (a.value - value) ** 2, 0);
  const half = student95(n - 1) * Math.sqrt(squares / (n - 1) / n);
  const [lowest, highest] = scale ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  return { value, low: Math.max(lowest, value - half), high: Math.min(highest, value + half) };
}

/** Below so many answers no pair of order statistics holds the median with 95 %: 2 · 0.5⁵ is still 6 %. */
const LEAST_FOR_MEDIAN = 6;

/** The median; interval from the order statistics around it, normal approximation of the binomial (Conover 1999, 3.2). */
function medianOf(answers: Sorted, n: number): Estimate {
  const value = (ranked(answers, Math.ceil(n / 2)) + ranked(answers, Math.floor(n / 2) + 1)) / 2;
  if (n < LEAST_FOR_MEDIAN) return { value, low: null, high: null };
  const half = (Z95 * Math.sqrt(n)) / 2;
  return {
    value,
    low: ranked(answers, Math.max(1, Math.floor(n / 2 - half))),
    high: ranked(answers, Math.min(n, Math.ceil(n / 2 + half) + 1)),
  };
}

/** The answer at a rank, the lowest at 1. */
function ranked(answers: Sorted, rank: number): number {
  let seen = 0;
  for (const { value, voices } of answers) {
    seen += voices;
    if (seen >= rank) return value;
  }
  return answers.at(-1)?.value ?? 0;
}

/** How a figure stands to its target; null without a target or without a figure. A boundary that is reached is met. */
export function statusOf(
  { better, target }: Pick<MetricDefinition, 'better' | 'target'>,
  { value, low, high }: Pick<MetricFigure, 'value' | 'low' | 'high'>,
): TargetStatus | null {
  if (target === null || value === null) return null;
  if (low === null || high === null) return 'unclear';
  const [good, bad] =
    better === 'high' ? [low >= target, high < target] : [high <= target, low > target];
  return good ? 'met' : bad ? 'missed' : 'unclear';
}
