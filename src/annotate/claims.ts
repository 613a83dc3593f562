import { NAMES } from '../lexicon/traits.ts';
import { isBackground } from './background.ts';
import type { Candidate } from './candidates.ts';
import { isToldBefore } from './instead.ts';
import type { Judgement } from './judgement.ts';
import { askingOf, asksOfCase, asksToKnow, endsAsking, isAppeal, isAsking } from './questions.ts';
import { type Clause, cuesIn, type Reading, roleBefore } from './reading.ts';
import { isAgentsTurn } from './turns.ts';

/** Log-odds from which a speaker is so satisfied that what no entry judges is no complaint. */
export const SATISFIED = 1.5;

/**
 * Weights from which praise in a letter to an authority is the writer's: what a plan shall bring, and what a city is, is
 * told in milder words; who thanks or lauds somebody needs no strong ones.
 */
const OWN_PRAISE = 2.1;
const OWN_THANKS = 1.5;
const THANKS = /谢|点.{0,2}赞|表扬|多亏|满意|称赞|感激/u;

/** A letter has more clauses than this; in less, nobody tells of plans. */
const BRIEFEST_LETTER = 2;

/** Whether what reads like praise in a letter of a citizen is what every plan and report of an authority says. */
function isOfficial({ domain, clauses, folded }: Reading, judgement: Judgement | null): boolean {
  if (domain !== 'citizen' || clauses.length <= BRIEFEST_LETTER) return false;
  if (judgement === null) return true;
  const { start, end, weight } = judgement;
  return weight < (THANKS.test(folded.slice(start, end)) ? OWN_THANKS : OWN_PRAISE);
}

/** Whether what reads like praise or blame, by its sign, is a request, or what authorities write. */
export function isNoClaim(
  reading: Reading,
  candidate: Candidate,
  sign: number,
  logOdds: number,
): boolean {
  const { judgement } = candidate;
  if (judgement === null && isNoStatement(reading, candidate)) return true;
  if (isFulfilledElsewhere(reading, candidate)) return true;
  if (sign > 0 && logOdds < SATISFIED && isOfficial(reading, judgement)) return true;
  if (sign > 0 && isSetUnderCondition(reading, candidate)) return true;
  if (sign > 0 && isAgentsTurn(reading, candidate)) return true;
  if (sign < 0 && judgement !== null && isNoBlame(reading, candidate, judgement)) return true;
  if (sign < 0 && isBackground(reading, candidate)) return true;
  return (sign < 0 || judgement === null) && isRequest(reading, candidate);
}

/** Whether what nothing blames is only a promise that was broken, or what others get. */
function isFulfilledElsewhere(reading: Reading, { judgement, clause }: Candidate): boolean {
  return (judgement === null || judgement.weight >= 0) && isToldBefore(reading, clause);
}

/** Whom or what a thing was bought for, and that it has come: 给老妈买的, 刚收到货. */
const OCCASION =
  /^(?:是|也是|就是|主要是?|专门|特意)?(?:买来|买)?(?:送)?给[^，。]{1,6}(?:用|买|换|准备)[的了]?$|^(?:手机|宝贝|东西|快递|货)?(?:今天|昨天|刚刚?|已经)?(?:收到|到手|拿到)(?:货|手机|东西)?了?$/u;
const HAN = /\p{Script=Han}/u;

/** Whether a stretch that no entry judges has nothing but names of things (屏幕大小), no words, or tells an occasion or a case. */
function isNoStatement(reading: Reading, { clause, start, end }: Candidate): boolean {
  const said = reading.folded.slice(start, end);
  if (!HAN.test(said) || OCCASION.test(said) || asksOfCase(reading)) return true;
  let named = 0;
  for (const hit of reading.clauses[clause]?.hits ?? []) {
    if ((hit.traits & NAMES) !== 0 && hit.start >= start && hit.end <= end) {
      named += hit.end - hit.start;
    }
  }
  return named >= said.replace(NO_NAMES, '').length;
}

/** What stands between names without saying anything of them. */
const NO_NAMES = /[\s：:、·/\-—]/gu;

/** What follows from a condition: 如果再便宜点，就很完美了. */
const CONSEQUENCE =
  /^(?:感觉|我觉得|那|那么|这款|手机|也)*(?:就|才)|^.{0,8}(?:也|更)(?:能|会|不会|可以|不用|好|方便|适合)|^(?:既|又)?(?:方便|便于|以便|省得|这样|免得|从而|让|使)/u;

/** Whether praise is only what would be so if the clause before came true. */
function isSetUnderCondition(
  { clauses, folded }: Reading,
  { clause, judgement }: Candidate,
): boolean {
  const own = clauses[clause];
  const before = clauses[clause - 1];
  if (own === undefined || before === undefined || own.sentence !== before.sentence) return false;
  if (judgement?.stage === 'loyalty' || !CONSEQUENCE.test(folded.slice(own.start, own.end))) {
    return false;
  }
  return roleBefore(before, 'conditional', before.start + OPENING) !== null;
}

/** What can make blame of a word that praises. */
const DENYING = /[不没未无非难拒缺少只却才假]/u;
/** 问题 for what is spoken of, not for what is wrong: 上述问题, 这个问题, 民生问题. */
const MERE_MATTER =
  /(?:[这那][个些种类]?|该|此|上述|以上|以下|如下|下列|几个|一些|一个|两个|有关|相关|等|哪些|什么|民生|根本|关键|热点|社会)的?问题|问题的?(?:反[馈映]|着手|如下|咨询|投诉|求助)|^(?:关于|针对|对于|就|反映|询问|考虑|解决|处理)[^，。]*问题$/u;

/** Whether a word is no blame where it stands: praise that nothing denies, and 问题 for a subject. */
function isNoBlame(reading: Reading, { from, to }: Candidate, judgement: Judgement): boolean {
  const said = reading.folded.slice(from, to);
  if (judgement.weight > 0) return judgement.mood === null && !DENYING.test(said);
  if (asksOfCase(reading)) return true;
  if (OWN_LOSS.test(said) && isAsking(reading)) return true;
  return judgement.entry === MATTER && MERE_MATTER.test(said) && !WRONG.test(said);
}

/** What somebody has lost or let expire who asks how to get it anew: 营业执照丢失了，补办要几天. */
const OWN_LOSS =
  /(?:证|卡|执照|驾照|户口本|存折|护照|发票|单据|票|密码|社保|医保)[^，。]{0,3}(?:丢|遗失|弄掉|忘|找不到|不见了|过期|到期|断缴|断交)/u;

/** What says that a matter is one that is wrong. */
const WRONG = /[不没未无难差]|严[重峻]|很大|很多|太多|频/u;

/** How far into its clause a wish opens it: 也希望. */
const OPENING = 4;
/** What opens a clause that asks somebody to act, and not what is asked, cannot be afforded or is taken leave of with 请. */
const REQUEST =
  /^(?:还|也|并|再次|再|强烈|特|敬|恳|诚|我们?|本人|现|在此|因此|所以)*(?:望|盼|恳求|请求|呼吁|烦请|麻烦你|请(?![问客假柬]|不起|不到))/u;

/** What opens a clause that says what shall be done, and of what nobody has done anything yet: 真正做到有法必依, 严惩打人者. */
const DEMAND =
  /^(?:真正|切实|及时|尽快|尽早|立即|马上|严格|坚决|依法|妥善|彻底|对此|同时|并)*(?:做到|保障|维护|保护(?!费|膜|壳|套)|确保|责令|督促|责成|敦促|追究|严惩|严查|彻查|打击|取缔|制止|整治|给予|予以|查处|归还|补缴|启用|罢免|还(?:我|老百姓|百姓|小区|居民|业主|大家)(?:们)?(?:一|个|公道))(?!了|不|得)/u;
/** What opens a clause that says who speaks or writes: 我是三号楼的业主, 本人于五月入职. */
const INTRODUCTION =
  /^(?:您?好)?(?:我|我们|本人)(?:们)?(?:是|系|来自|就读|家住|住在)(?!不是|被|因|花|怎|想|真|很|觉)/u;

/** The word for a fault that is as often one for what somebody asks about. */
const MATTER = '问题';
/** What opens a clause that gives somebody an order: 帮我把地址改成…; who thanks for help says that it was given. */
const ORDER =
  /^(?:你们?|请|麻烦|劳驾)?(?:帮|给|替)我们?(?:把|改|换|查|退|取消|看看|催|转|开|留|登记)(?!.*[了过着])/u;

/** Clauses that state no fault, whatever words they hold. */
const CLAIMLESS: readonly RegExp[] = [REQUEST, DEMAND, INTRODUCTION, ORDER];

/** Whether a clause only asks, for something to be done (望有关部门处理) or to be told: that blames nobody. */
function isRequest(reading: Reading, { judgement, clause }: Candidate): boolean {
  const own = reading.clauses[clause];
  if (own === undefined) return false;
  const said = reading.folded.slice(own.start, own.end);
  if (judgement !== null) return judgement.entry === MATTER && asksToKnow(said);
  const isWish = roleBefore(own, 'conditional', own.start + OPENING) !== null;
  if (isWish || opensAppeal(own, reading) || askingOf(own, reading) === 'plainly') return true;
  if (clause === reading.clauses.length - 1 && endsAsking(reading)) return true;
  return asksToKnow(said) || CLAIMLESS.some((pattern) => pattern.test(said));
}

/** Whether a clause opens with what a cue takes for a wish, an advice or a question: 不妨让司机先打电话. */
function opensAppeal({ start, end }: Clause, reading: Reading): boolean {
  return cuesIn(reading, { start, end: Math.min(end, start + OPENING) }).some(isAppeal);
}

/** What opens a clause that asks for an end to something, which is told elsewhere: 阻止违建行为, 严厉打击黑车. */
const REMEDY =
  /^(?:还|也|并|再次|再|强烈|严厉|严格|坚决|依法|彻底|及时|尽快|早日|立即|马上|对此|同时|以便?|来)*(?:解决|处理|阻止|制止|查处|惩处|打击|取缔|整治|整顿|治理|杜绝|避免|防止|消除|减少|降低|抵制|管管|清理|拆除|纠正|监督)(?!不|了|过|无|中|后|方)/u;

/** The title of a letter: 关于夜市扰民的反映. */
const TITLE =
  /^(?:关于|有关|反映|投诉|举报|反馈).*(?:反[映馈]|投诉|建议|请示|举报|求助|咨询|报告|问题|情况|诉求|意见|现象|的信)$/u;

/** Clauses that name what is complained of, and leave it to others to tell it. */
const NAMING: readonly RegExp[] = [REQUEST, REMEDY, DEMAND, TITLE];

/** Whether a complaint is one that a request or a title only names: 请制止违章占道. */
export function isOnlyAsked(
  { clauses, folded }: Reading,
  candidate: Candidate,
  judgement: Judgement,
): boolean {
  const own = clauses[candidate.clause];
  if (own === undefined || judgement.weight > 0 || judgement.stage === 'loyalty') return false;
  const said = folded.slice(own.start, own.end);
  return NAMING.some((pattern) => pattern.test(said));
}
