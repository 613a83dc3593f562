import type { Candidate } from './candidates.ts';
import { type Clause, type Reading, roleBefore, sentenceStart } from './reading.ts';

/**
 * What letters and long complaints tell besides what is wrong: for what it shall be done, what the law says, what
 * would be so, who was against it, what ought to be.
 */

/** What opens a clause that says what something is for: 为确保居民的安全. */
const PURPOSE =
  /^(?:也|只|都|就|目的)?(?:是)?为了?(?:更好地?|进一步)?(?:确保|保障|保证|保护|维护|避免|防止|减少|杜绝|消除|降低|加强|提高|方便|解决|促进|创建|规避|防范)|^(?:以防|以免|免得|以便|从而避免)/u;

/** What cites a law, a rule or a contract, and says what must or must not be: 条例规定，物业不得停水. */
const RULE =
  /(?:法律|法规|规定|条例|》|政策|文件|约定|明文|第[一二三四五六七八九十百\d]+条)[^。！？；]*?(?:不得|不能|不可|应当|应由|必须|禁止|严禁|方可|才能|有权|无权|可以)/u;
/** Who broke it tells of no law alone; nor does who goes on to tell what was done. */
const BROKEN = /违反|违背|不符合?|不按|没有?按|未按|无视|没有?遵守/u;
const DONE = /但|却|而[^且]|结果|实际|现在|目前|至今|仍|竟|没|未|违|不(?!得|能|可|应|予)/u;

/** What official replies say, which letters quote: 回复：经查，因车辆进不去. */
const REPLY =
  /(?:回复|答复)[^，。！？]{0,8}[：:].*(?:经(?:查|调查|核查|核实|了解)|[该我本贵](?:局|委|办|处|中心|单位|镇|街道|公司已)|网友|来信|留言|收悉|感谢您)/u;

/** Somebody acts against what is wrong, or shall: 对违法建筑进行了拆除. Hardly any clause has the first words, and asking for the rest takes long. */
const ACTS = /进行|予以|给予|加以|实施|[作做]出/u;
const ACTED =
  /^[^不没未无]*(?:对|给|将|把|就)[^，。不没未无]*(?:进行|予以|给予|加以|实施|作出|做出)(?:了|过)?[^，。不没未无]*(?:拆除|处罚|查处|整治|制止|打击|取缔|处理|监管|管理|整改|检查|调查|执法|罚款|修复|维修|维护|改造)/u;

/** What would follow: 将陷入黑暗, 势必影响. */
const WOULD =
  /(?:^|[^即必]|必)将(?!近|军|就|[^，。]{0,6}[了过])|势必|必然会?|难免|恐怕|后果|可能会?|仍会|还会/u;
/** What begins a clause that tells what would be if not. */
const ELSE = /^(?:否则|不然|要不然|届时|到时候?)/u;

/** The end of a clause that only says when, where or in whose eyes: 对于居民来说, 在书记的带领下, 交款后. */
const FRAME =
  /(?:来说|而言|来讲|来看|之际|以来|期间|过程中|情况下|前提下|带领下|指导下|帮助下|之后|之余|以后|之前|以前|时候|(?<!小|延|及|准|按|临|超|不)时|(?<!落|最|今|背|靠|滞|善|售)后|为例|如下)$/u;

/** What only leads up to what comes next: 更为恶劣的是, 三个月过去了, 先后出现. */
const LEAD =
  /^.{0,14}(?:的是|过去了?)$|^(?:先后|现|并|还|倒|目前|小区)?(?:出现|存在|有)(?:了|着)?(?:以下|如下|下列|这些|这样的?|这么几个|几[个点])?(?:情况|问题)?(?:如下)?$/u;

/** How laws name a wrong and what it costs: 情节严重的|处以罚款. */
const PENALTY =
  /^(?:并|可以?|依法|由[^，。]{0,10})?(?:处(?!理|境|罚|于|在|分)|没收|责令|限期|吊销|构成犯罪|追究)[^了不没]*$/u;

/** What ought to be, and so is told of nobody yet: 物业也该相应打折. */
const OUGHT = /^[^不没未无却]{0,8}(?:应该|应当|理应|应予|该当|必须|务必|也该|就该|可以考虑)/u;

/** Whether a stretch that reads like blame is the background of what is wrong. */
export function isBackground(reading: Reading, { clause, judgement, end }: Candidate): boolean {
  const own = reading.clauses[clause];
  if (own === undefined || judgement?.stage === 'loyalty') return false;
  const { folded } = reading;
  const said = folded.slice(own.start, own.end);
  const isActed = ACTS.test(said) && ACTED.test(said);
  if (PURPOSE.test(said) || isActed || LEAD.test(said) || isPenal(reading, clause)) return true;
  if (judgement === null && (FRAME.test(said) || OUGHT.test(said))) return true;
  if (ELSE.test(said) && WOULD.test(said)) return true;
  const first = sentenceStart(reading, clause, REACH);
  if (isSetUnder(reading, first, clause) && WOULD.test(said)) return true;
  return isCited(folded.slice(reading.clauses[first]?.start, end));
}

/** Whether a clause is one of a law: what it costs to do a wrong, or the wrong (非法占用土地的) before what that costs. */
function isPenal({ clauses, folded }: Reading, clause: number): boolean {
  const { start, end } = clauses[clause] as Clause;
  if (PENALTY.test(folded.slice(start, end))) return true;
  const next = clauses[clause + 1];
  return (
    next !== undefined &&
    folded[end - 1] === '的' &&
    PENALTY.test(folded.slice(next.start, next.end))
  );
}

/** Clauses before another in which its sentence is looked at: some have millions. */
const REACH = 12;

/** How far into its clause a condition opens it: 而一旦. */
const OPENING = 3;

/** Whether one of the clauses before in the same sentence sets a condition. */
function isSetUnder({ clauses }: Reading, first: number, clause: number): boolean {
  for (let i = first; i < clause; i++) {
    const before = clauses[i] as Clause;
    if (roleBefore(before, 'conditional', before.start + OPENING) !== null) return true;
  }
  return false;
}

/** Whether a sentence, up to what it says, tells a rule or quotes a reply. */
function isCited(sentence: string): boolean {
  if (REPLY.test(sentence)) return true;
  const rule = RULE.exec(sentence);
  if (rule === null || BROKEN.test(sentence.slice(0, rule.index))) return false;
  return !DONE.test(sentence.slice(rule.index + rule[0].length));
}
