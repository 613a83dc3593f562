import type { Message } from './labels.ts';

/** What the text of a voice alone tells of how much it is worth counting. */
export type TextFlag = 'empty' | 'default' | 'symbols' | 'repetitive' | 'spam';
export const TEXT_FLAGS: Readonly<Record<TextFlag, Message>> = {
  empty: { zh: '只有评分', en: 'score only' },
  default: { zh: '默认好评', en: 'default praise' },
  symbols: { zh: '只有符号', en: 'symbols only' },
  repetitive: { zh: '机械重复', en: 'repetition' },
  spam: { zh: '广告', en: 'advertisement' },
};

/** What only a comparison with the other voices tells; `duplicates` are all voices of a group but its first. */
export type CopyFlag = 'duplicates' | 'copied' | 'spun';
export type Flag = TextFlag | CopyFlag;
export const FLAGS: Readonly<Record<Flag, Message>> = {
  ...TEXT_FLAGS,
  duplicates: { zh: '雷同', en: 'near-duplicates' },
  copied: { zh: '复制粘贴', en: 'pasted texts' },
  spun: { zh: '套版换词', en: 'template wording' },
};

/** Score from which on a voice is flagged `spun`. */
export const SPUN_FROM = 0.5;

/** Flags of voices that may say little of what customers think. A score without a word is not among them: it is an answer. */
export const SUSPECT_FLAGS: readonly Flag[] = (Object.keys(FLAGS) as Flag[]).filter(
  (flag) => flag !== 'empty',
);
