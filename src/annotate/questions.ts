import { type Clause, roleBefore } from './reading.ts';

/** What a clause does with what it says: it claims it, wants to know it, or throws it at somebody. */
export type Asking = 'no' | 'plainly' | 'openly' | 'reproachfully';

/** What makes a question of yes or no before a question mark. */
const YES_OR_NO = /会不会|能不能|是不是|有没有|好不好|可不可以|要不要|是否|能否|可否/u;
/** Words of one who does not ask: 你们就是这样…, 这也叫…, 坏了吗. */
const REPROACH =
  /你们|这也|这就|就这|这叫|这还|这能|把我|把顾客|把客户|当傻|王法|良心|到底|你自己|用点心|上点心|要脸|讲理|有病|逗我|耍我|玩我|难道|好意思|[都还也就].*[吗么]$|了吗?$/u;

/** Questions that praise: nobody is to answer 还有比这更划算的吗. */
const PRAISING = /还有比|谁不|谁能拒绝|[哪儿里]找/u;

/**
 * How a clause asks. `plainly`: by yes or no, so that nothing in it is claimed (容易坏吗); `openly`: for a reason,
 * a time, a thing, so that what it complains of is taken for granted (怎么这么慢); `reproachfully`: only in form.
 */
export function askingOf(clause: Clause, folded: string): Asking {
  const particle = hasParticle(clause, folded);
  if (!particle && !clause.asked) return isAlternative(clause, folded) ? 'plainly' : 'no';
  const said = folded.slice(clause.start, clause.end);
  if (PRAISING.test(said)) return 'no';
  if (REPROACH.test(said)) return 'reproachfully';
  if (particle || YES_OR_NO.test(said) || isAlternative(clause, folded)) return 'plainly';
  return roleBefore(clause, 'question', clause.end) ? 'openly' : 'no';
}

/** What ends in 么 without asking: 什么, 这么. */
const BEFORE_SILENT = '什这那怎多要';

/** Whether the particle of a question of yes or no ends the clause. */
function hasParticle({ end }: Clause, folded: string): boolean {
  const last = folded.charAt(end - 1);
  return last === '吗' || (last === '么' && !BEFORE_SILENT.includes(folded.charAt(end - 2)));
}

/**
 * 贵不贵, 大不大: the same character on both sides of 不, which no other 不 precedes (不贵不贵 says it twice);
 * 快得不得了 is none.
 */
function isAlternative({ start, end }: Clause, folded: string): boolean {
  for (let i = start + 1; i < end - 1; i++) {
    if (folded.charAt(i) !== '不') continue;
    const repeated = folded.charAt(i + 1);
    if (folded.charAt(i - 1) !== repeated || repeated === '得') continue;
    if (i - 2 < start || folded.charAt(i - 2) !== '不') return true;
  }
  return false;
}
