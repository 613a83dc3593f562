import type { Hit } from '../lexicon/scan.ts';
import { NAMES } from '../lexicon/traits.ts';
import type { Opinion } from '../model/annotation.ts';
import type { Aspect, Stage } from '../model/labels.ts';
import type { Span } from '../model/voice.ts';
import type { Clause } from './reading.ts';

/** A dictionary entry that judges, with what its neighbours make of it; or a stretch that the model judges. */
export interface Judgement extends Span {
  /** Index of its clause. */
  readonly clause: number;
  /** Where the entry itself stands; `start` is where its negations and degree words begin. */
  readonly core: Span;
  /** Empty where the model judges. */
  readonly entry: string;
  readonly origin: 'lexicon' | 'rule' | 'model';
  /** The entry's own weight, before its neighbours change it. */
  readonly own: number;
  /** Signed, after negation, degree, contrast and so on; 0 if nothing is claimed. */
  readonly weight: number;
  readonly aspect: Aspect | null;
  readonly stage: Stage | null;
  /** The dictionary's class of problem, null for praise and where it names none. */
  readonly problem: string | null;
  readonly object: Hit | null;
  /** Whether it is stated as the speaker's judgement, and so may become an opinion. */
  readonly stated: boolean;
  /** Whether its neighbours make the opposite, or nothing, of what its entry says: 没有不满意, 如果态度好. */
  readonly turned: boolean;
  /** Whether it is a fault that was put right, of which little is left. */
  readonly relieved: boolean;
  /** The word that sets its mood or takes it back (如果, 但是, 以前 …), or that it is asked; null for neither. */
  readonly mood: Hit | 'question' | null;
}

/**
 * A judgement with the same parts, to be changed before anybody else sees it. All judgements are put together in one
 * order, and none by spreading another: what looks at them is then several times as fast.
 */
export function copyOf(one: Judgement): { -readonly [Part in keyof Judgement]: Judgement[Part] } {
  return {
    clause: one.clause,
    start: one.start,
    end: one.end,
    core: one.core,
    entry: one.entry,
    origin: one.origin,
    own: one.own,
    weight: one.weight,
    aspect: one.aspect,
    stage: one.stage,
    problem: one.problem,
    object: one.object,
    stated: one.stated,
    turned: one.turned,
    relieved: one.relieved,
    mood: one.mood,
  };
}

/** What a rule makes of a whole clause, which no dictionary entry judges: stated, of the first thing that it names. */
export function judgementOfClause(
  clauses: readonly Clause[],
  at: number,
  { entry, weight, aspect, stage }: Pick<Judgement, 'entry' | 'weight' | 'aspect' | 'stage'>,
): Judgement {
  const { start, end, hits } = clauses[at] as Clause;
  return {
    clause: at,
    start,
    end,
    core: { start, end },
    entry,
    origin: 'rule',
    own: weight,
    weight,
    aspect,
    stage,
    problem: null,
    object: hits.find(({ traits }) => (traits & NAMES) !== 0) ?? null,
    stated: true,
    turned: false,
    relieved: false,
    mood: null,
  };
}

/** An opinion with the judgement that it came from. */
export interface Found {
  readonly opinion: Opinion;
  readonly judgement: Judgement;
  /** Whether the model chose the aspect, since no dictionary tells it. */
  readonly isAspectLearned: boolean;
}
