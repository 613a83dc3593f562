import { type HeaderLexicon, type HeaderMeaning, meaningOf } from '../lexicon/headers.ts';
import type { ColumnShape, Profile } from '../model/configuration.ts';
import type { ColumnRole, SourceFormat, SourceItem } from '../model/source.ts';
import { assignRoles, type FoundRole, type NamedColumn } from './column-roles.ts';
import { shapeOf } from './column-shape.ts';
import { type ColumnSides, cellSides, columnSides } from './column-sides.ts';
import { type DateFormat, inferDateFormat, parseDate } from './dates.ts';
import { inOrder, momentOf } from './dialogue.ts';
import { chatOfLines, noColumn, noProfileText, noText } from './layout-faults.ts';
import { fitProfile, type ProfileFit, type SchemaChanges } from './profile-fit.ts';
import {
  likeness,
  nearest,
  type ProfileChoice,
  type Recognised,
  recognise,
} from './profile-match.ts';
import { inferScale, type RatingScale } from './ratings.ts';
import { headerCandidates, type SampleTable, tableOf } from './sample-table.ts';
import { transcriptShare, turnsOf } from './transcript.ts';

/** Items at the beginning of an export that suffice to find its layout. */
export const LAYOUT_SAMPLE = 500;

/** One column: what it is called and what it is for. */
export interface Column {
  readonly name: string;
  readonly role: ColumnRole;
  /** How the role was found: by the name, by the values, because a person said so, or a profile remembers it. */
  readonly found: FoundRole['found'];
  readonly shape: ColumnShape;
  /** Its first value that is not empty. */
  readonly example: string;
}

/** What an export is made of. Columns are in file order; at most one has each role but `ignored`. */
export interface Layout {
  readonly columns: readonly Column[];
  /** Line of the header; everything up to it is no data. 0 without a header, and for objects. */
  readonly headerLine: number;
  /** Whether cells cannot slip into the next column (workbooks, Parquet), so that surplus cells do no harm. */
  readonly aligned: boolean;
  readonly dateFormat: DateFormat;
  readonly ratingScale: RatingScale;
  /** `review`, `hotline`, `survey`, `chat` or `feedback`, told by the columns alone. */
  readonly source: string;
  /** Who a speaker is that the lexicon does not know. */
  readonly sides: ColumnSides;
  /** The profile by which it is read, and what is not as that one knows it; null without one. */
  readonly profile: { readonly name: string; readonly changes: SchemaChanges } | null;
  /** Name of the profile that comes nearest where it is read by none; null where none comes near. */
  readonly nearProfile: string | null;
}

/** Columns that a person named for a role; by name, or by 1-based position. */
export type GivenColumns = Readonly<Partial<Record<Exclude<ColumnRole, 'ignored'>, string>>>;

export interface LayoutOptions {
  /** Name of the input, for messages. */
  readonly name?: string;
  readonly format?: SourceFormat;
  readonly given?: GivenColumns;
  /** Remembered mappings: the one that the columns are known by is followed. */
  readonly profiles?: ProfileChoice;
  /** For filters: an input without rows has a layout without columns, instead of being refused. */
  readonly emptyIsFine?: boolean;
  /** For tables that are no voices: a column of texts is not needed. */
  readonly withoutText?: boolean;
}

/**
 * Finds out what the columns of an export are for, from its first items (`LAYOUT_SAMPLE` of them).
 * Equal columns give an equal answer whatever the file is called, so that parts of a file match the whole.
 * @throws InputError where no column holds text, a named column does not exist, or two profiles fit equally
 */
export function detectLayout(
  sample: readonly SourceItem[],
  lexicon: HeaderLexicon,
  options: LayoutOptions = {},
): Layout {
  const name = options.name ?? '-';
  const known = recogniseSample(name, sample, options.profiles);
  const table = tableOf(sample, lexicon, known);
  const nothing = options.emptyIsFine === true && table.columns.length === 0;
  const given = nothing ? new Map<number, ColumnRole>() : positionsOf(table, options, name);
  const fit =
    known && fitProfile(known.profile, table.columns, lexicon, table.headed, given, table.objects);
  const roles = fit?.roles ?? assignRoles(table.columns, lexicon, table.headed, given);
  const columns = table.columns.map((column, at): Column => {
    const { role, found } = roles[at] ?? { role: 'ignored', found: 'none' };
    const shape = shapeOf(column.values, lexicon);
    return { name: column.name, role, found, shape, example: exampleOf(column.values) };
  });
  const textless = nothing || options.withoutText === true;
  if (!textless) {
    requireText(name, columns, sample, known);
    refuseChat(name, columns, table, lexicon, options);
  }
  const rating = valuesOf('rating', columns, table);
  const dates = ['createdAt', 'followupAt'] as const;
  const dated = dates.find((role) => columns.some((column) => column.role === role));
  const dateFormat = inferDateFormat(valuesOf(dated ?? 'createdAt', columns, table).values);
  return {
    columns,
    headerLine: table.headerLine,
    aligned: options.format === 'xlsx' || options.format === 'parquet',
    dateFormat,
    ratingScale: inferScale(rating.name, rating.values, lexicon),
    source: known?.profile.source ?? sourceOf(columns, lexicon),
    sides: sidesIn(columns, table, dateFormat, lexicon),
    nearProfile: known === null ? nearest(headerCandidates(sample), options.profiles) : null,
    profile: known && fit && { name: known.name, changes: changesOf(known, fit, table, options) },
  };
}

/**
 * Refuses a chat whose turns are the lines: read one by one, the words of agents would be the customer's. A filter, for
 * which every line is a row, takes it.
 */
function refuseChat(
  name: string,
  columns: readonly Column[],
  table: SampleTable,
  lexicon: HeaderLexicon,
  { emptyIsFine }: LayoutOptions,
): void {
  const [lines] = columns;
  if (columns.length !== 1 || table.objects || emptyIsFine || lines?.found === 'given') return;
  const values = table.columns.flatMap((column) => column.values);
  const all = values.filter((value) => !value.includes('\n')).join('\n');
  if (transcriptShare([all], lexicon) === 1) throw chatOfLines(name);
}

/** @throws InputError where no column holds text */
function requireText(
  name: string,
  columns: readonly Column[],
  sample: readonly SourceItem[],
  known: Recognised | null,
): void {
  if (columns.some(({ role }) => role === 'text' || role === 'turns')) return;
  throw known === null ? noText(name, columns, sample) : noProfileText(name, known, columns);
}

/** Who the speakers of the sample are, by what they said in the order in which they said it. */
function sidesIn(
  columns: readonly Column[],
  table: SampleTable,
  format: DateFormat,
  lexicon: HeaderLexicon,
): ColumnSides {
  const cells = columns.findIndex(({ role }) => role === 'turns');
  if (cells >= 0) return sidesInCells(table.columns[cells] ?? { values: [], raw: [] }, lexicon);
  const values = (role: ColumnRole): readonly string[] => valuesOf(role, columns, table).values;
  const [labels, texts, times] = [values('speaker'), values('text'), values('createdAt')];
  const conversations = values('conversation');
  const turns = labels.map((label, at) => ({
    conversation: conversations[at] ?? '',
    label,
    text: texts[at] ?? '',
    speaker: 'customer' as const,
    ...momentOf(parseDate(times[at] ?? '', format, '+00:00')),
  }));
  return columnSides(valuesOf('speaker', columns, table).name, inOrder(turns), lexicon);
}

function sidesInCells(
  { values, raw }: Pick<NamedColumn, 'values' | 'raw'>,
  lexicon: HeaderLexicon,
): ColumnSides {
  const options = { lexicon, offset: '+00:00', startedAt: null };
  const told = values.map((value, at) => turnsOf(raw[at] ?? value, options)?.sides ?? new Map());
  return cellSides(told);
}

function recogniseSample(
  name: string,
  sample: readonly SourceItem[],
  choice: ProfileChoice | undefined,
): Recognised | null {
  return choice === undefined ? null : recognise(name, headerCandidates(sample), choice);
}

function changesOf(
  { profile }: Recognised,
  { columns, reordered }: ProfileFit,
  { headerLine, objects }: SampleTable,
  { profiles }: LayoutOptions,
): SchemaChanges {
  const [from, to] = [profile.header, headerLine];
  const sheet = profiles?.sheet;
  return {
    columns,
    reordered,
    header: from === to || objects ? null : { from, to },
    sheet:
      sheet === undefined || profile.sheet === undefined || sheet === profile.sheet
        ? null
        : { from: profile.sheet, to: sheet },
  };
}

/** How well the first rows of a table suit a profile, 0 to 1; that of the best one. */
export function profileFit(sample: readonly SourceItem[], profiles: readonly Profile[]): number {
  const headers = headerCandidates(sample);
  const fits = profiles.flatMap((profile) => headers.map(({ names }) => likeness(names, profile)));
  return Math.max(0, ...fits);
}

/**
 * How well the first rows of a table suit to be read for its texts: 2 where a column of texts is told by its
 * name (or is the one named `given`), 1 where values look like texts, 0 without one.
 */
export function textFit(
  sample: readonly SourceItem[],
  lexicon: HeaderLexicon,
  given?: string,
): 0 | 1 | 2 {
  const { columns, headed } = tableOf(sample, lexicon);
  if (columns.some(({ name }) => name === given?.trim())) return 2;
  const roles = assignRoles(columns, lexicon, headed, new Map());
  const text = roles.find(({ role }) => role === 'text' || role === 'turns');
  if (text === undefined) return 0;
  return text.found === 'name' ? 2 : 1;
}

function positionsOf(
  { columns }: SampleTable,
  { given = {} }: LayoutOptions,
  name: string,
): ReadonlyMap<number, ColumnRole> {
  const positions = new Map<number, ColumnRole>();
  for (const [role, wanted] of Object.entries(given)) {
    const named = columns.findIndex((column) => column.name === wanted.trim());
    const at = named < 0 && /^\d+$/.test(wanted) ? Number(wanted) - 1 : named;
    if (columns[at] === undefined) throw noColumn(name, wanted, columns);
    positions.set(at, role as ColumnRole);
  }
  return positions;
}

function valuesOf(
  role: ColumnRole,
  columns: readonly Column[],
  table: SampleTable,
): { name: string; values: readonly string[] } {
  const at = columns.findIndex((column) => column.role === role);
  return table.columns[at] ?? { name: '', values: [] };
}

/** The kind of export that most columns speak for; the more particular kind where two are level. */
function sourceOf(columns: readonly Column[], lexicon: HeaderLexicon): string {
  const has = (role: ColumnRole): boolean => columns.some((column) => column.role === role);
  if (has('turns') || has('speaker')) return 'chat';
  const meanings = columns
    .filter(({ role, found }) => role !== 'ignored' && found === 'name')
    .map(({ name }): HeaderMeaning | null => meaningOf(name, lexicon));
  const votes = (source: string): number =>
    meanings.filter((meaning) => meaning?.source === source).length;
  const [best] = ['hotline', 'survey', 'review', 'chat']
    .map((source) => ({ source, votes: votes(source) }))
    .filter((kind) => kind.votes > 0)
    .sort((one, other) => other.votes - one.votes);
  return best?.source ?? 'feedback';
}

function exampleOf(values: readonly string[]): string {
  return values.find((value) => value.trim() !== '') ?? '';
}
