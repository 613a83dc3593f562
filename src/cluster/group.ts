import { aspectTermOf, canonicalOf, type Lexicon } from '../lexicon/lexicon.ts';
import { ASPECTS, type Aspect } from '../model/labels.ts';
import type { OpinionKey, PainPoint } from '../model/pain.ts';
import type { Segmenter } from '../segment/segmenter.ts';
import { fold } from '../text/fold.ts';
import { problemOf } from './interim.ts';
import { readStatement } from './statement.ts';

/** Where an opinion belongs. Equal keys have equal labels. */
export interface Group {
  /** What the id is derived from: object and problem in canonical words. */
  readonly key: string;
  readonly label: string;
  readonly other: PainPoint['other'];
}

interface Resources {
  readonly lexicon: Lexicon;
  readonly segmenter: Pick<Segmenter, 'tokens'>;
}

/** Classes of the dictionaries that are too wide to be a pain point: the customer's own predicate says more. */
const VAGUE: ReadonlySet<string> = new Set(['故障', '设施问题', '不安全', '打不开', '难用', '差']);

/**
 * The group of one opinion, from its own words alone. It is named by object and problem; what the
 * dictionaries do not know of these is made up for in steps, each less sure than the one before:
 * the object by the term of the opinion, the noun before the predicate, the aspect; the problem by the
 * predicate as it stands. A judgement of the whole is `general`; without any predicate it is `unclear`.
 */
export function groupOf(opinion: OpinionKey, resources: Resources): Group {
  const { lexicon, segmenter } = resources;
  const folded = fold(opinion.span, lexicon.traditional);
  const known = problemOf(folded, opinion, lexicon);
  const object = known.object ?? objectOfTerm(opinion.term, lexicon);
  if (isOfTheWhole(opinion.aspect, object, lexicon)) return otherGroup('general', opinion.aspect);
  const clear = known.problem !== null && !VAGUE.has(known.problem) ? known.problem : null;
  if (clear !== null && object !== null) return pain(object, clear);
  const statement = readStatement(folded, lexicon, segmenter);
  const problem = clear ?? statement.predicate ?? known.problem;
  if (problem === null) return otherGroup('unclear', opinion.aspect);
  const named = object ?? statement.object;
  if (named !== null && named !== problem) return pain(named, problem);
  if (problem.length > 1) return pain('', problem);
  return known.problem === null
    ? otherGroup('unclear', opinion.aspect)
    : pain(ASPECTS[opinion.aspect].zh, problem);
}

function objectOfTerm(term: string | null, lexicon: Lexicon): string | null {
  return term === null ? null : canonicalOf(fold(term, lexicon.traditional), lexicon);
}

function isOfTheWhole(aspect: Aspect, object: string | null, lexicon: Lexicon): boolean {
  if (aspect !== 'overall') return false;
  return object === null || (aspectTermOf(object, lexicon)?.aspect ?? 'overall') === 'overall';
}

function pain(object: string, problem: string): Group {
  const label = problem.startsWith(object) ? problem : `${object}${problem}`;
  return { key: `${object}|${problem}`, label, other: null };
}

const OTHER_LABELS = { general: '笼统不满', unclear: '未归类' } as const;

function otherGroup(other: 'general' | 'unclear', aspect: Aspect): Group {
  return {
    key: `${other}|${aspect}`,
    label: `${ASPECTS[aspect].zh}·${OTHER_LABELS[other]}`,
    other,
  };
}
