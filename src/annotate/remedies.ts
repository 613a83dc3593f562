import { copyOf, type Judgement, judgementOfClause } from './judgement.ts';
import { type Clause, clauseAt, labelOf, type Reading } from './reading.ts';

/**
 * What was put right: 灯坏了，打完电话当天就换了 tells a fault only for the sake of what became of it. What put it right
 * is praise, and what was wrong hardly counts, unless something went wrong afterwards.
 */

/** The label of cues that tell what put something right. */
const REMEDY = 'told:remedy';

/** Weight of what put a fault right, and how much of the fault it leaves. */
const RELIEF = 1.3;
const RELIEVED = 0.3;
/** A judgement from this weight on is a fault that is not put right, where it stands behind the remedy or in its clause. */
const UNSOLVED = 0.8;
/** Clauses before a remedy whose faults it puts right, and behind it in which another fault takes it back. */
const REACH = 4;

/** What says nothing of whether something was done: 二话不说, 不到十分钟, 再没犯过, and words that hold what does: 一会儿. */
const FORMULAS =
  /把地[都也]?拖|拖[了完]?地|拖车|二话不说|二话没说|不一会|一会儿?|不(?:到|出|用|但|仅|光|错)|没(?:多久|几|过|想|让|两|等|收|要|有?再)|再也?没|一[分毛块][钱都也]*[没不]|说(?:清|明|到做到|一?声|完|了一?[声句下])|先生|差[价额]|数据|会[员所议]|请(?:[来到过]?了|师傅(?=.*了))|坏(?:的|了(?=.*[好换补修]))|要了(?:我|一下)?(?:地址|电话|微信|单号|号码|照片)|又?能(?:正常|继续|接着|照常)?用|性能|功能|智能|无线|主要/gu;
/** What takes a remedy back: it is denied, late, only asked for, promised or told of others. */
const UNDONE =
  /[没未无]|不(?!是|断)|才|拖|迟|等了|仍|还是|又|依[然旧]|结果|说|称|承诺|答应|保证|表示|要求|希望|请|恳|盼|诉求|申请|建议|应该|应当|需要|必须|能|要|会|可以|如果|要是|否则|除非|别家|别人|人家|自己|自费|以为|本来|据|先|准备|打算|坏|差(?!一?点)|假/u;

/** What in the clause behind a remedy takes it back: how it begins, or a fault that comes again: 可是没两天又堵了. */
const TAKEN_BACK =
  /^(?:但|可(?![以喜爱靠见])|不过|然而|结果|谁知|哪知|没想到|只是|就是)|还是|仍|依旧|照样|又(?:开始|出|犯|来了|坏|堵|漏|断|卡|死|响|掉|闪|黑|停|裂|松|脱|臭|冒|塌|[不没](?![收要花用])|要|得|收|拖|等)/u;

/**
 * The judgements of a text with what was put right: praise for that, and less blame for what it put right.
 * @returns `found` itself where nothing was, else new judgements in any order
 */
export function withRemedies(reading: Reading, found: Judgement[]): Judgement[] {
  if (!reading.cueLabels.has(REMEDY)) return found;
  const remedied = remediedClauses(reading, found);
  if (remedied.size === 0) return found;
  const reached = new Set<number>();
  for (const at of remedied) {
    for (let clause = at - REACH; clause <= at; clause++) reached.add(clause);
  }
  const praised = new Set<number>();
  let hadFault = false;
  const weighed = found.map((one) => {
    if (one.weight > 0) praised.add(one.clause);
    if (one.weight >= 0 || !reached.has(one.clause)) return one;
    hadFault = true;
    return relieved(one);
  });
  for (const at of remedied) {
    if (!praised.has(at)) weighed.push(remedyIn(reading.clauses, at, hadFault));
  }
  return weighed;
}

/** The clauses that tell that something was put right, and nothing behind that it was not. */
function remediedClauses(reading: Reading, found: readonly Judgement[]): Set<number> {
  const unsolved = unsolvedIn(found);
  const remedied = new Set<number>();
  let last = -1;
  let isTold = false;
  for (const cue of reading.cues) {
    if (labelOf(cue) !== REMEDY) continue;
    const at = clauseAt(reading, cue);
    if (at < 0) continue;
    // A clause may have any number of cues, and is read but once.
    if (at !== last) isTold = tellsRemedy(reading, at);
    last = at;
    if (isTold && !failsBehind(unsolved, at, cue.end)) remedied.add(at);
  }
  return remedied;
}

/** Where the last grave fault of each clause that has one begins. */
function unsolvedIn(found: readonly Judgement[]): ReadonlyMap<number, number> {
  const starts = new Map<number, number>();
  for (const { core, clause, weight } of found) {
    if (weight > -UNSOLVED) continue;
    starts.set(clause, Math.max(core.start, starts.get(clause) ?? 0));
  }
  return starts;
}

/** Whether a clause tells a remedy as something that was done, and the next does not take it back. */
function tellsRemedy({ clauses, folded }: Reading, at: number): boolean {
  const { start, end, asked } = clauses[at] as Clause;
  if (asked || UNDONE.test(folded.slice(start, end).replace(FORMULAS, ''))) return false;
  const behind = clauses[at + 1];
  return !(behind && TAKEN_BACK.test(folded.slice(behind.start, behind.end)));
}

/** Whether something goes gravely wrong behind a place in a clause, there or in one of the next. */
function failsBehind(unsolved: ReadonlyMap<number, number>, at: number, told: number): boolean {
  for (let clause = at; clause <= at + REACH; clause++) {
    const start = unsolved.get(clause);
    if (start !== undefined && start >= told) return true;
  }
  return false;
}

function relieved(one: Judgement): Judgement {
  const less = copyOf(one);
  less.weight = one.weight * RELIEVED;
  less.turned = true;
  less.relieved = true;
  return less;
}

/** What put something right is help after the sale where something was wrong, and else what it names. */
function remedyIn(clauses: readonly Clause[], at: number, hadFault: boolean): Judgement {
  const aspect = hadFault ? 'aftersales' : null;
  return judgementOfClause(clauses, at, {
    entry: '故障+解决',
    weight: RELIEF,
    aspect,
    stage: 'service',
  });
}
