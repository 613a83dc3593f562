import stringWidth from 'string-width';
import type { Cell } from '../model/store.ts';
import { visible } from '../model/visible.ts';
import type { Rows } from './rows.ts';

/** Column widths are those of the first rows, so that a list of a million rows still streams. */
const MEASURED_ROWS = 1000;
const LEAST_WIDTH = 6;
const GAP = '  ';
const PLAIN = /^[\u0020-\u007e\u3001-\u3029\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff60]*$/;
const WIDE = /[\u3001-\uff60]/g;
const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/**
 * A list for a terminal: aligned columns, one line a row, numbers on the right, no control characters
 * of the data. With `width`, the widest columns are cut until a line fits.
 */
export async function* listingChunks(
  { columns, rows }: Rows,
  { width, color }: { readonly width?: number; readonly color?: boolean },
): AsyncGenerator<string> {
  const heads = columns.map(visible);
  let sample: (readonly Cell[])[] | null = [];
  let line: (row: readonly Cell[]) => string = () => '';
  const begin = (measured: readonly (readonly Cell[])[]): string => {
    line = liner(heads, measured, width);
    const head = line(heads);
    return `${color ? `\u001b[1m${head}\u001b[22m` : head}\n${measured.map((row) => `${line(row)}\n`).join('')}`;
  };
  for await (const row of rows) {
    if (sample === null) {
      yield `${line(row)}\n`;
      continue;
    }
    sample.push(row);
    if (sample.length < MEASURED_ROWS) continue;
    yield begin(sample);
    sample = null;
  }
  if (sample !== null) yield begin(sample);
}

function liner(
  heads: readonly string[],
  measured: readonly (readonly Cell[])[],
  width: number | undefined,
): (row: readonly Cell[]) => string {
  const natural = heads.map((head, index) =>
    Math.max(widthOf(head), ...measured.map((row) => widthOf(shown(row[index] ?? null)))),
  );
  const widths = width === undefined ? natural : narrowed(natural, width);
  const fitted = width === undefined ? (text: string): string => text : cutTo;
  const numeric = heads.map(
    (_, index) =>
      measured.some((row) => typeof row[index] === 'number') &&
      measured.every((row) => typeof row[index] !== 'string'),
  );
  return (row) =>
    widths
      .map((wide, index) => {
        const text = fitted(shown(row[index] ?? null), wide);
        const space = ' '.repeat(Math.max(0, wide - widthOf(text)));
        return numeric[index] ? space + text : text + space;
      })
      .join(GAP)
      .trimEnd();
}

/** Takes columns off the widest one, the last among equals, until all fit or none can give more. */
function narrowed(natural: readonly number[], width: number): number[] {
  const widths = [...natural];
  let excess = widths.reduce((sum, wide) => sum + wide, GAP.length * (widths.length - 1)) - width;
  while (excess > 0) {
    const most = Math.max(...widths);
    if (most <= LEAST_WIDTH) break;
    const index = widths.lastIndexOf(most);
    widths[index] = most - 1;
    excess -= 1;
  }
  return widths;
}

/** Nobody reads more than this of a cell in a list, and measuring megabytes takes minutes. */
const LONGEST = 2000;

function shown(cell: Cell): string {
  return cell === null ? '' : visible(String(cell).slice(0, LONGEST));
}

/** What nearly all cells are made of; the library, which knows the rest, takes a hundred times longer. */
function widthOf(text: string): number {
  return PLAIN.test(text) ? plainWidth(text) : stringWidth(text);
}

function plainWidth(text: string): number {
  return text.length + (text.match(WIDE)?.length ?? 0);
}

function cutTo(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  const characters = PLAIN.test(text) ? text : clusters(text);
  let head = '';
  let used = 0;
  for (const character of characters) {
    used += widthOf(character);
    if (used > width - 1) break;
    head += character;
  }
  return `${head}…`;
}

function* clusters(text: string): Generator<string> {
  for (const { segment } of graphemes.segment(text)) yield segment;
}
