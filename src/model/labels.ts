/**
 * The labels of the codebook. Identifiers are stable and appear in machine formats; `zh` and `en`
 * are what a person reads. The order of each list is the codebook's and breaks ties everywhere.
 */

/** A text in the two languages that people read. */
export interface Message {
  readonly zh: string;
  readonly en: string;
}

/** A table of labels or words: what each identifier reads in either language. Every such table has this shape. */
export type Labels<Name extends string = string> = Readonly<Record<Name, Message>>;

/** The language of what people read; identifiers never change with it. */
export type Language = 'zh' | 'en';

export type Sentiment = 'positive' | 'negative' | 'mixed' | 'neutral';
export const SENTIMENTS: Labels<Sentiment> = {
  positive: { zh: '正面', en: 'positive' },
  negative: { zh: '负面', en: 'negative' },
  mixed: { zh: '褒贬参半', en: 'mixed' },
  neutral: { zh: '中性', en: 'neutral' },
};

export type Polarity = 'positive' | 'negative' | 'neutral';
export const POLARITIES: Labels<Polarity> = {
  positive: { zh: '正面', en: 'positive' },
  negative: { zh: '负面', en: 'negative' },
  neutral: { zh: '中性', en: 'neutral' },
};

export type Kind =
  | 'product_issue'
  | 'service_issue'
  | 'complaint'
  | 'need'
  | 'suggestion'
  | 'inquiry'
  | 'praise'
  | 'other';
export const KINDS: Labels<Kind> = {
  product_issue: { zh: '产品问题', en: 'product issue' },
  service_issue: { zh: '服务问题', en: 'service issue' },
  complaint: { zh: '投诉', en: 'complaint' },
  need: { zh: '需求', en: 'need' },
  suggestion: { zh: '建议', en: 'suggestion' },
  inquiry: { zh: '咨询', en: 'inquiry' },
  praise: { zh: '表扬', en: 'praise' },
  other: { zh: '其他', en: 'other' },
};

export type Aspect =
  | 'quality'
  | 'performance'
  | 'appearance'
  | 'spec'
  | 'taste'
  | 'content'
  | 'price'
  | 'authenticity'
  | 'packaging'
  | 'delivery'
  | 'service'
  | 'aftersales'
  | 'environment'
  | 'location'
  | 'digital'
  | 'policy'
  | 'safety'
  | 'overall';
export const ASPECTS: Labels<Aspect> = {
  quality: { zh: '质量做工', en: 'quality' },
  performance: { zh: '性能功效', en: 'performance' },
  appearance: { zh: '外观设计', en: 'appearance' },
  spec: { zh: '规格份量', en: 'specification' },
  taste: { zh: '口味气味', en: 'taste and smell' },
  content: { zh: '内容', en: 'content' },
  price: { zh: '价格', en: 'price' },
  authenticity: { zh: '真伪相符', en: 'authenticity' },
  packaging: { zh: '包装', en: 'packaging' },
  delivery: { zh: '物流配送', en: 'delivery' },
  service: { zh: '人员服务', en: 'service' },
  aftersales: { zh: '售后', en: 'after-sales' },
  environment: { zh: '环境设施', en: 'environment' },
  location: { zh: '位置交通', en: 'location' },
  digital: { zh: '系统应用', en: 'digital' },
  policy: { zh: '规则合同', en: 'policy' },
  safety: { zh: '安全健康', en: 'safety' },
  overall: { zh: '整体', en: 'overall' },
};

export type Stage =
  | 'awareness'
  | 'consideration'
  | 'purchase'
  | 'delivery'
  | 'use'
  | 'service'
  | 'loyalty';
export const STAGES: Labels<Stage> = {
  awareness: { zh: '了解', en: 'awareness' },
  consideration: { zh: '对比', en: 'consideration' },
  purchase: { zh: '购买', en: 'purchase' },
  delivery: { zh: '交付', en: 'delivery' },
  use: { zh: '使用', en: 'use' },
  service: { zh: '服务', en: 'service' },
  loyalty: { zh: '去留', en: 'loyalty' },
};

export type Signal =
  | 'churn'
  | 'repurchase'
  | 'recommend'
  | 'refund'
  | 'escalation'
  | 'safety'
  | 'repeat'
  | 'expectation';
export const SIGNALS: Labels<Signal> = {
  churn: { zh: '流失', en: 'churn' },
  repurchase: { zh: '复购', en: 'repurchase' },
  recommend: { zh: '推荐', en: 'recommend' },
  refund: { zh: '退换赔', en: 'refund' },
  escalation: { zh: '升级', en: 'escalation' },
  safety: { zh: '安全', en: 'safety' },
  repeat: { zh: '反复', en: 'repeat' },
  expectation: { zh: '期望落差', en: 'expectation' },
};

export type Urgency = 'urgent' | 'normal' | 'none';
export const URGENCIES: Labels<Urgency> = {
  urgent: { zh: '紧急', en: 'urgent' },
  normal: { zh: '一般', en: 'normal' },
  none: { zh: '无', en: 'none' },
};

/** The identifiers of a table of labels, in the codebook's order. */
export function labelsOf<Label extends string>(table: Labels<Label>): Label[] {
  return Object.keys(table) as Label[];
}
