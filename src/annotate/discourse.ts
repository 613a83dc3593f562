import type { Role } from '../lexicon/entries.ts';
import type { Hit } from '../lexicon/scan.ts';
import { ROLE, roleIn } from '../lexicon/traits.ts';
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
  return judgements.map((one) => {
    const effect = effectOn(reading, judgements, one);
    if (effect === null) return one;
    const changed = copyOf(one);
    changed.weight = one.weight * effect.factor;
    changed.stated = one.stated && effect.factor < 0;
    changed.mood = effect.by;
    return changed;
  });
}

interface Effect {
  readonly factor: number;
  /** The word that has it. */
  readonly by: Hit;
}

function effectOn(reading: Reading, all: readonly Judgement[], one: Judgement): Effect | null {
  const clause = reading.clauses[one.clause];
  if (!clause || clause.moods.length === 0) return null;
  if (one.weight > 0) {
    const courtesy = wordIn(clause, 'courtesy', one);
    if (courtesy) {
      const factor = courtesyOf(clause, all, one);
      return factor === 1 ? null : { factor, by: courtesy };
    }
    const irony = wordIn(clause, 'irony', one);
    if (irony && isMocked(reading, all, one)) return { factor: MOCKING, by: irony };
  }
  const past = wordBefore(clause, 'past', one);
  if (past && isPast(reading, all, one)) return { factor: BYGONE, by: past };
  const hearsay = wordBefore(clause, 'hearsay', one);
  if (hearsay && isContradicted(all, one)) return { factor: TOLD, by: hearsay };
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
function courtesyOf(clause: Clause, all: readonly Judgement[], { start, end }: Judgement): number {
  if (clause.end - clause.start - (end - start) <= FORMULA) return POLITE;
  return all.some(({ weight, stated }) => stated && weight <= -CLEAR) ? GRATEFUL : 1;
}

/** A fault behind praise that praises no particular thing, without a word that sets the two against each other. */
function isMocked(reading: Reading, all: readonly Judgement[], one: Judgement): boolean {
  if (one.object !== null) return false;
  return all.some(
    (other) =>
      other.weight <= -CLEAR &&
      other.core.start > one.core.start &&
      other.clause - one.clause <= REACH &&
      !contrasts(reading, one.clause, other.clause),
  );
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

/** Something of the other sign is said of the present, behind a word for it. */
function isPast({ clauses }: Reading, all: readonly Judgement[], one: Judgement): boolean {
  return all.some((other) => {
    const clause = clauses[other.clause];
    return clause !== undefined && opposes(one, other) && !!wordBefore(clause, 'present', other);
  });
}

function isContradicted(all: readonly Judgement[], one: Judgement): boolean {
  return all.some((other) => opposes(one, other));
}

/** Whether `other` stands behind `one` and says the opposite. */
function opposes(one: Judgement, other: Judgement): boolean {
  return other.core.start > one.core.end && other.stated && other.weight * one.weight < 0;
}
