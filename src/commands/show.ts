import { type Command, InvalidArgumentError } from 'commander';
import { outputTo } from '../io/output.ts';
import { type TableFormat, writeTable } from '../io/table.ts';
import { workbookChunks } from '../io/workbook.ts';
import type { Findings } from '../model/findings.ts';
import type { Message } from '../model/labels.ts';
import { AUDIENCES, type Audience, audienceNamed } from '../report/audiences.ts';
import { isListFormat, type ListFormat } from '../report/extent.ts';
import { renderHtml } from '../report/html.ts';
import { renderJson } from '../report/json.ts';
import { renderMarkdown } from '../report/markdown.ts';
import { type ViewRows, viewRows } from '../report/rows.ts';
import { renderTerminal } from '../report/terminal.ts';
import type { View } from '../report/views.ts';
import type { ReportOptions } from '../report/wording.ts';
import { reportSheets, viewSheet } from '../report/workbook.ts';
import { addOutputFlags, formatOf, isForSpreadsheets, type OutputFlags } from './output-flags.ts';
import { wholeNumber } from './settings.ts';
import { type CommonOptions, type Terminal, type Voicing, wantsColor } from './terminal.ts';

export type ShowFlags = OutputFlags & { readonly top?: number; readonly audience?: Audience };

const REPORT_FORMATS = ['table', 'csv', 'tsv', 'ndjson', 'json', 'md', 'html', 'xlsx', 'parquet'];

/** Adds the flags of a report. */
export function addShowFlags(command: Command, text: (message: Message) => string): Command {
  return addOutputFlags(command, text, REPORT_FORMATS)
    .option(
      '--audience <who>',
      text({
        zh: '给谁看：管理层（一页）、客服（紧急声音、信号和原话）、产品（按主题和产品）；数字相同，篇幅和次序不同',
        en: 'for whom: management (one page), service (urgent voices, signals, quotes), product (by theme and product); the same figures, another length and order',
      }),
      audience,
    )
    .option(
      '--top <n>',
      text({
        zh: '显示多少个痛点（默认终端 10 个，单看 pains 时 50 个，md 20 个，html 50 个）',
        en: 'how many pain points are shown (default: 10 on the terminal, 50 where pains are asked for, 20 in md, 50 in html)',
      }),
      wholeNumber,
    );
}

function audience(value: string): Audience {
  const found = audienceNamed(value);
  if (found !== undefined) return found;
  const names = Object.entries(AUDIENCES).map(([id, { zh }]) => `${zh} (${id})`);
  throw new InvalidArgumentError(names.join(', '));
}

/** The format that a report's flags mean. Throws as `formatOf` does: ask before the work is done. */
export function reportFormat(flags: ShowFlags, terminal: Terminal): string {
  return formatOf(flags, terminal, REPORT_FORMATS);
}

/** Formats that hold the rows of one view. */
const ROWS = ['csv', 'tsv', 'ndjson', 'parquet'];

/** The view that the flags mean; undefined for the whole report. */
export function shownView(
  flags: ShowFlags,
  view: View | undefined,
  terminal: Terminal,
): View | undefined {
  return view ?? (ROWS.includes(reportFormat(flags, terminal)) ? 'pains' : undefined);
}

/** Whether the flags mean a workbook of the whole report, which holds voices too. */
export function isWorkbook(flags: ShowFlags, view: View | undefined, terminal: Terminal): boolean {
  return view === undefined && reportFormat(flags, terminal) === 'xlsx';
}

/** Which quotes of pain points, and whether quotes behind figures, the report that the flags mean has. */
export interface ShownWords {
  /** The format whose listed pain points are quoted, where not all are, or none. */
  readonly quotes: 'all' | 'none' | ListFormat;
  readonly evidence: boolean;
}

/** What of the voices' own words has to be read for the report that the flags mean. */
export function shownWords(
  flags: ShowFlags,
  view: View | undefined,
  terminal: Terminal,
): ShownWords {
  const format = reportFormat(flags, terminal);
  if (isListFormat(format)) return { quotes: format, evidence: format === 'html' };
  if (format === 'json') return { quotes: 'all', evidence: view === undefined };
  const isPains = [undefined, 'pains'].includes(view);
  return { quotes: isPains ? 'all' : 'none', evidence: false };
}

/** How the flags want a report written. */
export function reportOptions(
  { audience, top }: ShowFlags,
  view: View | undefined,
  { language }: Voicing,
): ReportOptions {
  return {
    language,
    ...(view === undefined ? {} : { view }),
    ...(audience === undefined ? {} : { audience }),
    ...(top === undefined ? {} : { limit: top }),
  };
}

/** Writes findings, all of them or one view, as the flags say. `voices` are those of a workbook. */
export async function showFindings(
  findings: Findings,
  flags: ShowFlags & CommonOptions,
  view: View | undefined,
  terminal: Terminal,
  say: Voicing,
  voices: ViewRows = { columns: [], rows: [] },
): Promise<void> {
  const format = reportFormat(flags, terminal);
  const target = flags.output ?? '-';
  const options = reportOptions(flags, view, say);
  const toTerminal = target === '-';
  const color = toTerminal && wantsColor(terminal.stdout, flags.color, terminal.env);
  const texts: Readonly<Record<string, () => string>> = {
    table: () =>
      renderTerminal(findings, {
        ...options,
        color,
        width: (toTerminal && terminal.stdout.columns) || 80,
      }),
    md: () => renderMarkdown(findings, options),
    html: () => renderHtml(findings, options),
    json: () => renderJson(findings, options),
  };
  const text = texts[format];
  if (text !== undefined) {
    const made = format === 'table' ? 'rendered' : 'data';
    await outputTo(target, [text()], terminal.stdout, made);
  } else if (isWorkbook(flags, view, terminal)) {
    const sheets = reportSheets(findings, voices, options);
    await outputTo(target, workbookChunks(sheets), terminal.stdout, 'data');
  } else if (format === 'xlsx') {
    const sheet = viewSheet(findings, view ?? 'pains', say.language);
    await outputTo(target, workbookChunks([sheet]), terminal.stdout, 'data');
  } else {
    const rows = viewRows(findings, view);
    const top = view === undefined || view === 'pains' ? flags.top : undefined;
    await writeTable({ ...rows, rows: rows.rows.slice(0, top) }, format as TableFormat, target, {
      excel: isForSpreadsheets(flags),
      name: view ?? 'pains',
      stdout: terminal.stdout,
    });
  }
  if (!toTerminal) say.say({ zh: `报告已写入 ${target}`, en: `report written to ${target}` });
}
