import { type Boundaries, wordEnd } from '../lexicon/boundaries.ts';
import type { Hit } from '../lexicon/scan.ts';
import { NAMES, ROLE, roleIn } from '../lexicon/traits.ts';
import type { Span } from '../model/voice.ts';
import { isAlphanumeric, isHan, tableOf } from '../text/characters.ts';
import { copyOf, type Judgement } from './judgement.ts';
import type { Clause, Reading } from './reading.ts';

/** Judgements weaker than this say nothing. */
const FAINTEST = 0.1;
/** Units that a span may have; of a longer stretch only the object and its judgement are kept. */
const LONGEST = 18;
/** How far left a judgement in a long stretch may reach for an object that no dictionary knows (鸭头不错). */
const UNKNOWN_OBJECT = 6;

/** A stretch of a clause that may state one opinion; the span is what the opinion would show. */
export interface Candidate extends Span {
  /** Index of its clause. */
  readonly clause: number;
  /** All of the clause that belongs to no other candidate. */
  readonly from: number;
  readonly to: number;
  /** The dictionary's judgement in it, null where no entry judges. */
  readonly judgement: Judgement | null;
}

/** A candidate that begins and ends elsewhere; see `copyOf` of judgements. */
export function reaching(one: Candidate, start: number, end: number, clause: number): Candidate {
  return { start, end, clause, from: one.from, to: one.to, judgement: one.judgement };
}

/** What may be an opinion, in text order: each judgement with its surroundings, and each clause without one. */
export function candidatesOf(reading: Reading, judgements: readonly Judgement[]): Candidate[] {
  const found: Candidate[] = [];
  let next = 0;
  for (let index = 0; index < reading.clauses.length; index++) {
    const clause = reading.clauses[index] as Clause;
    const first = next;
    while (next < judgements.length && judgements[next]?.clause === index) next++;
    const own = merged(reading, judgements, first, next);
    if (own.length === 0) found.push(unjudged(reading, clause, index));
    else judged(reading, clause, own, found);
  }
  return found;
}

function unjudged(reading: Reading, clause: Clause, index: number): Candidate {
  const { start: from, end: to } = clause;
  const start = leading(reading, clause, from, to);
  return { start: start < to ? start : from, end: to, clause: index, from, to, judgement: null };
}

function judged(
  reading: Reading,
  clause: Clause,
  own: readonly Judgement[],
  found: Candidate[],
): void {
  let from = clause.start;
  for (let i = 0; i < own.length; i++) {
    const judgement = own[i] as Judgement;
    const stated = statedEnd(reading, judgement);
    const follower = own[i + 1];
    const to = follower ? nextFrom(reading, follower, stated) : clause.end;
    const first = leading(reading, clause, from, judgement.start);
    const head = behindHeading(reading, Math.min(judgement.start, first), judgement);
    const whole = to - head <= LONGEST ? withoutDemand(reading, stated, to) : stated;
    const end = follower ? withoutLink(reading, stated, whole) : whole;
    const start = whole - head <= LONGEST ? head : startOf(reading, clause, judgement, head);
    found.push({ start, end, clause: judgement.clause, from, to, judgement });
    from = Math.max(from, whole);
  }
}

/**
 * What somebody wants done about the fault that stands before it, without a pause: 车门生锈|希望厂家处理, 水管爆了|烦请维修. What was
 * hoped for is none (对不起我的期望), nor are words that end like one that asks (看望, 申请).
 */
const DEMAND =
  /(?:强烈|[迫急热]切)?(?:希望|盼望|(?<!的|到|负了?)[渴期企祈][望盼]|(?<![渴期企祈])盼|要求|恳请|恳求|请求|急需|[烦敬谨特诚恭还]请|(?<![失绝愿欲名声渴期企祈展观看探])望|(?<![申邀聘])请)[^，。]{0,10}(?:解决|处理|整改|维修|修复|更换|赔偿|退款|召回|回复|答复|重视|管管)[^，。]{0,2}$/u;
/** Units of the shortest demand. */
const SHORTEST_DEMAND = 3;

/** Where a stretch ends without what is demanded behind its judgement. */
function withoutDemand({ folded, cueLabels }: Reading, stated: number, to: number): number {
  if (to - stated < SHORTEST_DEMAND || !cueLabels.has('kind:complaint')) return to;
  const at = folded.slice(stated, to).search(DEMAND);
  return at < 0 ? to : stated + at;
}

/** What leads on to the next judgement, and is no part of the one before: 屏幕大和|拍照好, 扬尘让人|受不了. */
const LEADING_ON = /(?:以及|和|与|及|让人|令人|让我|、)$/u;

/** What begins the next statement between two judgements of a clause: 软趴趴|并且凉了, 有坑|、地砖松动. */
const NEXT = /[、 ]|^(?:并且|而且|所以|还有|只能|只好|实在|甚至|同时|然后|于是|因此|使)/u;

/** Where the words of the next judgement begin, whose object no dictionary may know. */
function nextFrom({ folded }: Reading, next: Judgement, stated: number): number {
  const to = Math.max(stated, beginningOf(next, stated));
  const at = to - stated < 2 ? -1 : folded.slice(stated, to).search(NEXT);
  return at < 0 ? to : stated + at;
}

/** Where a stretch before another ends without what leads on to that. */
function withoutLink({ folded }: Reading, stated: number, to: number): number {
  return to - (LEADING_ON.exec(folded.slice(stated, to))?.[0].length ?? 0);
}

/** Where a stretch begins behind the heading of a form that is not what it judges: 其他特色：- 手感舒服. */
function behindHeading({ units }: Reading, from: number, { start, object }: Judgement): number {
  if (object === null) return from;
  for (let at = Math.min(start, object.start) - 1; at >= from; at--) {
    if (units[at] === COLON) return at + 1;
  }
  return from;
}

const COLON = 0xff1a;

const NONE: readonly Judgement[] = [];

/** One for each place; neighbours that say the same of the same (又快又好) are one. */
function merged(
  reading: Reading,
  judgements: readonly Judgement[],
  first: number,
  next: number,
): readonly Judgement[] {
  if (first === next) return NONE;
  if (next - first > 1) return severalMerged(reading, judgements, first, next);
  return isFaint(judgements[first] as Judgement) ? NONE : judgements.slice(first, next);
}

function severalMerged(
  reading: Reading,
  judgements: readonly Judgement[],
  first: number,
  next: number,
): readonly Judgement[] {
  const kept: Judgement[] = [];
  for (let i = first; i < next; i++) {
    const one = judgements[i] as Judgement;
    if (isFaint(one)) continue;
    const last = kept.pop();
    const both = last && together(reading, last, one);
    if (!last) kept.push(one);
    else if (both) kept.push(both);
    else if (one.start >= last.end) kept.push(last, one);
    else kept.push(isStronger(one, last) ? one : last);
  }
  return kept;
}

function isFaint({ weight }: Judgement): boolean {
  return Math.abs(weight) < FAINTEST;
}

/** Two judgements that say one thing; null where they say two. */
function together(reading: Reading, last: Judgement, one: Judgement): Judgement | null {
  if (continues(last, one)) return joined(last, one);
  if (aggravates(reading, last, one) || lists(reading, last, one)) return upTo(last, one.end);
  return suffers(reading, last, one) ? upTo(last, one.end) : null;
}

/** Words for how bad a fault is that stands before them. */
const GRAVE: ReadonlySet<string> = new Set([
  '严重',
  '突出',
  '明显',
  '频繁',
  '恶劣',
  '猖獗',
  '泛滥',
]);
/** What may stand between a fault and the word for how bad it is. */
const AS_SUCH =
  /^的?(?:这种|这类|等)?(?:问题|现象|情况|状况|行为|影响|干扰|困扰|污染)?(?:也|都|更|却|还|最|最为|更为|尤为|尤其|十分|日益|日趋|越来越|依然|仍然|一直)*$/u;

/** 漏水现象|严重, 噪音|尤为突出: how bad the fault before is. */
function aggravates({ folded }: Reading, last: Judgement, one: Judgement): boolean {
  if (last.weight >= 0 || one.weight >= 0 || !GRAVE.has(one.entry)) return false;
  return one.start >= last.end && AS_SUCH.test(folded.slice(last.end, one.start));
}

/** What links faults that are told in one breath, and what follows where another statement begins: 黏糊|不吸收. */
const LINK = /^(?:和|与|及|以及|、|的)?$/u;
const NEXT_STATEMENT = /^[不没无难太很]/u;

/** 噪音和|扬尘, 违法|捆绑销售: faults side by side, none of which has a thing of its own before it. */
function lists({ folded }: Reading, last: Judgement, one: Judgement): boolean {
  if (last.weight >= 0 || one.weight >= 0 || one.start < last.end) return false;
  const isOwn = one.object === null || one.object.start >= last.core.start;
  if (!isOwn || one.turned !== last.turned) return false;
  if (NEXT_STATEMENT.test(folded.slice(one.start, one.end))) return false;
  if (MANNER.has(last.entry)) return WORDS.test(folded.slice(last.end, one.start));
  if (one.start === last.end && !SORTED.has(one.entry)) return false;
  return LINK.test(folded.slice(last.end, one.start));
}

/** Words for how a wrong is done, or how bad it is: 违法|捆绑销售, 严重|的交通堵塞; nothing but words stands between. */
const WORDS = /^\p{Script=Han}{0,4}$/u;
const MANNER: ReadonlySet<string> = new Set([
  '严重',
  '违法',
  '违规',
  '非法',
  '恶意',
  '强制',
  '强行',
  '私自',
  '擅自',
  '公然',
  '肆意',
  '变相',
  '无故',
]);

/** What names as a fault what the word before says of which sort: 噪音|污染. */
const SORTED: ReadonlySet<string> = new Set(['污染', '扰民', '干扰', '困扰']);

/** What does harm to what it names next. */
const HARMING =
  /(?:影响|干扰|扰乱|危害|危及|破坏|威胁|妨碍|侵害|损害|打扰|扰|降低|削弱)(?:到|了|着)?[^，。；]*$/u;

/** 严重影响了|居民的正常生活: what a failure harms is praised by nobody. */
function suffers({ folded }: Reading, last: Judgement, one: Judgement): boolean {
  if (last.weight >= 0 || one.weight <= 0 || one.start < last.end) return false;
  return HARMING.test(folded.slice(last.start, one.start));
}

function upTo(one: Judgement, end: number): Judgement {
  const longer = copyOf(one);
  longer.end = end;
  return longer;
}

function joined(last: Judgement, one: Judgement): Judgement {
  const both = copyOf(last);
  both.end = one.end;
  both.aspect = last.aspect ?? one.aspect;
  both.stated = last.stated || one.stated;
  both.relieved = last.relieved && one.relieved;
  if (Math.abs(one.weight) > Math.abs(last.weight)) both.weight = one.weight;
  return both;
}

function continues(last: Judgement, next: Judgement): boolean {
  return (
    Math.sign(last.weight) === Math.sign(next.weight) &&
    next.start - last.end <= 1 &&
    (next.object === null || next.object === last.object)
  );
}

function isStronger(one: Judgement, other: Judgement): boolean {
  return (
    Math.abs(one.weight) > Math.abs(other.weight) && one.end - one.start > other.end - other.start
  );
}

/** Where the judgement, or an object that it qualifies, ends: at the end of a word. */
function statedEnd({ boundaries, units }: Reading, { end, object }: Judgement): number {
  const named = object !== null && object.start >= end ? Math.max(end, object.end) : end;
  const whole = boundaries ? wordEnd(boundaries, named) : named;
  return whole < units.length && units[whole] === DONE ? whole + 1 : whole;
}

/** 了, which belongs to the judgement before it. */
const DONE = 0x4e86;

function beginningOf({ start, object }: Judgement, limit: number): number {
  return object && object.start >= limit ? Math.min(start, object.start) : start;
}

/** Where the object of a judgement begins, or what is likely to be one; not before `from`. */
function startOf(reading: Reading, clause: Clause, one: Judgement, from: number): number {
  const object = one.object;
  const near =
    object && object.start < one.start
      ? extended(clause, object)
      : wholeWord(reading.boundaries, Math.max(from, one.start - UNKNOWN_OBJECT));
  return Math.min(one.start, Math.max(from, near));
}

/** 房间设施: nouns that stand directly before the object belong to it. */
function extended(clause: Clause, object: Hit): number {
  let start = object.start;
  for (let i = clause.hits.indexOf(object) - 1; i >= 0; i--) {
    const hit = clause.hits[i];
    if (!hit || (hit.traits & NAMES) === 0 || hit.end !== start) break;
    start = hit.start;
  }
  return start;
}

function wholeWord(boundaries: Boundaries | null, at: number): number {
  return boundaries ? wordEnd(boundaries, at) : at;
}

/** Who says what follows, which is no part of it: 旅客反映 - 空调不制冷, 我觉得 - 太贵. */
const REPORTS =
  /^(?:(?:用户|旅客|顾客|客户|乘客|市民|居民|村民|业主|患者|家长|网友|学生|员工|来电人|投诉人)+(?:来电)?(?:反映|反应|反馈|表示|投诉|质疑|指出|认为|觉得|发现|称|说)|(?:我们?|本人|个人)?(?:反映|投诉|质疑|认为|觉得|感觉|发现))(?!很|太|非常|到)/u;

/** What reports begin with: most stretches need no second look. */
const REPORTING = tableOf('用旅顾客乘市居村业患家网学员来投我本个反质认觉感发');

/** Where a stretch begins without what links it to what was said before, or tells who says it. */
function leading(
  { folded, units, boundaries }: Reading,
  { hits }: Clause,
  from: number,
  to: number,
): number {
  let at = from;
  for (let i = 0; i < hits.length; i++) {
    const { start, end, traits } = hits[i] as Hit;
    if (start > at || end > to) break;
    if (start === at && roleIn(traits) === ROLE.contrast) at = end;
  }
  if (at < to && REPORTING[units[at] as number] === 1) {
    at += REPORTS.exec(folded.slice(at, to))?.[0].length ?? 0;
  }
  while (at < to && !isHan(units[at] as number) && !isAlphanumeric(units[at] as number)) at++;
  return Math.min(to, wholeWord(boundaries, at));
}
