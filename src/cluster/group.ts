import { cutText } from '../lexicon/boundaries.ts';
import { aspectTermOf, type Lexicon } from '../lexicon/lexicon.ts';
import { problemOf } from '../lexicon/problem.ts';
import type { ProblemClass, ProblemKind, Sort } from '../lexicon/problems.ts';
import { ASPECTS } from '../model/labels.ts';
import type { Ground, PainPoint, StatedOpinion } from '../model/pain.ts';
import type { Segmenter } from '../segment/segmenter.ts';
import { clean } from '../text/clean.ts';
import { unitsOf } from '../text/units.ts';
import { type Names, objectAround } from './context.ts';
import { befalls, type Named, namedBy, sortOf } from './objects.ts';
import { readStatement, type Statement } from './statement.ts';

/** Where an opinion belongs. Equal keys have equal labels. */
export interface Group {
  /** What the id is derived from: object and problem in canonical words, however these were found. */
  readonly key: string;
  readonly label: string;
  readonly other: PainPoint['other'];
  readonly ground: Ground;
}

/** The group of an opinion by itself, and what its voice has to tell where that is not all. */
export interface Reading extends Group {
  /** Where it belongs if its voice states no problem anywhere. */
  readonly about: Group | null;
  /** What is wrong, whatever it is wrong with, nuisances as one; null where that is not told. */
  readonly family: string | null;
  /**
   * `object`: what is wrong is told, but not with what; `actor`: somebody does wrong, but not who; `cause`: only what it
   * does to people; null: nothing lacks.
   */
  readonly lacks: 'object' | 'actor' | 'cause' | null;
}

/** What statements are cut into words with. */
export type Words = Pick<Segmenter, 'tokens' | 'cut'>;

interface Resources {
  readonly lexicon: Lexicon;
  readonly segmenter: Words;
}

/** The class of a judgement that says only that something is bad. */
const BAD = '差';
/** Of people it is this that is bad, not they: 客服态度差. */
const ATTITUDE = '态度';
/** What is said to be missing is part of the problem: 没有电梯, not 电梯没有. */
const MISSING = '没有';
/** What says that something is wrong with a thing, but not what: 交通问题 is about the traffic, as what its voice tells else is. */
const UNTOLD = '问题';
/** Problems that are said before what they befall. */
const LEADING: ReadonlySet<string> = new Set([MISSING, '不支持']);

/** What the words of an opinion and its aspect tell, whatever stands around them. */
export interface Said {
  readonly problem: ProblemClass | null;
  /** What the words say that the problem befalls. */
  readonly named: Named | null;
  /** Whether what stands around may say better what it befalls. */
  readonly asksAround: boolean;
  /** The reading where nothing around tells more. */
  readonly alone: Reading;
}

/**
 * Reads the words of an opinion: the larger part of the work, and the same for equal words. An opinion is named by the class
 * of problem and, where the problem can befall it, the object: of its own words, else of its term. A class that says too
 * little by itself takes the theme of the aspect for an object. A judgement of the whole is `general`; without any problem
 * it is `unclear`.
 */
export function saidBy(
  opinion: Pick<StatedOpinion, 'span' | 'term' | 'aspect'>,
  { lexicon, segmenter }: Resources,
): Said {
  const folded = clean(opinion.span, lexicon.cleaning).text;
  const statement = readStatement(folded, lexicon, segmenter);
  const problem = problemIn(opinion, folded, statement, { lexicon, segmenter });
  const stated =
    problem?.kind === 'effect' ? troubling(folded, { lexicon, segmenter }) : statement.objects;
  const objects = isSaidOfTerm(problem, statement, lexicon)
    ? [...stated, ...namedByTerm(opinion.term, folded, lexicon)]
    : stated;
  if (problem === null) {
    const isSilent = opinion.aspect !== 'overall' || objects.length > 0;
    const alone = otherGroup(isSilent ? 'unclear' : 'general', opinion, objects, lexicon);
    return { problem, named: null, asksAround: false, alone };
  }
  const named = ofOwner(namedIn(objects, statement, problem, lexicon), objects);
  // Who troubles people is worth more than where it is heard: 小区噪音大 behind 楼下KTV….
  const isHeard = lexicon.problems.nuisances.has(problem.name) && named?.sort !== 'source';
  const asksAround = (named === null || isHeard) && !UNBOUND.has(problem.kind);
  const alone =
    named === null
      ? withoutObject(problem, opinion, objects, lexicon)
      : pain(named, ofQuality(named, problem, lexicon), lexicon, 'words');
  if (named !== null && problem.name === UNTOLD && alone.label.endsWith(UNTOLD)) {
    const untold = otherGroup('unclear', opinion, objects, lexicon);
    return { problem: null, named, asksAround: false, alone: untold };
  }
  return { problem, named, asksAround, alone };
}

/**
 * The reading of an opinion whose words say this, by what stands around them: where they name no object it is that of the
 * context. It is the same whatever other voices say.
 */
export function placedBy(
  { problem, named, asksAround, alone }: Said,
  opinion: Pick<StatedOpinion, 'span' | 'before' | 'head'>,
  names: Names,
  lexicon: Lexicon,
): Reading {
  if (problem === null) return alone;
  const around = asksAround ? objectAround(problem, opinion, names) : null;
  const isNamed = named !== null && around?.sort !== 'source';
  const object = isNamed ? named : around;
  if (object === null || (isNamed && object.sort !== 'source')) return alone;
  return pain(timed(object, opinion, lexicon), problem, lexicon, isNamed ? 'words' : 'context');
}

/** What stands between what troubles people and what suffers from it. */
const AFFECTS = '影响';

/** What a statement of an effect names before that: 夜市 in 夜市严重影响商铺的生活. */
function troubling(folded: string, { lexicon, segmenter }: Resources): readonly Named[] {
  const cause = folded.split(AFFECTS, 1)[0] ?? '';
  return readStatement(cause, lexicon, segmenter).objects;
}

/** What says nothing unless it is known whose it is: 质量差. */
const QUALITY = '质量';
/** What has a quality of its own. */
const OWNERS: ReadonlySet<Sort> = new Set(['part', 'thing', 'place', 'food']);

/** A problem with a quality is that it is bad: 校服质量有问题. */
function ofQuality({ name }: Named, problem: ProblemClass, { problems }: Lexicon): ProblemClass {
  const isUntold = problem.name === UNTOLD && name.endsWith(QUALITY);
  return (isUntold ? problems.classes.get(BAD) : undefined) ?? problem;
}

/** 质量 with the thing whose it is: 校服质量, 房子质量. */
function ofOwner(named: Named | null, objects: readonly Named[]): Named | null {
  if (named?.name !== QUALITY) return named;
  const owner = objects.find(({ name, sort }) => name.length > 1 && OWNERS.has(sort));
  return owner === undefined ? named : { ...named, name: `${owner.name}${QUALITY}` };
}

/** What its own words say that the problem befalls; null for nothing. */
function namedIn(
  objects: readonly Named[],
  statement: Statement,
  problem: ProblemClass,
  lexicon: Lexicon,
): Named | null {
  const { nuisances, pairs } = lexicon.problems;
  const source = nuisances.has(problem.name) && objects.find(({ sort }) => sort === 'source');
  if (source) return source;
  const paired = objects.find(({ name }) => pairs.has(`${name} ${problem.name}`));
  if (paired !== undefined) return paired;
  const object = objectOf(objects, statement, problem);
  const isSaid = object !== null && problem.kind !== 'outcome' && !isJustBad(object, problem.kind);
  return isSaid ? object : null;
}

/** Of all of a purchase, or of people who act, 差 says nothing: 手机太差, 无良的公司. */
function isJustBad({ sort }: Named, kind: ProblemKind): boolean {
  return kind === 'general' && (sort === 'whole' || sort === 'org');
}

/** Kinds that are problems whatever has them. */
const STANDING: ReadonlySet<ProblemKind> = new Set(['specific', 'hazard', 'effect']);
/** Kinds that say nothing of what has been named before. */
const UNBOUND: ReadonlySet<ProblemKind> = new Set(['quality', 'general', 'outcome']);

function withoutObject(
  problem: ProblemClass,
  opinion: Pick<StatedOpinion, 'aspect'>,
  objects: readonly Named[],
  lexicon: Lexicon,
): Reading {
  const { kind, of } = problem;
  const { aspect } = opinion;
  const isOfFood = of?.size === 1 && of.has('food');
  if (STANDING.has(kind) && (!isOfFood || aspect === 'taste')) {
    return pain(null, problem, lexicon, kind === 'effect' ? 'object' : 'words');
  }
  if (kind === 'general' || kind === 'outcome' || aspect === 'overall') {
    return otherGroup('general', opinion, objects, lexicon);
  }
  if (kind === 'bound') {
    const group = otherGroup('unclear', opinion, objects, lexicon);
    return { ...group, family: familyOf(problem, lexicon), lacks: 'object' };
  }
  const name = lexicon.problems.themes.get(aspect);
  const theme = name === undefined ? null : { name, sort: sortOf(aspect) };
  const isTold =
    kind === 'wide' &&
    theme !== null &&
    befalls(problem, theme) &&
    !lexicon.problems.praises.has(`${theme.name} ${problem.name}`);
  return isTold
    ? pain(theme, problem, lexicon, 'words')
    : otherGroup('unclear', opinion, objects, lexicon);
}

/** What is done at night troubles people more than by day: 夜间施工. */
function timed(
  object: Named,
  { span, before }: Pick<StatedOpinion, 'span' | 'before'>,
  { problems }: Lexicon,
): Named {
  if (object.sort !== 'source') return object;
  const text = `${before.split(PAUSE).slice(-2).join('')}${span}`;
  const isNight = [...problems.words.night].some((word) => text.includes(word));
  const name = `${NIGHT}${object.name}`;
  return isNight && problems.objects.has(name) ? { ...object, name } : object;
}

const PAUSE = /[，,。！？!?；;\s]+/u;
const NIGHT = '夜间';

/** How much the kinds of class tell, most first. */
const TELLING: readonly ProblemKind[] = [
  ...(['specific', 'bound', 'quality', 'wide', 'hazard', 'effect', 'outcome', 'general'] as const),
];

/** The most telling of what the words of the statement and the dictionaries call the problem; of equals, the statement's. */
function problemIn(
  { span, aspect }: Pick<StatedOpinion, 'span' | 'aspect'>,
  folded: string,
  statement: Statement,
  { lexicon, segmenter }: Resources,
): ProblemClass | null {
  const found = namedProblem(span, folded, statement, { lexicon, segmenter });
  const { classes, within, praises } = lexicon.problems;
  if (
    found === null ||
    statement.objects.some(({ name }) => praises.has(`${name} ${found.name}`))
  ) {
    return null;
  }
  if (found.kind === 'bound' && statement.done !== null)
    return doing(found, statement.done, classes);
  const limits = within.get(found.name);
  return limits === undefined || limits.aspects.has(aspect) ? found : limits.elsewhere;
}

/** 违规分房: a problem that says too little by itself, with what is done. */
function doing(
  { name }: ProblemClass,
  done: string,
  classes: ReadonlyMap<string, ProblemClass>,
): ProblemClass {
  const whole = `${name}${done}`;
  return classes.get(whole) ?? { name: whole, kind: 'specific', of: new Set() };
}

function namedProblem(
  span: string,
  folded: string,
  { predicate }: Statement,
  { lexicon, segmenter }: Resources,
): ProblemClass | null {
  const { classes } = lexicon.problems;
  if (deniesFault(predicate, lexicon)) return null;
  const boundaries = new Uint8Array(folded.length + 1);
  cutText(unitsOf(folded), segmenter, lexicon, boundaries, new Int32Array(folded.length + 1));
  const { object, problem: known } = problemOf(span, lexicon, boundaries);
  // 油耗 and 高: what one class names is told in two where it stands in one word.
  const whole = object === null || known === null ? null : `${object}${known}`;
  const evaluation = predicate === null ? null : lexicon.byText.get(predicate)?.evaluation;
  const named = [
    ...[predicate, evaluation?.problem, whole, known === MISSING ? null : known],
    endOf(folded, classes),
  ];
  const found = named.flatMap((name) => classes.get(name ?? '') ?? []);
  const problem = TELLING.flatMap((kind) => found.find((one) => one.kind === kind) ?? [])[0];
  if (problem?.kind === 'general' && folded.includes(ATTITUDE)) {
    return classes.get(`${ATTITUDE}${BAD}`) ?? problem;
  }
  return problem ?? classes.get(deniedBy(predicate, known)) ?? null;
}

/** Units of the longest and shortest name of a problem that is looked for at the end of a statement. */
const [LONGEST_END, SHORTEST_END] = [6, 3];

/** The problem of several words that a statement ends in, whatever has it: 转账失败 in 手机银行转账失败; null for none. */
function endOf(folded: string, classes: ReadonlyMap<string, ProblemClass>): string | null {
  for (let length = LONGEST_END; length >= SHORTEST_END; length--) {
    const end = folded.slice(-length);
    const known = end.length === length ? classes.get(end) : undefined;
    if (known?.kind === 'specific' && known.of?.size === 0) return end;
  }
  return null;
}

/** 没有卡顿, 不漏水 deny a fault, unless the whole is itself one (不亮). */
function deniesFault(predicate: string | null, { problems: { classes } }: Lexicon): boolean {
  const denied = /^(?:不|没有)(.{2,})$/u.exec(predicate ?? '')?.[1];
  if (denied === undefined || classes.has(predicate ?? '')) return false;
  return FAULTS.has(classes.get(denied)?.kind ?? 'quality');
}

const FAULTS: ReadonlySet<ProblemKind> = new Set([
  'specific',
  'bound',
  'wide',
  'hazard',
  'effect',
  'general',
]);

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
  const isPart = ({ sort }: Named): boolean => sort !== 'whole';
  const part = MEASURED.has(problem.kind) ? fitting.findLast(isPart) : fitting.find(isPart);
  return part ?? fitting[0] ?? null;
}

/** What is too much or too slow is the last thing that is named: 年费 in 信用卡年费太高, 网速 in 宽带网速慢. */
const MEASURED: ReadonlySet<ProblemKind> = new Set(['quality', 'wide']);

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

/** A name and its problem in one; what both say is said once: 服务员态度 + 态度差. */
function joined(name: string, problem: string): string {
  let shared = Math.min(name.length, problem.length);
  while (shared > 1 && !name.endsWith(problem.slice(0, shared))) shared -= 1;
  return name + problem.slice(shared > 1 ? shared : 0);
}

function pain(
  object: Named | null,
  problem: ProblemClass,
  { problems }: Lexicon,
  ground: Ground,
): Reading {
  const { nuisances, pairs, said } = problems;
  const nuisance = object?.sort === 'source' ? nuisances.get(problem.name) : undefined;
  const name = object?.name ?? '';
  const stated = nuisance ?? problem.name;
  const called = said.get(`${object?.sort ?? 'none'} ${stated}`) ?? stated;
  const pair = pairs.get(`${name} ${stated}`) ?? { object: name, problem: called };
  const named = pair.object === null || pair.problem.includes(pair.object) ? '' : pair.object;
  const label = LEADING.has(pair.problem) ? `${pair.problem}${named}` : joined(named, pair.problem);
  return {
    key: label,
    label: label.toUpperCase(),
    other: null,
    ground,
    about: null,
    family: familyOf(problem, { problems }),
    lacks: object === null ? lackOf(problem) : null,
  };
}

/** What is wrong, nuisances as one. */
function familyOf({ name }: ProblemClass, { problems }: Pick<Lexicon, 'problems'>): string {
  return problems.nuisances.get(name) ?? name;
}

function lackOf({ kind, of }: ProblemClass): Reading['lacks'] {
  if (kind === 'effect' || kind === 'hazard') return 'cause';
  if (of === null || of.size === 0) return null;
  return of.has('org') ? 'actor' : 'object';
}

const OTHER_LABELS = { general: '笼统不满', unclear: '未归类' } as const;

/** `about` is the object with a problem that is not told: better than nothing where the voice tells nothing else. */
function otherGroup(
  other: 'general' | 'unclear',
  { aspect }: Pick<StatedOpinion, 'aspect'>,
  objects: readonly Named[],
  lexicon: Lexicon,
): Reading {
  const label = `${ASPECTS[aspect].zh}·${OTHER_LABELS[other]}`;
  const object = objects.find(({ sort }) => sort !== 'whole');
  const untold = lexicon.problems.classes.get(UNTOLD);
  const about = object && untold ? pain(object, untold, lexicon, 'object') : null;
  const key = `${other}|${aspect}`;
  return { key, label, other, ground: 'words', about, family: null, lacks: null };
}
