import type { Span } from '../model/voice.ts';
import type { Reading } from './reading.ts';

/**
 * Conversations that came as one text (客服：您好 客户：卡锁了): what agents say well of themselves, their offers and their
 * formulas praises nothing. What they refuse is told all the same, since the customer complains of it. A review or a
 * form may be written under the same headings (顾客：李先生 老师：很有耐心 环境：舒适), and praises whom it names.
 */

/** What heads the turn of somebody who answers for the company, and of somebody who is served. */
const AGENT =
  '客服|坐席|售后|卖家|商家|店家|前台|管家|物业|顾问|专员|机器人|小二|销售|接线员|话务员|工作人员|班主任|老师|经理';
const CUSTOMER = '客户|用户|买家|顾客|家长|业主|乘客|旅客|患者|病人|会员|车主|本人|我';
/** Any short heading, since each ends what was said before it. */
const HEADING = new RegExp(
  `(?<!\\p{Script=Han})(?:(${AGENT})|(${CUSTOMER})|\\p{Script=Han}{1,6})[a-z\\d]{0,4}：`,
  'gu',
);

/** What an agent begins with, and who judges him does not: 您好, 非常抱歉, 亲，在的, 这边为您查询. */
const ADDRESS =
  /^\s*(?:你好|亲(?:亲|爱的)?(?![\p{Script=Han}])|亲爱的|在的|欢迎您?|稍等|好的|收到|[^，。！？；]{0,6}(?:您|抱歉|不好意思|请问|请稍|为你|帮你))/u;
/** Units at the beginning of a turn in which that is looked for. */
const OPENING = 16;

/** Units before a place in which its turn must have begun, and around it in which a customer must have one. */
const REACH = 200;

/**
 * Whether the start of a stretch stands in the turn of an agent: the last heading before it is one
 * of an agent's, and a customer has turns before and after it, or has one where the agent greets or addresses somebody.
 */
export function isAgentsTurn({ folded }: Reading, { start: at }: Pick<Span, 'start'>): boolean {
  const from = Math.max(0, at - REACH);
  if (!folded.slice(from, at + 1).includes('：')) return false;
  let agent = false;
  let addressed = false;
  let before = false;
  let after = false;
  // The search begins amid the text, so that it sees whether a word goes on there: 店家|客服：.
  HEADING.lastIndex = from;
  for (const mark of folded.slice(0, at + REACH).matchAll(HEADING)) {
    const [heading, agents, customers] = mark;
    const end = mark.index + heading.length;
    if (end > at + 1) {
      after ||= customers !== undefined;
      continue;
    }
    before ||= customers !== undefined;
    agent = agents !== undefined;
    addressed ||= agent && ADDRESS.test(folded.slice(end, end + OPENING));
  }
  return agent && (addressed ? before || after : before && after);
}
