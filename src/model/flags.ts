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
