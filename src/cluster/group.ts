import { aspectTermOf, type Lexicon } from '../lexicon/lexicon.ts';
import { problemOf } from '../lexicon/problem.ts';
import type { ProblemClass, ProblemKind } from '../lexicon/problems.ts';
import { ASPECTS, type Aspect } from '../model/labels.ts';
import type { OpinionKey, PainPoint } from '../model/pain.ts';
import type { Segmenter } from '../segment/segmenter.ts';
import { clean } from '../text/clean.ts';
import { befalls, type Named, namedBy, sortOf } from './objects.ts';
import { readStatement, type Statement } from './statement.ts';

/** Where an opinion belongs. Equal keys have equal labels. */
export interface Group {
  /** What the id is derived from: object and problem in canonical words, however these were found. */
  readonly key: string;
  readonly label: string;
  readonly other: PainPoint['other'];
}

interface Resources {
  readonly lexicon: Lexicon;
  readonly segmenter: Pick<Segmenter, 'tokens'>;
}

/** The class of a judgement that says only that something is bad. */
const BAD = '差';
/** Of people it is this that is bad, not they: 客服态度差. */
const ATTITUDE = '态度';
/** What is said to be missing is part of the problem: 没有电梯, not 电梯没有. */
const MISSING = '没有';

/**
 * The group of one opinion, from its own words alone, so that it is the same whatever others say. It is named by
 * the class of problem and, where the problem can befall it, the object; a class that says too little by itself
 * takes the theme of the aspect for an object. A judgement of the whole is `general`; without any problem it is
 * `unclear`.
 */
export function groupOf(opinion: OpinionKey, { lexicon, segmenter }: Resources): Group {
  const folded = clean(opinion.span, lexicon.cleaning).text;
  const statement = readStatement(folded, lexicon, segmenter);
  const problem = problemIn(opinion.span, folded, statement, lexicon);
  const objects = isSaidOfTerm(problem, statement, lexicon)
    ? [...statement.objects, ...namedByTerm(opinion.term, folded, lexicon)]
    : statement.objects;
  if (problem === null) {
    const isSilent = opinion.aspect !== 'overall' || objects.length > 0;
    return otherGroup(isSilent ? 'unclear' : 'general', opinion.aspect);
  }
  const paired = objects.find(({ name }) => lexicon.problems.pairs.has(`${name} ${problem.name}`));
  if (paired !== undefined) return pain(paired.name, problem, lexicon);
  const object = objectOf(objects, statement, problem);
  const { kind } = problem;
  if (object !== null && (kind !== 'general' || object.sort !== 'whole') && kind !== 'outcome') {
    return pain(object.name, problem, lexicon);
  }
  return withoutObject(problem, opinion.aspect, lexicon);
}

function withoutObject(problem: ProblemClass, aspect: Aspect, lexicon: Lexicon): Group {
  const { kind, of } = problem;
  const isOfFood = of?.size === 1 && of.has('food');
  if (kind === 'specific' && (!isOfFood || aspect === 'taste')) return pain('', problem, lexicon);
  if (kind === 'general' || kind === 'outcome' || aspect === 'overall') {
    return otherGroup('general', aspect);
  }
  const theme = lexicon.problems.themes.get(aspect);
  const isTold =
    kind === 'wide' &&
    theme !== undefined &&
    befalls(problem, { name: theme, sort: sortOf(aspect) });
  return isTold ? pain(theme, problem, lexicon) : otherGroup('unclear', aspect);
}

/** How much the kinds of class tell, most first. */
const TELLING: readonly ProblemKind[] = ['specific', 'quality', 'wide', 'outcome', 'general'];

/** The most telling of what the words of the statement and the dictionaries call the problem; of equals, the statement's. */
function problemIn(
  span: string,
  folded: string,
  { predicate }: Statement,
  lexicon: Lexicon,
): ProblemClass | null {
  const { classes } = lexicon.problems;
  const { object, problem: known } = problemOf(span, lexicon);
  // 油耗 and 高: what one class names is told in two where it stands in one word.
  const whole = object === null || known === null ? null : `${object}${known}`;
  const evaluation = predicate === null ? null : lexicon.byText.get(predicate)?.evaluation;
  const named = [predicate, evaluation?.problem, whole, known === MISSING ? null : known];
  const found = named.flatMap((name) => classes.get(name ?? '') ?? []);
  const problem = TELLING.flatMap((kind) => found.find((one) => one.kind === kind) ?? [])[0];
  if (problem?.kind === 'general' && folded.includes(ATTITUDE)) {
    return classes.get(`${ATTITUDE}${BAD}`) ?? problem;
  }
  return problem ?? classes.get(deniedBy(predicate, known)) ?? null;
}

/** What a denial without a class of its own comes down to: 无法办理 cannot be used, 不亮丽 is bad. */
function deniedBy(predicate: string | null, known: string | null): string {
  if (predicate?.startsWith('无法')) return '用不了';
  return known?.startsWith('不') ? BAD : '';
}

/**
 * The first thing that the problem can befall, since a thing is named from the whole to the part and the part is
 * often named by its fault (发动机高压泵异响); of a bad 房间采光 it is 采光 that is bad. All of a purchase (手机,
 * 酒店) only where nothing else is named.
 */
function objectOf(
  objects: readonly Named[],
  { attribute }: Statement,
  problem: ProblemClass,
): Named | null {
  const fitting = objects.filter((object) => befalls(problem, object));
  if (problem.kind === 'general' && attribute !== null && attribute.sort !== 'whole') {
    return attribute;
  }
  return fitting.find(({ sort }) => sort !== 'whole') ?? fitting[0] ?? null;
}

/**
 * Whether what was named before the span is what the problem befalls: 售后 … 太差了 is about 售后; what somebody
 * feels (怀疑, 不敢) and a size need not be about the thing named last.
 */
function isSaidOfTerm(
  problem: ProblemClass | null,
  { predicate }: Statement,
  { problems }: Lexicon,
): boolean {
  if (problem === null) return true;
  return problem.kind === 'general'
    ? problems.classes.has(predicate ?? '')
    : problem.kind !== 'quality';
}

/** The name of what the opinion is about where its span does not say; a part of a word of the span is none. */
function namedByTerm(term: string | null, folded: string, lexicon: Lexicon): Named[] {
  const name = term === null ? '' : clean(term, lexicon.cleaning).text;
  const known = name === '' || folded.includes(name) ? null : aspectTermOf(name, lexicon);
  const named = known === null ? null : namedBy(known, lexicon);
  return named === null ? [] : [named];
}

function pain(object: string, { name }: ProblemClass, { problems }: Lexicon): Group {
  const pair = problems.pairs.get(`${object} ${name}`) ?? { object, problem: name };
  const named = pair.object === null || pair.problem.includes(pair.object) ? '' : pair.object;
  const label = pair.problem === MISSING ? `${MISSING}${named}` : `${named}${pair.problem}`;
  return { key: label, label: label.toUpperCase(), other: null };
}

const OTHER_LABELS = { general: '笼统不满', unclear: '未归类' } as const;

function otherGroup(other: 'general' | 'unclear', aspect: Aspect): Group {
  const label = `${ASPECTS[aspect].zh}·${OTHER_LABELS[other]}`;
  return { key: `${other}|${aspect}`, label, other };
}
