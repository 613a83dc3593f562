import { type HeaderLexicon, type HeaderMeaning, meaningOf } from '../lexicon/headers.ts';
import { InputError } from '../model/errors.ts';
import type { ColumnRole, SourceFormat, SourceItem } from '../model/source.ts';
import type { Speaker } from '../model/voice.ts';
import { flatten } from './cells.ts';
import { assignRoles, type NamedColumn } from './column-roles.ts';
import { type DateFormat, inferDateFormat } from './dates.ts';
import { unknownSpeaker } from './dialogue.ts';
import { columnNames, filledWidth, findHeader } from './header-row.ts';
import { inferScale, type RatingScale } from './ratings.ts';

/** Items at the beginning of an export that suffice to find its layout. */
export const LAYOUT_SAMPLE = 500;

/** One column: what it is called and what it is for. */
export interface Column {
  readonly name: string;
  readonly role: ColumnRole;
  /** How the role was found: by the name, by the values, or because a person said so. */
  readonly found: 'name' | 'values' | 'given' | 'none';
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
  readonly unknownSpeaker: Speaker;
}

/** Columns that a person named for a role; by name, or by 1-based position. */
export type GivenColumns = Readonly<Partial<Record<Exclude<ColumnRole, 'ignored'>, string>>>;

export interface LayoutOptions {
  /** Name of the input, for messages. */
  readonly name?: string;
  readonly format?: SourceFormat;
  readonly given?: GivenColumns;
  /** For filters: an input without rows has a layout without columns, instead of being refused. */
  readonly emptyIsFine?: boolean;
  /** For tables that are no voices: a column of texts is not needed. */
  readonly withoutText?: boolean;
}

/**
 * Finds out what the columns of an export are for, from its first items (`LAYOUT_SAMPLE` of them).
 * Equal columns give an equal answer whatever the file is called, so that parts of a file match the whole.
 * @throws InputError where no column holds text, or a named column does not exist
 */
export function detectLayout(
  sample: readonly SourceItem[],
  lexicon: HeaderLexicon,
  options: LayoutOptions = {},
): Layout {
  const table = tableOf(sample, lexicon);
  const name = options.name ?? '-';
  const nothing = options.emptyIsFine === true && table.columns.length === 0;
  const roles = assignRoles(
    table.columns,
    lexicon,
    table.headed,
    nothing ? new Map() : positionsOf(table, options, name),
  );
  const columns = table.columns.map((column, at): Column => {
    const { role, found } = roles[at] ?? { role: 'ignored', found: 'none' };
    return { name: column.name, role, found, example: exampleOf(column.values) };
  });
  const textless = nothing || options.withoutText === true;
  if (!textless && !columns.some(({ role }) => role === 'text' || role === 'turns')) {
    throw noText(name, columns, sample);
  }
  const rating = valuesOf('rating', columns, table);
  return {
    columns,
    headerLine: table.headerLine,
    aligned: options.format === 'xlsx' || options.format === 'parquet',
    dateFormat: inferDateFormat(valuesOf('createdAt', columns, table).values),
    ratingScale: inferScale(rating.name, rating.values, lexicon),
    source: sourceOf(columns, lexicon),
    unknownSpeaker: unknownSpeaker(valuesOf('speaker', columns, table).values, lexicon),
  };
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

interface SampleTable {
  readonly columns: readonly NamedColumn[];
  readonly headed: boolean;
  readonly headerLine: number;
}

function tableOf(sample: readonly SourceItem[], lexicon: HeaderLexicon): SampleTable {
  const objects = sample.filter((item) => item.kind === 'object');
  const rows = sample.filter((item) => item.kind === 'row');
  if (objects.length > rows.length) return objectTable(objects.map((item) => item.fields));
  const cells = rows.map((row) => row.cells);
  const at = findHeader(cells, lexicon);
  const header = cells[at] ?? [];
  const body = cells.slice(at + 1);
  const width = at >= 0 ? header.length : Math.max(0, ...body.map(filledWidth));
  const columns = columnNames(header, width).map((name, column) => ({
    name,
    values: body.map((row) => row[column] ?? ''),
    raw: [],
  }));
  return { columns, headed: at >= 0, headerLine: rows[at]?.line ?? 0 };
}

function objectTable(objects: readonly Readonly<Record<string, unknown>>[]): SampleTable {
  const values = new Map<string, string[]>();
  for (const [at, fields] of objects.entries()) {
    for (const [name, value] of flatten(fields)) {
      const column = values.get(name) ?? [];
      values.set(name, column);
      column[at] = value;
    }
  }
  const columns = [...values].map(([name, column]) => ({
    name,
    values: objects.map((_, at) => column[at] ?? ''),
    raw: objects.map((fields) => fields[name]),
  }));
  return { columns, headed: true, headerLine: 0 };
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

function noText(
  name: string,
  columns: readonly Column[],
  sample: readonly SourceItem[],
): InputError {
  const zh = columns.map((column) => `「${column.name}」`).join('');
  const en = columns.map((column) => `"${column.name}"`).join(', ');
  const bad = sample.find((item) => item.kind === 'bad');
  if (columns.length === 0 && bad !== undefined) {
    return new InputError({
      zh: `${name}：没有一行能读，例如第 ${bad.line} 行：${bad.fault.zh}；请重新导出`,
      en: `${name}: no row can be read, for example line ${bad.line}: ${bad.fault.en}; export it again`,
    });
  }
  if (columns.length === 0) {
    return new InputError({
      zh: `${name}：没有任何数据行；请确认导出是否完整`,
      en: `${name}: holds no rows; check that the export is complete`,
    });
  }
  return new InputError({
    zh: `${name}：找不到文本列；现有列：${zh}。请用 --text 列名 指定`,
    en: `${name}: no column with text; there are ${en} (say --text NAME)`,
  });
}

function noColumn(name: string, wanted: string, columns: readonly NamedColumn[]): InputError {
  const zh = columns.map((column) => `「${column.name}」`).join('');
  const en = columns.map((column) => `"${column.name}"`).join(', ');
  return new InputError({
    zh: `${name}：没有名为「${wanted}」的列；现有列：${zh}`,
    en: `${name}: no column "${wanted}"; there are ${en}`,
  });
}
