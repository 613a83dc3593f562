import type { GroupCount, Quote } from '../../src/model/facts.ts';
import type {
  CleaningFinding,
  Findings,
  LabelFinding,
  Metric,
  PainFinding,
  PeriodFinding,
  Share,
  StageFinding,
  Trend,
} from '../../src/model/findings.ts';
import {
  ASPECTS,
  KINDS,
  labelsOf,
  SENTIMENTS,
  SIGNALS,
  STAGES,
  type Stage,
  URGENCIES,
} from '../../src/model/labels.ts';

/** The 95 % Wilson interval, so that the fixture's shares agree with themselves. */
export function share(count: number, n: number): Share {
  if (n === 0) return { count, n, value: 0, low: 0, high: 0 };
  const z = 1.959963984540054;
  const p = count / n;
  const middle = p + (z * z) / (2 * n);
  const spread = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return {
    count,
    n,
    value: p,
    low: Math.max(0, (middle - spread) / scale),
    high: Math.min(1, (middle + spread) / scale),
  };
}

const VOICES = 1236;

function labelled<Label extends string>(
  labels: readonly Label[],
  counts: readonly number[],
): LabelFinding<Label>[] {
  return labels.map((label, index) => ({ label, share: share(counts[index] ?? 0, VOICES) }));
}

function period(
  name: string,
  [positive, negative, mixed, neutral]: readonly [number, number, number, number],
  meanScore: number,
): PeriodFinding {
  const voices = positive + negative + mixed + neutral;
  return {
    period: name,
    sentiment: { positive, negative, mixed, neutral },
    voices,
    negative: share(negative, voices),
    meanScore,
  };
}

function group(
  name: string | null,
  [positive, negative, mixed, neutral]: readonly [number, number, number, number],
): GroupCount {
  return { name, sentiment: { positive, negative, mixed, neutral } };
}

export const STEADY: Trend = {
  direction: 'steady',
  recent: 6,
  recentTotal: 214,
  base: 30,
  baseTotal: 1010,
  ratio: 1.01,
  p: 0.93,
  q: 0.98,
};

/** A quote of the fixture; the key is the id padded to 32 digits. */
export function quote(voiceId: string, span: string, voices = 1, day = '2026-03-18'): Quote {
  return {
    voiceId,
    before: '',
    after: '',
    voiceKey: voiceId.replace(/\D/g, '').padStart(32, '0'),
    span,
    voices,
    createdAt: `${day}T10:22:00+08:00`,
  };
}

/** A pain point with unremarkable figures, except for those given. */
export function pain(given: Partial<PainFinding> & Pick<PainFinding, 'id' | 'label'>): PainFinding {
  const voices = given.voices ?? 20;
  return {
    rank: 1,
    aspect: 'quality',
    stage: 'use',
    other: null,
    voices,
    told: voices,
    customers: Math.round(voices * 0.85),
    priority: 0.4,
    quadrant: 'note',
    stability: 0.8,
    status: 'actionable',
    surge: null,
    candidates: [],
    urgent: 0,
    signals: {},
    firstSeen: '2025-10-06',
    lastSeen: '2026-03-28',
    channels: [],
    products: [],
    groups: [],
    stages: [{ stage: given.stage ?? 'use', voices }],
    share: share(voices, VOICES),
    severity: 0.4,
    weight: voices * (1 + (given.severity ?? 0.4)),
    trend: STEADY,
    quotes: [],
    series: Array.from({ length: 26 }, (_, week) =>
      Math.round(voices / 26 + Math.sin(week * 1.7 + voices)),
    ),
    ...given,
  };
}

const PAINS: readonly PainFinding[] = [
  pain({
    id: 'p3f2a91c0',
    label: '扫地机器人断网',
    rank: 1,
    aspect: 'digital',
    voices: 86,
    customers: 71,
    urgent: 9,
    severity: 0.62,
    signals: { churn: 11, refund: 14, repeat: 22 },
    firstSeen: '2025-10-09',
    lastSeen: '2026-03-29',
    products: [
      { name: '扫地机器人 X3', voices: 64 },
      { name: '扫地机器人 X1', voices: 22 },
    ],
    channels: [
      { name: '官方 App', voices: 41 },
      { name: '天猫旗舰店', voices: 33 },
      { name: null, voices: 12 },
    ],
    trend: {
      direction: 'rising',
      recent: 38,
      recentTotal: 214,
      base: 48,
      baseTotal: 1010,
      ratio: 3.73,
      p: 2.1e-9,
      q: 3.2e-8,
    },
    series: [1, 0, 2, 1, 1, 2, 1, 3, 2, 1, 2, 3, 2, 2, 1, 3, 2, 3, 4, 3, 4, 5, 7, 8, 11, 12],
    quotes: [
      quote('R-20417', '升级以后扫地机器人天天断网，重新配对三次都没用', 3, '2026-03-27'),
      quote('H-00931', '机器扫到一半就掉线', 7, '2026-03-21'),
      quote('S-3380', '路由器就在旁边还是连不上', 2, '2026-03-14'),
    ],
  }),
  pain({
    id: 'p8810be47',
    label: '客服不回复',
    rank: 2,
    aspect: 'service',
    stage: 'service',
    voices: 74,
    customers: 66,
    urgent: 4,
    severity: 0.55,
    signals: { repeat: 19, churn: 8 },
    quotes: [
      quote('C-5012', '在线客服半天没人理', 9),
      quote('R-19880', '问了三遍都是机器人自动回复，转人工排队两百多号，最后直接把我踢下线了', 1),
      quote('R-20102', '客服已读不回', 5),
    ],
  }),
  pain({
    id: 'p1c77d2e9',
    label: '空气炸锅涂层脱落',
    rank: 3,
    voices: 61,
    customers: 58,
    urgent: 21,
    severity: 0.81,
    signals: { safety: 17, refund: 20 },
    quadrant: 'act',
    surge: { weeks: 1, voices: 9, expected: 2.4, ratio: 3.8, p: 0.0009 },
    candidates: [
      {
        ...{ dimension: 'product', name: '空气炸锅 5L', voices: 52, share: 0.852, base: 0.17 },
        ...{ lift: 5.01, low: 4.2, high: 5.9, q: 1e-9 },
      },
      {
        ...{ dimension: 'stage', name: 'use', voices: 60, share: 0.98, base: 0.5 },
        ...{ lift: 1.96, low: 1.7, high: 2.2, q: 1e-6 },
      },
    ],
    quotes: [
      quote('R-18233', '用了两个月涂层就掉渣，不敢给孩子吃', 1),
      quote('R-18490', '炸篮涂层起皮', 6),
    ],
  }),
  pain({
    id: 'p55d0a3b1',
    label: '净水器安装久等',
    rank: 4,
    aspect: 'aftersales',
    stage: 'delivery',
    voices: 58,
    customers: 55,
    severity: 0.47,
    signals: { expectation: 23, repeat: 9 },
    lastSeen: '2026-02-11',
    trend: {
      direction: 'falling',
      recent: 0,
      recentTotal: 214,
      base: 58,
      baseTotal: 1010,
      ratio: 0.04,
      p: 8.4e-6,
      q: 6.3e-5,
    },
    series: [5, 4, 6, 5, 4, 5, 3, 4, 4, 5, 3, 4, 2, 2, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0],
    quotes: [
      quote('H-00412', '说好四十八小时上门，等了八天才来装', 1, '2025-11-20'),
      quote('H-00377', '预约安装一拖再拖', 4, '2025-11-03'),
    ],
  }),
  pain({
    id: 'p0b94f6aa',
    label: 'App 控制面板（Smart Home 2.0 版）绑定多台设备后卡顿闪退',
    rank: 5,
    aspect: 'digital',
    voices: 33,
    customers: 31,
    severity: 0.38,
    quotes: [quote('A-771', 'app 一打开就闪退', 8)],
  }),
  pain({
    id: 'pe21c0d58',
    label: '滤芯太贵',
    rank: 6,
    aspect: 'price',
    stage: 'purchase',
    voices: 29,
    customers: 29,
    severity: 0.31,
    quotes: [quote('R-17702', '换一次滤芯都够买半台机器了', 1), quote('S-3051', '滤芯太贵', 11)],
  }),
  pain({
    id: 'p6a0de913',
    label: '快递外箱破损',
    rank: 7,
    aspect: 'delivery',
    stage: 'delivery',
    voices: 17,
    customers: 17,
    severity: 0.22,
    stability: 0.41,
    status: 'insufficient',
    trend: { ...STEADY, direction: 'unclear', recent: 2, base: 15, ratio: 0.77, p: 0.7, q: 0.9 },
    quotes: [quote('R-16555', '箱子都压扁了', 3)],
  }),
];

const OTHERS: readonly PainFinding[] = [
  pain({
    id: 'pf0000001',
    label: '笼统差评',
    rank: 8,
    aspect: 'overall',
    other: 'general',
    voices: 41,
    quotes: [quote('R-15001', '很失望', 12)],
  }),
  pain({ id: 'pf0000002', label: '未能归类', rank: 9, other: 'unclear', voices: 26 }),
];

function stage(
  name: Stage,
  voices: number,
  emotion: readonly [number, number, number, number] | null,
  marks: StageFinding['marks'] = [],
  pains: readonly string[] = [],
): StageFinding {
  const [mean, low, high, n] = emotion ?? [0, 0, 0, 0];
  return {
    stage: name,
    name: STAGES[name],
    voices,
    emotion: emotion && { mean, low, high, n },
    marks,
    pains,
  };
}

/** A small appliance company over half a year: 扫地机器人断网 rises, 净水器安装久等 has been fixed. */
const CSAT: Metric = {
  id: 'csat',
  name: { zh: '满意度 CSAT', en: 'CSAT' },
  unit: 'percent',
  value: 80,
  low: 75,
  high: 84,
  n: 300,
  better: 'high',
  formula: { zh: '4–5 分占比', en: 'share of 4-5' },
};

const CLEANING: CleaningFinding = {
  flags: [
    { flag: 'default', voices: 120 },
    { flag: 'duplicates', voices: 30 },
  ],
  groups: 5,
  excluded: 0,
  suspect: 150,
  metrics: [{ all: CSAT, clean: { ...CSAT, value: 61.5, low: 55, high: 68, n: 190 } }],
  pains: [{ id: 'p1', label: '发货慢', all: share(86, 1236), clean: share(84, 1086) }],
};

export const FINDINGS: Findings = {
  scope: {
    voices: VOICES,
    customers: 968,
    opinions: 1874,
    negativeOpinions: 702,
    firstDay: '2025-10-01',
    lastDay: '2026-03-31',
    undated: 12,
    withoutText: 0,
    unclustered: 0,
  },
  sentiment: labelled(labelsOf(SENTIMENTS), [541, 472, 121, 102]),
  metrics: [
    {
      id: 'nps',
      name: { zh: '净推荐值 NPS', en: 'NPS' },
      unit: 'points',
      withText: 251,
      target: 20,
      status: 'unclear',
      pains: [
        { id: 'p3f2a91c0', label: '扫地机器人断网', voices: 31 },
        { id: 'p8810be47', label: '客服不回复', voices: 22 },
      ],
      value: 12.4,
      low: 3.1,
      high: 21.7,
      n: 298,
      better: 'high',
      formula: { zh: '9–10 分占比减 0–6 分占比', en: 'share of 9 and 10 minus share of 0 to 6' },
    },
    {
      id: 'csat',
      name: { zh: '满意度 CSAT', en: 'CSAT' },
      unit: 'percent',
      withText: 640,
      target: null,
      status: null,
      pains: [{ id: 'p1c77d2e9', label: '空气炸锅涂层脱落', voices: 48 }],
      value: 71.5,
      low: 68.0,
      high: 74.8,
      n: 688,
      better: 'high',
      formula: { zh: '4、5 星占比', en: 'share of 4 and 5 stars' },
    },
    {
      id: 'net_sentiment',
      name: { zh: '净情感', en: 'net sentiment' },
      unit: 'points',
      withText: VOICES,
      target: null,
      status: null,
      pains: [{ id: 'p3f2a91c0', label: '扫地机器人断网', voices: 86 }],
      value: 5.6,
      low: null,
      high: null,
      n: VOICES,
      better: 'high',
      formula: { zh: '正面占比减负面占比', en: 'share of positive minus share of negative' },
    },
    {
      id: 'first_response',
      name: { zh: '首次响应时间', en: 'first response time' },
      unit: 'minutes',
      withText: 0,
      target: null,
      status: null,
      pains: [],
      value: null,
      low: null,
      high: null,
      n: 0,
      better: 'low',
      formula: { zh: '中位数', en: 'median' },
    },
  ],
  weeks: Array.from({ length: 26 }, (_, index) => {
    const day = new Date(Date.UTC(2025, 9, 6 + index * 7)).toISOString().slice(0, 10);
    const negative = 14 + ((index * 5) % 9) + (index > 20 ? 5 : 0);
    return period(day, [20, negative, 5, 4], 0.12 - index / 100);
  }),
  months: [
    period('2025-10', [98, 71, 20, 16], 0.11),
    period('2025-11', [104, 76, 24, 18], 0.1),
    period('2025-12', [92, 69, 19, 17], 0.13),
    period('2026-01', [86, 68, 18, 15], 0.07),
    period('2026-02', [79, 82, 19, 19], -0.06),
    period('2026-03', [79, 101, 20, 14], -0.15),
  ],
  kinds: labelled(labelsOf(KINDS), [298, 201, 87, 64, 71, 83, 566, 55]),
  signals: labelled(labelsOf(SIGNALS), [74, 38, 92, 101, 19, 26, 83, 66]),
  urgency: labelled(labelsOf(URGENCIES), [47, 498, 691]),
  aspects: labelsOf(ASPECTS).map((aspect, index) => ({
    aspect,
    voices: 180 - index * 9,
    positive: 90 - index * 4,
    negative: 70 - index * 3,
  })),
  stages: [
    stage('awareness', 24, [0.18, -0.2, 0.53, 22]),
    stage('consideration', 61, [0.22, -0.02, 0.45, 58]),
    stage('purchase', 190, [0.31, 0.17, 0.44, 172], [], ['pe21c0d58']),
    stage('delivery', 240, [-0.12, -0.25, 0.01, 231], [], ['p55d0a3b1', 'p6a0de913']),
    stage('use', 702, [0.34, 0.27, 0.41, 690], ['peak'], ['p3f2a91c0', 'p1c77d2e9', 'p0b94f6aa']),
    stage('service', 203, [-0.41, -0.53, -0.28, 198], ['valley'], ['p8810be47']),
    stage('loyalty', 148, [-0.05, -0.21, 0.11, 140], ['end']),
  ],
  sources: [
    group('hotline', [41, 160, 18, 31]),
    group('review', [402, 201, 72, 13]),
    group('survey', [98, 111, 31, 58]),
  ],
  channels: [
    group('京东自营', [140, 90, 30, 10]),
    group('天猫旗舰店', [262, 111, 42, 3]),
    group('400 热线', [41, 160, 18, 31]),
    group('官方 App', [50, 60, 11, 20]),
    group(null, [48, 51, 20, 38]),
  ],
  groups: [group('大客户', [30, 44, 9, 4]), group('普通', [470, 380, 101, 90])],
  products: [
    group('扫地机器人 X3', [120, 160, 30, 20]),
    group('净水器 Pro', [140, 110, 30, 22]),
    group('空气炸锅 5L', [190, 120, 41, 30]),
    group(null, [91, 82, 20, 30]),
  ],
  pains: PAINS,
  others: OTHERS,
  middle: { told: 33, severity: 0.4 },
  urgentVoices: [
    {
      quote: quote('R-18233', '用了两个月涂层就掉渣，不敢给孩子吃，再没人管我就去投诉'),
      channel: '天猫旗舰店',
      product: '空气炸锅 5L',
      signals: ['safety', 'escalation'],
      pains: ['p1c77d2e9'],
    },
    {
      quote: quote('H-00931', '客服一直不回，孩子还在家等着', 1, '2026-03-11'),
      channel: null,
      product: null,
      signals: [],
      pains: ['p8810be47'],
    },
  ],
  rising: ['p3f2a91c0'],
  falling: ['p55d0a3b1'],
  cleaning: CLEANING,
  evidence: [
    { of: 'channel', label: null, quotes: [quote('N-1', '不知道从哪里反馈，先写在这里')] },
    { of: 'channel', label: '400 热线', quotes: [quote('H-7', '打了三次才有人接')] },
    { of: 'kind', label: 'complaint', quotes: [quote('R-15', '包装破了，要求给个说法')] },
    { of: 'metric', label: 'nps', quotes: [{ ...quote('S-9', '不会推荐给朋友'), answer: '3' }] },
    { of: 'month', label: '2026-03', quotes: [quote('R-20', '升级以后反而更卡')] },
    {
      of: 'sentiment',
      label: 'negative',
      quotes: [quote('R-20102', '客服已读不回'), quote('R-18490', '炸篮涂层起皮')],
    },
    { of: 'sentiment', label: 'positive', quotes: [quote('R-3', '安装师傅很专业')] },
    { of: 'signal', label: 'safety', quotes: [quote('R-18233', '涂层掉渣，不敢给孩子吃')] },
    { of: 'stage', label: 'service', quotes: [quote('C-5012', '在线客服半天没人理')] },
  ],
  notes: [
    {
      zh: '严重度由负面强度、紧急占比、预警信号和反复出现的程度合成，取值 0 到 1。',
      en: 'Severity combines strength, urgency, signals and repetition, from 0 to 1.',
    },
    {
      zh: '「了解」阶段只有 22 条观点，情绪区间很宽，不宜单独下结论。',
      en: 'Only 22 opinions concern awareness; its emotion interval is wide.',
    },
  ],
};

/** What the store gives before anything was ingested, or when a filter leaves nothing. */
export const EMPTY: Findings = {
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
  sentiment: labelsOf(SENTIMENTS).map((label) => ({ label, share: share(0, 0) })),
  metrics: [],
  weeks: [],
  months: [],
  kinds: labelsOf(KINDS).map((label) => ({ label, share: share(0, 0) })),
  signals: labelsOf(SIGNALS).map((label) => ({ label, share: share(0, 0) })),
  urgency: labelsOf(URGENCIES).map((label) => ({ label, share: share(0, 0) })),
  aspects: [],
  stages: labelsOf(STAGES).map((name) => stage(name, 0, null)),
  sources: [],
  channels: [],
  groups: [],
  products: [],
  pains: [],
  others: [],
  middle: { told: 0, severity: 0 },
  urgentVoices: [],
  rising: [],
  falling: [],
  cleaning: { flags: [], groups: 0, excluded: 0, suspect: 0, metrics: [], pains: [] },
  evidence: [],
  notes: [],
};

/** The fixture of a store whose exports name no customer. */
export const ANONYMOUS: Findings = {
  ...FINDINGS,
  scope: { ...FINDINGS.scope, customers: null },
  pains: FINDINGS.pains.map((one) => ({ ...one, customers: null })),
  others: FINDINGS.others.map((one) => ({ ...one, customers: null })),
};

/** The fixture in which customers' words try to leave their place: escape codes, markup, bidi marks. */
export const HOSTILE_SPAN =
  '\u001b[31m红\u001b[0m<script>alert(1)</script>\u202e倒\u0007|a\r\n# 标题 `x` [链](http://e.example)\u009b2J';
export const HOSTILE: Findings = {
  ...FINDINGS,
  products: [group(HOSTILE_SPAN, [1, 2, 3, 4])],
  pains: [
    pain({
      id: 'pbad00bad',
      label: HOSTILE_SPAN,
      quotes: [quote(`"><img src=x>${HOSTILE_SPAN}`, HOSTILE_SPAN)],
      channels: [{ name: HOSTILE_SPAN, voices: 3 }],
    }),
    ...PAINS.slice(1),
  ],
  channels: [group(HOSTILE_SPAN, [1, 2, 3, 4])],
  urgentVoices: [
    {
      quote: quote('x', HOSTILE_SPAN),
      channel: HOSTILE_SPAN,
      product: HOSTILE_SPAN,
      signals: ['churn'],
      pains: ['pbad00bad'],
    },
  ],
  evidence: [{ of: 'channel', label: HOSTILE_SPAN, quotes: [quote('x', HOSTILE_SPAN)] }],
};

const [NPS, ...METRICS] = FINDINGS.metrics;
if (NPS === undefined) throw new Error('the fixture has metrics');
const unchanged = METRICS.map((now) => ({
  ...{ now, before: now, change: 'same' as const },
  difference: { value: now.value === null ? null : 0, low: null, high: null },
}));
const difference = { value: 0.024, low: 0.011, high: 0.038 };

/** The fixture's half year beside one with fewer voices. */
export const COMPARED: Findings = {
  ...FINDINGS,
  comparison: {
    now: { since: '2025-10-01', until: '2026-03-31' },
    before: { since: '2025-04-02', until: '2025-09-30' },
    voices: { now: 1236, before: 1024 },
    negative: {
      ...{ now: share(472, 1236), before: share(431, 1024), change: 'better' },
      difference: { value: -0.039, low: -0.0791, high: -0.0016 },
    },
    metrics: [
      {
        ...{ now: NPS, before: { ...NPS, value: -21.3, n: 251 }, change: 'better' },
        difference: { value: 33.7, low: 20.1, high: 46.5 },
      },
      ...unchanged,
    ],
    pains: [
      {
        ...{ id: 'p3f2a91c0', label: '扫地机器人断网', change: 'worse', q: 0.0012, difference },
        ...{ now: share(86, 1236), before: share(47, 1024) },
      },
      {
        ...{ id: 'p1c77d2e9', label: HOSTILE_SPAN, change: 'new', q: 0.004, difference },
        ...{ now: share(61, 1236), before: share(0, 1024) },
      },
      {
        ...{ id: 'pe21c0d58', label: '滤芯太贵', change: 'same', q: 0.8, difference },
        ...{ now: share(29, 1236), before: share(24, 1024) },
      },
    ],
  },
};
