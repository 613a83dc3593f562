import { aspectTermOf, canonicalOf, type Lexicon } from '../lexicon/lexicon.ts';
import { GENERAL_PROBLEM, problemOf } from '../lexicon/problem.ts';
import { ASPECTS, type Aspect } from '../model/labels.ts';
import type { OpinionKey, PainPoint } from '../model/pain.ts';
import type { Segmenter } from '../segment/segmenter.ts';
import { fold } from '../text/fold.ts';
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
const WIDE: ReadonlySet<string> = new Set(['故障', '设施问题', '不安全', '打不开', '难用', '没有']);
/** A predicate longer than this is a story, not a class of problem. */
const LONGEST_PREDICATE = 8;

/**
 * The group of one opinion, from its own words alone. It is named by object and problem; what the
 * dictionaries do not know of these is made up for in steps, each less sure than the one before:
 * the object by the term of the opinion, the noun before the predicate, the aspect; the problem by the
 * predicate as it stands. A judgement of the whole is `general`; without any predicate it is `unclear`.
 */
export function groupOf(opinion: OpinionKey, resources: Resources): Group {
  const { lexicon, segmenter } = resources;
  const known = problemOf(opinion.span, lexicon);
  const statement = readStatement(fold(opinion.span, lexicon.traditional), lexicon, segmenter);
  const object = statement.object ?? objectOfTerm(opinion.term, lexicon);
  const problem = problemFrom(known.problem, statement.predicate);
  if (isOfTheWhole(opinion.aspect, object, problem, lexicon))
    return otherGroup('general', opinion.aspect);
  if (problem === null) return otherGroup('unclear', opinion.aspect);
  const named = object ?? statement.noun;
  if (named !== null && named !== problem) return pain(named, problem);
  if (problem === GENERAL_PROBLEM) return otherGroup('general', opinion.aspect);
  if (problem.length > 1) return pain('', problem);
  return pain(ASPECTS[opinion.aspect].zh, problem);
}

function problemFrom(known: string | null, predicate: string | null): string | null {
  const stated = predicate !== null && predicate.length <= LONGEST_PREDICATE ? predicate : null;
  if (known === null || WIDE.has(known)) return stated ?? known;
  // 不及时, 不透气 say what is bad; 很差, 垃圾 do not.
  const denies = stated !== null && stated.length > 2 && stated.startsWith('不');
  return known === GENERAL_PROBLEM && denies ? stated : known;
}

function objectOfTerm(term: string | null, lexicon: Lexicon): string | null {
  return term === null ? null : canonicalOf(fold(term, lexicon.traditional), lexicon);
}

/** Whether nothing is named but the whole: 「太差了」, 「这家店让人失望」. */
function isOfTheWhole(
  aspect: Aspect,
  object: string | null,
  problem: string | null,
  lexicon: Lexicon,
): boolean {
  if (object !== null) {
    const known = aspectTermOf(object, lexicon)?.aspect;
    return problem === GENERAL_PROBLEM && known === 'overall';
  }
  return aspect === 'overall';
}

function pain(object: string, problem: string): Group {
  const key = `${object}|${problem}`;
  if (problem === '没有') return { key, label: `没有${object}`, other: null };
  return { key, label: problem.startsWith(object) ? problem : `${object}${problem}`, other: null };
}

const OTHER_LABELS = { general: '笼统不满', unclear: '未归类' } as const;

function otherGroup(other: 'general' | 'unclear', aspect: Aspect): Group {
  const label = `${ASPECTS[aspect].zh}·${OTHER_LABELS[other]}`;
  return { key: `${other}|${aspect}`, label, other };
}
