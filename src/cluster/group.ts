import { aspectTermOf, canonicalOf, type Lexicon } from '../lexicon/lexicon.ts';
import { GENERAL_PROBLEM, problemOf } from '../lexicon/problem.ts';
import { ASPECTS, type Aspect } from '../model/labels.ts';
import type { OpinionKey, PainPoint } from '../model/pain.ts';
import type { Segmenter } from '../segment/segmenter.ts';
import { fold } from '../text/fold.ts';
import { readStatement, type Statement } from './statement.ts';

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
const WIDE: ReadonlySet<string> = new Set(
  '故障 设施问题 不安全 打不开 难用 没有 空调不好'.split(' '),
);
/** Classes that say what is wrong with what: 快递未到货 and 产品未到货 are one pain point. */
const COMPLETE: ReadonlySet<string> = new Set(
  '耗电 断网 未到货 少发错发 丢件 不送货上门 油耗高 吃坏肚子 泄露隐私'.split(' '),
);
/** Classes that say what the customer will do about it, not what is wrong. */
const OUTCOMES: ReadonlySet<string> = new Set('不再购买 劝阻他人'.split(' '));
/** Of people it is this that is bad, not they: 客服态度差. */
const ATTITUDE = '态度';
/** A predicate longer than this is a story, not a class of problem. */
const LONGEST_PREDICATE = 8;

/**
 * The group of one opinion, from its own words alone. It is named by object and problem; what the
 * dictionaries do not know of these is made up for in steps, each less sure than the one before:
 * the object by the noun before the predicate, the term of the opinion, the aspect; the problem by the
 * predicate as it stands. A judgement of the whole is `general`; without any predicate it is `unclear`.
 */
export function groupOf(opinion: OpinionKey, resources: Resources): Group {
  const { lexicon, segmenter } = resources;
  const folded = fold(opinion.span, lexicon.traditional);
  const known = problemOf(opinion.span, lexicon);
  const statement = readStatement(folded, lexicon, segmenter);
  const problem = problemFrom(known.problem, statement.predicate, folded, lexicon);
  const object = objectOf(statement, problem) ?? objectOfTerm(opinion.term, folded, lexicon);
  if (isOfTheWhole(opinion.aspect, object, problem, lexicon)) {
    return otherGroup('general', opinion.aspect);
  }
  if (problem === null || (problem === '问题' && object === null)) {
    return otherGroup('unclear', opinion.aspect);
  }
  if (COMPLETE.has(problem)) return pain('', problem);
  if (object !== null && !problem.includes(object)) return pain(object, problem);
  if (problem === GENERAL_PROBLEM) return otherGroup('general', opinion.aspect);
  if (problem.length > 1) return pain('', problem);
  if (known.problem === null) return otherGroup('unclear', opinion.aspect);
  return pain(ASPECTS[opinion.aspect].zh, problem);
}

function problemFrom(
  known: string | null,
  predicate: string | null,
  folded: string,
  lexicon: Lexicon,
): string | null {
  const stated = predicate !== null && predicate.length <= LONGEST_PREDICATE ? predicate : null;
  if (known === GENERAL_PROBLEM) return generalProblem(stated, folded);
  if (known !== null && !WIDE.has(known)) return known;
  // Nothing is said of it but that there is something: 质量问题.
  if (stated === null) return known === '故障' ? '问题' : known;
  const narrow = lexicon.byText.get(stated)?.evaluation?.problem ?? stated;
  return WIDE.has(narrow) ? stated : narrow;
}

/** 不及时, 不透气 say what is bad; 很差, 垃圾 do not. */
function generalProblem(stated: string | null, folded: string): string {
  if (folded.includes(ATTITUDE)) return `${ATTITUDE}${GENERAL_PROBLEM}`;
  return stated !== null && stated.length > 2 && stated.startsWith('不') ? stated : GENERAL_PROBLEM;
}

/** 房间采光差 is about 采光, since only that is said to be bad; 变速箱换挡异响 about 变速箱. */
function objectOf({ object, attribute, noun }: Statement, problem: string | null): string | null {
  return (problem === GENERAL_PROBLEM ? attribute : null) ?? object ?? noun;
}

/** The name of what the opinion is about where its span does not say; a fault, or a part of a word of the span, is none. */
function objectOfTerm(term: string | null, folded: string, lexicon: Lexicon): string | null {
  if (term === null) return null;
  const name = fold(term, lexicon.traditional);
  const isFault = aspectTermOf(name, lexicon)?.more === -1;
  return isFault || folded.includes(name) ? null : canonicalOf(name, lexicon);
}

/** Whether nothing is blamed but the whole: 「太差了」, 「这家店让人失望」, 「再也不买了」. */
function isOfTheWhole(
  aspect: Aspect,
  object: string | null,
  problem: string | null,
  lexicon: Lexicon,
): boolean {
  if (problem !== null && OUTCOMES.has(problem)) return true;
  if (object === null) return aspect === 'overall';
  const known = aspectTermOf(object, lexicon)?.aspect;
  return problem === GENERAL_PROBLEM && known === 'overall';
}

function pain(object: string, problem: string): Group {
  const label = problem === '没有' ? `没有${object}` : `${object}${problem}`;
  return { key: `${object}|${problem}`, label: label.toUpperCase(), other: null };
}

const OTHER_LABELS = { general: '笼统不满', unclear: '未归类' } as const;

function otherGroup(other: 'general' | 'unclear', aspect: Aspect): Group {
  const label = `${ASPECTS[aspect].zh}·${OTHER_LABELS[other]}`;
  return { key: `${other}|${aspect}`, label, other };
}
