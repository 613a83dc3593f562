import type { ColumnRole, Reject, SourceItem } from '../model/source.ts';
import { bareValue, type Cells, flatten, isBlank, rawOf } from './cells.ts';
import type { Column, Layout } from './layout.ts';

/** A row or object of an export, its cells under the roles and names of the layout. */
export interface ExportRecord {
  readonly line: number;
  readonly raw: string;
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
  if (item.kind === 'object') {
    const turns = layout.columns.find(({ role }) => role === 'turns');
    const found = turns === undefined ? null : (item.fields[turns.name] ?? null);
    return recordOf(item, flatten(item.fields, turns?.name ?? null), layout.columns, found);
  }
  if (item.line <= layout.headerLine || item.cells.every((cell) => cell.trim() === '')) return null;
  if (isHeader(item.cells, layout)) return null;
  const names = layout.columns.map(({ name }) => name);
  const extra = item.cells.slice(names.length);
  if (!layout.aligned && extra.some((cell) => cell.trim() !== '')) {
    return { reject: ragged(item, item.cells.length, names.length) };
  }
  const cells = item.cells.map((cell, at) => [names[at] ?? `列${at + 1}`, cell] as const);
  return recordOf(item, cells, layout.columns, null);
}

function recordOf(
  item: SourceItem,
  cells: Cells,
  columns: readonly Column[],
  turns: unknown,
): ExportRecord {
  const roles = new Map(columns.map(({ name, role }) => [name, role]));
  const byRole = new Map<ColumnRole, string>();
  const others: (readonly [string, string])[] = [];
  for (const [name, value] of cells) {
    const role = roles.get(name) ?? 'ignored';
    if (role !== 'ignored') byRole.set(role, value);
    else if (value.trim() !== '') others.push([name, value]);
  }
  const cell = (role: ColumnRole): string => byRole.get(role) ?? '';
  return {
    line: item.line,
    raw: rawOf(item),
    cell,
    value: (role) => (isBlank(cell(role)) ? null : bareValue(cell(role))),
    nameOf: (role) => columns.find((column) => column.role === role)?.name ?? role,
    others,
    turns,
  };
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
