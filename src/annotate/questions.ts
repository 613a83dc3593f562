import type { PatternHit } from '../lexicon/scan.ts';
import { tableOf } from '../text/characters.ts';
import { hasOneOf } from './cues.ts';
import { type Clause, clauseAt, cuesIn, labelOf, type Reading, roleBefore } from './reading.ts';

/** What a clause does with what it says: it claims it, wants to know it, or throws it at somebody. */
export type Asking = 'no' | 'plainly' | 'choosing' | 'openly' | 'reproachfully';

/** What makes a question of yes or no before a question mark. */
const YES_OR_NO = /会不会|能不能|是不是|有没有|好不好|可不可以|要不要|是否|能否|可否/u;
/** Words of one who does not ask: 你们就是这样…, 这也叫…, 坏了吗. */
const REPROACH =
  /你们|这也|这就|就这|这叫|这还(?!能[买退换订约报修])|这能(?![买退换订约报修])|把我|把顾客|把客户|当傻|王法|良心|到底|你自己|用点心|上点心|长点心|走点心|靠点谱|像话|至于吗|有完没完|有人管|管不管|要脸|讲理|有病|逗我|耍我|玩我|难道|好意思|好好(?:说话|做事|服务|办事|做人)|不(?:就)?是.{0,4}[骗坑讹抢耍]|吃[干白]饭|有(?:你们?)?这[么样].{2,6}的[吗么]|[你您]们?(?:自己)?(?:觉得|认为)[^，]{0,6}(?:合适|合理|公平|像话)|还(?:让不让|想不想)|当我们?是?傻|成这样[^，]{0,3}[能敢]|这种[^，]{1,4}敢[开坐吃用住买]|是(?:机器人|哑巴|死人|木头|聋子|复读机)/u;
/**
 * Figures of such a one, which reproach only where they are said of people: 我们是取款机吗, and not 附近有取款机吗.
 * Who says that he asks (请问) means them as they stand.
 */
const FIGURE =
  /(?:我们?|业主|居民|顾客|客户|用户|家长|患者|消费者|老百姓)(?:们|都|就|也|真|只|不|是|像|成|了|个){0,4}(?:提款机|取款机|印钞机|冤大头|韭菜|无底洞|傻[子瓜])|当(?:成|作|做|个|是)?(?:提款机|取款机|印钞机|冤大头|韭菜|傻[子瓜])|是个?(?:提款机|印钞机|冤大头|无底洞|傻[子瓜](?!相机|式|版))|割.{0,2}韭菜|(?:是|成了?|当)个?摆设|白交|白花(?:钱|了)|钱.{0,2}白花|谁[^，]{0,2}(?:(?:受|忍)得了|吃得消)|是用(?:黄?金子?|钻石|脚|屁股).{0,2}[做造织镶打]的|(?:呼吸(?![机科道器内系灯])|喘气|走路|放屁).{0,10}(?:收[钱费](?!站)|[交要]钱)/u;
/** Forms that reproach as often, unless the voice says that it asks (请问): 坏了吗, 还有效吗. */
const DOUBTING = /(?:[都也就]|还(?!能|可以|要|需要|会|算|用)).*[吗么]$|了吗?$/u;

/** Questions that praise: nobody is to answer 还有比这更划算的吗. */
const PRAISING = /还有比|谁不|谁能拒绝|[哪儿里]找|越来越[好棒强美]/u;

/** Who looks for one of several, for one that is so, or for a way or a time to have it so: 哪款好用, 有没有便宜点的. */
const CHOOSES =
  /(?:哪(?:款|家|个|种|条|位|台|一[款家个种条位台])|附近哪里)[^，都也]{1,12}$|(?:有没有|有无)[^，]{1,10}(?:[一有]?点儿?|更[^，]{1,4}|比较[^，]{1,4})的$|有[没无]有?(?:什么|啥|明显的?|任何)?(?:异味|味道?|噪音|噪声|副作用|瑕疵|色差|划痕|异响|虫|甲醛|故障|磨损|毛病|猫腻|隐患|风险|后遗症|坑)[呢啊呀]?$|(?:什么时候|何时|啥时候|几时|怎样|怎么|如何)[^，]{0,6}才(?:能|会|可以)[^，]{0,8}$/u;
/** 无论哪个角度, 没有哪个环节 ask for none. */
const WHICHEVER = /[论管]|随便|任何|没有?哪|不知哪/u;
/** 热情不热情: a word of two characters on both sides. */
const REPEATED = /(?<!不)([^，、不][^，、不])不\1/u;
/** 服务有多好？ asks how much; 你知道有多好吗？ does not. */
const HOW_MUCH = /^(?!.*(?:知道|想象|懂)).*有多/u;

/**
 * How a clause asks. `plainly`: by yes or no, so that nothing in it is claimed (容易坏吗); `openly`: for a reason,
 * a time, a thing, so that what it complains of is taken for granted (怎么这么慢); `choosing`: for one of several, so
 * that nobody is accused (哪款好用, 掉色不掉色); `reproachfully`: only in form.
 */
export function askingOf(clause: Clause, reading: Reading): Asking {
  const { folded, units } = reading;
  if (wantsToKnow(clause, reading)) return 'plainly';
  const particle = hasParticle(clause, units);
  const said = folded.slice(clause.start, clause.end);
  if (wonders(said, clause)) return 'choosing';
  if (!particle && !clause.asked && !isAlternative(clause, units)) return 'no';
  if (PRAISING.test(said)) return 'no';
  if (reproaches(said, reading)) return 'reproachfully';
  if (!particle && !clause.asked) return 'plainly';
  if (DOUBTING.test(said) && !reading.cueLabels.has(INQUIRY)) return 'reproachfully';
  if (particle || YES_OR_NO.test(said) || isAlternative(clause, units)) return 'plainly';
  return roleBefore(clause, 'question', clause.end) ? 'openly' : 'no';
}

/** Whether somebody wants to know how much or which, and claims nothing of any. */
function wonders(said: string, { asked }: Clause): boolean {
  if (REPEATED.test(said) || (asked && HOW_MUCH.test(said))) return true;
  return CHOOSES.test(said) && !WHICHEVER.test(said);
}

/** Whether a clause only asks whether something is so, or which of several. */
export function asksWhether(clause: Clause, reading: Reading): boolean {
  const asking = askingOf(clause, reading);
  return asking === 'plainly' || asking === 'choosing';
}

/** Whether what is said is thrown at somebody by its words. */
function reproaches(said: string, { cueLabels }: Reading): boolean {
  return REPROACH.test(said) || (FIGURE.test(said) && !cueLabels.has(INQUIRY));
}

/** What somebody asks who wants to get something done: 请问卡丢了怎么补办. Who asks why, reproaches as often. */
const PROCEDURE =
  /(?:怎么|如何|怎样|哪里|哪儿|在哪|去哪)(?:补|办|申|取|退|查|缴|交|开|注销|改|换|领|续|报|买|打|预约|联系|走|弄|操作|挂失)|(?:需要|要|带|交|准备)(?:哪些|什么|多少|几)|多(?:远|久|大|高|长时间)|什么(?:证件|材料|手续|条件|流程|资料|标准|政策)|可以.{0,8}[吗么]$|能不能|能否|是否|可否|可不可以|用不用|需不需要|要不要/u;
/** What names a question as one: 咨询公积金贷款的问题, 关于转学事项的咨询. */
const ANNOUNCED =
  /咨询|请问|想请?问|问[一下]{1,2}|请教|(?:关于|有关)[^，。]*(?:问题|事宜|事项|情况)$|如何/u;

/** Whether what is said asks for something to be told, or says that it does. */
export function asksToKnow(said: string): boolean {
  return ANNOUNCED.test(said) || PROCEDURE.test(said);
}

/** Whether a clause says that it asks, and what for: what it tells besides is the case, and blames nobody. */
function wantsToKnow(clause: Clause, reading: Reading): boolean {
  if (!reading.cueLabels.has(INQUIRY)) return false;
  const { start, end } = clause;
  const isAnnounced = cuesIn(reading, clause).some(
    (cue) => labelOf(cue) === INQUIRY && cue.end <= end,
  );
  return isAnnounced && PROCEDURE.test(reading.folded.slice(start, end));
}

/** The label of a cue that says that the voice asks to be told something, and of one that only asks. */
const INQUIRY = 'kind:inquiry';
const QUESTION = 'kind:question';

/** How a question ends that says neither that it is one nor has a mark: 深色模式在哪调啊, 能寄存行李不, 按天还是按月. */
const LAST_ASKED =
  /(?:(?:能|可以|会|要|得|用|行|支持|有|收|给|算|包|是)[^，。]{0,12}(?:[不没吗]|(?<![什这那怎多])么)|(?:在哪|去哪|到哪|哪[里儿个家种款些年天]|(?<![不没])怎么(?!样?再|也|都|说)|如何|咋(?=[办弄调用开关查退交报])|多少|几[点号时折]|几天(?:能|可以|到|出|内)|什么时候|啥时候|是否|能否|可否|多久|要不要|能不能|可不可以|用不用|需不需要|(?:是|按|走|要|算)[^，。、]{1,10}(?<!主要|也|都|就)还是|[什啥]么?(?:区别|不同|差别))[^，。]{0,14})[啊呀呢哦哈嘛]?$/u;
/** What nobody is to answer who ends in it. */
const NOT_ASKED =
  /为什么|为何|凭|怎么(?:这|那|又|还|就|能|会|可能|回事|搞|办事|做)|还是(?:没|不|要|很|老|那|这|得|有)|不知|才(?:能|会)|挺|蛮|比较|更|满意|喜欢|不错|开心|看你|主要看|取决|谁|哪有|哪能|哪敢|哪怕|哪儿也|哪都|哪里都|没|坑|骗|太/u;
/** 是不能吃好不好！ insists, and asks nothing. */
const INSISTING = /好不好[啊呀！]?$/u;
/** Who doubts something, or will find out, wants no answer. */
const DOUBTED = /怀疑|才知道|不好说|看看/u;
/** Clauses of a voice that only asks, in whatever words. */
const BRIEF = 2;
/** Clauses of the longest voice whose last words alone make it a question. */
const LONGEST_QUESTION = 24;

/** Whether a voice ends in a question that is to be answered, and that no cue knows. */
export function endsAsking(reading: Reading): boolean {
  const { clauses, folded } = reading;
  const last = clauses.at(-1);
  if (last === undefined || clauses.length > LONGEST_QUESTION) return false;
  const said = folded.slice(last.start, last.end);
  if (REPEATED.test(said)) return true;
  if (
    NOT_ASKED.test(said.replace('有没有', '')) ||
    INSISTING.test(said) ||
    reproaches(said, reading)
  )
    return false;
  if (LAST_ASKED.test(said)) return true;
  return clauses.length <= BRIEF && !DOUBTED.test(said) && asksWhether(last, reading);
}

/** What somebody wants to know who asks for terms: what is paid, what is needed, whether it is still possible. */
const TERMS =
  /(?:[赔退报补交缴收罚扣]|报销)(?:多少|几)|(?:哪些|什么)(?:材料|证件|手续|资料|条件)|(?:能|可以|可否|能否|要|需要|算|保|会)[^，。]{0,10}[吗么不]$|怎么(?:算|赔|收费|补|换|退|报销|报|申请|办理)|多少钱|哪个电话|多久|在?哪[里儿]?(?:办|报|补|交)/u;
/** What says that the case is a grievance, whatever is asked. */
const GRIEVED =
  /又|一直|还没|到底|凭|总是|老是|反复|都没|没人|不给|拒|推|才|你们|什么时候|太|投诉|解决|处理|修好|结果|至今|催/u;
/** Clauses of the longest voice that only puts its case and asks. */
const LONGEST_CASE = 4;

/** Whether a voice only puts a case and asks what holds for it: what went wrong in it blames nobody. */
export function asksOfCase(reading: Reading): boolean {
  const { clauses, folded } = reading;
  const last = clauses.at(-1);
  if (last === undefined || clauses.length > LONGEST_CASE) return false;
  const said = folded.slice(last.start, last.end);
  return TERMS.test(said) && !reproaches(said, reading) && !GRIEVED.test(folded);
}

/** Facts that can be told to who asks for them. */
const FACT =
  /什么时候|何时|几时|啥时候|多久|多长时间|多少|几[天个号楼]|哪[些个里家儿年天]|有没有|有无|如何|怎样|怎么样|什么(?:地方|部门|时间|方式)|[怎咋]么?办|解答|解惑|赐教|指教|指点|政策|规定|流程|标准|[吗么呢]？?$|^.{0,6}(?:咨询|请教)|咨询$/u;
/** What nobody is to answer: who is to answer for it, whether that is right, how it can be, when it will end. */
const RHETORICAL =
  /谁(?:来|能|会|该|敢|给|都)?.{0,4}(?:负责|买单|保障|承担|管|公平|公道|权[利力]|过错|过)|(?:合法|合理|合规|合情|正常|应该|应当|公平|公正|必要|道理|允许|可能|天理|人性|责任心|职责)[^，。]{0,4}[吗么？]|(?:公平|公正|公道|正义|天理|道理|责任|良心|良知|意义|权益|底线|监管)[^，。]{0,2}(?:何在|在哪)|(?:钱|资金|款|费)[都又]?(?:去|到)了?哪|何(?:用|忍|来|以|故|必)|哪来|为什么|为何|为啥|凭什么|凭啥|难道|怎么(?:可能|会|能|就|这|那|又|搞|还|有)|怎能|岂|试问|到底|究竟|(?:这样|这种|这么|如此)[^，。]*[吗么？]|(?:什么时候|何时|几时|怎样|如何|打算|能不能|能否)[^，。]{0,8}(?:到位|重视|管[管理一]?|解决|落实|作为|安心|面对|生活|生存|兑现|是个头|头)|有人(?:管|问|查)|算(?:什么|不算)|是不是(?:真的?|就|也|又|太|不)|不[是算属][^，。]*[吗么？]/u;

/** Units behind what says that it asks in which that is looked for. */
const ASKED_WITHIN = 60;
const QUESTION_ENDS = /[。！；\n\r]/u;

/**
 * Whether a voice that complains also wants to be told something: it says so, and asks for a fact or a way
 * (请问需要哪些材料) and not whom to blame (请问谁来负责).
 * @param cues of the reading that may say so
 */
export function asksInEarnest(reading: Reading, cues: readonly PatternHit[]): boolean {
  return cues.some((cue) => {
    const question = questionOf(cue, reading);
    return (PROCEDURE.test(question) || FACT.test(question)) && !RHETORICAL.test(question);
  });
}

/** What is asked where a cue says that something is, from the start of the cue's clause. */
function questionOf(cue: PatternHit, reading: Reading): string {
  const { clauses, folded } = reading;
  const own = clauses[clauseAt(reading, cue)];
  const from = Math.min(own?.start ?? cue.start, cue.start);
  const said = folded.slice(from, cue.end + ASKED_WITHIN);
  const length = said.slice(cue.end - from).search(QUESTION_ENDS);
  return length < 0 ? said : said.slice(0, cue.end - from + length);
}

/** The cues of a voice that say that it asks: those by which it announces itself, or those of bare questions. */
export function askingCues({ cues }: Reading, isAnnounced: boolean): PatternHit[] {
  const label = isAnnounced ? INQUIRY : QUESTION;
  return cues.filter((cue) => labelOf(cue) === label);
}

/** The label of a cue that throws at somebody what it asks: 叫我怎么吃, 还能再慢点吗, 说好的赠品呢. */
export const REPROACHING = 'told:reproach';
/** Log-odds of satisfaction from which down a voice that reproaches means it, and does not ask. */
const RESENTFUL = -0.4;

/**
 * The labels of a voice's cues without those of questions that only reproach. Who asks an authority wants an answer.
 * @param logOdds that the speaker is satisfied
 */
export function withoutReproaches(
  reading: Reading,
  cues: ReadonlySet<string>,
  logOdds: number,
): ReadonlySet<string> {
  if (!cues.has(REPROACHING) || logOdds >= RESENTFUL || reading.domain === 'citizen') return cues;
  if (cues.has(INQUIRY) && asksInEarnest(reading, askingCues(reading, true))) return cues;
  const left = new Set(cues);
  left.delete(QUESTION);
  left.delete(INQUIRY);
  return left;
}

/** Clauses at the end of a voice that praises in which it may still ask something. */
const ASKED_LAST = 2;

/** How a question begins that is meant wherever it stands. */
const POLITE = /^(?:请问|想请?问|想咨询|请教|求)/u;

/**
 * Whether a voice asks something in its last clauses, and means it: before them, who praises only tells (谁用谁知道).
 * Who begins politely is believed, whatever he asks for, unless nobody is to answer it.
 */
export function asksAtLast(reading: Reading): boolean {
  const from = reading.clauses.at(-ASKED_LAST)?.start ?? 0;
  const { cues, folded } = reading;
  const isPolite = (cue: PatternHit): boolean => POLITE.test(folded.slice(cue.start, cue.end));
  const asked = cues.filter((cue) => isQuestion(cue) && (cue.end > from || isPolite(cue)));
  if (asked.length === 0) return endsAsking(reading);
  return (
    asked.some((cue) => isPolite(cue) && !RHETORICAL.test(questionOf(cue, reading))) ||
    asksInEarnest(reading, asked)
  );
}

function isQuestion(cue: PatternHit): boolean {
  const label = labelOf(cue);
  return label === QUESTION || label === INQUIRY;
}

/** Whether a voice asks something, announced or bare. */
export function isAsking({ cueLabels }: Reading): boolean {
  return cueLabels.has(INQUIRY) || cueLabels.has(QUESTION);
}

/** Labels of the cues that say that the voice wants an answer, or a thing that is not there. A bare question may reproach. */
const APPEALS = ['kind:inquiry', 'kind:need', 'kind:suggestion'];

/** Whether a cue is one of an appeal: the questions of such a voice accuse nobody. */
export function isAppeal(cue: PatternHit): boolean {
  return APPEALS.includes(labelOf(cue));
}

/** Whether one of the labels of a voice's cues is that of an appeal. */
export function appeals(cues: ReadonlySet<string>): boolean {
  return hasOneOf(cues, APPEALS);
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

/** 动不动, 时不时, 爱理不理: what says how often, and what is said of the sullen. */
const FREQUENT = tableOf('动时理');

/**
 * 贵不贵, 大不大: the same character on both sides of 不, which no other 不 precedes (不贵不贵 says it twice);
 * 快得不得了 is none.
 */
function isAlternative({ start, end }: Clause, units: Uint16Array): boolean {
  for (let i = start + 1; i < end - 1; i++) {
    if (units[i] !== NOT) continue;
    const repeated = units[i + 1];
    if (units[i - 1] !== repeated || repeated === SO_THAT) continue;
    if (FREQUENT[repeated as number] === 1) continue;
    if (i - 2 < start || units[i - 2] !== NOT) return true;
  }
  return false;
}
