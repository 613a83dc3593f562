import type { Facts } from '../model/facts.ts';
import type { PeriodFinding } from '../model/findings.ts';
import type { Sentiment } from '../model/labels.ts';
import { monthsBetween, weeksBetween } from './calendar.ts';
import { wilson } from './interval.ts';

interface PeriodCount {
  readonly period: string;
  readonly sentiment: Readonly<Record<Sentiment, number>>;
  readonly meanScore: number;
}

const NOTHING: Readonly<Record<Sentiment, number>> = {
  positive: 0,
  negative: 0,
  mixed: 0,
  neutral: 0,
};

/** How many voices a count by sentiment holds. */
export function voicesOf(sentiment: Readonly<Record<Sentiment, number>>): number {
  return sentiment.positive + sentiment.negative + sentiment.mixed + sentiment.neutral;
}

/** All Mondays of the period that the dated voices cover; empty without dated voices. */
export function weekSpan(facts: Facts): string[] {
  const { firstDay, lastDay } = facts.scope;
  return firstDay === null || lastDay === null ? [] : weeksBetween(firstDay, lastDay);
}

/** One entry a week from the first to the last day of the data; a week without voices counts 0. */
export function weeksOf(facts: Facts): PeriodFinding[] {
  const counts = facts.weeks.map((week) => ({ ...week, period: week.week }));
  return fill(weekSpan(facts), counts);
}

/** One entry a month, likewise. */
export function monthsOf(facts: Facts): PeriodFinding[] {
  const { firstDay, lastDay } = facts.scope;
  if (firstDay === null || lastDay === null) return [];
  const counts = facts.months.map((month) => ({ ...month, period: month.month }));
  return fill(monthsBetween(firstDay.slice(0, 7), lastDay.slice(0, 7)), counts);
}

function fill(periods: readonly string[], counts: readonly PeriodCount[]): PeriodFinding[] {
  const known = new Map(counts.map((count) => [count.period, count]));
  return periods.map((period) => {
    const { sentiment, meanScore } = known.get(period) ?? { sentiment: NOTHING, meanScore: 0 };
    const voices = voicesOf(sentiment);
    return { period, sentiment, voices, negative: wilson(sentiment.negative, voices), meanScore };
  });
}
