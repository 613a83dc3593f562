import type { ColumnRole } from '../model/source.ts';
import type { Column, Layout } from './layout.ts';

/** One line of the mapping that `--dry-run` shows. */
export interface LayoutRow {
  readonly column: string;
  readonly role: ColumnRole;
  /** How the role was found. */
  readonly found: Column['found'];
  /** The first value, on one line, at most 40 characters. */
  readonly example: string;
}

/** What each column is taken for, in file order. */
export function summariseLayout(layout: Layout): readonly LayoutRow[] {
  return layout.columns.map(({ name, role, found, example }) => ({
    column: name,
    role,
    found,
    example: shorten(example.replace(/\s+/g, ' ').trim()),
  }));
}

function shorten(text: string): string {
  const characters = [...text.slice(0, 100)];
  return characters.length <= 40 ? text : `${characters.slice(0, 39).join('')}…`;
}
