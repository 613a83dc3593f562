import type { Role } from '../lexicon/entries.ts';
import type { Hit } from '../lexicon/scan.ts';
import { ROLE, roleIn } from '../lexicon/traits.ts';
import { firstPlace } from '../text/search.ts';
import { copyOf, type Judgement } from './judgement.ts';
import type { Clause, Reading } from './reading.ts';

/** A judgement from this weight on is a fault or a praise of its own, not a shade. */
const CLEAR = 0.8;
/** How many clauses behind it mockery has the fault that it mocks. */
const REACH = 1;
/** What is left of words that another part of the text takes back. */
const BYGONE = 0.25;
const TOLD = 0.15;
const POLITE = 0.1;
const GRATEFUL = 0.4;
const MOCKING = -0.8;

/**
 * What clauses make of each other's judgements: what was (以前很好，现在很差), what others say (都说好吃，我觉得难吃),
 * mockery (真棒，又坏了) and thanks beside a fault (卡被冻结了，谢谢). All else keeps its weight.
 */
export function weighedTogether(
  reading: Reading,
  judgements: readonly Judgement[],
): readonly Judgement[] {
  if (!judgements.some(({ clause }) => reading.clauses[clause]?.moods.length !== 0)) {
    return judgements;
  }
  const told = toldIn(reading, judgements);
  return judgements.map((one) => {
    const effect = effectOn(reading, told, one);
    if (effect === null) return one;
    const changed = copyOf(one);
    changed.weight = one.weight * effect.factor;
    changed.stated = one.stated && effect.factor < 0;
    changed.mood = effect.by;
    return changed;
  });
}

/** What the judgements of a text tell one another. */
interface Told {
  readonly all: readonly Judgement[];
  /** Whether one is a fault without doubt. */
  readonly hasFault: boolean;
  /** Where praise and blame are stated last, -1 for nowhere; and the same behind a word for the present. */
  readonly last: Sides;
  readonly lastOfPresent: Sides;
}

interface Sides {
  praise: number;
  blame: number;
}

function toldIn({ clauses }: Reading, all: readonly Judgement[]): Told {
  const last: Sides = { praise: -1, blame: -1 };
  const lastOfPresent: Sides = { praise: -1, blame: -1 };
  let hasFault = false;
  for (const one of all) {
    if (!one.stated || one.weight === 0) continue;
    hasFault ||= one.weight <= -CLEAR;
    const side = one.weight > 0 ? 'praise' : 'blame';
    last[side] = Math.max(last[side], one.core.start);
    const clause = clauses[one.clause];
    if (clause === undefined || wordBefore(clause, 'present', one) === undefined) continue;
    lastOfPresent[side] = Math.max(lastOfPresent[side], one.core.start);
  }
  return { all, hasFault, last, lastOfPresent };
}

interface Effect {
  readonly factor: number;
  /** The word that has it. */
  readonly by: Hit;
}

function effectOn(reading: Reading, told: Told, one: Judgement): Effect | null {
  const clause = reading.clauses[one.clause];
  if (!clause || clause.moods.length === 0) return null;
  if (one.weight > 0) {
    const courtesy = wordIn(clause, 'courtesy', one);
    if (courtesy) {
      const factor = courtesyOf(clause, told, one);
      return factor === 1 ? null : { factor, by: courtesy };
    }
    const irony = wordIn(clause, 'irony', one);
    if (irony && isMocked(reading, told, one)) return { factor: MOCKING, by: irony };
  }
  const past = wordBefore(clause, 'past', one);
  if (past && isOpposed(one, told.lastOfPresent)) return { factor: BYGONE, by: past };
  const hearsay = wordBefore(clause, 'hearsay', one);
  if (hearsay && isOpposed(one, told.last)) return { factor: TOLD, by: hearsay };
  return null;
}

/** The word of this role that stands at the judgement or before it in its clause; undefined for none. */
function wordBefore({ moods }: Clause, role: Role, { core }: Judgement): Hit | undefined {
  return moods.find(({ start, traits }) => start <= core.start && roleIn(traits) === ROLE[role]);
}

/** The word of this role that the judgement is itself, or holds; undefined for none. */
function wordIn({ moods }: Clause, role: Role, { core }: Judgement): Hit | undefined {
  return moods.find(
    ({ start, end, traits }) =>
      start < core.end && end > core.start && roleIn(traits) === ROLE[role],
  );
}

/** Units of a clause that may stand around thanks that thank for nothing: 谢谢您啦. */
const FORMULA = 3;

/** Thanks for nothing are a formula; thanks to somebody count, and less beside a fault. */
function courtesyOf(clause: Clause, { hasFault }: Told, { start, end }: Judgement): number {
  if (clause.end - clause.start - (end - start) <= FORMULA) return POLITE;
  return hasFault ? GRATEFUL : 1;
}

/** A fault behind praise that praises no particular thing, without a word that sets the two against each other. */
function isMocked(reading: Reading, { all }: Told, one: Judgement): boolean {
  if (one.object !== null) return false;
  const first = firstPlace(all.length, (at) => (all[at] as Judgement).clause >= one.clause);
  for (let i = first; i < all.length; i++) {
    const other = all[i] as Judgement;
    if (other.clause - one.clause > REACH) return false;
    if (other.weight > -CLEAR || other.core.start <= one.core.start) continue;
    if (!contrasts(reading, one.clause, other.clause)) return true;
  }
  return false;
}

function contrasts({ clauses, folded }: Reading, from: number, to: number): boolean {
  return clauses
    .slice(from, to + 1)
    .some(
      (clause) =>
        folded.startsWith('就是', clause.start) ||
        clause.moods.some(({ traits }) => roleIn(traits) === ROLE.contrast),
    );
}

/** Whether the opposite is stated behind a judgement, by where praise and blame are stated last. */
function isOpposed({ core, weight }: Judgement, { praise, blame }: Sides): boolean {
  if (weight === 0) return false;
  return (weight > 0 ? blame : praise) > core.end;
}
