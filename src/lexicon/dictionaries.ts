import { ASPECTS, type Aspect, STAGES, type Stage } from '../model/labels.ts';
import {
  type Anchored,
  type Cue,
  DOMAINS,
  type Domain,
  type Evaluation,
  type MoreIs,
  type QualityCase,
  ROLES,
  type Role,
  type Term,
} from './entries.ts';
import { compilePattern, type Pattern } from './patterns.ts';
import { badCell, type Row } from './tables.ts';

/** What a row of a dictionary says: of a term, as a pattern, or both. */
export interface Entry {
  /** The term that is described, null for none. */
  readonly term: string | null;
  /** Adds to that term what the row says of it. */
  readonly describe: (term: Term) => void;
  readonly pattern: Anchored | null;
}

export interface Dictionary {
  readonly file: string;
  readonly columns: readonly string[];
  /** `-` stands for an empty cell. */
  readonly read: (row: Row) => Entry;
}

/** What says something of terms, in the order in which it is read: of two that say the same, the later counts. */
export const DICTIONARIES: readonly Dictionary[] = [
  { file: 'stops.tsv', columns: ['term'], read: readStop },
  { file: 'aspects.tsv', columns: ['term', 'object', 'aspect', 'stage', 'more'], read: readAspect },
  { file: 'senses.tsv', columns: ['term', 'domain', 'aspect'], read: readSense },
  { file: 'modifiers.tsv', columns: ['term', 'role', 'factor'], read: readModifier },
  { file: 'qualities.tsv', columns: ['term', 'direction', 'weight', 'aspect'], read: readQuality },
  { file: 'cases.tsv', columns: ['term', 'object', 'weight', 'problem'], read: readCase },
  {
    file: 'evaluations.tsv',
    columns: ['term', 'weight', 'aspect', 'problem'],
    read: readEvaluation,
  },
  {
    file: 'phrases.tsv',
    columns: ['pattern', 'weight', 'aspect', 'stage', 'problem'],
    read: readPhrase,
  },
  { file: 'cues.tsv', columns: ['pattern', 'label', 'weight'], read: readCue },
  { file: 'emoticons.tsv', columns: ['emoticon', 'weight'], read: readEmoticon },
  { file: 'domains.tsv', columns: ['term', 'domain', 'weight'], read: readDomain },
];

function ofTerm(term: string, describe: (term: Term) => void): Entry {
  return { term, describe, pattern: null };
}

function ofPattern(pattern: Anchored): Entry {
  return { term: null, describe: () => {}, pattern };
}

function readStop(row: Row): Entry {
  return ofTerm(word(row, 0), stop);
}

function stop(term: Term): void {
  term.stop = true;
}

function readAspect(row: Row): Entry {
  const aspectTerm = {
    term: word(row, 0),
    object: word(row, 1),
    aspect: aspect(row, 2) ?? fail(row, 2, 'an aspect'),
    stage: stage(row, 3),
    more: direction(row, 4),
    senses: null,
  };
  return ofTerm(aspectTerm.term, (term) => {
    term.aspect = aspectTerm;
  });
}

function readSense(row: Row): Entry {
  const sense = domain(row, 1);
  const meant = aspect(row, 2) ?? fail(row, 2, 'an aspect');
  return ofTerm(word(row, 0), (term) => {
    const { aspect: named } = term;
    if (!named) fail(row, 0, 'a term of aspects.tsv');
    term.aspect = { ...named, senses: new Map([...(named.senses ?? []), [sense, meant]]) };
  });
}

function readModifier(row: Row): Entry {
  const role = row.cells[1] ?? '';
  if (!ROLES.includes(role as Role)) fail(row, 1, ROLES.join(' '));
  const modifier = { term: word(row, 0), role: role as Role, factor: number(row, 2) };
  return ofTerm(modifier.term, (term) => {
    term.modifier = modifier;
  });
}

function readQuality(row: Row): Entry {
  const quality = {
    term: word(row, 0),
    direction: direction(row, 1),
    weight: number(row, 2),
    aspect: aspect(row, 3),
    cases: new Map<string, QualityCase>(),
  };
  return ofTerm(quality.term, (term) => {
    term.quality = quality;
  });
}

function readCase(row: Row): Entry {
  const object = word(row, 1);
  const known = { weight: number(row, 2), problem: optional(row, 3) };
  return ofTerm(word(row, 0), ({ quality }) => {
    if (!quality) fail(row, 0, 'a term of qualities.tsv');
    quality.cases.set(object, known);
  });
}

function readEvaluation(row: Row): Entry {
  const evaluation: Evaluation = {
    entry: word(row, 0),
    weight: number(row, 1),
    aspect: aspect(row, 2),
    stage: null,
    problem: optional(row, 3),
  };
  return judging(evaluation);
}

function judging(evaluation: Evaluation): Entry {
  return ofTerm(evaluation.entry, (term) => {
    term.evaluation = evaluation;
  });
}

function readPhrase(row: Row): Entry {
  const evaluation: Evaluation = {
    entry: word(row, 0),
    weight: number(row, 1),
    aspect: aspect(row, 2),
    stage: stage(row, 3),
    problem: optional(row, 4),
  };
  if (!/[()*#]/u.test(evaluation.entry)) return judging(evaluation);
  return ofPattern({ pattern: patternOf(row), evaluation, cue: null });
}

function readCue(row: Row): Entry {
  const cue: Cue = { entry: word(row, 0), label: word(row, 1), weight: number(row, 2) };
  return ofPattern({ pattern: patternOf(row), evaluation: null, cue });
}

/** A face hints at a mood and judges nothing; the words in the name of its code, as in [赞], mean nothing themselves. */
function readEmoticon(row: Row): Entry {
  const entry = word(row, 0);
  const pattern = { anchors: [entry], quantityBefore: false, parts: [] };
  const cue: Cue = { entry, label: 'sentiment', weight: number(row, 1) };
  return { term: entry, describe: stop, pattern: { pattern, evaluation: null, cue } };
}

function readDomain(row: Row): Entry {
  const told = domain(row, 1);
  const cue = { domain: told, at: DOMAINS.indexOf(told), weight: number(row, 2) };
  return ofTerm(word(row, 0), (term) => {
    term.domains = [...term.domains, cue];
  });
}

function patternOf(row: Row): Pattern {
  return compilePattern(word(row, 0)) ?? fail(row, 0, 'a pattern: text (a|b) *3 #');
}

function word(row: Row, column: number): string {
  const cell = row.cells[column] ?? '';
  if (cell === '' || cell === '-') fail(row, column, 'a word');
  return cell;
}

function optional(row: Row, column: number): string | null {
  const cell = row.cells[column] ?? '-';
  return cell === '-' ? null : cell;
}

function number(row: Row, column: number): number {
  const value = Number(row.cells[column]);
  if (!Number.isFinite(value) || Math.abs(value) > 5) fail(row, column, 'a number from -5 to 5');
  return value;
}

function direction(row: Row, column: number): MoreIs {
  const value = row.cells[column];
  if (value === '+') return 1;
  if (value === '-') return 0;
  return value === '--' ? -1 : fail(row, column, '+ (more is good), -- (bad) or -');
}

function aspect(row: Row, column: number): Aspect | null {
  const cell = optional(row, column);
  if (cell !== null && !Object.hasOwn(ASPECTS, cell)) fail(row, column, 'an aspect');
  return cell as Aspect | null;
}

function domain(row: Row, column: number): Domain {
  const cell = row.cells[column];
  return DOMAINS.find((one) => one === cell) ?? fail(row, column, DOMAINS.join(' '));
}

function stage(row: Row, column: number): Stage | null {
  const cell = optional(row, column);
  if (cell !== null && !Object.hasOwn(STAGES, cell)) fail(row, column, 'a stage');
  return cell as Stage | null;
}

function fail(row: Row, column: number, wanted: string): never {
  throw badCell(row.file, row.line, row.cells[column] ?? '', wanted);
}
