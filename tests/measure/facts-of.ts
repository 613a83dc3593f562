import type { Facts, PainFacts } from '../../src/model/facts.ts';
import { FLAGS } from '../../src/model/flags.ts';
import { KINDS, labelsOf, type Sentiment, SIGNALS, URGENCIES } from '../../src/model/labels.ts';

function zeros<Label extends string>(
  table: Readonly<Record<Label, unknown>>,
): Record<Label, number> {
  const labels = labelsOf(table as Parameters<typeof labelsOf>[0]) as Label[];
  return Object.fromEntries(labels.map((label) => [label, 0])) as Record<Label, number>;
}

/** How many voices of each sentiment; what is not named is 0. */
export function sentiments(
  counts: Partial<Record<Sentiment, number>> = {},
): Record<Sentiment, number> {
  return { positive: 0, negative: 0, mixed: 0, neutral: 0, ...counts };
}

/** Counts of a store without voices, with `counts` in their place. */
export function factsOf(counts: Partial<Facts> = {}): Facts {
  return {
    scope: {
      voices: 0,
      customers: null,
      opinions: 0,
      negativeOpinions: 0,
      firstDay: null,
      lastDay: null,
      undated: 0,
      withoutText: 0,
      unclustered: 0,
    },
    sentiment: sentiments(),
    weeks: [],
    months: [],
    kinds: zeros(KINDS),
    signals: zeros(SIGNALS),
    urgency: zeros(URGENCIES),
    aspects: [],
    stages: [],
    sources: [],
    channels: [],
    groups: [],
    products: [],
    ratings: [],
    pains: [],
    evidence: [],
    urgent: [],
    cleaning: {
      flags: zeros(FLAGS),
      groups: 0,
      excluded: 0,
      uncompared: 0,
      clean: { voices: 0, sentiment: sentiments(), ratings: [], pains: [] },
    },
    ...counts,
  };
}

/** Counts of one pain point. */
export function painOf(counts: Partial<PainFacts> = {}): PainFacts {
  return {
    id: 'p00000001',
    label: '发货慢',
    aspect: 'delivery',
    stage: 'delivery',
    other: null,
    voices: 0,
    told: counts.voices ?? 0,
    customers: null,
    urgent: 0,
    signals: {},
    firstSeen: null,
    lastSeen: null,
    weeks: [],
    channels: [],
    products: [],
    groups: [],
    stages: [],
    quotes: [],
    ...counts,
  };
}
