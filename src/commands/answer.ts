import type { Command } from 'commander';
import { markdownText } from '../io/markdown-rows.ts';
import { type Chunks, outputTo } from '../io/output.ts';
import { type TableFormat, tableChunks } from '../io/table.ts';
import { type Sheet, workbookChunks } from '../io/workbook.ts';
import type { Language, Message } from '../model/labels.ts';
import type { Cell, Filter } from '../model/store.ts';
import { visible } from '../model/visible.ts';
import { shownDifference, shownShare } from '../report/answer-cells.ts';
import { renderAnswerHtml } from '../report/html/answer.ts';
import { wrap } from '../report/terminal/layout.ts';
import { selectScope } from '../store/scope.ts';
import type { Store } from '../store/session.ts';
import { readStore } from './opening.ts';
import { addOutputFlags, formatOf, isForSpreadsheets, type OutputFlags } from './output-flags.ts';
import { addFilterFlags, addStoreFlags, filterOf, type StoreFlags } from './settings.ts';
import { type CommonOptions, type Terminal, type Voicing, wantsColor } from './terminal.ts';

/** Options of every command that answers a question about the voices of the store. */
export type AnswerFlags = StoreFlags & OutputFlags & Filter & CommonOptions;

/** Adds `--store`, `--wait`, the filters, and how the answer is written. */
export function addAnswerFlags(command: Command, text: (message: Message) => string): Command {
  return addFilterFlags(addOutputFlags(addStoreFlags(command, text), text, ANSWER_FORMATS), text);
}

/** Reads from the store with the voices that pass the filter at hand, as `scope` and `stated`. */
export async function readScoped<T>(
  flags: AnswerFlags,
  terminal: Terminal,
  say: Voicing,
  use: (reader: Store) => Promise<T>,
): Promise<T> {
  // A format that cannot be is told before the work is done.
  formatOf(flags, terminal, ANSWER_FORMATS);
  return readStore(flags, terminal, say, async (reader) => {
    await selectScope(reader, filterOf(flags));
    return use(reader);
  });
}

/** A column of an answer: its name for programs and for people, and how people read its cells. */
export interface AnswerColumn {
  readonly id: string;
  readonly name: Message;
  /** What a person reads instead of the cell; an empty cell is `blank`, or stays empty. */
  readonly shown?: (cell: Exclude<Cell, null>, language: Language, row: readonly Cell[]) => string;
  readonly blank?: Message;
  /** What is empty has a name, too: a workbook holds `blank` there. */
  readonly named?: true;
  /** People are told it by other cells. */
  readonly forPrograms?: true;
}

/** What a question to the store is answered with: one table, and what has to be known to read it. */
export interface Answer {
  readonly title: Message;
  /** Definitions, and what could not be said; people read them with the table. */
  readonly notes: readonly Message[];
  readonly columns: readonly AnswerColumn[];
  readonly rows: readonly (readonly Cell[])[];
}

export const ANSWER_FORMATS: readonly string[] = [
  ...['table', 'csv', 'tsv', 'ndjson', 'json', 'md', 'html', 'xlsx', 'parquet'],
];

/**
 * Writes an answer as the flags say: programs get all columns with their identifiers; people (`table`, `md`, `html`) get the
 * notes, translated headings and labels, and no column that is empty throughout. A workbook has all columns, with figures as
 * numbers and the headings and labels that people read.
 */
export async function showAnswer(
  answer: Answer,
  flags: OutputFlags & CommonOptions,
  terminal: Terminal,
  say: Voicing,
): Promise<void> {
  const format = formatOf(flags, terminal, ANSWER_FORMATS);
  const target = flags.output ?? '-';
  const chunks = chunksOf(answer, format, flags, terminal, say.language);
  const made = format === 'table' ? 'rendered' : 'data';
  await outputTo(target, chunks, terminal.stdout, made);
  if (target !== '-') say.say({ zh: `已写入 ${target}`, en: `written to ${target}` });
}

function chunksOf(
  answer: Answer,
  format: string,
  flags: OutputFlags & CommonOptions,
  terminal: Terminal,
  language: Language,
): Chunks {
  const notes = answer.notes.map((note) => note[language]);
  const title = answer.title[language];
  if (format === 'html') {
    return [renderAnswerHtml(title, notes, tableForPeople(answer, language), language)];
  }
  if (format === 'md') {
    const head = `# ${markdownText(title)}\n\n`;
    const list = notes.map((note) => `- ${markdownText(note)}\n`).join('');
    return together(head, tableChunks(tableForPeople(answer, language), 'md'), `\n${list}`);
  }
  if (format === 'table') {
    const toFile = (flags.output ?? '-') !== '-';
    const { stdout } = terminal;
    const width = !toFile && stdout.isTTY === true ? (stdout.columns ?? 80) : null;
    const lines = notes
      .map(visible)
      .flatMap((note) => (width === null ? [note] : wrap(note, width)));
    const table = tableChunks(tableForPeople(answer, language), 'table', {
      ...(width === null ? {} : { width }),
      color: !toFile && wantsColor(stdout, flags.color, terminal.env),
    });
    return together(`${lines.map((line) => `${line}\n`).join('')}\n`, table, '');
  }
  if (format === 'xlsx') return workbookChunks([sheetOf(answer, language)]);
  return tableChunks(tableForPrograms(answer), format as TableFormat, {
    excel: isForSpreadsheets(flags),
  });
}

/** All columns of an answer by their identifiers. */
export function tableForPrograms({ columns, rows }: Pick<Answer, 'columns' | 'rows'>): {
  columns: readonly string[];
  rows: Answer['rows'];
} {
  return { columns: columns.map(({ id }) => id), rows };
}

type Table = ReturnType<typeof tableForPrograms>;

/** A sheet for people who go on with the figures: these stay numbers, headings and labels are theirs. */
function sheetOf(answer: Answer, language: Language): Sheet {
  const { columns, rows } = answer;
  const cellAt = (row: readonly Cell[], at: number): Cell => {
    const [column, cell] = [columns[at], row[at] ?? null];
    const isFigure = typeof cell === 'number' || (cell === null && column?.named !== true);
    return column === undefined || isFigure ? cell : shownCell(column, row, at, language);
  };
  return {
    name: answer.title[language],
    table: {
      columns: columns.map(({ name }) => name[language]),
      rows: rows.map((row) => row.map((_, at) => cellAt(row, at))),
    },
    percents: columns.flatMap(({ shown }, at) =>
      shown === shownShare || shown === shownDifference ? [at] : [],
    ),
  };
}

function tableForPeople({ columns, rows }: Answer, language: Language): Table {
  const filled = columns
    .map((column, at) => ({ column, at }))
    .filter(({ column }) => column.forPrograms === undefined)
    .filter(
      ({ column, at }) =>
        rows.length === 0 ||
        column.blank !== undefined ||
        rows.some((row) => (row[at] ?? null) !== null),
    );
  return {
    columns: filled.map(({ column }) => column.name[language]),
    rows: rows.map((row) => filled.map(({ column, at }) => shownCell(column, row, at, language))),
  };
}

function shownCell(
  { shown, blank }: AnswerColumn,
  row: readonly Cell[],
  at: number,
  language: Language,
): Cell {
  const cell = row[at] ?? null;
  if (cell === null) return blank?.[language] ?? null;
  return shown === undefined ? cell : shown(cell, language, row);
}

async function* together(
  before: string,
  chunks: Chunks,
  after: string,
): AsyncGenerator<string | Uint8Array> {
  if (before !== '') yield before;
  yield* chunks;
  if (after !== '') yield after;
}
