import type { Span } from '../model/voice.ts';
import type { Reading } from './reading.ts';

/**
 * Conversations that came as one text (客服：您好 客户：卡锁了): what agents say well of themselves, their offers and their
 * formulas praises nothing. What they refuse is told all the same, since the customer complains of it.
 */

/** What marks the turn of somebody who answers for the company, and of somebody who is served. */
const AGENT =
  '客服|坐席|售后|卖家|商家|店家|前台|管家|物业|顾问|专员|机器人|小二|销售|接线员|话务员|工作人员|班主任|老师|经理';
const CUSTOMER = '客户|用户|买家|顾客|家长|业主|乘客|旅客|患者|病人|会员|车主|本人|我';
const MARK = new RegExp(
  `(?:^|[^\\p{Script=Han}])(?:(${AGENT})|(?:${CUSTOMER}))[a-z\\d]{0,4}：`,
  'gu',
);
const CUSTOMERS = new RegExp(`(?:^|[^\\p{Script=Han}])(?:${CUSTOMER})[a-z\\d]{0,4}：`, 'u');

/** Units before a stretch in which its turn must have begun, and around it in which a customer must have one. */
const REACH = 200;

/** Whether a stretch stands in the turn of an agent, in a conversation with a customer. */
export function isAgentsTurn({ folded }: Reading, { start }: Span): boolean {
  const from = Math.max(0, start - REACH);
  const before = folded.slice(from, start + 1);
  if (!before.includes('：')) return false;
  let agent = false;
  for (const [, who] of before.matchAll(MARK)) agent = who !== undefined;
  return agent && CUSTOMERS.test(folded.slice(from, start + REACH));
}
