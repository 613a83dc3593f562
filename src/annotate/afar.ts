import type { Hit } from '../lexicon/scan.ts';
import { JUDGES } from '../lexicon/traits.ts';
import { tableOf } from '../text/characters.ts';
import type { Clause } from './reading.ts';
import { deniedFault } from './scope.ts';

/**
 * What takes back or turns round a whole statement, over its subject: 谁说|客服|态度差, 没看出来|医生|多专业,
 * 路边摊都比这|好吃, 解决了|电梯|老坏|的问题.
 */

/** What is left of praise that is turned round from afar. */
const TURNED = 0.9;
/** What is left, as praise, of blame for a rival. */
const SPARED = 0.4;
/** Units of the shortest words that turn something. */
const SHORTEST = 2;
/** Units before a judgement in which such words are looked for, and units that may stand between. */
const FURTHEST = 18;

/** What may stand between: the subject and what goes with it. */
const SUBJECT = '[^，。！？\\s]{0,9}$';

/** Who says so, finds so or thinks so is nobody: praise and blame are both turned round. */
const DISBELIEVED = new RegExp(
  `(?:谁(?:说|讲)(?!的|了|话)|(?:不能|不敢|不好|不可|很难|难)说(?!话|服|出|清|明)|没有?人(?:会|敢)?(?:说|觉得|认为)|(?:不|没有?|从[不没]|并[不没])(?:觉得|认为|感觉|感到|看出来?|见得|发现)|看不出来?|感觉不到|体会不到|感受不到|并不是|并非(?!不)|(?:谈|说|算|称)不上)${SUBJECT}`,
  'u',
);
/** What is not reached, promised in earnest or believed: only praise is. */
const UNREACHED = new RegExp(
  `(?:(?:做|达|办|给)不到|(?:不能|无法|没法|难以|不敢)(?:保证|做到|确保)|保证不了|(?<![还你先])别说(?!.*(?:还|真|挺|倒|蛮))|说什么|甭说|甭提|还好意思说|吹嘘|吹得)${SUBJECT}`,
  'u',
);
/** What praise falls short of from year to year: 一年不如一年|好吃. */
const DECLINING = /一(.)不如一\1$/u;
/** What the rival does better: 路边摊都比这|好吃, 别家的|更便宜, 还是以前的|好用. */
const OUTDONE =
  /(?<!(?:[没不还哪]有?|何曾)[^，]{0,9})比(?:这[家里儿边个款本条台]?|它|他|他们|她|她们|你们|你们家|你家|此)(?:都|还|也|要|更|还要)?$|^(?:别家|别人家|其他家|人家|隔壁|同行|上一代|老款|旧版|老版|从前|原来)[^，比]{0,7}更$|^(?:还是|倒是|不如)(?:以前|之前|从前|过去|旧版|老版|老款|旧款|上一代|别家|人家|隔壁|线下|实体店)[^，比]{0,6}$/u;
/** Who got rid of a fault praises, unless he did not. */
const FREED = new RegExp(
  `(?:(?:解决|改掉|改善|改进|消除|根除|根治|治好|修复|修好)了|(?:彻底|完美|有效|成功|完全)(?:解决|消除|改善|根除)|(?:避免|杜绝|告别|摆脱|免去|省去)了?|不用再|再也不(?:用|会|怕|必))${SUBJECT}`,
  'u',
);
const NOT_FREED =
  /(?:[没未]有?|[没未]能|无法|不能|不去|不肯|不愿|拒不|难以|没办法|没法|没人|无人|何时|时候|才|怎么|如何|请|希望|尽快|要|想|需|应|该|帮|建议|什么|能|否|可以|为|承诺|说|负责|来|去|会|处理|协调)[^，]{0,6}(?:解决|改掉|改善|改进|避免|杜绝|消除|根除|根治|治好|修复|修好)|(?:解决|修复|避免|改善|消除)不了|不解决/u;
/** What such words begin with: hardly any clause holds one. */
const FIRST = tableOf(
  '谁不没从并看感体谈说算称做达办给无难保别甭还吹一比更解改避杜消告摆免省根治修再以旧老过线实',
);

/**
 * What the words before a judgement, over its subject, make of its weight; null for nothing.
 * @param start of its own negations and degree words
 */
export function weightFromAfar(
  clause: Clause,
  start: number,
  core: number,
  folded: string,
  weight: number,
): number | null {
  const from = Math.max(clause.start, start - FURTHEST);
  if (weight === 0 || core - from < SHORTEST || !mayTurn(folded, from, start)) return null;
  if (isTurned(clause, from, start, folded, weight)) {
    return weight > 0 ? -weight * TURNED : deniedFault(weight);
  }
  if (from > clause.start || !OUTDONE.test(folded.slice(from, core))) return null;
  return -weight * (weight > 0 ? TURNED : SPARED);
}

/** Whether the words from `from` on turn round what begins at `start`. */
function isTurned(
  { hits }: Clause,
  from: number,
  start: number,
  folded: string,
  weight: number,
): boolean {
  const before = folded.slice(from, start);
  if (weight > 0 ? DECLINING.test(before) : isFreed(before)) return true;
  const turning = DISBELIEVED.exec(before) ?? (weight > 0 ? UNREACHED.exec(before) : null);
  return turning !== null && !isJudgedBetween(hits, from + turning.index, start);
}

function mayTurn(folded: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (FIRST[folded.charCodeAt(i)] === 1) return true;
  return false;
}

function isFreed(before: string): boolean {
  return FREED.test(before) && !NOT_FREED.test(before);
}

/** Whether something is judged between two places: what is said there is about that. */
function isJudgedBetween(hits: readonly Hit[], from: number, to: number): boolean {
  return hits.some(
    ({ start, end, traits }) => start >= from && end <= to && (traits & JUDGES) !== 0,
  );
}
