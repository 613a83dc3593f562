import { ASPECTS, type Aspect } from '../model/labels.ts';
import { badCell, type Row, readTable } from './tables.ts';

/**
 * What a class of problem says by itself: `specific` what is wrong; `bound` that, too, but too little unless it is known
 * with what (违规, 未解决); `wide` what is wrong with the product, service
 * or place at large (坏了); `quality` nothing unless it says of what (大, 没有); `effect` what a problem does to people,
 * not which (影响睡眠); `hazard` what it may yet do (安全隐患); `general` no more than that something is bad; `outcome` what the customer will do about it.
 */
const KINDS = [
  'specific',
  'bound',
  'wide',
  'quality',
  'hazard',
  'effect',
  'general',
  'outcome',
] as const;
export type ProblemKind = (typeof KINDS)[number];

/**
 * What things are, as far as it decides what may be wrong with them. A `part` is one of a
 * thing, a `function` what it does or looks like, a `source` what troubles its neighbours (a building site), a `whole`
 * all of a purchase.
 */
const SORTS = [
  'part',
  'thing',
  'function',
  'system',
  'food',
  'content',
  'money',
  'service',
  'org',
  'place',
  'source',
  'rule',
  'whole',
] as const;
export type Sort = (typeof SORTS)[number];

/**
 * Words that decide how a statement is read; `behind` stands behind the verb that it denies (找不到), `night` says that it
 * is at night.
 */
const WORD_ROLES = ['light', 'unable', 'behind', 'negation', 'absent', 'night'] as const;
export type WordRole = (typeof WORD_ROLES)[number];

export interface ProblemClass {
  /** What the class is called. */
  readonly name: string;
  readonly kind: ProblemKind;
  /** The sorts of object that are named with it; null for all. */
  readonly of: ReadonlySet<Sort> | null;
}

export interface KnownObject {
  readonly name: string;
  /** Null for what is never what a problem befalls: 妈妈, 时间. */
  readonly sort: Sort | null;
}

/** Object and problem that have a name of their own; an object of null is part of that name. */
export interface PairName {
  readonly object: string | null;
  readonly problem: string;
}

export interface Within {
  readonly aspects: ReadonlySet<string>;
  readonly elsewhere: ProblemClass | null;
}

/** What is known of problems, of their objects, and of the words that state them. */
export interface Problems {
  readonly classes: ReadonlyMap<string, ProblemClass>;
  readonly objects: ReadonlyMap<string, KnownObject>;
  /** By object and problem with a space between. */
  readonly pairs: ReadonlyMap<string, PairName>;
  /** What a problem is called of a sort of thing, by sort and problem with a space between: `org 慢` is 办事拖延. */
  readonly said: ReadonlyMap<string, string>;
  /** By object and problem with a space between: what is praise as often as blame (声音 大). */
  readonly praises: ReadonlySet<string>;
  /** Aspects that a problem belongs to, by its name, and what it is of any other aspect; null for nothing. */
  readonly within: ReadonlyMap<string, Within>;
  /** What a problem is called where a source causes it, by the problem: 噪音大 and 扬尘 are 扰民. */
  readonly nuisances: ReadonlyMap<string, string>;
  readonly themes: ReadonlyMap<Aspect, string>;
  readonly words: Readonly<Record<WordRole, ReadonlySet<string>>>;
}

export const PROBLEMS_FILE = 'problems.tsv';
export const PROBLEM_COLUMNS: readonly string[] = ['term', 'kind', 'name', 'of'];

/** @throws InputError naming file and line of a row that is wrong. */
export function readProblems(text: string): Problems {
  const rows = readTable(PROBLEMS_FILE, text, PROBLEM_COLUMNS).map(entryOf);
  for (const { kind, line } of rows) {
    if (!isKnown(kind)) {
      throw badCell(PROBLEMS_FILE, line, kind, 'a kind of problem, a sort of object …');
    }
  }
  const of = (kind: string): Entry[] => rows.filter((entry) => entry.kind === kind);
  const classes = classesOf(rows);
  const role = (one: WordRole): Set<string> => new Set(of(one).map(({ term }) => term));
  return {
    classes,
    objects: objectsOf(rows),
    pairs: new Map(of('pair').map((entry) => [entry.term, pairName(entry)])),
    said: new Map(of('said').map(({ term, name }) => [term, name])),
    praises: new Set(of('praise').map(({ term }) => term)),
    within: new Map(of('within').map((entry) => [entry.term, withinOf(entry, classes)])),
    nuisances: new Map(of('nuisance').map(({ term, name }) => [term, name])),
    themes: new Map(of('theme').map((entry) => [aspectOf(entry), entry.name])),
    words: {
      light: role('light'),
      unable: role('unable'),
      behind: role('behind'),
      negation: role('negation'),
      absent: role('absent'),
      night: role('night'),
    },
  };
}

const OTHER_KINDS: readonly string[] = [
  ...['same', 'nobody', 'pair', 'said', 'praise', 'within', 'nuisance', 'theme'],
];

function isKnown(kind: string): boolean {
  const lists: readonly (readonly string[])[] = [KINDS, SORTS, WORD_ROLES, OTHER_KINDS];
  return lists.some((list) => list.includes(kind));
}

function objectsOf(rows: readonly Entry[]): Map<string, KnownObject> {
  const objects = new Map<string, KnownObject>();
  for (const { kind, term, name } of rows) {
    if (isOneOf(SORTS, kind)) objects.set(term, { name, sort: kind });
    else if (kind === 'nobody') objects.set(term, { name, sort: null });
  }
  return objects;
}

interface Entry {
  readonly line: number;
  readonly term: string;
  readonly kind: string;
  /** The term itself where the cell is empty. */
  readonly name: string;
  readonly of: string;
}

function entryOf({ line, cells }: Row): Entry {
  const [term = '', kind = '', name = '', of = ''] = cells;
  return { line, term, kind, name: name === '-' ? term : name, of };
}

function classesOf(rows: readonly Entry[]): Map<string, ProblemClass> {
  const classes = new Map<string, ProblemClass>();
  for (const entry of rows) {
    const { kind, term, name } = entry;
    if (isOneOf(KINDS, kind)) classes.set(term, { name, kind, of: sortsOf(entry) });
  }
  for (const { kind, term, name, line } of rows) {
    if (kind !== 'same') continue;
    const known = classes.get(name);
    if (!known) throw badCell(PROBLEMS_FILE, line, name, 'a class of problem of this file');
    classes.set(term, known);
  }
  return classes;
}

function sortsOf({ of, line }: Entry): ReadonlySet<Sort> | null {
  if (of === 'any') return null;
  const sorts = new Set<Sort>();
  for (const sort of of === '-' ? [] : of.split('|')) {
    if (!isOneOf(SORTS, sort)) throw badCell(PROBLEMS_FILE, line, sort, SORTS.join(' '));
    sorts.add(sort);
  }
  return sorts;
}

/** The aspects are in `name`, what the problem is elsewhere in `of`. */
function withinOf({ name, of, line }: Entry, classes: ReadonlyMap<string, ProblemClass>): Within {
  const aspects = new Set(name.split('|'));
  for (const aspect of aspects) {
    if (!Object.hasOwn(ASPECTS, aspect)) throw badCell(PROBLEMS_FILE, line, aspect, 'an aspect');
  }
  const elsewhere = of === '-' ? null : classes.get(of);
  if (elsewhere === undefined) throw badCell(PROBLEMS_FILE, line, of, 'a class of problem');
  return { aspects, elsewhere };
}

function pairName({ name }: Entry): PairName {
  const [first = '', second] = name.split(' ');
  return second === undefined
    ? { object: null, problem: first }
    : { object: first, problem: second };
}

function aspectOf({ term, line }: Entry): Aspect {
  if (!Object.hasOwn(ASPECTS, term)) throw badCell(PROBLEMS_FILE, line, term, 'an aspect');
  return term as Aspect;
}

function isOneOf<Known extends string>(known: readonly Known[], word: string): word is Known {
  return (known as readonly string[]).includes(word);
}
