import type { Hit } from '../lexicon/scan.ts';
import { NAMES, SPECIFIC } from '../lexicon/traits.ts';
import type { Span } from '../model/voice.ts';
import { announcedSign } from './announced.ts';
import { type Candidate, candidatesOf, reaching } from './candidates.ts';
import { isNoClaim, isOnlyAsked, SATISFIED } from './claims.ts';
import { isFactIn } from './facts.ts';
import type { Judgement } from './judgement.ts';
import { follows, joinSum } from './opinion-joins.ts';
import { type Decisions, decide, type OpinionModel, type Style } from './opinion-model.ts';
import { appeals } from './questions.ts';
import { type Clause, type Reading, roleBefore, sentenceStart } from './reading.ts';
import { isAgentsTurn } from './turns.ts';
import type { Workspace } from './workspace.ts';

/** Without a model, judgements weaker than this are too vague to be an opinion. */
const WEAKEST = 0.3;
/** What the margin of a complaint must be above where its speaker is so satisfied: most words that could blame do not. */
const DOUBT = 0.4;
/** Weight of an opinion that no dictionary entry states. */
const IMPLIED = 0.8;
/** A clause up to this long may only name what the next one judges: 生鱼片，太鲜了. */
const LONGEST_TOPIC = 6;
/** Units of a span that holds two clauses. */
const LONGEST_PAIR = 16;

/** A stretch that states an opinion, and the judgement that it states. */
export interface Stated {
  readonly candidate: Candidate;
  readonly judgement: Judgement;
}

/**
 * The candidates that are opinions, in text order.
 * @param logOdds that the speaker is satisfied
 * @param model null where the dictionaries alone decide
 */
export function statedIn(
  reading: Reading,
  judgements: readonly Judgement[],
  logOdds: number,
  model: OpinionModel | null,
  space: Workspace,
): Stated[] {
  const candidates = candidatesOf(reading, judgements);
  const decisions = model && decide(model, reading, judgements, candidates, logOdds, space);
  const stated: Stated[] = [];
  let idle: Candidate | null = null;
  for (let i = 0; i < candidates.length; i++) {
    const candidate = candidates[i] as Candidate;
    const weight = decisions
      ? decided(decisions, i, reading, candidate, logOdds)
      : ruled(candidate);
    if (weight === 0) {
      idle = candidate.judgement === null ? candidate : null;
      continue;
    }
    const judgement = weighed(reading, candidate, weight);
    const last = stated.at(-1);
    if (
      last &&
      model &&
      decisions?.style === 'meal' &&
      continues(reading, last, candidate, judgement, model)
    ) {
      const { start } = last.candidate;
      stated[stated.length - 1] = {
        candidate: reaching(last.candidate, start, candidate.end, candidate.clause),
        judgement: last.judgement,
      };
    } else
      stated.push({
        candidate: withTopic(reading, candidate, judgement, idle, decisions?.style === 'meal'),
        judgement,
      });
    idle = null;
  }
  return decisions?.style === 'general' ? withoutRequests(reading, stated) : stated;
}

/** Without complaints that only a request names, where the voice complains of something else in so many words. */
function withoutRequests(reading: Reading, stated: Stated[]): Stated[] {
  if (stated.length < 2) return stated;
  const told = stated.filter((one) => !isOnlyAsked(reading, one.candidate, one.judgement));
  return told.some(({ judgement }) => judgement.weight < 0) ? told : stated;
}

/** The dictionary's word alone: its weight, 0 for no opinion. */
function ruled({ judgement }: Candidate): number {
  return judgement?.stated && Math.abs(judgement.weight) >= WEAKEST ? judgement.weight : 0;
}

/** The dictionary's weight where the model agrees, else one of its own; 0 for no opinion. */
function decided(
  { negative, positive, style }: Decisions,
  i: number,
  reading: Reading,
  candidate: Candidate,
  logOdds: number,
): number {
  const { judgement } = candidate;
  if (style !== 'meal' && judgement !== null && isOnlySaid(judgement, reading)) return 0;
  const announced = announcedSign(reading, candidate);
  if (announced !== null) return announced * weightOf(judgement, announced);
  const blame = (negative[i] as number) + raisedBlame(reading, candidate, style, logOdds);
  const praise = positive[i] as number;
  if (blame <= 0 && praise <= 0) return 0;
  const sign = blame > praise ? -1 : 1;
  if (style !== 'meal' && isNoClaim(reading, candidate, sign, logOdds)) return 0;
  const isDoubted = style === 'general' && sign < 0;
  if (isDoubted && isNotMeant(reading, candidate, blame, logOdds)) return 0;
  return sign * weightOf(judgement, sign);
}

/** How much an opinion of this sign weighs: what the dictionary's word for it does, if it has the same. */
function weightOf(judgement: Judgement | null, sign: number): number {
  return judgement && Math.sign(judgement.weight) === sign ? Math.abs(judgement.weight) : IMPLIED;
}

/** What the margin of a fact is raised by that a dissatisfied speaker tells, and no entry judges. */
const FACT = 0.8;

/** What rules add to the margin of a complaint: 一般 blames mildly, and who is dissatisfied tells facts that are bad as they stand. */
export function raisedBlame(
  reading: Reading,
  candidate: Candidate,
  style: Style,
  logOdds: number,
): number {
  const { judgement } = candidate;
  if (style !== 'general') return 0;
  if (judgement !== null) return isMild(judgement, reading) ? mildness(reading) : 0;
  return logOdds < 0 && isFactIn(reading, candidate) ? FACT : 0;
}

/** Whether what reads like blame is none of a satisfied speaker's own, or too vague for a letter. */
function isNotMeant(
  reading: Reading,
  candidate: Candidate,
  margin: number,
  logOdds: number,
): boolean {
  if (logOdds > SATISFIED && !isOwnFault(reading, candidate, margin)) return true;
  return isVagueInLetter(reading, candidate, margin);
}

/** A letter of so many clauses tells mostly how it came about. */
const LONG_LETTER = 14;
/** Margins that a complaint of a letter must reach that one short word states, or that none does and nothing denies. */
const WORD_IN_LETTER = 0.8;
const NONE_IN_LETTER = 0.2;
/** Words up to this long are said of many things that nobody complains of: 违法, 问题, 强制. */
const SHORT_WORD = 2;
/** What makes a complaint of words that judge nothing. */
const DENIES = /[不没未无非难拒缺]/u;

/** Whether a letter of a citizen would tell a thing in these words that it does not complain of. */
function isVagueInLetter(
  { domain, clauses, folded }: Reading,
  { judgement, start, end }: Candidate,
  margin: number,
): boolean {
  if (domain !== 'citizen' || clauses.length < LONG_LETTER) return false;
  if (judgement === null) {
    return margin < NONE_IN_LETTER && !DENIES.test(folded.slice(start, end));
  }
  return margin < WORD_IN_LETTER && judgement.entry.length <= SHORT_WORD;
}

/** What the margin of 一般 and 普通 is raised by: the codebook takes them for mild blame, and so do customers of whatever is not eaten. */
const MILDNESS = 3;
const MILDNESS_OF_FOOD = 1;
const MILD: ReadonlySet<string> = new Set(['一般', '一般般', '很一般', '太一般', '普通']);

/** What follows a word that judges; before anything else it only says of what sort a thing is: 一般班主任, 普通的群众. */
const PREDICATED = /^(?:[^\p{Script=Han}]|[了吧啊呀呢哦啦般而但]|的(?!\p{Script=Han})|$)/u;

function mildness({ domain }: Reading): number {
  return domain === 'food' ? MILDNESS_OF_FOOD : MILDNESS;
}

function isMild(judgement: Judgement | null, { folded }: Reading): boolean {
  if (judgement?.stated !== true || !MILD.has(judgement.entry)) return false;
  const { end } = judgement.core;
  return PREDICATED.test(folded.slice(end, end + 2));
}

/** What somebody else has, or had before: 老爸的手机坏了, 安卓机太卡, 原手机屏碎了. */
const OTHERS =
  /(?:爸|妈|老公|老婆|媳妇儿?|朋友|同事|父亲|母亲|爷爷|奶奶|家人|老人|儿子|女儿|孩子|[弟妹哥姐]|别人|人家|自己)(?:家|们)?的?(?:那个|那台|旧|老)?(?:手机|电脑|平板|机子|苹果|安卓|iphone)|[他她](?:们)?的(?:那个|那台|旧|老)?(?:手机|电脑|平板|机子)|(?:安卓|原|旧|老|前|某某)(?:手)?机(?!会)|(?:别的|其他|其它|原来|以前|之前|上一|普通|有的)[^，。]{0,4}(?:手机|机器|机子|电脑|品牌|牌子|家)/u;
/** What is wrong with the whole of a thing that has had its day; who is satisfied with its successor tells why it was bought. */
const BROKEN: ReadonlySet<string> = new Set(['故障', '开裂', '破损', '死机']);

/**
 * Whether a complaint of somebody satisfied is one of what he speaks about, and no mere hearsay, nor what another thing
 * did. He sets apart what he means in earnest: 不过没有电脑.
 */
function isOwnFault(
  reading: Reading,
  { judgement, clause, from, end }: Candidate,
  margin: number,
): boolean {
  const own = reading.clauses[clause];
  if (judgement === null || own === undefined) return false;
  const { object, problem, core } = judgement;
  // What was put right was wrong all the same.
  if (judgement.relieved) return true;
  if (margin < DOUBT && roleBefore(own, 'contrast', core.start) === null) return false;
  if (roleBefore(own, 'hearsay', core.start) !== null) return false;
  const isWhole = object?.term.aspect?.aspect === 'overall';
  if (isWhole && problem !== null && BROKEN.has(problem)) return false;
  if (OTHERS.test(reading.folded.slice(from, end))) return false;
  if (LIKED.test(reading.folded.slice(own.start, core.start))) return false;
  if (RELIEVED.test(reading.folded.slice(from, end + RELIEF))) return false;
  const first = reading.clauses[sentenceStart(reading, clause, REACH)];
  return !isOfFormer(reading.folded.slice(first?.start, end));
}

/** Words before a quality that say that it is wanted: 喜欢稍微小的屏幕, 要的就是小. */
const LIKED =
  /(?:(?<!不|没那么)(?:喜欢|偏爱|偏好|就爱|习惯)|要的就是)(?:用|买|这种|那种|这个)?(?:稍微|稍|比较|略微|略|更)?(?:[一有]?点儿?)?$/u;

/** What the wait of somebody satisfied ends in: 等了一天了，终于收到了. */
const RELIEVED = /终于(?:收到|等到|到手|到货|买|拿|抢|出|有货)/u;
/** Units behind a complaint in which that is looked for. */
const RELIEF = 8;

/** What a sentence begins to tell of a thing that the speaker had before, and the words that turn to the one of now. */
const FORMER =
  /(?:之前|以前|从前|原来|原先|本来|上一?[个台部款代辆]|[一二两三四五几\d]年前)(?:的|用的?|买的?|那[个台部款辆]|[a-z\d]|手机|苹果|安卓|华为|小米|荣耀|三星)/u;
const PRESENT =
  /现在|如今|目前|这[款台部个次回辆]|新[的款机手]|换[了成个这]|终于|入手|买了|果断|后来|收到/u;

/** Clauses before a fault in which the former thing may be named: some sentences have millions. */
const REACH = 12;

/** 之前的手机用着不错，唯一是容量小，电池不行: clauses on that every fault is still of the former thing. */
function isOfFormer(sentence: string): boolean {
  const other = FORMER.exec(sentence) ?? OTHERS.exec(sentence);
  return other !== null && !PRESENT.test(sentence.slice(other.index + other[0].length));
}

/**
 * Who wishes, fears, recalls an expectation or sets a condition judges nothing; who asks may still accuse, unless he
 * says that he wants to be told (请问).
 */
function isOnlySaid({ stated, mood }: Judgement, { cueLabels }: Reading): boolean {
  return !stated && (mood !== 'question' || appeals(cueLabels));
}

function weighed(reading: Reading, candidate: Candidate, weight: number): Judgement {
  const { judgement, clause, start, end } = candidate;
  if (judgement?.weight === weight) return judgement;
  const isAnswer = weight < 0 && isAnswered(reading, candidate);
  return {
    clause,
    start,
    end,
    core: { start, end },
    entry: '',
    origin: 'model',
    own: weight,
    weight,
    aspect: null,
    stage: isAnswer ? 'service' : null,
    problem: null,
    object: judgement?.object ?? lastObject(reading.clauses[clause], candidate),
    stated: true,
    turned: false,
    relieved: false,
    mood: null,
  };
}

/** What opens a clause that tells what those answer whom one turns to: 店长说没办法, 平台让我拍照. */
const ANSWER =
  /^(?!据).{0,3}(?:客服|商家|店家|店员|店长|卖家|售后|平台|物业|管家|4s店|门店|院方|前台|网点|银行|窗口|柜台|维修(?:人员|工|师傅|点)|工作人员|厂家|厂方|街道|社区|居委会|营业厅|服务员|经理|老板|房东|保险公司|校方|园方|航司|地服|站点|驿站|装维|测温员|定损员|接线员|热线)(?:小[妹哥]|人员)?(?:只|就|却|还|都|均|仅|则|竟|居然|一直|每次|又|只会|偏|硬|非)?(?:说|称|答复|回复|表示|认定|告知|解释|回应|让|叫|一口咬定|坚称)/u;

/** Whether a stretch tells what was answered, or is the answer of an agent in a conversation. */
function isAnswered(reading: Reading, { clause, start }: Candidate): boolean {
  const own = reading.clauses[clause];
  if (own === undefined) return false;
  return ANSWER.test(reading.folded.slice(own.start, own.end)) || isAgentsTurn(reading, { start });
}

/** What a clause without judgement is about: the last specific thing in it, else the last of any sort. */
function lastObject(clause: Clause | undefined, { start, end }: Span): Hit | null {
  let last: Hit | null = null;
  const hits = clause?.hits ?? [];
  for (let i = hits.length - 1; i >= 0; i--) {
    const hit = hits[i] as Hit;
    if ((hit.traits & NAMES) === 0 || hit.start < start || hit.end > end) continue;
    if ((hit.traits & SPECIFIC) !== 0) return hit;
    last ??= hit;
  }
  return last;
}

/** Begins with the clause before, where that only names what is judged. */
function withTopic(
  reading: Reading,
  candidate: Candidate,
  { object }: Judgement,
  before: Candidate | null,
  meal: boolean,
): Candidate {
  const fits =
    before !== null &&
    (meal || object === null) &&
    before.end - before.start <= (meal ? 12 : LONGEST_TOPIC) &&
    adjoins(reading, before, candidate);
  if (!fits) return candidate;
  return reaching(candidate, before.start, candidate.end, candidate.clause);
}

/** Whether a candidate begins the clause behind another's, with but one mark between them. */
function adjoins(reading: Reading, before: Candidate, next: Candidate): boolean {
  const [left, right] = [reading.clauses[before.clause], reading.clauses[next.clause]];
  return (
    left !== undefined &&
    left.sentence === right?.sentence &&
    next.from === right.start &&
    right.start - left.end === 1 &&
    next.end - before.start <= LONGEST_PAIR
  );
}

/** 海虾很好吃，皮很软，很入味: one more judgement of the same, as reviews of meals heap them. */
function continues(
  reading: Reading,
  { candidate, judgement }: Stated,
  next: Candidate,
  { weight }: Judgement,
  { joins }: OpinionModel,
): boolean {
  const isBlame = weight < 0;
  if (judgement.weight < 0 !== isBlame || !follows(reading, candidate, next)) return false;
  return joinSum(joins, reading, candidate, next, isBlame) > 0;
}
