import type { SourceItem } from '../model/source.ts';
import { isHan } from '../text/characters.ts';
import { codeAt } from '../text/units.ts';

/** One record as text: cells by position for rows, by name for objects. */
export type Cells = readonly (readonly [name: string, value: string])[];

/** The different values of each name, one a line. */
export function joined(cells: Cells): Cells {
  const byName = new Map<string, Set<string>>();
  for (const [name, value] of cells) {
    const values = byName.get(name) ?? new Set();
    byName.set(name, values.add(value));
  }
  return [...byName].map(([name, values]) => [name, [...values].join('\n')]);
}

/** Errors that spreadsheets put into cells instead of a value. */
const CELL_ERROR = /^#(N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!)$/;
const PLACEHOLDER = /^(null|none|nan|undefined|\\N)$/i;
/** Length of the longest of both. */
const LONGEST_NOTHING = 9;

/** Whether a cell says nothing: blank, a spreadsheet's error, or a placeholder that programs write for nothing. */
export function isBlank(value: string): boolean {
  // Nearly all cells that are asked about are texts: none of what says nothing begins like one.
  if (isHan(codeAt(value, 0))) return false;
  const text = withoutNuls(value).trim();
  if (text === '') return true;
  return text.length <= LONGEST_NOTHING && (CELL_ERROR.test(text) || PLACEHOLDER.test(text));
}

/** Hosts fill cells of a fixed width with NULs. */
function withoutNuls(value: string): string {
  return value.includes('\0') ? value.replaceAll('\0', '') : value;
}

/** A value without NULs and the marks that keep spreadsheets from rounding it: `="123"`, `'123`, a trailing tab. */
export function bareValue(value: string): string {
  const text = withoutNuls(value).trim();
  if (!text.startsWith('=') && !text.startsWith("'")) return text;
  return text
    .replace(/^="([^"]*)"$/, '$1')
    .replace(/^'(?=\d)/, '')
    .trim();
}

/** The fields of an object by dotted name; lists become JSON. Fields of `skip` are left out. */
export function flatten(
  fields: Readonly<Record<string, unknown>>,
  skip: string | null = null,
  prefix = '',
): Cells {
  return Object.entries(fields).flatMap(([key, value]): Cells => {
    const name = prefix + key;
    if (name === skip) return [];
    if (isObject(value) && Object.keys(value).length > 0) return flatten(value, skip, `${name}.`);
    return [[name, textOf(value)]];
  });
}

/** A JSON value as the text of a cell. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/**
 * The fields of an object with U+FFFD for halves of surrogate pairs, which JSON can write and no file or store can hold: what is
 * compared and counted must be what is stored. The same object where there is none.
 */
export function wellFormed(
  fields: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  if (!holdsLone(fields)) return fields;
  const mend = (text: string): string => text.toWellFormed();
  return withTexts(fields, mend, mend);
}

/**
 * An item without the byte-order marks with which texts of it begin: the engine of the store leaves them out of what it reads,
 * and offsets must be those of the text that comes back. The same item where there is none.
 */
export function withoutMarks(item: SourceItem): SourceItem {
  if (item.kind === 'row' && item.cells.some(startsWithMark)) {
    return { ...item, cells: item.cells.map(unmarked) };
  }
  if (item.kind !== 'object' || !Object.values(item.fields).some(holdsMark)) return item;
  return { ...item, fields: withTexts(item.fields, unmarked, (name) => name) };
}

const MARK = 0xfeff;

function startsWithMark(text: string): boolean {
  return text.charCodeAt(0) === MARK;
}

function holdsMark(value: unknown): boolean {
  if (typeof value === 'string') return startsWithMark(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsMark);
}

function unmarked(text: string): string {
  return startsWithMark(text) ? text.replace(/^\ufeff+/, '') : text;
}

function holdsLone(value: unknown): boolean {
  if (typeof value === 'string') return !value.isWellFormed();
  if (Array.isArray(value)) return value.some(holdsLone);
  return isObject(value) && Object.entries(value).some((entry) => entry.some(holdsLone));
}

/** The same fields with each text in them, however deep, and each name as these make it. */
function withTexts(
  fields: Readonly<Record<string, unknown>>,
  change: (text: string) => string,
  rename: (name: string) => string,
): Readonly<Record<string, unknown>> {
  const changed = (value: unknown): unknown => {
    if (typeof value === 'string') return change(value);
    if (Array.isArray(value)) return value.map(changed);
    return isObject(value) ? withTexts(value, change, rename) : value;
  };
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [rename(name), changed(value)]),
  );
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a record looked like, for the rejects file. */
export function rawOf(item: SourceItem): string {
  if (item.kind === 'bad') return item.raw;
  if (item.kind === 'object') return JSON.stringify(item.fields);
  return item.cells
    .map((cell) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',');
}
