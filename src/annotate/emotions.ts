/**
 * Whether an emotion or an effort that a text names is one that the speaker has. All places are in the folded text.
 */

/** What the words came to: as they stand, denied, or nothing that the speaker feels. */
export type Standing = 'asserted' | 'denied' | 'void';

/** What follows a feeling that is only a case in point: 生气的时候. */
const CONDITION = /^(?:的时候|的话|与否|之前)/;
/** How far before a word its negation, condition or subject is looked for. */
const REACH = 24;
/** Between a negation and what it denies: 不(太)满意, 没有(让我)失望, 不会(觉得)后悔. */
const FILLERS =
  '(?:太|很|那么|这么|怎么|特别|非常|十分|够|甚|多|大|再|会|能|有|是|过|得|算|觉得|感到|感觉|感受到|让我|让人|让|令人|令|使|给我|任何|什么|一点|半点|丝毫|因此|对[^，。！？]{1,4})*';
const DENIED = new RegExp(
  `(?:并不|从不|毫不|绝不|决不|不|没有|从没|没|未曾|未|毫无|无|无需|(?<![特个])别|不用|不必|不要)${FILLERS}$`,
);
/** 不得不, 忍不住, 能不 … are no denials, and neither is 不 in 不仅, 对不起 or 差不多. */
const NO_DENIAL =
  /(?:不得不|不由得|不能不|无不|忍不住|止不住|怎能不|怎么能不|能不|岂能不|怎会不|谁能不|不要太|别提多|别太|好不|说不出的|数不清的|不知道有多|不知有多|要不|受不了|莫不)$/;
const SUPPOSED =
  /(?:如果|要是|假如|倘若|万一|若是|若能|否则|以免|免得|避免|防止|希望|建议|能否|可否|是否|会不会|是不是|有没有|需不需要|用不用|争取|确保|为了让|力求|请问|想知道|但愿|祝|能不能|怎么才能|怎样|如何|怕您|怕你|谈不上|说不上|算不上|称不上|不至于|不会|不能说)/;
/** Who acts for the company: what they feel is not what the customer feels. */
const STAFF =
  /(?:客服|店员|宠物|猫|狗|服务员|营业员|收银员|老板|老板娘|店家|商家|卖家|司机|师傅|工作人员|保安|经理|快递员|骑手|小哥|护士|医生|大夫|柜员|前台|导购|销售|对方|他们|他|她|教练|业务员|乘务员)/;
/** Who stands behind the first or before the second is not who feels: 对客服很生气, 被店员气得, 客服让我很着急. */
const TOWARDS = /[对被向跟和给为把找等于]$/;
const CAUSES = /[让令使把害惹我]/;

/** Thanks, and before them what asks for something: 请尽快处理，万分感谢 is how a letter ends, and no feeling. */
const THANKS = /感谢|感激/;
const ASKED_FOR =
  /(?<![申邀聘宴])请(?![来假客教])|(?<![失绝])望|[盼恳求]|麻烦|能否|如能|若能|尽快|予以|给予/;
const ASKED_WITHIN = 30;

/**
 * @param start @param end where the word stands
 * @param isOwnOnly whether staff may have it as well as customers do, so that its subject matters
 */
export function standingOf(
  folded: string,
  start: number,
  end: number,
  isOwnOnly: boolean,
): Standing {
  const clause = before(folded, start);
  if (isThanksAhead(folded, start, end)) return 'void';
  if (SUPPOSED.test(clause) && !clause.includes('没')) return 'void';
  if (isOwnOnly && isOfStaff(clause)) return 'void';
  if (CONDITION.test(folded.slice(end, end + 4))) return 'void';
  if (isAsked(folded, end))
    return /(?:能|怎|岂)[^，。！？]{0,3}不[^，。！？]{0,3}$/.test(clause) ? 'asserted' : 'void';
  return DENIED.test(clause) && !NO_DENIAL.test(clause) ? 'denied' : 'asserted';
}

function isThanksAhead(folded: string, start: number, end: number): boolean {
  if (!THANKS.test(folded.slice(start, end))) return false;
  return ASKED_FOR.test(folded.slice(Math.max(0, start - ASKED_WITHIN), start));
}

/** The part of the clause that stands before a place. */
function before(folded: string, start: number): string {
  const text = folded.slice(Math.max(0, start - REACH), start);
  const pause = /[，。！？；、…~～\n\r ]/g;
  let from = 0;
  while (pause.exec(text) !== null) from = pause.lastIndex;
  return text.slice(from);
}

function isOfStaff(clause: string): boolean {
  const staff = STAFF.exec(clause);
  if (staff === null || TOWARDS.test(clause.slice(0, staff.index))) return false;
  return !CAUSES.test(clause.slice(staff.index + staff[0].length));
}

/** Whether the clause goes on as a question to the reader: 满意吗, 放心么. */
function isAsked(folded: string, end: number): boolean {
  return /^[^，。！？；\n\r]{0,3}(?:吗|么(?:？|$)|吗？|没有？|不？)/.test(
    folded.slice(end, end + 6),
  );
}
