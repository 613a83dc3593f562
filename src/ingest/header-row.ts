import { type HeaderLexicon, meaningOf } from '../lexicon/headers.ts';
import { isBlank } from './cells.ts';
import { inferDateFormat, parseDate } from './dates.ts';

/** Titles, notes and blank rows that may stand above the header. */
export const MAX_ROWS_ABOVE = 20;
/** Longer cells than this are no column names (questions of a survey are the longest). */
const MAX_NAME_LENGTH = 60;

/**
 * Index of the header among the first rows: the row with the most known column names; where no name is
 * known, the first full row if its cells are names and those below are not. Of a header of two levels the lower one. -1
 * without a header.
 */
export function findHeader(rows: readonly (readonly string[])[], lexicon: HeaderLexicon): number {
  const width = usualWidth(rows);
  let best = -1;
  let most = 0;
  for (const [at, cells] of rows.slice(0, MAX_ROWS_ABOVE + 1).entries()) {
    const known = knownNames(cells, width, lexicon);
    if (known > most) {
      most = known;
      best = at;
    }
  }
  if (best < 0) return unknownHeader(rows, width);
  const [upper = [], lower = []] = rows.slice(best, best + 2);
  return isBelow(lower, upper) && namesIn(lower, lexicon) ? best + 1 : best;
}

/**
 * The names in the header at an index: of two levels (titles of groups in merged cells above the names) those of the lower
 * one, where it is blank those of the upper. Names that come again get the title of their group in front.
 */
export function headerNames(rows: readonly (readonly string[])[], at: number): readonly string[] {
  const lower = rows[at] ?? [];
  const upper = rows[at - 1] ?? [];
  if (!isBelow(lower, upper)) return lower;
  const count = (name: string): number => lower.filter((cell) => cell.trim() === name).length;
  let group = '';
  return Array.from({ length: Math.max(filledWidth(upper), lower.length) }, (_, column) => {
    const [title, name] = [textAt(upper, column), textAt(lower, column)];
    group = title || group;
    if (name === '') return title;
    return count(name) > 1 && group !== name ? `${group}${name}` : name;
  });
}

const textAt = (cells: readonly string[], at: number): string => (cells[at] ?? '').trim();

/**
 * Whether a row continues the one above as merged cells do: every name stands below the title of a group of several
 * columns, and all other columns have theirs above.
 */
function isBelow(lower: readonly string[], upper: readonly string[]): boolean {
  const titles = upper.filter((cell) => cell.trim() !== '');
  // A title of the whole, or notes.
  if (titles.length < 2 || titles.some((cell) => !/^[^:：]{1,20}$/.test(cell.trim()))) return false;
  const width = Math.max(filledWidth(lower), filledWidth(upper));
  let groups = 0;
  let inGroup = false;
  for (let column = 0; column < width; column++) {
    const [title, name] = [textAt(upper, column), textAt(lower, column)];
    const begins = title !== '' && name !== '';
    const goesOn = textAt(upper, column + 1) === '' && textAt(lower, column + 1) !== '';
    if (begins && !goesOn) return false;
    if (title === '' && (name === '' || !inGroup)) return false;
    if (begins) groups += 1;
    inGroup = name !== '';
  }
  return groups > 0;
}

/** Whether all cells of a row may be names, and one of them is known. */
function namesIn(cells: readonly string[], lexicon: HeaderLexicon): boolean {
  const names = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  return (
    names.every((name) => name.length <= LONGEST_OF_GROUP && !isValue(name)) &&
    names.some((name) => meaningOf(name, lexicon) !== null)
  );
}

/** Below the title of a group names are short. */
const LONGEST_OF_GROUP = 20;

/** Names of columns for a header row: unique, and numbered where the cell is empty. */
export function columnNames(header: readonly string[], width: number): string[] {
  const seen = new Map<string, number>();
  return Array.from({ length: Math.max(width, header.length) }, (_, at) => {
    const name = (header[at] ?? '').trim().replace(/\s+/g, ' ') || `列${at + 1}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} ${count}`;
  });
}

/** Cells of a row up to its last one that is not empty. */
export function filledWidth(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell.trim() !== '') + 1;
}

function usualWidth(rows: readonly (readonly string[])[]): number {
  const widths = rows.map(filledWidth).filter((width) => width > 0);
  widths.sort((one, other) => one - other);
  return widths[Math.floor(widths.length / 2)] ?? 1;
}

/** How many cells of a row are known names; 0 for a row that cannot be the header. Whole names count double. */
function knownNames(cells: readonly string[], width: number, lexicon: HeaderLexicon): number {
  const names = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const possible =
    names.length >= Math.ceil(width / 2) &&
    names.every((name) => name.length <= MAX_NAME_LENGTH && !isValue(name));
  if (!possible || new Set(names).size < names.length / 2) return 0;
  const meanings = names.map((name) => meaningOf(name, lexicon));
  const exact = meanings.filter((meaning) => meaning?.exact).length;
  const known = meanings.filter((meaning) => meaning !== null).length;
  // A sentence may hold a word such as 内容: parts of names alone need company.
  return exact > 0 || known > 1 ? exact + known : 0;
}

function unknownHeader(rows: readonly (readonly string[])[], width: number): number {
  const at = rows.findIndex((cells) => filledWidth(cells) >= Math.max(2, width));
  const cells = rows[at];
  if (cells === undefined) return -1;
  const below = rows.slice(at + 1).filter((row) => filledWidth(row) > 0);
  const named = cells
    .slice(0, width)
    .every((cell) => !isBlank(cell) && !isValue(cell) && cell.trim().length <= 30);
  if (!named || below.length < 2) return -1;
  const differs = cells.some((cell, column) => {
    const values = below.map((row) => row[column] ?? '').filter((value) => value.trim() !== '');
    if (values.length < 2) return false;
    const typed = values.filter(isValue).length >= 0.9 * values.length;
    const long = values.reduce((sum, value) => sum + value.length, 0) / values.length;
    return typed || (long >= 12 && cell.trim().length * 3 <= long);
  });
  return differs ? at : -1;
}

/** Whether a cell is a number or a date and so no name. */
function isValue(cell: string): boolean {
  const text = cell.trim();
  if (/^[-+]?[\d.,]+%?$/.test(text)) return true;
  return /\d/.test(text) && parseDate(text, inferDateFormat([text]), '+00:00') !== null;
}
