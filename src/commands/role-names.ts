import type { Message } from '../model/labels.ts';
import type { ColumnRole } from '../model/source.ts';

/** A column without a role is not lost: it stands in the voice's attributes. */
export const ROLES: Readonly<Record<ColumnRole, Message>> = {
  id: { zh: '编号', en: 'id' },
  text: { zh: '正文', en: 'text' },
  title: { zh: '标题（并入正文）', en: 'title, joined with the text' },
  followup: { zh: '追评（另成一条）', en: 'follow-up, a voice of its own' },
  followupAt: { zh: '追评时间', en: 'time of the follow-up' },
  turns: { zh: '会话内容', en: 'turns of the conversation' },
  speaker: { zh: '说话人', en: 'speaker' },
  conversation: { zh: '会话编号', en: 'conversation' },
  createdAt: { zh: '时间', en: 'time' },
  customerId: { zh: '客户编号', en: 'customer' },
  customerGroup: { zh: '客户分组', en: 'customer group' },
  channel: { zh: '渠道', en: 'channel' },
  product: { zh: '产品', en: 'product' },
  rating: { zh: '评分', en: 'rating' },
  ignored: { zh: '其他（原样保留）', en: 'other, kept as it is' },
};
