import type {
  CandidatePart,
  Contribution,
  Origin,
  SentimentReason,
} from '../../model/explanation.ts';
import type { Labels, Message } from '../../model/labels.ts';

type Word =
  | 'score'
  | 'parts'
  | 'sum'
  | 'opinions'
  | 'opinion'
  | 'noOpinions'
  | 'labels'
  | 'reading'
  | 'byDefault'
  | 'words'
  | 'clauses'
  | 'domain'
  | 'cleaning'
  | 'leftOut'
  | 'blocked'
  | 'unstated'
  | 'aspect'
  | 'ahead'
  | 'surroundings'
  | 'above'
  | 'rejected'
  | 'more'
  | 'wording'
  | 'reworded'
  | 'heap';

/** What an explanation says in words. */
export const EXPLAINED: Labels<Word> = {
  score: { zh: '得分', en: 'score' },
  parts: {
    zh: '得分是怎么来的（对数几率，正数偏满意）',
    en: 'What makes the score (log-odds; above 0: satisfied)',
  },
  sum: { zh: '合计', en: 'sum' },
  opinions: { zh: '观点', en: 'Opinions' },
  opinion: { zh: '观点', en: 'opinion' },
  noOpinions: { zh: '没有观点', en: 'none' },
  labels: { zh: '标签', en: 'Labels' },
  reading: { zh: '读法', en: 'How it was read' },
  byDefault: { zh: '没有别的依据', en: 'nothing speaks for another' },
  words: { zh: '分词', en: 'Words' },
  clauses: { zh: '小句', en: 'Clauses' },
  domain: { zh: '行业', en: 'Industry' },
  cleaning: { zh: '清洗', en: 'Cleaning' },
  leftOut: { zh: '略去', en: 'left out ' },
  blocked: { zh: '不作数', en: 'Taken away' },
  unstated: { zh: '并非断言', en: 'not claimed' },
  aspect: { zh: '方面', en: 'aspect' },
  ahead: { zh: '领先', en: 'ahead of' },
  surroundings: { zh: '上下文', en: 'surroundings' },
  above: { zh: '高出门槛', en: 'above the bar by' },
  rejected: { zh: '没有成为观点的候选', en: 'Weighed, and no opinion' },
  more: { zh: '等', en: 'and more:' },
  wording: { zh: '套版换词', en: 'Spun wording' },
  reworded: { zh: '像是软件换的词', en: 'words that a program seems to have put in' },
  heap: { zh: '成堆的套话好评', en: 'a heap of stock praise' },
};

export const ORIGINS: Labels<Origin> = {
  lexicon: { zh: '词典', en: 'lexicon' },
  rule: { zh: '规则', en: 'rule' },
  model: { zh: '模型', en: 'model' },
};

/** What a contribution is; `*` stands for the words that it comes from. */
export const SOURCES: Labels<Contribution['source']> = {
  judgement: { zh: '*', en: '*' },
  hint: { zh: '*：流露语气', en: '*: betrays a mood' },
  accusation: { zh: '*：指责或要离开', en: '*: accuses, or leaves' },
  recommendation: { zh: '*：推荐或再来', en: '*: recommends, or comes back' },
  model: { zh: '*：用字', en: '*: wording' },
  bias: { zh: '起点：还没读到任何字', en: 'where it starts, before a word is read' },
};

/** What a decision on a candidate is made of. */
export const PARTS: Labels<CandidatePart> = {
  start: { zh: '起点', en: 'start' },
  wording: { zh: '用字', en: 'wording' },
  shortness: { zh: '太短', en: 'very short' },
  balance: { zh: '全文褒贬', en: 'balance of all' },
  satisfaction: { zh: '整体满意', en: 'satisfaction' },
};

export const REASONS: Labels<SentimentReason> = {
  score: { zh: '按得分的正负', en: 'by the sign of the score' },
  both: { zh: '褒和贬都明显', en: 'clear praise and clear criticism' },
  silence: {
    zh: '没有评价，用字也不偏向哪一边',
    en: 'no evaluation, and the wording takes no side',
  },
  question: { zh: '在提问，没有评价', en: 'it asks and does not judge' },
  accusation: {
    zh: '没有评价词，但有指责或要离开的话',
    en: 'no judging word, but it accuses or leaves',
  },
};

export const FIELDS: Readonly<Record<'kinds' | 'stages' | 'signals' | 'urgency', Message>> = {
  kinds: { zh: '类型', en: 'kind' },
  stages: { zh: '阶段', en: 'stage' },
  signals: { zh: '信号', en: 'signal' },
  urgency: { zh: '紧急程度', en: 'urgency' },
};

/** Roles of the words that change others, as `modifiers.tsv` names them, and `question`. */
export const ROLES: Labels = {
  negation: { zh: '否定', en: 'negation' },
  degree: { zh: '程度', en: 'degree' },
  contrast: { zh: '转折', en: 'contrast' },
  concession: { zh: '让步', en: 'concession' },
  former: { zh: '从前的', en: 'former' },
  exception: { zh: '除外', en: 'exception' },
  rhetorical: { zh: '反问', en: 'rhetorical question' },
  conditional: { zh: '假设', en: 'condition' },
  irony: { zh: '反讽', en: 'irony' },
  expectation: { zh: '期望', en: 'expectation' },
  promise: { zh: '承诺', en: 'promise' },
  question: { zh: '提问', en: 'question' },
  summary: { zh: '总结', en: 'summary' },
  past: { zh: '从前', en: 'the past' },
  hearsay: { zh: '听说', en: 'hearsay' },
  courtesy: { zh: '客套', en: 'courtesy' },
  demand: { zh: '要求', en: 'demand' },
};

export const DOMAIN_NAMES: Labels = {
  shop: { zh: '网购', en: 'shop' },
  hotel: { zh: '酒店', en: 'hotel' },
  food: { zh: '餐饮', en: 'food' },
  car: { zh: '汽车', en: 'car' },
  device: { zh: '电器', en: 'device' },
  phone: { zh: '手机', en: 'phone' },
  beauty: { zh: '美妆', en: 'beauty' },
  book: { zh: '图书', en: 'book' },
  bank: { zh: '银行', en: 'bank' },
  citizen: { zh: '市民热线', en: 'citizen hotline' },
  telecom: { zh: '电信', en: 'telecom' },
  app: { zh: '应用', en: 'app' },
  school: { zh: '教育', en: 'school' },
  local: { zh: '本地生活', en: 'local services' },
  hospital: { zh: '医院', en: 'hospital' },
  travel: { zh: '出行', en: 'travel' },
};
