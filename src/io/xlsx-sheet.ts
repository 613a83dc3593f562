import type { SourceItem } from '../model/source.ts';
import { beginningOf, MAX_COLUMNS, TOO_LONG, TOO_WIDE } from './bounds.ts';
import { unescapeText } from './workbook-escapes.ts';
import { createTextCollector, type Workbook } from './xlsx-workbook.ts';
import { parseXml } from './xml.ts';

/** What was noticed while the rows went by. */
export interface SheetNotes {
  hiddenRows: number;
  /** Numbers of more than 15 digits, which spreadsheets round. */
  longNumbers: number;
}

/** What a row, or a cell of many runs, may grow to; no more of it is kept. */
const MAX_ROW_CHARACTERS = 16 * 1024 * 1024;
/** Rows of a sheet are numbered up to a million; some programs allow sixteen. */
const MAX_LINE = 2 ** 24;
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const DAYS_TO_1904 = 1_462;
const LAST_SERIAL = 2_958_466;

/**
 * Reads the rows of a sheet that are not empty, one in memory at a time. Dates become ISO local times, numbers
 * plain digits. A merged cell has its value in its first cell; rows that a filter hides are read like the others.
 * @throws Error where the sheet is not well-formed
 */
export async function* readSheet(
  chunks: AsyncIterable<string>,
  workbook: Workbook,
  notes: SheetNotes,
): AsyncGenerator<SourceItem> {
  const rows: SourceItem[] = [];
  const text = createTextCollector();
  let line = 0;
  let cells: string[] = [];
  let column = -1;
  let characters = 0;
  let type = '';
  let style = 0;
  let value = '';
  let inValue = false;
  let fault: typeof TOO_WIDE | null = null;

  const openCell = (attributes: Readonly<Record<string, string>>): void => {
    const { r, t = 'n', s = '0' } = attributes;
    column = columnOf(r ?? '') ?? column + 1;
    if (column >= MAX_COLUMNS) fault ??= TOO_WIDE;
    type = t;
    style = Number(s);
    value = '';
    text.reset();
  };
  const closeCell = (): void => {
    const content = type === 'inlineStr' ? text.value() : contentOf(value, type, style, workbook);
    if (type === 'n' && isLongNumber(value)) notes.longNumbers += 1;
    if (content === '' || fault !== null) return;
    while (cells.length < column) cells.push('');
    cells[column] = content;
  };
  const openers: Readonly<Record<string, (attributes: Readonly<Record<string, string>>) => void>> =
    {
      row: (attributes) => {
        line = lineOf(attributes['r'], line);
        if (/^(1|true)$/.test(attributes['hidden'] ?? '')) notes.hiddenRows += 1;
        cells = [];
        column = -1;
        characters = 0;
        fault = null;
      },
      c: openCell,
      v: () => {
        inValue = true;
      },
    };
  const closers: Readonly<Record<string, () => void>> = {
    row: () => {
      if (fault !== null) rows.push(badRow(line, fault, cells));
      else if (cells.length > 0) rows.push({ kind: 'row', line, cells });
    },
    c: closeCell,
    v: () => {
      inValue = false;
    },
  };
  const handler = {
    open: (name: string, attributes: Readonly<Record<string, string>>): void => {
      openers[name]?.(attributes);
      text.open(name);
    },
    text: (part: string): void => {
      characters += part.length;
      if (characters > MAX_ROW_CHARACTERS) fault ??= TOO_LONG;
      if (fault !== null) return;
      if (inValue) value += part;
      else text.text(part);
    },
    close: (name: string): void => {
      text.close(name);
      closers[name]?.();
    },
  };
  for await (const _ of parseXml(chunks, handler)) yield* rows.splice(0);
}

function badRow(
  line: number,
  { code, message }: typeof TOO_WIDE,
  cells: readonly string[],
): SourceItem {
  return { kind: 'bad', line, code, fault: message, raw: beginningOf(cells.join(',')) };
}

/** The number of a row: what it says, or the one after the row before where that is missing or no number to go on from. */
function lineOf(said: string | undefined, before: number): number {
  const number = Number(said);
  return number > before && number <= MAX_LINE && Number.isInteger(number) ? number : before + 1;
}

function contentOf(value: string, type: string, style: number, workbook: Workbook): string {
  if (value === '') return '';
  if (type === 's') return workbook.strings.at(Number(value)) ?? '';
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
  if (type !== 'n') return unescapeText(value);
  return workbook.dateStyles[style] ? dateOf(value, workbook.from1904) : plainNumber(value);
}

/** A number as a person reads it: whole numbers with the digits of the file, others without what binary arithmetic adds. */
function plainNumber(value: string): string {
  if (/^-?\d+$/.test(value)) return value;
  const [, sign = '', first = '', rest = '', power = '0'] =
    /^(-?)(\d)(?:\.(\d+))?E\+?(\d{1,2})$/i.exec(value) ?? [];
  const zeros = Number(power) - rest.length;
  if (first !== '' && zeros >= 0 && zeros <= 21) return sign + first + rest + '0'.repeat(zeros);
  const number = Number(value);
  return Number.isFinite(number) ? String(number) : value;
}

function isLongNumber(value: string): boolean {
  return value.length > 15 && Math.abs(Number(value)) >= 1e15;
}

/** A serial day number as ISO local date, time, or both; a number that is none stays one. */
function dateOf(value: string, from1904: boolean): string {
  const serial = Number(value) + (from1904 ? DAYS_TO_1904 : 0);
  if (!(serial >= 0 && serial < LAST_SERIAL)) return plainNumber(value);
  // The 1900 system counts a 29 February 1900 that never was.
  const day = serial < 60 && !from1904 ? serial + 1 : serial;
  const iso = new Date(EPOCH_1900 + Math.round(day * 86_400) * 1000).toISOString();
  if (Number(value) < 1) return iso.slice(11, 19);
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19).replace('T', ' ');
}

/** Index of the column of a reference such as `AB12` or `$AB$12`; null where it names none. */
function columnOf(reference: string): number | null {
  let column = 0;
  for (const letter of reference.slice(reference.startsWith('$') ? 1 : 0, 8).toUpperCase()) {
    const code = letter.charCodeAt(0) - 64;
    if (code < 1 || code > 26) break;
    column = column * 26 + code;
  }
  return column === 0 ? null : column - 1;
}
