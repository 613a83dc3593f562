import { cutTo, padLeft, padRight, widthOf, wrap } from './layout.ts';

/** A column of a small table: its heading and how its cells stand. */
export interface Column {
  readonly heading: string;
  readonly align: 'left' | 'right';
  /** Fixed columns take what their widest cell needs; the one flexible column takes the rest and wraps. */
  readonly flexible?: boolean;
  /** Columns that a fixed one takes at most; what is longer is cut. */
  readonly most?: number;
  /** Colours a finished cell, spaces included; `row` counts from 0. */
  readonly paint?: (cell: string, row: number) => string;
}

const GAP = '  ';
const LEAST_FLEXIBLE = 8;

/**
 * A table without lines in at most `width` columns. Each row is a list of terminal lines, as many as
 * its flexible cell needs; the heading comes apart.
 */
export function tableRows(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
  paintHeading: (line: string) => string,
): { heading: string; rows: string[][] } {
  const widths = columnWidths(columns, rows, width);
  const heads = linesOf(
    columns.map((column) => column.heading),
    columns,
    widths,
  );
  return {
    heading: heads.map((cells) => paintHeading(joined(cells, columns, widths, null))).join('\n'),
    rows: rows.map((row, index) =>
      linesOf(row, columns, widths).map((cells) => joined(cells, columns, widths, index)),
    ),
  };
}

/** The columns of a terminal that a table leaves free, for what is to be drawn beside it. */
export function roomBeside(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): number {
  const widest = columns.map((heading, index) =>
    Math.max(widthOf(heading), ...rows.map((cells) => widthOf(cells[index] ?? ''))),
  );
  return width - widest.reduce((sum, wide) => sum + wide + GAP.length, 0);
}

/** The terminal lines of a row: only flexible cells go on below the first. */
function linesOf(
  cells: readonly string[],
  columns: readonly Column[],
  widths: readonly number[],
): string[][] {
  const wrapped = columns.map((column, index) =>
    column.flexible
      ? wrap(cells[index] ?? '', widths[index] ?? 1)
      : [column.most === undefined ? (cells[index] ?? '') : cutTo(cells[index] ?? '', column.most)],
  );
  const height = Math.max(...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, at) => wrapped.map((lines) => lines[at] ?? ''));
}

/** One line, painted; without spaces at its end, which a colour would keep alive. */
function joined(
  cells: readonly string[],
  columns: readonly Column[],
  widths: readonly number[],
  row: number | null,
): string {
  const last = cells.findLastIndex((cell) => cell.trimEnd() !== '');
  return columns
    .slice(0, last + 1)
    .map((column, index) => {
      const text = index === last ? (cells[index] ?? '').trimEnd() : (cells[index] ?? '');
      const pad = column.align === 'right' ? padLeft : padRight;
      const cell = index === last && column.align === 'left' ? text : pad(text, widths[index] ?? 0);
      return row === null || !column.paint ? cell : column.paint(cell, row);
    })
    .join(GAP);
}

function columnWidths(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): number[] {
  const natural = columns.map((column, index) =>
    Math.min(
      column.most ?? Number.POSITIVE_INFINITY,
      Math.max(widthOf(column.heading), ...rows.map((cells) => widthOf(cells[index] ?? ''))),
    ),
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
