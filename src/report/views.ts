import type { Labels } from '../model/labels.ts';

/** One part of the report that can be asked for on its own. */
export type View =
  | 'summary'
  | 'changes'
  | 'sentiment'
  | 'pains'
  | 'quadrants'
  | 'themes'
  | 'rising'
  | 'stages'
  | 'urgent'
  | 'kinds'
  | 'signals'
  | 'metrics'
  | 'cleaning';

/** The views with their headings, in the order in which the whole report shows them. */
export const VIEWS: Labels<View> = {
  summary: { zh: '概览', en: 'Summary' },
  changes: { zh: '与前一期相比', en: 'Against the period before' },
  sentiment: { zh: '情感', en: 'Sentiment' },
  pains: { zh: '痛点', en: 'Pain points' },
  quadrants: { zh: '先办哪些', en: 'What to act on first' },
  themes: { zh: '主题与痛点', en: 'Themes and their pain points' },
  rising: { zh: '正在上升与回落', en: 'Rising and falling' },
  stages: { zh: '旅程阶段与情绪', en: 'Journey stages and emotion' },
  urgent: { zh: '紧急声音', en: 'Urgent voices' },
  kinds: { zh: '声音类型', en: 'Kinds of voice' },
  signals: { zh: '预警信号', en: 'Signals' },
  metrics: { zh: '体验指标', en: 'Metrics' },
  cleaning: { zh: '数据质量', en: 'Data quality' },
};

/** Every view's identifier, in report order. */
export const VIEW_IDS: readonly View[] = Object.keys(VIEWS) as View[];
