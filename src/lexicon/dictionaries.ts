import { ASPECTS, type Aspect, STAGES, type Stage } from '../model/labels.ts';
import { FRAME_ROLES, type FrameRole } from '../text/frames.ts';
import {
  type Anchored,
  type Cue,
  DOMAINS,
  type Domain,
  type Evaluation,
  type MoreIs,
  type Quality,
  type QualityCase,
  ROLES,
  type Role,
  type Term,
} from './entries.ts';
import { compilePattern } from './patterns.ts';
import { badCell, type Row } from './tables.ts';

/** What a dictionary may add to while it is read. */
export interface Builder {
  readonly traditional: Uint16Array;
  readonly words: Map<string, string>;
  readonly frames: [string, FrameRole][];
  readonly termOf: (text: string) => Term;
}

interface Dictionary {
  readonly file: string;
  readonly columns: readonly string[];
  readonly add: (builder: Builder, file: string, row: Row) => void;
}

/** The dictionaries of this room, in the order in which they are read. `-` stands for an empty cell. */
export const DICTIONARIES: readonly Dictionary[] = [
  { file: 'traditional.tsv', columns: ['traditional', 'simplified'], add: addTraditional },
  { file: 'traditional.words.tsv', columns: ['traditional', 'simplified'], add: addWord },
  { file: 'frames.tsv', columns: ['text', 'role'], add: addFrame },
  { file: 'stops.tsv', columns: ['term'], add: addStop },
  { file: 'aspects.tsv', columns: ['term', 'object', 'aspect', 'stage', 'more'], add: addAspect },
  { file: 'modifiers.tsv', columns: ['term', 'role', 'factor'], add: addModifier },
  { file: 'qualities.tsv', columns: ['term', 'direction', 'weight', 'aspect'], add: addQuality },
  { file: 'cases.tsv', columns: ['term', 'object', 'weight', 'problem'], add: addCase },
  {
    file: 'evaluations.tsv',
    columns: ['term', 'weight', 'aspect', 'problem'],
    add: addEvaluation,
  },
  {
    file: 'phrases.tsv',
    columns: ['pattern', 'weight', 'aspect', 'stage', 'problem'],
    add: addPhrase,
  },
  { file: 'cues.tsv', columns: ['pattern', 'label', 'weight'], add: addCue },
  { file: 'emoticons.tsv', columns: ['emoticon', 'weight'], add: addEmoticon },
  { file: 'domains.tsv', columns: ['term', 'domain', 'weight'], add: addDomain },
];

function addTraditional(builder: Builder, file: string, row: Row): void {
  const [from = '', to = ''] = row.cells;
  if (from.length !== 1 || to.length !== 1)
    throw badCell(file, row.line, from, 'a single character');
  builder.traditional[from.charCodeAt(0)] = to.charCodeAt(0);
}

function addWord(builder: Builder, file: string, row: Row): void {
  builder.words.set(text(file, row, 0), text(file, row, 1).toLowerCase());
}

function addFrame(builder: Builder, file: string, row: Row): void {
  const role = row.cells[1] ?? '';
  if (!isFrameRole(role)) throw badCell(file, row.line, role, FRAME_ROLES.join(' '));
  builder.frames.push([text(file, row, 0), role]);
}

function isFrameRole(role: string): role is FrameRole {
  return FRAME_ROLES.some((known) => known === role);
}

function addStop(builder: Builder, file: string, row: Row): void {
  builder.termOf(text(file, row, 0)).stop = true;
}

function addAspect(builder: Builder, file: string, row: Row): void {
  const term = text(file, row, 0);
  builder.termOf(term).aspect = {
    term,
    object: text(file, row, 1),
    aspect: aspect(file, row, 2) ?? fail(file, row, 2, 'an aspect'),
    stage: stage(file, row, 3),
    more: direction(file, row, 4),
  };
}

function addModifier(builder: Builder, file: string, row: Row): void {
  const term = text(file, row, 0);
  const role = row.cells[1] ?? '';
  if (!ROLES.includes(role as Role)) throw badCell(file, row.line, role, ROLES.join(' '));
  builder.termOf(term).modifier = { term, role: role as Role, factor: number(file, row, 2) };
}

function addQuality(builder: Builder, file: string, row: Row): void {
  const term = text(file, row, 0);
  builder.termOf(term).quality = {
    term,
    direction: direction(file, row, 1),
    weight: number(file, row, 2),
    aspect: aspect(file, row, 3),
    cases: new Map<string, QualityCase>(),
  };
}

function addCase(builder: Builder, file: string, row: Row): void {
  const quality: Quality | null = builder.termOf(text(file, row, 0)).quality;
  if (!quality) throw badCell(file, row.line, row.cells[0] ?? '', 'a term of qualities.tsv');
  quality.cases.set(text(file, row, 1), {
    weight: number(file, row, 2),
    problem: optional(row, 3),
  });
}

function addEvaluation(builder: Builder, file: string, row: Row): void {
  const term = text(file, row, 0);
  builder.termOf(term).evaluation = {
    entry: term,
    weight: number(file, row, 1),
    aspect: aspect(file, row, 2),
    stage: null,
    problem: optional(row, 3),
  };
}

function addPhrase(builder: Builder, file: string, row: Row): void {
  const entry = text(file, row, 0);
  const evaluation: Evaluation = {
    entry,
    weight: number(file, row, 1),
    aspect: aspect(file, row, 2),
    stage: stage(file, row, 3),
    problem: optional(row, 4),
  };
  if (!/[()*#]/u.test(entry)) builder.termOf(entry).evaluation = evaluation;
  else addPattern(builder, file, row, { evaluation, cue: null });
}

function addCue(builder: Builder, file: string, row: Row): void {
  const cue: Cue = {
    entry: text(file, row, 0),
    label: text(file, row, 1),
    weight: number(file, row, 2),
  };
  addPattern(builder, file, row, { evaluation: null, cue });
}

/** A face hints at a mood and judges nothing; the words in the name of its code, as in [赞], mean nothing themselves. */
function addEmoticon(builder: Builder, file: string, row: Row): void {
  const entry = text(file, row, 0);
  const pattern = { anchors: [entry], quantityBefore: false, parts: [] };
  const cue: Cue = { entry, label: 'sentiment', weight: number(file, row, 1) };
  const term = builder.termOf(entry);
  term.anchored = [...term.anchored, { pattern, evaluation: null, cue }];
  term.stop = true;
}

function addPattern(
  builder: Builder,
  file: string,
  row: Row,
  content: Omit<Anchored, 'pattern'>,
): void {
  const pattern = compilePattern(text(file, row, 0));
  if (!pattern) throw badCell(file, row.line, row.cells[0] ?? '', 'a pattern: text (a|b) *3 #');
  for (const anchor of pattern.anchors) {
    const term = builder.termOf(anchor);
    term.anchored = [...term.anchored, { pattern, ...content }];
  }
}

function addDomain(builder: Builder, file: string, row: Row): void {
  const domain = row.cells[1] ?? '';
  if (!DOMAINS.includes(domain as Domain)) {
    throw badCell(file, row.line, domain, DOMAINS.join(' '));
  }
  const term = builder.termOf(text(file, row, 0));
  const cue = { domain: domain as Domain, weight: number(file, row, 2) };
  term.domains = [...term.domains, cue];
}

function text(file: string, row: Row, column: number): string {
  const cell = row.cells[column] ?? '';
  if (cell === '' || cell === '-') throw badCell(file, row.line, cell, 'a word');
  return cell;
}

function optional(row: Row, column: number): string | null {
  const cell = row.cells[column] ?? '-';
  return cell === '-' ? null : cell;
}

function number(file: string, row: Row, column: number): number {
  const value = Number(row.cells[column]);
  if (!Number.isFinite(value) || Math.abs(value) > 5)
    fail(file, row, column, 'a number from -5 to 5');
  return value;
}

function direction(file: string, row: Row, column: number): MoreIs {
  const value = row.cells[column];
  if (value === '+') return 1;
  if (value === '-') return 0;
  return value === '--' ? -1 : fail(file, row, column, '+ (more is good), -- (bad) or -');
}

function aspect(file: string, row: Row, column: number): Aspect | null {
  const cell = optional(row, column);
  if (cell !== null && !Object.hasOwn(ASPECTS, cell)) fail(file, row, column, 'an aspect');
  return cell as Aspect | null;
}

function stage(file: string, row: Row, column: number): Stage | null {
  const cell = optional(row, column);
  if (cell !== null && !Object.hasOwn(STAGES, cell)) fail(file, row, column, 'a stage');
  return cell as Stage | null;
}

function fail(file: string, row: Row, column: number, wanted: string): never {
  throw badCell(file, row.line, row.cells[column] ?? '', wanted);
}
