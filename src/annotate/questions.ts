import { type Clause, roleBefore } from './reading.ts';

/** What a clause does with what it says: it claims it, wants to know it, or throws it at somebody. */
export type Asking = 'no' | 'plainly' | 'openly' | 'reproachfully';

/** Ends of a question that is answered by yes or no, and words that make one. */
const YES_OR_NO = /[吗嘛么]$|(?:^|[^，])(?:会不会|能不能|是不是|有没有|好不好|可不可以|要不要|是否|能否|可否)/u;
/** 什么 and 这么 end in no particle. */
const NO_PARTICLE = /[什这那怎多]么$/u;
/** Words of one who does not ask: 你们就是这样…, 这也叫…, 都…了吗. */
const REPROACH = /你们|您们|这也|这就|就这|这叫|这还|这样|这种|难道|好意思|[都还也就].*[吗嘛么]?$|了[吗嘛]?$/u;

/**
 * How a clause asks. `plainly`: by yes or no, so that nothing in it is claimed (容易坏吗); `openly`: for a reason,
 * a time, a thing, so that what it complains of is taken for granted (怎么这么慢); `reproachfully`: only in form.
 */
export function askingOf(clause: Clause, folded: string): Asking {
  const said = folded.slice(clause.start, clause.end);
  const yesOrNo = isAlternative(said) || (YES_OR_NO.test(said) && !NO_PARTICLE.test(said));
  if (!yesOrNo && !clause.asked && roleBefore(clause, 'question', clause.end) === null) return 'no';
  if (!yesOrNo && !clause.asked) return 'openly';
  if (REPROACH.test(said)) return 'reproachfully';
  return yesOrNo ? 'plainly' : 'openly';
}

/** 贵不贵, 大不大: the same character on both sides of 不, which no other 不 precedes (不贵不贵 says it twice). */
function isAlternative(said: string): boolean {
  for (let i = said.indexOf('不', 1); i > 0 && i < said.length - 1; i = said.indexOf('不', i + 1)) {
    if (said[i - 1] === said[i + 1] && said[i - 2] !== '不') return true;
  }
  return false;
}
