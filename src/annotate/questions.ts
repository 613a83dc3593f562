import type { PatternHit } from '../lexicon/scan.ts';
import { tableOf } from '../text/characters.ts';
import { type Clause, type Reading, roleBefore } from './reading.ts';

/** What a clause does with what it says: it claims it, wants to know it, or throws it at somebody. */
export type Asking = 'no' | 'plainly' | 'openly' | 'reproachfully';

/** What makes a question of yes or no before a question mark. */
const YES_OR_NO = /会不会|能不能|是不是|有没有|好不好|可不可以|要不要|是否|能否|可否/u;
/** Words of one who does not ask: 你们就是这样…, 这也叫…, 坏了吗. */
const REPROACH =
  /你们|这也|这就|就这|这叫|这还|这能|把我|把顾客|把客户|当傻|王法|良心|到底|你自己|用点心|上点心|要脸|讲理|有病|逗我|耍我|玩我|难道|好意思/u;
/** Forms that reproach as often, unless the voice says that it asks (请问): 坏了吗, 还有效吗. */
const DOUBTING = /[都还也就].*[吗么]$|了吗?$/u;

/** Questions that praise: nobody is to answer 还有比这更划算的吗. */
const PRAISING = /还有比|谁不|谁能拒绝|[哪儿里]找|越来越[好棒强美]/u;

/**
 * How a clause asks. `plainly`: by yes or no, so that nothing in it is claimed (容易坏吗); `openly`: for a reason,
 * a time, a thing, so that what it complains of is taken for granted (怎么这么慢); `reproachfully`: only in form.
 */
export function askingOf(clause: Clause, reading: Reading): Asking {
  const { folded, units } = reading;
  if (wantsToKnow(clause, reading)) return 'plainly';
  const particle = hasParticle(clause, units);
  if (!particle && !clause.asked) return isAlternative(clause, units) ? 'plainly' : 'no';
  const said = folded.slice(clause.start, clause.end);
  if (PRAISING.test(said)) return 'no';
  if (REPROACH.test(said)) return 'reproachfully';
  if (DOUBTING.test(said) && !reading.cues.some(isInquiry)) return 'reproachfully';
  if (particle || YES_OR_NO.test(said) || isAlternative(clause, units)) return 'plainly';
  return roleBefore(clause, 'question', clause.end) ? 'openly' : 'no';
}

/** What somebody asks who wants to get something done: 请问卡丢了怎么补办. Who asks why, reproaches as often. */
const PROCEDURE =
  /(?:怎么|如何|怎样|哪里|哪儿|在哪|去哪)(?:补|办|申|取|退|查|缴|交|开|注销|改|换|领|续|报|买|打|预约|联系|走|弄)|(?:需要|要|带|交|准备)(?:哪些|什么|多少|几)|可以.{0,8}[吗么]$|能不能|能否|是否|可否/u;

/** Whether a clause says that it asks, and what for: what it tells besides is the case, and blames nobody. */
function wantsToKnow({ start, end }: Clause, { cues, folded }: Reading): boolean {
  const said = cues.some((cue) => cue.start >= start && cue.end <= end && isInquiry(cue));
  return said && PROCEDURE.test(folded.slice(start, end));
}

/** Whether a cue says that the voice asks to be told something. */
export function isInquiry({ anchored }: PatternHit): boolean {
  return anchored.cue?.label === 'kind:inquiry';
}

/** Labels of the cues that say that the voice wants an answer, or a thing that is not there. A bare question may reproach. */
const APPEALS = ['kind:inquiry', 'kind:need', 'kind:suggestion'];

/** Whether a cue is one of an appeal: the questions of such a voice accuse nobody. */
export function isAppeal({ anchored }: PatternHit): boolean {
  return APPEALS.includes(anchored.cue?.label ?? '');
}

/** Whether one of the labels of a voice's cues is that of an appeal. */
export function appeals(cues: ReadonlySet<string>): boolean {
  return APPEALS.some((label) => cues.has(label));
}

/** 吗 and 么, the particles of questions, and 不 and 得. */
const MA = 0x5417;
const ME = 0x4e48;
const NOT = 0x4e0d;
const SO_THAT = 0x5f97;
/** What ends in 么 without asking: 什么, 这么. */
const BEFORE_SILENT = tableOf('什这那怎多要');

/** Whether the particle of a question of yes or no ends the clause. */
function hasParticle({ end }: Clause, units: Uint16Array): boolean {
  const last = units[end - 1];
  return last === MA || (last === ME && end > 1 && BEFORE_SILENT[units[end - 2] as number] === 0);
}

/**
 * 贵不贵, 大不大: the same character on both sides of 不, which no other 不 precedes (不贵不贵 says it twice);
 * 快得不得了 is none.
 */
function isAlternative({ start, end }: Clause, units: Uint16Array): boolean {
  for (let i = start + 1; i < end - 1; i++) {
    if (units[i] !== NOT) continue;
    const repeated = units[i + 1];
    if (units[i - 1] !== repeated || repeated === SO_THAT) continue;
    if (i - 2 < start || units[i - 2] !== NOT) return true;
  }
  return false;
}
