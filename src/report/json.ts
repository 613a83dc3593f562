import type { Evidenced, GroupCount, Quote } from '../model/facts.ts';
import type {
  Candidate,
  Comparison,
  Findings,
  LabelFinding,
  Metric,
  MetricChange,
  PainFinding,
  PeriodFinding,
  Share,
  StageFinding,
} from '../model/findings.ts';
import { type Labels, STAGES } from '../model/labels.ts';
import type { Audience } from './audiences.ts';
import { rounded } from './figures.ts';
import { EMPTY_HINT } from './sentences.ts';
import { themesOf } from './themes.ts';
import type { View } from './views.ts';

/** Raised when a field changes its meaning or goes; a field more does not raise it. */
export const REPORT_VERSION = 1;

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type Fields = { readonly [key: string]: Json };

const PARTS: Readonly<Record<View, (findings: Findings) => Fields>> = {
  summary: (findings) => ({
    sources: findings.sources.map(groupFields),
    channels: findings.channels.map(groupFields),
    customer_groups: findings.groups.map(groupFields),
    products: findings.products.map(groupFields),
  }),
  changes: ({ comparison }) => ({ comparison: comparison ? comparisonFields(comparison) : null }),
  sentiment: (findings) => ({
    sentiment: findings.sentiment.map(labelFields),
    months: findings.months.map(periodFields),
    weeks: findings.weeks.map(periodFields),
  }),
  pains: (findings) => ({
    pains: findings.pains.map(painFields),
    others: findings.others.map(painFields),
  }),
  quadrants: ({ middle }) => ({
    quadrants: { told: middle.told, severity: rounded(middle.severity) },
  }),
  themes: (findings) => ({
    themes: themesOf(findings).map(({ aspect, negative, pains }) => ({
      aspect,
      negative,
      pains: pains.map(({ id }) => id),
    })),
  }),
  rising: (findings) => ({ rising: findings.rising, falling: findings.falling }),
  stages: (findings) => ({ stages: findings.stages.map(stageFields) }),
  urgent: (findings) => ({
    urgent_voices: findings.urgentVoices.map(({ quote, channel, product, signals, pains }) => ({
      ...{ channel, product, signals, pains },
      quote: quoteFields(quote),
    })),
  }),
  kinds: (findings) => ({
    kinds: findings.kinds.map(labelFields),
    aspects: findings.aspects.map(({ aspect, voices, positive, negative }) => ({
      aspect,
      voices,
      positive,
      negative,
    })),
  }),
  signals: (findings) => ({
    signals: findings.signals.map(labelFields),
    urgency: findings.urgency.map(labelFields),
  }),
  metrics: (findings) => ({
    metrics: findings.metrics.map((metric) => ({
      metric: metric.id,
      name: { ...metric.name },
      value: figure(metric.value),
      low: figure(metric.low),
      high: figure(metric.high),
      n: metric.n,
      unit: metric.unit,
      with_text: metric.withText,
      target: metric.target,
      status: metric.status,
      pains: metric.pains.map(({ id, label, voices }) => ({ pain_id: id, label, voices })),
      formula: { ...metric.formula },
    })),
  }),
  cleaning: ({ cleaning }) => ({
    cleaning: {
      flags: cleaning.flags.map(({ flag, voices }) => ({ flag, voices })),
      duplicate_groups: cleaning.groups,
      excluded: cleaning.excluded,
      suspect: cleaning.suspect,
      metrics: cleaning.metrics.map(({ all, clean }) => ({
        metric: all.id,
        all: valueFields(all),
        clean: valueFields(clean),
      })),
      pains: cleaning.pains.map(({ id, label, all, clean }) => ({
        pain_id: id,
        label,
        all: shareFields(all),
        clean: shareFields(clean),
      })),
    },
  }),
};

function comparisonFields({ now, before, voices, negative, metrics, pains }: Comparison): Fields {
  return {
    now: { ...now, voices: voices.now },
    before: { ...before, voices: voices.before },
    negative: {
      now: shareFields(negative.now),
      before: shareFields(negative.before),
      ...differenceFields(negative.difference),
      change: negative.change,
    },
    metrics: metrics.map((metric) => ({
      metric: metric.now.id,
      now: valueFields(metric.now),
      before: valueFields(metric.before),
      ...differenceFields(metric.difference),
      change: metric.change,
    })),
    pains: pains.map((pain) => ({
      pain_id: pain.id,
      label: pain.label,
      now: shareFields(pain.now),
      before: shareFields(pain.before),
      ...differenceFields(pain.difference),
      q: rounded(pain.q),
      change: pain.change,
    })),
  };
}

function differenceFields({ value, low, high }: MetricChange['difference']): Fields {
  return {
    difference: figure(value),
    difference_low: figure(low),
    difference_high: figure(high),
  };
}

function valueFields({ value, low, high, n }: Metric): Fields {
  return { value: figure(value), low: figure(low), high: figure(high), n };
}

/**
 * The report, or one view of it, as one JSON document ending in a line break: snake_case keys in a
 * fixed order, numbers as numbers with at most six significant digits, customers' words as received.
 */
export function renderJson(
  findings: Findings,
  options: { readonly view?: View; readonly audience?: Audience } = {},
): string {
  const views = options.view ? [options.view] : (Object.keys(PARTS) as View[]);
  const document: Fields = {
    version: REPORT_VERSION,
    view: options.view ?? null,
    audience: options.audience ?? null,
    scope: scopeFields(findings),
    ...Object.assign({}, ...views.map((view) => PARTS[view](findings))),
    ...(options.view ? {} : { evidence: findings.evidence.map(evidenceFields) }),
    notes: findings.notes.map((note) => ({ ...note })),
    ...(findings.scope.voices === 0 ? { hint: { ...EMPTY_HINT } } : {}),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function figure(value: number | null): number | null {
  return value === null ? null : rounded(value);
}

function scopeFields({ scope }: Findings): Fields {
  return {
    voices: scope.voices,
    customers: scope.customers,
    opinions: scope.opinions,
    negative_opinions: scope.negativeOpinions,
    first_day: scope.firstDay,
    last_day: scope.lastDay,
    undated: scope.undated,
    without_text: scope.withoutText,
    unclustered: scope.unclustered,
  };
}

function shareFields(share: Share): Fields {
  return {
    count: share.count,
    n: share.n,
    value: rounded(share.value),
    low: rounded(share.low),
    high: rounded(share.high),
  };
}

function labelFields({ label, share }: LabelFinding<string>): Fields {
  return { label, ...shareFields(share) };
}

function groupFields({ name, sentiment }: GroupCount): Fields {
  return { name, ...sentimentFields(sentiment) };
}

function sentimentFields({ positive, negative, mixed, neutral }: GroupCount['sentiment']): Fields {
  return { positive, negative, mixed, neutral };
}

function periodFields(period: PeriodFinding): Fields {
  return {
    period: period.period,
    voices: period.voices,
    ...sentimentFields(period.sentiment),
    negative_share: period.voices === 0 ? null : shareFields(period.negative),
    mean_score: period.voices === 0 ? null : rounded(period.meanScore),
  };
}

/** A stage with its name where it is none of the codebook's: nobody else can tell what it is called. */
function stageFields({ stage, name, voices, emotion, marks, pains }: StageFinding): Fields {
  const known = (STAGES as Labels)[stage];
  return {
    stage,
    ...(known?.zh === name.zh && known.en === name.en ? {} : { name: { ...name } }),
    voices,
    emotion: emotion && {
      mean: rounded(emotion.mean),
      low: rounded(emotion.low),
      high: rounded(emotion.high),
      n: emotion.n,
    },
    marks,
    pains,
  };
}

function painFields(pain: PainFinding): Fields {
  const named = (groups: readonly { name: string | null; voices: number }[]): Json =>
    groups.map(({ name, voices }) => ({ name, voices }));
  return {
    pain_id: pain.id,
    rank: pain.rank,
    label: pain.label,
    other: pain.other,
    aspect: pain.aspect,
    stage: pain.stage,
    voices: pain.voices,
    customers: pain.customers,
    share: shareFields(pain.share),
    severity: rounded(pain.severity),
    weight: rounded(pain.weight),
    priority: rounded(pain.priority),
    quadrant: pain.quadrant,
    told: pain.told,
    stability: rounded(pain.stability),
    status: pain.status,
    surge: surgeFields(pain),
    candidates: pain.candidates.map(candidateFields),
    urgent: pain.urgent,
    signals: { ...pain.signals },
    trend: trendFields(pain),
    first_seen: pain.firstSeen,
    last_seen: pain.lastSeen,
    series: pain.series,
    stages: pain.stages.map(({ stage, voices }) => ({ stage, voices })),
    channels: named(pain.channels),
    customer_groups: named(pain.groups),
    products: named(pain.products),
    quotes: pain.quotes.map(quoteFields),
  };
}

function surgeFields({ surge }: PainFinding): Fields | null {
  if (surge === null) return null;
  const { weeks, voices, expected, ratio, p } = surge;
  return { weeks, voices, expected: rounded(expected), ratio: rounded(ratio), p: rounded(p) };
}

function candidateFields({ dimension, name, voices, ...figures }: Candidate): Fields {
  const { share, base, lift, low, high, q } = figures;
  return {
    ...{ dimension, name, voices, share: rounded(share), base: rounded(base) },
    ...{ lift: rounded(lift), low: rounded(low), high: rounded(high), q: rounded(q) },
  };
}

function evidenceFields({ of, label, quotes }: Evidenced): Fields {
  return { of, label, quotes: quotes.map(quoteFields) };
}

function trendFields({ trend }: PainFinding): Fields {
  return {
    direction: trend.direction,
    recent: trend.recent,
    recent_total: trend.recentTotal,
    base: trend.base,
    base_total: trend.baseTotal,
    ratio: rounded(trend.ratio),
    p: rounded(trend.p),
    q: rounded(trend.q),
  };
}

function quoteFields(quote: Quote): Fields {
  return {
    voice_id: quote.voiceId,
    voice_key: quote.voiceKey,
    span: quote.span,
    before: quote.before,
    after: quote.after,
    voices: quote.voices,
    created_at: quote.createdAt,
    ...(quote.answer === undefined ? {} : { answer: quote.answer }),
  };
}
