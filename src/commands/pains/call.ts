import type { Rows } from '../../io/rows.ts';
import { type TableFormat, writeTable } from '../../io/table.ts';
import type { Aspect, Stage } from '../../model/labels.ts';
import type { Cell, Filter } from '../../model/store.ts';
import { peopleColumns } from '../../report/people-columns.ts';
import type { DictionaryFlags } from '../dictionary.ts';
import { formatOf, isForSpreadsheets, type OutputFlags } from '../output-flags.ts';
import type { StoreFlags } from '../settings.ts';
import { type CommonOptions, type Terminal, type Voicing, wantsColor } from '../terminal.ts';

export type PainsFlags = StoreFlags &
  OutputFlags &
  Filter &
  DictionaryFlags &
  CommonOptions & {
    readonly aspect?: Aspect;
    readonly stage?: Stage;
    readonly top?: number;
    readonly voices?: boolean;
    readonly by?: string;
    readonly label?: string;
  };

/** A call of `voc pains`: what to do with which pain points. */
export interface PainsCall {
  readonly action: string;
  readonly ids: readonly string[];
  readonly flags: PainsFlags;
  readonly terminal: Terminal;
  readonly say: Voicing;
}

export const PAIN_FORMATS: readonly string[] = [
  'table',
  'csv',
  'tsv',
  'ndjson',
  'json',
  'md',
  'xlsx',
  'parquet',
];

/** Writes rows as the flags say; a workbook has the headings and labels that people read. */
export async function writeRows({ flags, terminal, say }: PainsCall, rows: Rows): Promise<void> {
  const target = flags.output ?? '-';
  const format = formatOf(flags, terminal, PAIN_FORMATS) as TableFormat;
  const people = format === 'xlsx' ? peopleColumns(rows.columns, say.language) : null;
  const table =
    people === null ? rows : { columns: people.headings, rows: mapped(rows.rows, people.cellsOf) };
  await writeTable(table, format, target, {
    excel: isForSpreadsheets(flags),
    ...(target === '-' && terminal.stdout.isTTY ? { width: terminal.stdout.columns ?? 80 } : {}),
    color: target === '-' && wantsColor(terminal.stdout, flags.color, terminal.env),
    name: 'pains',
    stdout: terminal.stdout,
  });
}

async function* mapped(
  rows: Rows['rows'],
  cellsOf: (row: readonly Cell[]) => readonly Cell[],
): AsyncGenerator<readonly Cell[]> {
  for await (const row of rows) yield cellsOf(row);
}
