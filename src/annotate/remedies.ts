import { NAMES } from '../lexicon/traits.ts';
import { copyOf, type Judgement } from './judgement.ts';
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

/** What says nothing of whether something was done: 二话不说, 不到十分钟, 再没犯过. */
const FORMULAS =
  /把地[都也]?拖|拖[了完]?地|拖车|二话不说|二话没说|不一会|不(?:到|出|用|但|仅|光|错)|没(?:多久|几|过|想|让|两|等|收|要|有?再)|再也?没|一[分毛块][钱都也]*[没不]|说(?:清|明|到做到|一?声|完|了一?[声句下])/gu;
/** What takes a remedy back: it is denied, late, only asked for, promised or told of others. */
const UNDONE =
  /[没未无]|不(?!是|断)|才|拖|迟|等了|仍|还是|又|依[然旧]|结果|说|称|承诺|答应|保证|表示|要求|希望|请|恳|盼|诉求|申请|建议|应该|应当|需要|必须|能|要|会|可以|如果|要是|否则|除非|别家|别人|人家|自己|自费|以为|本来|据|先|准备|打算|坏|差(?!一?点)|假/u;

/** What opens a clause behind a remedy that takes it back: 可是没两天又堵了. */
const TAKEN_BACK =
  /^(?:但|可|不过|然而|结果|谁知|哪知|没想到|只是|就是)|[又再]*(?:又|还是|仍|依旧|照样)/u;

/**
 * The judgements of a text with what was put right: praise for that, and less blame for what it put right.
 * @returns `found` itself where nothing was, else new judgements in any order
 */
export function withRemedies(reading: Reading, found: Judgement[]): Judgement[] {
  if (!reading.cueLabels.has(REMEDY)) return found;
  const remedied = new Set<number>();
  for (const cue of reading.cues) {
    if (labelOf(cue) !== REMEDY) continue;
    const at = clauseAt(reading, cue);
    if (at >= 0 && isPutRight(reading, found, at, cue.end)) remedied.add(at);
  }
  if (remedied.size === 0) return found;
  const last = Math.max(...remedied);
  const first = Math.min(...remedied) - REACH;
  const isInReach = ({ clause, weight }: Judgement): boolean =>
    weight < 0 && clause >= first && clause <= last;
  const hadFault = found.some(isInReach);
  const weighed = found.map((one) => (isInReach(one) ? relieved(one) : one));
  for (const at of remedied) {
    if (found.some(({ clause, weight }) => clause === at && weight > 0)) continue;
    weighed.push(remedyIn(reading.clauses, at, hadFault));
  }
  return weighed;
}

/** Whether a clause tells, up to `told`, that something was put right, and nothing behind that it was not. */
function isPutRight(
  { clauses, folded }: Reading,
  found: readonly Judgement[],
  at: number,
  told: number,
): boolean {
  const { start, end, asked } = clauses[at] as Clause;
  if (asked || UNDONE.test(folded.slice(start, end).replace(FORMULAS, ''))) return false;
  const behind = clauses[at + 1];
  if (behind && TAKEN_BACK.test(folded.slice(behind.start, behind.end))) return false;
  return !found.some(
    ({ core, clause, weight }) => core.start >= told && clause <= at + REACH && weight <= -UNSOLVED,
  );
}

/** Whether a fault was put right, so that little is left of it. */
export function isRelieved({ turned, own, weight }: Judgement): boolean {
  return turned && weight < 0 && weight > own / 2;
}

function relieved(one: Judgement): Judgement {
  const less = copyOf(one);
  less.weight = one.weight * RELIEVED;
  less.turned = true;
  return less;
}

/** What put something right is help after the sale where something was wrong, and else what it names. */
function remedyIn(clauses: readonly Clause[], at: number, hadFault: boolean): Judgement {
  const { start, end, hits } = clauses[at] as Clause;
  return {
    clause: at,
    start,
    end,
    core: { start, end },
    entry: '故障+解决',
    origin: 'rule',
    own: RELIEF,
    weight: RELIEF,
    aspect: hadFault ? 'aftersales' : null,
    stage: 'service',
    problem: null,
    object: hits.find(({ traits }) => (traits & NAMES) !== 0) ?? null,
    stated: true,
    turned: false,
    mood: null,
  };
}
