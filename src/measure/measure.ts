import type { PriorityWeights } from '../model/configuration.ts';
import type { Facts, GroupCount } from '../model/facts.ts';
import type { Findings, LabelFinding, Metric, MetricFinding } from '../model/findings.ts';
import {
  ASPECTS,
  KINDS,
  labelsOf,
  type Message,
  SENTIMENTS,
  SIGNALS,
  URGENCIES,
} from '../model/labels.ts';
import { cleaningOf } from './cleaning.ts';
import { wilson } from './interval.ts';
import { metricsOf } from './metrics.ts';
import { notesOf } from './notes.ts';
import { painsOf } from './pains.ts';
import { monthsOf, voicesOf, weeksOf } from './periods.ts';
import { DEFAULT_WEIGHTS } from './priority.ts';
import { unlikeQuotes } from './quotes.ts';

/** Everything of the findings but the journey: shares, intervals, trends, ranks and notes from plain counts. `weights` are those of priority. */
export function measure(
  facts: Facts,
  weights: PriorityWeights = DEFAULT_WEIGHTS,
): Omit<Findings, 'stages'> {
  const { voices } = facts.scope;
  const pains = painsOf(facts, weights);
  return {
    scope: facts.scope,
    sentiment: shares(SENTIMENTS, facts.sentiment, voices),
    metrics: metricsOf(facts).map(alone),
    weeks: weeksOf(facts),
    months: monthsOf(facts),
    kinds: shares(KINDS, facts.kinds, voices),
    signals: shares(SIGNALS, facts.signals, voices),
    urgency: shares(URGENCIES, facts.urgency, voices),
    aspects: aspectsOf(facts),
    sources: bySize(facts.sources),
    channels: bySize(facts.channels),
    groups: bySize(facts.groups),
    products: bySize(facts.products),
    ...pains,
    urgentVoices: facts.urgent,
    cleaning: cleaningOf(facts, pains.pains),
    evidence: facts.evidence.map(({ quotes, ...counted }) => ({
      ...counted,
      quotes: unlikeQuotes(quotes),
    })),
    notes: notesOf(facts, weights),
  };
}

/** A score as the plain counts give it, before anybody asked what stands behind its answers. */
function alone(metric: Metric): MetricFinding {
  return { ...metric, withText: null, target: null, status: null, pains: [] };
}

function shares<Label extends string>(
  table: Readonly<Record<Label, Message>>,
  counts: Readonly<Record<Label, number>>,
  n: number,
): LabelFinding<Label>[] {
  return labelsOf(table).map((label) => ({ label, share: wilson(counts[label], n) }));
}

/** Aspects that somebody spoke of, in the codebook's order. A voice that both praises and blames one counts in each. */
function aspectsOf(facts: Facts): Findings['aspects'] {
  return labelsOf(ASPECTS).flatMap((aspect) => {
    const rows = facts.aspects.filter((row) => row.aspect === aspect);
    const of = (polarity: string): number =>
      rows.reduce((sum, row) => sum + (row.polarity === polarity ? row.voices : 0), 0);
    const positive = of('positive');
    const negative = of('negative');
    const voices = positive + negative + of('neutral');
    return voices === 0 ? [] : [{ aspect, voices, positive, negative }];
  });
}

/** Largest first; voices without a value last among equals. */
function bySize(groups: readonly GroupCount[]): GroupCount[] {
  return [...groups].sort(
    (a, b) => voicesOf(b.sentiment) - voicesOf(a.sentiment) || compareNames(a.name, b.name),
  );
}

function compareNames(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}
