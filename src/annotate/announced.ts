import type { Candidate } from './candidates.ts';
import type { Reading } from './reading.ts';

/** What may stand before the word for a fault or a merit that a clause goes on to name. */
const BEFORE =
  '^(?:但是?|不过|只是|就是|如果|要说|非要?说|硬要说|若说|有|我觉得|个人觉得|它的|这款|最大的?|唯一的?|一个|一点|有点|小)*的?';
/** What links that word to what it announces. */
const AFTER = '(?:的(?:地方|一点|点)?)?(?:就是|是|在于|只有|：)';

const FAULTS =
  '(?:小?缺点|不足(?:之处)?|美中不足|槽点|短板|瑕疵|遗憾|败笔|硬伤|扣分项?|减分项?|坏处|弊端|劣势|不太?好|不太?满意|不太?喜欢|不方便|让人?不爽)';
const MERITS =
  '(?:优点|亮点|好处|优势|长处|加分项?|(?<!不太?)(?:最|很|比较)?(?:满意|喜欢|惊喜|欣赏|赞))';

const FAULT_AHEAD = new RegExp(`${BEFORE}${FAULTS}${AFTER}`, 'u');
const MERIT_AHEAD = new RegExp(`${BEFORE}${MERITS}${AFTER}`, 'u');

/** Most clauses have none of the characters before which nothing is announced. */
const LINKS = /是|在于|只有|：/u;
/** What says that there is nothing to name. */
const NOTHING =
  /^(?:目前|暂时|还|基本|几乎)*(?:没有?|无|未)(?:什么|啥|任何|发现|找到)?(?:缺点|不足|毛病|槽点|优点|亮点|$)|^[^，。]{0,6}$(?<=不知道|说不上来|没发现)/u;

/**
 * The sign of what a clause announces as a fault or as a merit before it names it, whatever that is: 缺点就是沾指纹,
 * 最满意的是送货上门. 0 for the announcement without what it announces; null where none is made.
 */
export function announcedSign(
  { clauses, folded }: Reading,
  { clause, start, end }: Candidate,
): -1 | 0 | 1 | null {
  const own = clauses[clause];
  if (own === undefined) return null;
  const said = folded.slice(own.start, end);
  if (!LINKS.test(said)) return null;
  const fault = FAULT_AHEAD.exec(said);
  const found = fault ?? MERIT_AHEAD.exec(said);
  if (found === null) return null;
  const named = said.slice(found[0].length);
  if (named === '') return 0;
  // What comes behind the first stretch that is announced may be said in passing.
  if (start > own.start + found[0].length || NOTHING.test(named)) return null;
  return fault === null ? 1 : -1;
}
