import type { Message } from '../model/labels.ts';
import { MAX_CHARACTERS, MAX_COLUMNS, TOO_LONG, TOO_WIDE } from './bounds.ts';
import type { Line } from './lines.ts';

/** The lines of one record, put together again; cells are not yet split. */
export interface RawRecord {
  readonly line: number;
  readonly text: string;
  /** Why it cannot be split into cells; null where it can. */
  readonly fault: { readonly code: string; readonly message: Message } | null;
}

/** Cells that a line adds to its record, and whether it ends inside a quoted cell. */
export interface LineScan {
  readonly cells: number;
  readonly open: boolean;
  /** A quote closed a cell, yet more of the cell followed: `"好"的`. */
  readonly stray: boolean;
}

/** Takes lines, gives the records that they complete. */
export interface RecordSplitter {
  readonly push: (lines: readonly Line[]) => RawRecord[];
  readonly end: () => RawRecord[];
}

/** A quoted cell of more lines or characters than this has lost its closing quote. */
const MAX_CELL_LINES = 10_000;
const MAX_CELL_CHARACTERS = 64 * 1024 * 1024;
/** So many lines in a row inside a quoted cell that are whole rows themselves: the closing quote is missing. */
const MAX_ROWS_IN_CELL = 50;

const UNCLOSED: RawRecord['fault'] = {
  code: 'unclosed_quote',
  message: { zh: '引号没有闭合', en: 'a quote is not closed' },
};
const UNDECODABLE: RawRecord['fault'] = {
  code: 'undecodable',
  message: {
    zh: '有字节不属于文件的编码',
    en: "holds bytes that are not of the file's encoding",
  },
};

/** Walks over a line the way csv-parse does: a quote opens a cell only at its start, two quotes in it are one. */
export function scanLine(text: string, delimiter: string, insideQuotes: boolean): LineScan {
  let open = insideQuotes;
  let stray = false;
  let cells = insideQuotes ? 0 : 1;
  let at = 0;
  if (!open && text.startsWith('"')) {
    open = true;
    at = 1;
  }
  for (;;) {
    if (open) {
      const close = closingQuote(text, at);
      if (close < 0) return { cells, open: true, stray };
      open = false;
      at = close + 1;
      stray ||= at < text.length && text[at] !== delimiter;
    }
    const next = text.indexOf(delimiter, at);
    if (next < 0) return { cells, open: false, stray };
    cells += 1;
    at = next + 1;
    if (text[at] === '"') {
      open = true;
      at += 1;
    }
  }
}

/** Where a quoted cell ends whose content goes on at `from`; -1 for nowhere in the text. */
export function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

/**
 * Groups lines into records and contains broken quotes: where a quote is not closed, the lines up to the
 * next one that begins a whole row become one faulty record, and reading goes on from there.
 * @param width cells of an ordinary row, which tells a row from a line of a text
 */
export function createRecordSplitter(delimiter: string, width: number): RecordSplitter {
  let pending: Line[] = [];
  let cells = 0;
  let characters = 0;
  let rowsInCell = 0;

  const isRow = (line: Line): boolean => {
    const scan = scanLine(line.text, delimiter, false);
    return !scan.open && !scan.stray && scan.cells === width;
  };

  function start(line: Line): RawRecord[] {
    if (line.text.trim() === '') return [];
    const scan = scanLine(line.text, delimiter, false);
    if (width > 1 && scan.cells > width && line.text.includes('\r')) {
      const rows = rowsAtReturns(line);
      if (rows.every(isRow)) return rows.map((row) => recordOf([row]));
    }
    if (!scan.open) return [recordOf([line], sizeFault(scan.cells, line.text.length))];
    pending = [line];
    cells = scan.cells;
    characters = line.text.length;
    rowsInCell = 0;
    return [];
  }

  function go(line: Line): RawRecord[] {
    if (pending.length === 0) return start(line);
    const scan = scanLine(line.text, delimiter, true);
    pending.push(line);
    cells += scan.cells;
    characters += line.text.length;
    if (!scan.open) return close(scan.stray);
    rowsInCell = width > 1 && isRow(line) ? rowsInCell + 1 : 0;
    return isRunaway() ? recover(false) : [];
  }

  function isRunaway(): boolean {
    const long = pending.length > MAX_CELL_LINES || characters > MAX_CELL_CHARACTERS;
    return long || rowsInCell >= MAX_ROWS_IN_CELL;
  }

  function close(stray: boolean): RawRecord[] {
    const regular = cells === width;
    const next = regular && !stray ? -1 : nextRow(true);
    if (next > 0) return recoverAt(next);
    if (stray && !regular) return recoverAt(pending.length);
    const done = recordOf(pending, sizeFault(cells, characters));
    pending = [];
    return [done];
  }

  /** Index of the first pending line after the first that begins a whole row; -1 without one. */
  function nextRow(mayRunOn: boolean): number {
    for (let at = 1; at < pending.length; at++) {
      if (beginsRow(at, mayRunOn)) return at;
    }
    return -1;
  }

  function beginsRow(from: number, mayRunOn: boolean): boolean {
    let found = 0;
    let open = false;
    for (const line of pending.slice(from, from + MAX_ROWS_IN_CELL)) {
      const scan = scanLine(line.text, delimiter, open);
      found += scan.cells;
      open = scan.open;
      if (scan.stray) return false;
      if (!open) return found === width;
    }
    return mayRunOn && found > 1 && found <= width;
  }

  function recover(mayRunOn: boolean): RawRecord[] {
    const next = nextRow(mayRunOn);
    return recoverAt(next > 0 ? next : pending.length);
  }

  function recoverAt(next: number): RawRecord[] {
    const broken = recordOf(pending.slice(0, next), UNCLOSED);
    const rest = pending.slice(next);
    pending = [];
    return [broken, ...rest.flatMap(go)];
  }

  function push(lines: readonly Line[]): RawRecord[] {
    const records: RawRecord[] = [];
    for (const line of lines) {
      if (pending.length === 0 && isPlain(line)) {
        records.push({ line: line.number, text: line.text, fault: null });
      } else {
        records.push(...go(line));
      }
    }
    return records;
  }

  return {
    push,
    end: () => {
      const records: RawRecord[] = [];
      while (pending.length > 0) records.push(...recover(false));
      return records;
    },
  };
}

/** Whether a line is a record of its own beyond doubt, as most are, which need not be walked over. */
function isPlain({ text, decoding }: Line): boolean {
  const isShort = text.length < MAX_COLUMNS;
  return isShort && decoding !== 'failed' && !/["\r]/.test(text) && text.trim() !== '';
}

/** A line cut at lone carriage returns, which end the rows of systems whose export was put together with others. */
function rowsAtReturns(line: Line): Line[] {
  return line.text
    .split('\r')
    .filter((text) => text.trim() !== '')
    .map((text) => ({ ...line, text }));
}

/** Told before a record is split into cells, since a million of them fill the memory. */
function sizeFault(cells: number, characters: number): RawRecord['fault'] {
  if (cells > MAX_COLUMNS) return TOO_WIDE;
  return characters > MAX_CHARACTERS ? TOO_LONG : null;
}

function recordOf(lines: readonly Line[], fault: RawRecord['fault'] = null): RawRecord {
  const last = lines.length - 1;
  const text = lines.map((line, at) => (at === last ? line.text : line.text + line.end)).join('');
  const failed = lines.some((line) => line.decoding === 'failed');
  return { line: lines[0]?.number ?? 0, text, fault: failed ? UNDECODABLE : fault };
}
