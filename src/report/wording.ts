import type { GroupCount } from '../model/facts.ts';
import type { StageFinding, Trend } from '../model/findings.ts';
import type { Labels, Language, Message } from '../model/labels.ts';
import { visible } from '../model/visible.ts';
import type { Audience } from './audiences.ts';
import { factor } from './figures.ts';
import type { View } from './views.ts';

/** How a report is to be written: its language, and the one view that is asked for. */
export interface ReportOptions {
  readonly language: Language;
  /** One view instead of the whole report. */
  readonly view?: View;
  /** Whom the whole report is for; everybody where nobody is named. */
  readonly audience?: Audience;
  /** How many pain points are shown, heaviest first; each format has its own default. */
  readonly limit?: number;
}

type Word =
  | 'title'
  | 'period'
  | 'month'
  | 'week'
  | 'customers'
  | 'opinions'
  | 'sources'
  | 'channels'
  | 'groups'
  | 'products'
  | 'unnamed'
  | 'pain'
  | 'voices'
  | 'share'
  | 'trend'
  | 'severity'
  | 'stage'
  | 'aspect'
  | 'emotion'
  | 'mainPains'
  | 'negativeShare'
  | 'meanScore'
  | 'interval'
  | 'metric'
  | 'value'
  | 'formula'
  | 'kind'
  | 'signal'
  | 'urgency'
  | 'sentiment'
  | 'quotes'
  | 'rising'
  | 'falling'
  | 'notes'
  | 'urgent'
  | 'table'
  | 'weekly'
  | 'noTrend'
  | 'noPains'
  | 'noMetrics'
  | 'noDates'
  | 'fewOpinions'
  | 'theme'
  | 'negativeVoices'
  | 'priority'
  | 'target';

/** Words that head columns and blocks in every format. */
export const WORDS: Labels<Word> = {
  title: { zh: '客户之声报告', en: 'Voice of the customer report' },
  period: { zh: '时间', en: 'Period' },
  month: { zh: '月份', en: 'Month' },
  week: { zh: '周（周一）', en: 'Week of' },
  customers: { zh: '客户', en: 'Customers' },
  opinions: { zh: '观点', en: 'Opinions' },
  sources: { zh: '来源', en: 'Sources' },
  channels: { zh: '渠道', en: 'Channels' },
  groups: { zh: '客群', en: 'Customer groups' },
  products: { zh: '产品', en: 'Products' },
  unnamed: { zh: '未注明', en: 'not given' },
  pain: { zh: '痛点', en: 'Pain point' },
  voices: { zh: '声量', en: 'Voices' },
  share: { zh: '占比', en: 'Share' },
  trend: { zh: '走势', en: 'Trend' },
  severity: { zh: '严重度', en: 'Severity' },
  stage: { zh: '阶段', en: 'Stage' },
  aspect: { zh: '方面', en: 'Aspect' },
  emotion: { zh: '情绪', en: 'Emotion' },
  mainPains: { zh: '主要痛点', en: 'Main pain points' },
  negativeShare: { zh: '负面占比', en: 'Negative' },
  meanScore: { zh: '平均分', en: 'Mean score' },
  interval: { zh: '95% 区间', en: '95% interval' },
  metric: { zh: '指标', en: 'Metric' },
  value: { zh: '数值', en: 'Value' },
  formula: { zh: '算法', en: 'Formula' },
  kind: { zh: '类型', en: 'Kind' },
  signal: { zh: '信号', en: 'Signal' },
  urgency: { zh: '紧急程度', en: 'Urgency' },
  sentiment: { zh: '情感', en: 'Sentiment' },
  quotes: { zh: '客户原话', en: 'In their words' },
  rising: { zh: '正在上升', en: 'Rising' },
  falling: { zh: '明显回落', en: 'Falling' },
  notes: { zh: '读数说明', en: 'How to read the figures' },
  urgent: { zh: '紧急', en: 'Urgent' },
  weekly: {
    zh: '每周负面占比，浅色带为 95% 区间。',
    en: 'Negative share by week with its 95% interval.',
  },
  table: { zh: '数据表', en: 'As a table' },
  noTrend: { zh: '没有明显变化的痛点。', en: 'No pain point moves clearly.' },
  noPains: { zh: '没有归并出痛点。', en: 'No pain points.' },
  noMetrics: {
    zh: '没有可以计算的评分或情感。',
    en: 'There are no scores to compute a metric from.',
  },
  noDates: {
    zh: '声音都没有时间，看不出走势。',
    en: 'No voice has a date, so there is no course.',
  },
  theme: { zh: '主题', en: 'Theme' },
  negativeVoices: { zh: '负面声音', en: 'Negative voices' },
  priority: { zh: '优先级', en: 'Priority' },
  target: { zh: '目标', en: 'Target' },
  fewOpinions: { zh: '没有观点', en: 'no opinions' },
};

/** The text of a message or of a word in `language`. */
export function say(message: Message, language: Language): string {
  return message[language];
}

/** The kinds of source that are known; others are what people call them. */
export const SOURCES: Labels = {
  review: { zh: '评论', en: 'reviews' },
  hotline: { zh: '热线', en: 'hotline' },
  survey: { zh: '问卷', en: 'surveys' },
  chat: { zh: '在线会话', en: 'chats' },
  feedback: { zh: '反馈', en: 'feedback' },
};

/** A source's name for people: the known kinds are translated, others shown as named. */
export function sourceName(name: string | null, language: Language): string {
  const known = name !== null && Object.hasOwn(SOURCES, name) ? SOURCES[name] : undefined;
  return known ? known[language] : groupName(name, language);
}

/** The name of a channel, group or product, safe to show; voices without one have a name too. */
export function groupName(name: string | null, language: Language): string {
  return name === null ? WORDS.unnamed[language] : visible(name);
}

/** How many voices a channel, group or product has. */
export function volumeOf(group: GroupCount): number {
  const { positive, negative, mixed, neutral } = group.sentiment;
  return positive + negative + mixed + neutral;
}

const DIRECTIONS: Labels<Trend['direction']> = {
  rising: { zh: '↑ 上升', en: '↑ rising' },
  falling: { zh: '↓ 回落', en: '↓ falling' },
  steady: { zh: '→ 平稳', en: '→ steady' },
  unclear: { zh: '· 看不出', en: '· unclear' },
};

/** A trend in two words; rising ones with their factor. */
export function trendName(trend: Trend, language: Language): string {
  const name = DIRECTIONS[trend.direction][language];
  if (trend.direction !== 'rising') return name;
  return language === 'zh'
    ? `${name} ${factor(trend.ratio)} 倍`
    : `${name} ${factor(trend.ratio)}x`;
}

/** A trend where there is no room for words: `↑ 3.7`. */
export function trendMark(trend: Trend): string {
  if (trend.direction === 'rising') return `↑ ${factor(trend.ratio)}`;
  return { falling: '↓', steady: '→', unclear: '·' }[trend.direction];
}

/** Trends without their arrows: what a cell of a spreadsheet holds. */
export const TRENDS: Labels<Trend['direction']> = {
  rising: { zh: '上升', en: 'rising' },
  falling: { zh: '回落', en: 'falling' },
  steady: { zh: '平稳', en: 'steady' },
  unclear: { zh: '看不出', en: 'unclear' },
};

/** The marks of the peak-end rule. */
export const MARKS: Labels<StageFinding['marks'][number]> = {
  peak: { zh: '峰', en: 'peak' },
  valley: { zh: '谷', en: 'valley' },
  end: { zh: '终', en: 'end' },
};
