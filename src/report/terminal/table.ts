import { padLeft, padRight, widthOf, wrap } from './layout.ts';

/** A column of a small table: its heading and how its cells stand. */
export interface Column {
  readonly heading: string;
  readonly align: 'left' | 'right';
  /** Fixed columns take what their widest cell needs; the one flexible column takes the rest and wraps. */
  readonly flexible?: boolean;
  /** Colours a finished cell, spaces included; `row` counts from 0. */
  readonly paint?: (cell: string, row: number) => string;
}

const GAP = '  ';
const LEAST_FLEXIBLE = 8;

/**
 * A table without lines in at most `width` columns. Each row is a list of terminal lines, as many as
 * its flexible cell needs; the heading comes first.
 */
export function tableRows(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
  heading: (line: string) => string,
): { heading: string; rows: string[][] } {
  const widths = columnWidths(columns, rows, width);
  const heads = columns.map((column) => column.heading);
  const line = (cells: readonly string[], row: number | null): string[] => {
    const wrapped = columns.map((column, index) =>
      column.flexible ? wrap(cells[index] ?? '', widths[index] ?? 1) : [cells[index] ?? ''],
    );
    const height = Math.max(...wrapped.map((lines) => lines.length));
    return Array.from({ length: height }, (_, at) =>
      columns
        .map((column, index) => {
          const cell = (column.align === 'left' ? padRight : padLeft)(
            wrapped[index]?.[at] ?? '',
            widths[index] ?? 0,
          );
          return row === null || !column.paint ? cell : column.paint(cell, row);
        })
        .join(GAP)
        .trimEnd(),
    );
  };
  return {
    heading: heading(line(heads, null).join('\n')),
    rows: rows.map((cells, row) => line(cells, row)),
  };
}

function columnWidths(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): number[] {
  const natural = columns.map((column, index) =>
    Math.max(widthOf(column.heading), ...rows.map((cells) => widthOf(cells[index] ?? ''))),
  );
  const gaps = GAP.length * (columns.length - 1);
  const fixed = natural.reduce(
    (sum, wide, index) => (columns[index]?.flexible ? sum : sum + wide),
    gaps,
  );
  return natural.map((wide, index) =>
    columns[index]?.flexible ? Math.max(LEAST_FLEXIBLE, Math.min(wide, width - fixed)) : wide,
  );
}
