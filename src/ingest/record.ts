import type { ColumnRole, Reject, SourceItem } from '../model/source.ts';
import { bareValue, type Cells, flatten, isBlank, rawOf, wellFormed } from './cells.ts';
import type { Column, Layout } from './layout.ts';

/** A row or object of an export, its cells under the roles and names of the layout. */
export interface ExportRecord {
  readonly line: number;
  /** As received, for the rejects file. */
  readonly raw: () => string;
  /** The cell of a role as received; empty without one. */
  readonly cell: (role: ColumnRole) => string;
  /** The same without blanks, guards and placeholders; null where nothing is left. */
  readonly value: (role: ColumnRole) => string | null;
  /** Name of the column of a role. */
  readonly nameOf: (role: ColumnRole) => string;
  /** The columns without a role that are not empty, as received. */
  readonly others: Cells;
  /** The value of the column of turns; null without one. */
  readonly turns: unknown;
}

/** Gives a row to a record, a reject for one that cannot be trusted, or null for what is no data. */
export function toRecord(
  item: SourceItem,
  layout: Layout,
): ExportRecord | { readonly reject: Reject } | null {
  if (item.kind === 'bad') {
    const { line, code, fault, raw } = item;
    return { reject: { line, code, reason: fault, raw } };
  }
  if (item.kind === 'object') return objectRecord(item, layout);
  const { cells, line } = item;
  const { columns, headerLine, aligned } = layout;
  if (line <= headerLine) return dataAboveHeader(item, layout);
  if (cells.every((cell) => cell.trim() === '') || isHeader(cells, layout)) return null;
  const extra = cells.length > columns.length ? cells.slice(columns.length) : [];
  if (!aligned && extra.some((cell) => cell.trim() !== '')) {
    return { reject: ragged(item, cells.length, columns.length) };
  }
  return rowRecord(item, layout);
}

/** The places of each role from the last: of two columns the last counts that the row has. */
type Places = ReadonlyMap<ColumnRole, readonly number[]>;

const placesByLayout = new WeakMap<Layout, Places>();

/** Where the columns of a layout stand: the same for all its rows. */
function placesOf(layout: Layout): Places {
  const known = placesByLayout.get(layout);
  if (known !== undefined) return known;
  const places = new Map<ColumnRole, number[]>();
  for (const [at, { role }] of layout.columns.entries()) {
    if (role !== 'ignored') places.set(role, [at, ...(places.get(role) ?? [])]);
  }
  placesByLayout.set(layout, places);
  return places;
}

function rowRecord(item: SourceItem & { kind: 'row' }, layout: Layout): ExportRecord {
  const { cells } = item;
  const { columns } = layout;
  const places = placesOf(layout);
  const others: (readonly [string, string])[] = [];
  for (let at = 0; at < cells.length; at++) {
    const column = columns[at];
    if (column !== undefined && column.role !== 'ignored') continue;
    const value = cells[at] as string;
    if (value.trim() !== '') others.push([column?.name ?? `列${at + 1}`, value]);
  }
  const found = (role: ColumnRole): string | undefined => {
    for (const place of places.get(role) ?? []) if (place < cells.length) return cells[place];
    return undefined;
  };
  const cell = (role: ColumnRole): string => found(role) ?? '';
  return recordOf(item, { cell, others }, columns, found('turns') ?? null);
}

function objectRecord(
  received: SourceItem & { kind: 'object' },
  { columns }: Layout,
): ExportRecord {
  const item = { ...received, fields: wellFormed(received.fields) };
  const turns = columns.find(({ role }) => role === 'turns');
  const roles = new Map(columns.map(({ name, role }) => [name, role]));
  const byRole = new Map<ColumnRole, string>();
  const others: (readonly [string, string])[] = [];
  for (const [name, value] of flatten(item.fields, turns?.name ?? null)) {
    const role = roles.get(name) ?? 'ignored';
    if (role !== 'ignored') byRole.set(role, value);
    else if (value.trim() !== '') others.push([name, value]);
  }
  const cell = (role: ColumnRole): string => byRole.get(role) ?? '';
  const found = turns === undefined ? null : item.fields[turns.name];
  return recordOf(item, { cell, others }, columns, found ?? byRole.get('turns') ?? null);
}

function recordOf(
  item: SourceItem,
  { cell, others }: Pick<ExportRecord, 'cell' | 'others'>,
  columns: readonly Column[],
  turns: unknown,
): ExportRecord {
  return {
    line: item.line,
    raw: () => rawOf(item),
    cell,
    value: (role) => {
      const value = cell(role);
      return isBlank(value) ? null : bareValue(value);
    },
    nameOf: (role) => columns.find((column) => column.role === role)?.name ?? role,
    others,
    turns,
  };
}

/** Cells from which on a row above the header is too full to be a title or a note. */
const FULL_ROW = 3;

/** Titles and notes above the header are no data; a row as full as the header may be, and is not dropped in silence. */
function dataAboveHeader(
  item: SourceItem & { kind: 'row' },
  { columns, headerLine }: Layout,
): { readonly reject: Reject } | null {
  const filled = item.cells.filter((cell) => cell.trim() !== '').length;
  if (item.line === headerLine || filled < Math.max(FULL_ROW, columns.length)) return null;
  const reason = {
    zh: `这一行在表头（第 ${headerLine} 行）之前，却和数据一样满；如果是数据，请移到表头之后`,
    en: `stands above the header in line ${headerLine}, yet is as full as data; if it is data, put it below`,
  };
  return { reject: { line: item.line, code: 'above_header', reason, raw: rawOf(item) } };
}

/** Whether the header stands here again, where exports of several pages were put together. */
function isHeader(cells: readonly string[], layout: Layout): boolean {
  if (layout.headerLine === 0) return false;
  return layout.columns.every(({ name }, at) => (cells[at] ?? '').trim() === name);
}

function ragged(item: SourceItem, cells: number, columns: number): Reject {
  return {
    line: item.line,
    code: 'ragged_row',
    reason: {
      zh: `这一行有 ${cells} 格，表头只有 ${columns} 列（文本中可能有未加引号的分隔符）`,
      en: `the row has ${cells} cells for ${columns} columns (a delimiter in a text may lack its quotes)`,
    },
    raw: rawOf(item),
  };
}
