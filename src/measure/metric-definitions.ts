import {
  KINDS,
  type Labels,
  type Message,
  SENTIMENTS,
  SIGNALS,
  URGENCIES,
} from '../model/labels.ts';
import type { MetricDefinition, MetricFormula, MetricSettings } from '../model/metric.ts';
import { visible } from '../model/visible.ts';
import { type OffScale, someOf } from './metric-columns.ts';

const NOTHING = {
  columns: [],
  label: null,
  source: null,
  scale: null,
  top: null,
  bottom: null,
  turnedBy: [],
  unit: null,
  days: null,
  target: null,
} as const;

/** The metrics that every store is asked for, in the order in which they are told. */
export const BUILT_IN: readonly MetricDefinition[] = [
  {
    ...NOTHING,
    id: 'nps',
    name: { zh: '净推荐值 NPS', en: 'NPS' },
    formula: 'balance',
    columns: [
      ...['rating', 'nps', '推荐意愿', '推荐度', '推荐分', '推荐可能性', '推荐意向', '净推荐值'],
      ...['是否愿意推荐', '您有多大可能推荐', 'likelihood_to_recommend', 'recommend_score'],
    ],
    scale: [0, 10],
    top: 9,
    bottom: 6,
    better: 'high',
  },
  {
    ...NOTHING,
    id: 'csat',
    name: { zh: '满意度 CSAT', en: 'CSAT' },
    formula: 'share',
    columns: [
      ...['rating', 'csat', '满意度', '总体满意度', '整体满意度', '服务满意度', '综合满意度'],
      ...['客户满意度', '用户满意度', '满意度评价', 'satisfaction', 'overall_satisfaction'],
    ],
    scale: [1, 5],
    top: 4,
    better: 'high',
  },
  {
    ...NOTHING,
    id: 'ces',
    name: { zh: '省力度 CES', en: 'CES' },
    formula: 'share',
    columns: [
      ...[
        'ces',
        '省力度',
        '客户省力度',
        '轻松度',
        '轻松程度',
        '容易度',
        '容易程度',
        '便捷度',
        '便捷程度',
        '费力度',
        '客户费力度',
        '费力程度',
      ],
      ...['customer_effort_score', 'customer_effort', 'ease'],
    ],
    scale: [1, 7],
    top: 5,
    turnedBy: ['费力', '费劲', '麻烦', '困难'],
    better: 'high',
  },
  {
    ...NOTHING,
    id: 'net_sentiment',
    name: { zh: '净情感值', en: 'net sentiment' },
    formula: 'balance',
    columns: ['sentiment'],
    better: 'high',
  },
  {
    ...NOTHING,
    id: 'complaint_rate',
    name: { zh: '投诉率', en: 'complaint rate' },
    formula: 'share',
    label: 'complaint',
    better: 'low',
  },
  {
    ...NOTHING,
    id: 'repeat_contact',
    name: { zh: '重复联系率', en: 'repeat contact rate' },
    formula: 'share',
    columns: ['repeat'],
    days: 7,
    better: 'low',
  },
  {
    ...NOTHING,
    id: 'first_response',
    name: { zh: '首次响应时间', en: 'first response time' },
    formula: 'median',
    columns: [
      ...['first_response_seconds', '首次响应时间', '首次响应时长', '首响时间', '首响时长'],
      ...['首次回复时间', '首次回复时长', '首次答复时间', '响应时长', '回复时间', '答复时间'],
      ...['first_response_at', 'first_response_time', 'first_reply_time', 'reply_time'],
      ...['首次响应', '首响', '首次回复', 'first_response'],
    ],
    unit: 'minutes',
    better: 'low',
  },
  {
    ...NOTHING,
    id: 'resolve_time',
    name: { zh: '解决时间', en: 'time to resolve' },
    formula: 'median',
    columns: [
      ...[
        '解决时间',
        '解决时长',
        '问题解决时长',
        '处理时长',
        '处理用时',
        '处理完成时间',
        '办结时间',
      ],
      ...['办结时长', '完结时间', '结案时间', '关闭时间', 'resolved_at', 'resolve_time'],
      ...['resolution_time', 'closed_at', '解决', '办结'],
    ],
    unit: 'minutes',
    better: 'low',
  },
];

/** The built-in metrics as a team has changed them, then those that it added, by name. */
export function definitionsOf(
  settings: Readonly<Record<string, MetricSettings>> = {},
  targets: Readonly<Record<string, number>> = {},
): MetricDefinition[] {
  const known = new Set(BUILT_IN.map(({ id }) => id));
  const added = Object.keys(settings).filter((id) => !known.has(id));
  const all = [...BUILT_IN, ...added.sort().map(blank)];
  return all.map((base) => ({
    ...changed(base, settings[base.id] ?? {}),
    target: targets[base.id] ?? null,
  }));
}

function blank(id: string): MetricDefinition {
  return {
    ...NOTHING,
    id,
    name: { zh: id, en: id },
    formula: 'mean',
    columns: ['rating'],
    better: 'high',
  };
}

function changed(base: MetricDefinition, settings: MetricSettings): MetricDefinition {
  const { name, formula, column, label, ...rest } = settings;
  const own = { ...base, ...rest };
  return {
    ...own,
    name: name === undefined ? base.name : { zh: name, en: name },
    formula: formula ?? impliedFormula(base, settings) ?? base.formula,
    ...(column === undefined ? {} : { columns: [column], label: null }),
    ...(label === undefined ? {} : { columns: [], label }),
  };
}

function impliedFormula(
  base: MetricDefinition,
  { bottom, top, label, unit }: MetricSettings,
): MetricFormula | null {
  if (bottom !== undefined) return 'balance';
  if (label !== undefined) return 'share';
  // A new limit in favour does not turn a balance into a share: the limit against is still there.
  if (top !== undefined) return base.bottom === null ? 'share' : base.formula;
  return unit === undefined ? null : 'median';
}

const INTERVALS: Readonly<Record<MetricFormula, Message>> = {
  balance: {
    zh: '95 % 区间由多项分布方差按威尔逊法求得',
    en: '95 % interval from the multinomial variance, inverted as Wilson does',
  },
  share: { zh: '95 % 威尔逊区间', en: '95 % Wilson interval' },
  mean: { zh: '95 % 区间按 t 分布', en: "95 % interval by Student's t" },
  median: {
    zh: '95 % 区间取次序统计量（二项分布）',
    en: '95 % interval from order statistics (binomial)',
  },
};

/**
 * How a metric is computed, in words.
 * @param turned columns whose answers were turned round on the scale
 * @param off columns with answers off the scale
 */
export function formulaOf(
  definition: MetricDefinition,
  turned: readonly string[] = [],
  off: readonly OffScale[] = [],
): Message {
  if (definition.columns[0] === 'sentiment') return NET_SENTIMENT;
  const what = definition.label === null ? computation(definition) : labelShare(definition.label);
  const round = turnedRound(turned, definition.scale);
  const interval = INTERVALS[definition.formula];
  const left = off.map((column) => leftOut(column, definition.scale));
  return {
    zh: `${what.zh}${round.zh}；${[interval.zh, ...left.map(({ zh }) => zh)].join('；')}`,
    en: `${what.en}${round.en}; ${[interval.en, ...left.map(({ en }) => en)].join('; ')}`,
  };
}

/** What became of a column with answers off the scale, in one line. */
export function leftOut(
  { column, all, off, values, isTaken }: OffScale,
  scale: MetricDefinition['scale'],
): Message {
  const [name, some] = [visible(column), someOf(values)];
  const [lowest, highest] = scale ?? ['', ''];
  if (off === all) {
    return {
      zh: `「${name}」有 ${off} 个答案不在 ${lowest}–${highest} 分内（${some.zh}），没有计入`,
      en: `"${name}" has ${off} ${off === 1 ? 'answer' : 'answers'} off ${lowest}-${highest} (${some.en}), not counted`,
    };
  }
  return {
    zh: `「${name}」${all} 个答案中有 ${off} 个不在 ${lowest}–${highest} 分内（${some.zh}），${isTaken ? '没有计入' : '像是别的分制，整列没有计入'}`,
    en: `of ${all} answers in "${name}", ${off} ${off === 1 ? 'is' : 'are'} off ${lowest}-${highest} (${some.en}), ${isTaken ? 'not counted' : 'as if on another scale: the column is not counted'}`,
  };
}

function turnedRound(turned: readonly string[], scale: MetricDefinition['scale']): Message {
  if (turned.length === 0 || scale === null) return { zh: '', en: '' };
  const names = turned.map(visible);
  const sum = scale[0] + scale[1];
  return {
    zh: `（${names.map((name) => `「${name}」`).join('')}问的是反面，已换算为 ${sum} − 分值）`,
    en: ` (${names.map((name) => `"${name}"`).join(', ')} asks for the opposite: its answers count as ${sum} minus the score)`,
  };
}

const NET_SENTIMENT: Message = {
  zh: '正面声音占比减负面声音占比，乘 100（褒贬参半与中性只计入分母）；95 % 区间算法同 NPS',
  en: 'share of positive minus share of negative voices, times 100 (mixed and neutral count in the total only); 95 % interval as for NPS',
};

function labelShare(label: string): Message {
  const { zh, en } = nameOfLabel(label);
  return {
    zh: `带「${zh}」标签的声音占全部声音之比，乘 100`,
    en: `share of voices with the label ${en}, times 100`,
  };
}

function nameOfLabel(label: string): Message {
  const known: Labels = { ...SENTIMENTS, ...KINDS, ...SIGNALS, ...URGENCIES };
  return known[label] ?? { zh: label, en: label };
}

function computation(definition: MetricDefinition): Message {
  const { formula, columns, scale, top, bottom, days, unit } = definition;
  if (columns[0] === 'repeat') {
    return {
      zh: `有客户编号和时间的声音中，同一客户 ${days} 天内已有过声音的占比，乘 100`,
      en: `of voices with customer and time, the share that follows another of the same customer within ${days} days, times 100`,
    };
  }
  const [low, high] = scale ?? ['', ''];
  const range = scale === null ? { zh: '', en: '' } : rangeOf(scale);
  if (formula === 'balance') {
    return {
      zh: `${range.zh}${top}–${high} 分占比减 ${low}–${bottom} 分占比，乘 100`,
      en: `${range.en}share of ${top}-${high} minus share of ${low}-${bottom}, times 100`,
    };
  }
  if (formula === 'share') {
    return {
      zh: `${range.zh}${top}–${high} 分占比，乘 100`,
      en: `${range.en}share of ${top}-${high}, times 100`,
    };
  }
  const statistic = STATISTICS[formula];
  if (unit !== null) {
    return {
      zh: `从声音的时间到列中时间（或列中时长）的${statistic.zh}，单位分钟`,
      en: `${statistic.en} of the time from the voice to the time in the column (or of the duration in it), in minutes`,
    };
  }
  return { zh: `${range.zh}${statistic.zh}`, en: `${range.en}${statistic.en}` };
}

const STATISTICS: Readonly<Record<'mean' | 'median', Message>> = {
  mean: { zh: '平均数', en: 'mean' },
  median: { zh: '中位数', en: 'median' },
};

function rangeOf([low, high]: readonly [number, number]): Message {
  return { zh: `${low}–${high} 分制：`, en: `scale ${low}-${high}: ` };
}
