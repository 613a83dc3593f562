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
 * of the data. With `width`, the widest columns are cut until a line fits, but no figures; where that is not enough,
 * each row stands by itself, its cells below each other beside the names of their columns.
 */
export async function* listingChunks(
  { columns, rows }: Rows,
  { width, color }: { readonly width?: number; readonly color?: boolean },
): AsyncGenerator<string> {
  const heads = columns.map(visible);
  const bold = (text: string): string => (color ? `\u001b[1m${text}\u001b[22m` : text);
  let sample: (readonly Cell[])[] | null = [];
  let line: (row: readonly Cell[]) => string = () => '';
  const begin = (measured: readonly (readonly Cell[])[]): string => {
    const widths = widthsIn(heads, measured, width);
    if (widths === null) line = stacker(heads, width ?? 0, bold);
    else line = liner(measured, widths, width !== undefined);
    const head = widths === null ? '' : `${bold(line(heads))}\n`;
    return `${head}${measured.map((row) => `${line(row)}\n`).join('')}`;
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
  measured: readonly (readonly Cell[])[],
  widths: readonly number[],
  isCut: boolean,
): (row: readonly Cell[]) => string {
  const numeric = widths.map(
    (_, index) =>
      measured.some((row) => typeof row[index] === 'number') &&
      measured.every((row) => typeof row[index] !== 'string'),
  );
  return (row) =>
    widths
      .map((wide, index) => {
        const whole = shown(row[index] ?? null);
        const text = isCut ? cutTo(whole, wide) : whole;
        const space = ' '.repeat(Math.max(0, wide - widthOf(text)));
        return numeric[index] ? space + text : text + space;
      })
      .join(GAP)
      .trimEnd();
}

/** A row by itself: a line or more for each cell that is not empty, and an empty one at the end. */
function stacker(
  heads: readonly string[],
  width: number,
  bold: (text: string) => string,
): (row: readonly Cell[]) => string {
  const most = Math.max(LEAST_WIDTH, Math.floor(width / 3));
  const label = Math.min(most, Math.max(...heads.map(widthOf)));
  const room = Math.max(LEAST_WIDTH, width - label - GAP.length);
  return (row) =>
    heads
      .map((head, index) => {
        const text = shown(row[index] ?? null);
        if (text === '') return '';
        const name = cutTo(head, label);
        const first = bold(name) + ' '.repeat(label - widthOf(name));
        return linesOf(text, room)
          .map((part, at) => `${at === 0 ? first : ' '.repeat(label)}${GAP}${part}\n`)
          .join('');
      })
      .join('');
}

/** A text in lines of at most `width` columns, which end at spaces where these are not far back. */
function linesOf(text: string, width: number): string[] {
  const lines: string[] = [];
  let rest = text.trim();
  while (widthOf(rest) > width) {
    const head = headOf(rest, width) || rest;
    const space = rest[head.length] === ' ' ? head.length : head.lastIndexOf(' ');
    const end = space > head.length / 2 ? space : head.length;
    lines.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return rest === '' ? lines : [...lines, rest];
}

/** How wide the columns are; null where the figures and a few letters of all else do not fit. */
function widthsIn(
  heads: readonly string[],
  measured: readonly (readonly Cell[])[],
  width: number | undefined,
): number[] | null {
  const cells = heads.map((_, index) => measured.map((row) => shown(row[index] ?? null)));
  const widest = cells.map((texts) => Math.max(0, ...texts.map(widthOf)));
  const natural = heads.map((head, index) => Math.max(widthOf(head), widest[index] ?? 0));
  if (width === undefined) return natural;
  const least = natural.map((wide, index) => {
    const figures = cells[index]?.every((text) => !/\p{L}/u.test(text)) ? (widest[index] ?? 0) : 0;
    return Math.min(wide, Math.max(LEAST_WIDTH, figures));
  });
  return narrowed(natural, least, width);
}

/** Takes columns off the widest one, the last among equals, until all fit; null where none can give more. */
function narrowed(
  natural: readonly number[],
  least: readonly number[],
  width: number,
): number[] | null {
  const widths = [...natural];
  let excess = widths.reduce((sum, wide) => sum + wide, GAP.length * (widths.length - 1)) - width;
  for (; excess > 0; excess -= 1) {
    const free = widths.map((wide, index) => (wide > (least[index] ?? 0) ? wide : 0));
    const most = Math.max(0, ...free);
    if (most === 0) return null;
    widths[free.lastIndexOf(most)] = most - 1;
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
  return widthOf(text) <= width ? text : `${headOf(text, width - 1)}…`;
}

/** The longest beginning of a text that fits, in whole characters. */
function headOf(text: string, width: number): string {
  let end = 0;
  let used = 0;
  for (const character of PLAIN.test(text) ? text : clusters(text)) {
    used += widthOf(character);
    if (used > width) break;
    end += character.length;
  }
  return text.slice(0, end);
}

function* clusters(text: string): Generator<string> {
  for (const { segment } of graphemes.segment(text)) yield segment;
}
