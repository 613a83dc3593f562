import type { PatternHit } from '../lexicon/scan.ts';
import { ROLE, roleIn } from '../lexicon/traits.ts';
import { type Judgement, judgementOfClause } from './judgement.ts';
import { type Clause, clauseAt, cuesIn, labelOf, type Reading } from './reading.ts';

/**
 * Faults that no word states, and that only show against the clause before: what came instead of what was promised
 * (说好两小时到，等了一下午), and what one gets where others get more (别家都送，这边还要加钱).
 */

/** The labels of cues that tell what was promised, and what others do. */
const PROMISE = 'told:promise';
const RIVAL = 'told:rival';

/** Clauses behind a promise, or behind what others do, in which what came instead is looked for. */
const REACH = 2;

/** What opens such a clause that tells what it was in truth: 实际只有三百, 结果收了我二百. */
const REALITY =
  /^(?:但|但是|可|可是|而|不过)?(?:结果|实际|其实|到手|收到|拿到|实物|打开|装上|送来|到了?[店家]|一看|真?用起来|现在|最后|没想到|谁知|哪知|不料|回家|回来|当场|却)/u;
/** What opens such a clause that tells how long it took, or what was done first: 等到天黑, 签完字. */
const LATER =
  /^(?:但|但是|可|可是|而|不过)?(?:到[现点]|(?:到|进|住|收|买|签|装|用|去|打开|拿到)[了后来完过]{0,2}(?:店|手|货|家|现场|地方|酒店|那里?|这里?)?以?后?(?:才|一看|发现|却)|真[去要]|今[天年]|测下?来|一测|[签交付办住进]完|点(?:退款|进去|开)|[这都]{1,2}(?:第|过了?|已经)?[一二两三四五六七八九十几半\d]|第[二两三四五六]|拖到|等到|等了|过了|过完|至今|一[个周拖等]|[过这]?[一二两三四五六七八九十几半\d]+个?多?(?:天|周|星期|礼拜|月|年|小时)(?:过去|了|才|都|还))/u;
/**
 * What opens such a clause that tells what was there or done instead: 换成, 没送, 数了数. A place or a time (现场, 退房)
 * opens what was kept as often, and needs a word of what is otherwise behind it: 现场没有, 给的是.
 */
const OTHERWISE =
  /^(?:但|但是|可|可是|而|不过)?(?:(?:[进过]去|到家|回来|来了)?才(?:知道|发现|被告知)|我?(?:数|量|测|称|掂)(?:了|一)|没(?:成|来|送|退|给|装|办|发(?!现)|兑现|[过到](?![一二两三四五六七八九十几半\d点多]))|[今明后当次][日天]也?没|现(?:仅|只|却|又|告|被|无|不|要|退)|(?:正课|正式课|实景|实拍|现场|真车|实车|住?进去|开课|上课|拆开|撕开|上手|退房|登机|上车|给我|给的|派来|来的)[^，]{0,6}(?:是|成|只|却|才|居然|竟|没(?![花排等多])|不(?![用收需要错])|要?(?:另外|加钱|收费|收钱|交钱))|(?:给我|安排|派)了?(?:换|改|来?了?个)|临时(?:换|改|取消|加|说|通知|涨)|换成|变成|[^，]{0,4}(?:政策|规则|规定)[^，]{0,2}(?:调整|变|改))/u;
/** What only leads up to what came instead, in the clause behind: 进去一看, 到了才发现. */
const LEADS = /^.{0,6}(?:一[看瞧试量测查数]|才?发现|才知道)$/u;
/** What says that the promise was kept, or more: 果然准时, 提前就到了. */
const KEPT =
  /果然|果真|真的(?!没|不)|就(?:能|用上|退了|看到)|[还多]送了|(?<!没)有人(?:引导|接待|带路|帮忙)|确实|提前|准时|按时|如约|如期|兑现了|做到了|守信|说到做到|一分不少|就(?:到了?|来了|修好|办好|送到|退了|解决|搞定|好了|收到)$|惊喜|更[多好快]|不错|满意/u;

/** The entry of a fault that breaks a promise. */
const BROKEN = '承诺+落空';

/** The clause behind a cue that tells what came instead of what it says was promised; -1 for none. */
function brokenBy(cue: PatternHit, reading: Reading): number {
  const { clauses, folded } = reading;
  const at = clauseAt(reading, cue);
  const { sentence } = clauses[at] ?? {};
  let isLed = false;
  for (let i = at + 1; i < clauses.length && (isLed || i <= at + REACH); i++) {
    const next = clauses[i] as Clause;
    if (next.sentence !== sentence) return -1;
    const said = folded.slice(next.start, next.end);
    if (!isLed && LEADS.test(said)) isLed = true;
    else if (isLed || tellsOtherwise(said)) return KEPT.test(said) ? -1 : i;
  }
  return -1;
}

/** Whether a clause opens with what came later, or instead. */
function tellsOtherwise(said: string): boolean {
  return REALITY.test(said) || LATER.test(said) || OTHERWISE.test(said);
}

function isPromise(cue: PatternHit): boolean {
  return labelOf(cue) === PROMISE;
}

/** What opens a clause that tells what one gets oneself, where others get more: 你们倒好, 这边一坐半天. */
const OWN =
  /^(?:就|可|但|而|到|轮到)?(?:你们?家?|您?这[边里儿家]?|我们?(?:这[边里儿]?|家|小区|单元|却|[一二两三四五六七八九十\d])|咱们?|本)/u;

/** The clause behind a cue that tells what one gets where others, of whom the cue tells, get more; -1 for none. */
function outdoneIn(cue: PatternHit, reading: Reading): number {
  const { clauses, folded } = reading;
  const at = clauseAt(reading, cue);
  const next = clauses[at + 1];
  if (next === undefined || next.sentence !== clauses[at]?.sentence) return -1;
  return OWN.test(folded.slice(next.start, next.end)) ? at + 1 : -1;
}

function tells({ cueLabels }: Reading): boolean {
  return cueLabels.has(PROMISE) || cueLabels.has(RIVAL);
}

/** Whether a clause only tells what was promised, or what others do, and another what came instead. */
export function isToldBefore(reading: Reading, clause: number): boolean {
  const own = reading.clauses[clause];
  if (own === undefined || !tells(reading)) return false;
  return cuesIn(reading, own).some((cue) => {
    const label = labelOf(cue);
    return label === RIVAL || (isPromise(cue) && brokenBy(cue, reading) > clause);
  });
}

/** Whether what came instead of a promise is told. */
export function breaksPromise(reading: Reading): boolean {
  return (
    tells(reading) && reading.cues.some((cue) => isPromise(cue) && brokenBy(cue, reading) >= 0)
  );
}

/** Weight of a fault that only shows against the clause before. */
const INSTEAD = -1;
/** A judgement from this weight on says by itself what its clause is worth. */
const TELLING = 0.5;

/** The faults that show only against the clause before, in clauses that nothing else judges, by clause. */
export function faultsInstead(reading: Reading, found: readonly Judgement[]): Judgement[] {
  const faults = faultsBehindTurns(reading, found);
  if (!tells(reading)) return faults;
  const taken = new Set(faults.map(({ clause }) => clause));
  for (const { clause, weight } of found) if (Math.abs(weight) >= TELLING) taken.add(clause);
  for (const cue of reading.cues) {
    const label = labelOf(cue);
    const at = isPromise(cue)
      ? brokenBy(cue, reading)
      : label === RIVAL
        ? outdoneIn(cue, reading)
        : -1;
    if (at < 0 || taken.has(at)) continue;
    taken.add(at);
    faults.push(faultIn(reading.clauses, at, isPromise(cue) ? BROKEN : '别家+更好'));
  }
  return faults;
}

/** Praise from this weight on is one that a turn sets itself against. */
const CLEAR_PRAISE = 0.8;
/** How far into its clause a word of contrast opens it. */
const OPENING = 2;
/** Units of a clause that is no mere exclamation. */
const SHORTEST_TURN = 6;

/** What is set against praise, and judged by no word: 医生好，可取药要跑三栋楼. */
function faultsBehindTurns({ clauses }: Reading, found: readonly Judgement[]): Judgement[] {
  const faults: Judgement[] = [];
  let next = 0;
  let tone = 0;
  for (let i = 0; i < clauses.length; i++) {
    const before = tone;
    let isJudged = false;
    for (; next < found.length && (found[next] as Judgement).clause === i; next++) {
      const { weight } = found[next] as Judgement;
      isJudged ||= weight > 0 || weight <= -TELLING;
      if (Math.abs(weight) >= TELLING) tone = weight;
    }
    const { start, end } = clauses[i] as Clause;
    if (isJudged || before < CLEAR_PRAISE || end - start < SHORTEST_TURN) continue;
    if (!turns(clauses[i] as Clause) || isLedOn(clauses, i, found[next])) continue;
    faults.push(faultIn(clauses, i, '转折+不足'));
    tone = INSTEAD;
  }
  return faults;
}

/** Whether the clause behind tells the fault, to which a clause only leads up: 但是买了三箱，有一箱磕破了. */
function isLedOn(
  clauses: readonly Clause[],
  at: number,
  following: Judgement | undefined,
): boolean {
  if (following === undefined || following.weight > -TELLING) return false;
  return following.clause === at + 1 && clauses[at + 1]?.sentence === clauses[at]?.sentence;
}

/** Words of contrast that only turn; others name what follows a fault (缺点是…). */
const TURNING = /^(?:但|可|不过|就是|只是|然而|奈何|偏偏)/u;

function turns({ start, moods }: Clause): boolean {
  return moods.some(
    ({ start: at, traits, term }) =>
      roleIn(traits) === ROLE.contrast && at - start < OPENING && TURNING.test(term.text),
  );
}

function faultIn(clauses: readonly Clause[], at: number, entry: string): Judgement {
  return judgementOfClause(clauses, at, { entry, weight: INSTEAD, aspect: null, stage: null });
}
