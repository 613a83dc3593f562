import type { Hit } from '../lexicon/scan.ts';
import { NAMES, SPECIFIC } from '../lexicon/traits.ts';
import type { Span } from '../model/voice.ts';
import { type Candidate, candidatesOf, reaching } from './candidates.ts';
import type { Judgement } from './judgement.ts';
import { follows, joinSum } from './opinion-joins.ts';
import { type Decisions, decide, type OpinionModel } from './opinion-model.ts';
import { askingOf, isAppeal } from './questions.ts';
import { type Clause, type Reading, roleBefore } from './reading.ts';
import type { Workspace } from './workspace.ts';

/** Without a model, judgements weaker than this are too vague to be an opinion. */
const WEAKEST = 0.3;
/** Log-odds from which a speaker is so satisfied that what no entry judges is no complaint. */
const SATISFIED = 1.5;
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
  return stated;
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
  const mild = style === 'general' && isMild(judgement) ? MILDNESS : 0;
  const blame = (negative[i] as number) + mild;
  const praise = positive[i] as number;
  if (blame <= 0 && praise <= 0) return 0;
  const sign = blame > praise ? -1 : 1;
  if (style !== 'meal' && isNoClaim(reading, candidate, sign, logOdds)) return 0;
  const isDoubted = style === 'general' && sign < 0 && logOdds > SATISFIED;
  if (isDoubted && !isOwnFault(reading, candidate, blame)) return 0;
  return judgement && Math.sign(judgement.weight) === sign ? judgement.weight : sign * IMPLIED;
}

/** Weight from which praise in a letter to an authority is the writer's: what a plan shall bring, and what a city is, is told in milder words. */
const OWN_PRAISE = 1.5;

/** A letter has more clauses than this; in less, nobody tells of plans. */
const BRIEFEST_LETTER = 2;

/** Whether what reads like praise in a letter of a citizen is what every plan and report of an authority says. */
function isOfficial({ domain, clauses }: Reading, judgement: Judgement | null): boolean {
  if (domain !== 'citizen' || clauses.length <= BRIEFEST_LETTER) return false;
  return judgement === null || judgement.weight < OWN_PRAISE;
}

/** Whether what reads like praise or blame, by its sign, is a request, or what authorities write. */
function isNoClaim(reading: Reading, candidate: Candidate, sign: number, logOdds: number): boolean {
  const { judgement } = candidate;
  if (sign > 0 && logOdds < SATISFIED && isOfficial(reading, judgement)) return true;
  return (sign < 0 || judgement === null) && isRequest(reading, candidate);
}

/** What the margin of 一般 and 普通 is raised by: the codebook takes them for mild blame, reviews of meals for neither. */
const MILDNESS = 1;
const MILD: ReadonlySet<string> = new Set(['一般', '普通']);

function isMild(judgement: Judgement | null): boolean {
  return judgement?.stated === true && MILD.has(judgement.entry);
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
  if (margin < DOUBT && roleBefore(own, 'contrast', core.start) === null) return false;
  if (roleBefore(own, 'hearsay', core.start) !== null) return false;
  const isWhole = object?.term.aspect?.aspect === 'overall';
  if (isWhole && problem !== null && BROKEN.has(problem)) return false;
  if (OTHERS.test(reading.folded.slice(from, end))) return false;
  if (LIKED.test(reading.folded.slice(own.start, core.start))) return false;
  if (RELIEVED.test(reading.folded.slice(from, end + RELIEF))) return false;
  return !isOfFormer(reading.folded.slice(beginning(reading, clause), end));
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

/** 之前的手机用着不错，唯一是容量小，电池不行: clauses on that every fault is still of the former thing. */
function isOfFormer(sentence: string): boolean {
  const other = FORMER.exec(sentence) ?? OTHERS.exec(sentence);
  return other !== null && !PRESENT.test(sentence.slice(other.index + other[0].length));
}

/** Where the sentence of a clause begins. */
function beginning({ clauses }: Reading, clause: number): number {
  const { sentence } = clauses[clause] ?? {};
  return clauses.find((one) => one.sentence === sentence)?.start ?? 0;
}

/** How far into its clause a wish opens it: 也希望. */
const OPENING = 4;
/** What opens a clause that asks somebody to act, and not what is asked, cannot be afforded or is taken leave of with 请. */
const REQUEST =
  /^(?:还|也|并|再次|再|强烈|特|敬|恳|诚|我们?|本人|现|在此|因此|所以)*(?:望|盼|恳求|请求|呼吁|烦请|麻烦你|请(?![问客假柬]|不起|不到))/u;

/** What opens a clause that says what shall be done, and of what nobody has done anything yet: 真正做到有法必依, 严惩打人者. */
const DEMAND =
  /^(?:真正|切实|及时|尽快|尽早|立即|马上|严格|坚决|依法|妥善|彻底|对此|同时|并)*(?:做到|保障|维护|确保|责令|督促|责成|敦促|追究|严惩|严查|彻查|打击|取缔|制止|整治|给予|予以|查处|归还|补缴|启用|罢免|还(?:我|老百姓|百姓|小区|居民|业主|大家)(?:们)?(?:一|个|公道))(?!了|不|得)/u;
/** What opens a clause that says who speaks or writes: 我是三号楼的业主, 本人于五月入职. */
const INTRODUCTION =
  /^(?:您?好)?(?:我|我们|本人)(?:们)?(?:是|系|来自|就读|家住|住在)(?!不是|被|因|花|怎|想|真|很|觉)/u;

/** The word for a fault that is as often one for what somebody asks about. */
const MATTER = '问题';
/** What names a question as one: 咨询公积金贷款的问题, 关于转学事项的咨询. */
const INQUIRY =
  /咨询|请问|想请?问|问[一下]{1,2}|请教|(?:关于|有关)[^，。]*(?:问题|事宜|事项|情况)$|什么(?:证件|材料|手续|条件|流程|资料)|如何|怎么(?:办理|申请|操作|查询|报名|缴费)/u;

/** Clauses that state no fault, whatever words they hold. */
const CLAIMLESS: readonly RegExp[] = [REQUEST, DEMAND, INTRODUCTION, INQUIRY];

/** Whether a clause only asks, for something to be done (望有关部门处理) or to be told: that blames nobody. */
function isRequest(reading: Reading, { judgement, clause }: Candidate): boolean {
  const own = reading.clauses[clause];
  if (own === undefined) return false;
  const said = reading.folded.slice(own.start, own.end);
  if (judgement !== null) return judgement.entry === MATTER && INQUIRY.test(said);
  const isWish = roleBefore(own, 'conditional', own.start + OPENING) !== null;
  if (isWish || askingOf(own, reading) === 'plainly') return true;
  return CLAIMLESS.some((pattern) => pattern.test(said));
}

/**
 * Who wishes, fears, recalls an expectation or sets a condition judges nothing; who asks may still accuse, unless he
 * says that he wants to be told (请问).
 */
function isOnlySaid({ stated, mood }: Judgement, { cues }: Reading): boolean {
  return !stated && (mood !== 'question' || cues.some(isAppeal));
}

function weighed(reading: Reading, candidate: Candidate, weight: number): Judgement {
  const { judgement, clause, start, end } = candidate;
  if (judgement?.weight === weight) return judgement;
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
    stage: null,
    problem: null,
    object: judgement?.object ?? lastObject(reading.clauses[clause], candidate),
    stated: true,
    turned: false,
    mood: null,
  };
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
