import type {
  Findings,
  LabelFinding,
  MetricChange,
  PainFinding,
  PeriodFinding,
  Share,
} from '../model/findings.ts';
import type { Cell } from '../model/store.ts';
import { rounded } from './figures.ts';
import { productPainsOf, themesOf } from './themes.ts';
import type { View } from './views.ts';

/** A view as rows for other programs. Identifiers and column names are the same in every language. */
export interface ViewRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** The rows of a view; the whole report (no view) is its pain points. */
export function viewRows(findings: Findings, view: View = 'pains'): ViewRows {
  return VIEW_ROWS[view](findings);
}

const VIEW_ROWS: Readonly<Record<View, (findings: Findings) => ViewRows>> = {
  summary: summaryRows,
  changes: changeRows,
  sentiment: sentimentRows,
  pains: painRows,
  quadrants: quadrantRows,
  themes: themeRows,
  rising: movementRows,
  stages: stageRows,
  urgent: urgentRows,
  kinds: (findings) => labelRows([['kind', findings.kinds]]),
  signals: (findings) =>
    labelRows([
      ['signal', findings.signals],
      ['urgency', findings.urgency],
    ]),
  metrics: metricRows,
  cleaning: cleaningRows,
};

/** The contract's `pains` table: ranked pain points, then the groups that are only counted. */
export function painRows(findings: Findings): ViewRows {
  return {
    columns: [
      'pain_id',
      'label',
      'aspect',
      'stage',
      'voices',
      'customers',
      'share',
      'severity',
      'trend',
      'first_seen',
      'last_seen',
      'stability',
      'status',
      'quotes',
      ...['priority', 'quadrant', 'share_low', 'share_high', 'told', 'surge', 'candidates'],
    ],
    rows: [...findings.pains, ...findings.others].map((pain) => [
      pain.id,
      pain.label,
      pain.aspect,
      pain.stage,
      pain.voices,
      pain.customers,
      rounded(pain.share.value),
      rounded(pain.severity),
      pain.trend.direction,
      pain.firstSeen,
      pain.lastSeen,
      rounded(pain.stability),
      pain.status,
      joined(pain.quotes.map(({ before, span, after }) => before + span + after)),
      ...[rounded(pain.priority), pain.quadrant],
      ...[rounded(pain.share.low), rounded(pain.share.high), pain.told],
      pain.surge && rounded(pain.surge.ratio),
      joined(pain.candidates.map(({ dimension, name }) => `${dimension}=${name}`)),
    ]),
  };
}

/** A set in one cell, joined with `|`; a `|` inside a member becomes a full-width one. */
function joined(members: readonly string[]): string {
  return members.map((member) => member.replaceAll('|', '｜')).join('|');
}

function summaryRows(findings: Findings): ViewRows {
  const { scope } = findings;
  return {
    columns: ['figure', 'value'],
    rows: [
      ['voices', scope.voices],
      ['customers', scope.customers],
      ['opinions', scope.opinions],
      ['negative_opinions', scope.negativeOpinions],
      ['first_day', scope.firstDay],
      ['last_day', scope.lastDay],
      ['undated', scope.undated],
      ['without_text', scope.withoutText],
      ['unclustered', scope.unclustered],
      ['pains', findings.pains.length],
      ['rising', findings.rising.length],
      ['falling', findings.falling.length],
    ],
  };
}

/**
 * Voices, negative share, metrics and pain points of both periods; nothing where no period is compared. Differences are
 * those of shares (-1 to 1), of metrics in their unit.
 */
function changeRows({ comparison }: Findings): ViewRows {
  const columns = ['type', 'id', 'label', 'now', 'before', 'now_n', 'before_n', 'change'];
  const ends = ['difference', 'difference_low', 'difference_high', 'q'];
  if (comparison === undefined) return { columns: [...columns, ...ends], rows: [] };
  const { now, before, voices, negative, metrics, pains } = comparison;
  const none = [null, null, null, null];
  const figure = (value: number | null): Cell => (value === null ? null : rounded(value));
  const between = ({ difference }: Pick<MetricChange, 'difference'>): Cell[] =>
    [difference.value, difference.low, difference.high].map(figure);
  return {
    columns: [...columns, ...ends],
    rows: [
      ['period', 'since', null, now.since, before.since, null, null, null, ...none],
      ['period', 'until', null, now.until, before.until, null, null, null, ...none],
      ['voices', 'voices', null, voices.now, voices.before, null, null, null, ...none],
      [
        ...['share', 'negative', null, rounded(negative.now.value), rounded(negative.before.value)],
        ...[negative.now.n, negative.before.n, negative.change, ...between(negative), null],
      ],
      ...metrics.map((metric): Cell[] => [
        ...['metric', metric.now.id, null, figure(metric.now.value), figure(metric.before.value)],
        ...[metric.now.n, metric.before.n, metric.change, ...between(metric), null],
      ]),
      ...pains.map((pain): Cell[] => [
        ...['pain', pain.id, pain.label, pain.now.count, pain.before.count],
        ...[pain.now.n, pain.before.n, pain.change],
        ...[...between(pain), rounded(pain.q)],
      ]),
    ],
  };
}

function sentimentRows(findings: Findings): ViewRows {
  const row = (grain: string, period: PeriodFinding): Cell[] => [
    grain,
    period.period,
    period.voices,
    period.sentiment.positive,
    period.sentiment.negative,
    period.sentiment.mixed,
    period.sentiment.neutral,
    ...shareCells(period.negative),
    period.voices === 0 ? null : rounded(period.meanScore),
  ];
  return {
    columns: [
      'grain',
      'period',
      'voices',
      'positive',
      'negative',
      'mixed',
      'neutral',
      'negative_share',
      'negative_low',
      'negative_high',
      'mean_score',
    ],
    rows: [
      ...allRow(findings),
      ...findings.months.map((period) => row('month', period)),
      ...findings.weeks.map((period) => row('week', period)),
    ],
  };
}

function allRow(findings: Findings): Cell[][] {
  const shares = new Map(findings.sentiment.map((entry) => [entry.label, entry.share]));
  const negative = shares.get('negative');
  if (!negative) return [];
  const counts = (['positive', 'negative', 'mixed', 'neutral'] as const).map(
    (label) => shares.get(label)?.count ?? 0,
  );
  return [['all', null, findings.scope.voices, ...counts, ...shareCells(negative), null]];
}

function shareCells(share: Share): Cell[] {
  if (share.n === 0) return [null, null, null];
  return [rounded(share.value), rounded(share.low), rounded(share.high)];
}

function quadrantRows(findings: Findings): ViewRows {
  return {
    columns: [
      ...['quadrant', 'pain_id', 'label', 'voices', 'told', 'severity', 'priority', 'stability'],
      'status',
    ],
    rows: findings.pains.map((pain) => [
      ...[pain.quadrant, pain.id, pain.label, pain.voices, pain.told],
      ...[pain.severity, pain.priority, pain.stability].map(rounded),
      pain.status,
    ]),
  };
}

/** Every pain point under its theme, then under each product that is named with it. */
function themeRows(findings: Findings): ViewRows {
  return {
    columns: ['type', 'theme', 'negative', 'pain_id', 'label', 'voices'],
    rows: [
      ...themesOf(findings).flatMap(({ aspect, negative, pains }) =>
        pains.map(({ id, label, voices }): Cell[] => [
          ...['aspect', aspect, negative, id, label, voices],
        ]),
      ),
      ...productPainsOf(findings).flatMap(({ name, negative, pains }) =>
        pains.map(({ pain, voices }): Cell[] => [
          ...['product', name, negative, pain.id, pain.label, voices],
        ]),
      ),
    ],
  };
}

function urgentRows({ urgentVoices }: Findings): ViewRows {
  return {
    columns: ['id', 'created_at', 'channel', 'product', 'signals', 'pains', 'text', 'key'],
    rows: urgentVoices.map(({ quote, channel, product, signals, pains }) => [
      ...[quote.voiceId, quote.createdAt, channel, product, joined(signals), joined(pains)],
      ...[`${quote.span}${quote.after}`, quote.voiceKey],
    ]),
  };
}

function movementRows(findings: Findings): ViewRows {
  const byId = new Map(findings.pains.map((pain) => [pain.id, pain]));
  const moving = [...findings.rising, ...findings.falling]
    .map((id) => byId.get(id))
    .filter((pain): pain is PainFinding => pain !== undefined);
  return {
    columns: [
      'pain_id',
      'label',
      'trend',
      'recent',
      'recent_total',
      'base',
      'base_total',
      'ratio',
      'p',
      'q',
    ],
    rows: moving.map(({ id, label, trend }) => [
      id,
      label,
      trend.direction,
      trend.recent,
      trend.recentTotal,
      trend.base,
      trend.baseTotal,
      rounded(trend.ratio),
      rounded(trend.p),
      rounded(trend.q),
    ]),
  };
}

function stageRows(findings: Findings): ViewRows {
  return {
    columns: [
      'stage',
      'voices',
      'emotion',
      'emotion_low',
      'emotion_high',
      'emotion_n',
      'marks',
      'pains',
    ],
    rows: findings.stages.map(({ stage, voices, emotion, marks, pains }) => [
      stage,
      voices,
      emotion && rounded(emotion.mean),
      emotion && rounded(emotion.low),
      emotion && rounded(emotion.high),
      emotion?.n ?? 0,
      joined(marks),
      joined(pains),
    ]),
  };
}

function labelRows(
  groups: readonly (readonly [type: string, found: readonly LabelFinding<string>[]])[],
): ViewRows {
  return {
    columns: ['type', 'label', 'voices', 'of', 'share', 'share_low', 'share_high'],
    rows: groups.flatMap(([type, found]) =>
      found.map(({ label, share }) => [type, label, share.count, share.n, ...shareCells(share)]),
    ),
  };
}

function metricRows(findings: Findings): ViewRows {
  const figure = (value: number | null): Cell => (value === null ? null : rounded(value));
  return {
    columns: [
      'metric',
      'value',
      'low',
      'high',
      'n',
      'unit',
      'with_text',
      'target',
      'status',
      'pains',
    ],
    rows: findings.metrics.map((metric) => [
      metric.id,
      ...[metric.value, metric.low, metric.high].map(figure),
      ...[metric.n, metric.unit, metric.withText, metric.target, metric.status],
      joined(metric.pains.map(({ label }) => label)) || null,
    ]),
  };
}

/** Flags with their voices, then metrics and pain points with all voices and without the flagged ones. */
function cleaningRows({ cleaning }: Findings): ViewRows {
  const figure = (value: number | null): Cell => (value === null ? null : rounded(value));
  return {
    columns: ['type', 'name', 'voices', 'all', 'clean'],
    rows: [
      ...cleaning.flags.map(({ flag, voices }): Cell[] => ['flag', flag, voices, null, null]),
      ...cleaning.metrics.map(({ all, clean }): Cell[] => [
        ...['metric', all.id],
        ...[all.n, figure(all.value), figure(clean.value)],
      ]),
      ...cleaning.pains.map(({ id, all, clean }): Cell[] => [
        ...['pain', id],
        ...[all.count, rounded(all.value), rounded(clean.value)],
      ]),
    ],
  };
}
