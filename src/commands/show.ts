import { extname } from 'node:path';
import { type Command, Option } from 'commander';
import { outputTo } from '../io/output.ts';
import { type TableFormat, writeTable } from '../io/table.ts';
import { InputError } from '../model/errors.ts';
import type { Findings } from '../model/findings.ts';
import type { Message } from '../model/labels.ts';
import { renderHtml } from '../report/html.ts';
import { renderJson } from '../report/json.ts';
import { renderMarkdown } from '../report/markdown.ts';
import { viewRows } from '../report/rows.ts';
import { renderTerminal } from '../report/terminal.ts';
import type { View } from '../report/views.ts';
import { wholeNumber } from './settings.ts';
import { type CommonOptions, type Terminal, type Voicing, wantsColor } from './terminal.ts';

/** How a result is to be written. */
export interface OutputFlags {
  readonly format?: string;
  readonly output?: string;
  readonly excel?: boolean;
}

export type ShowFlags = OutputFlags & { readonly top?: number };

/** Adds `--format`, `-o` and `--excel`. */
export function addOutputFlags(
  command: Command,
  text: (message: Message) => string,
  formats: readonly string[],
): Command {
  return command
    .addOption(
      new Option(
        '--format <format>',
        text({
          zh: '输出格式（默认：终端上 table，否则 csv；-o 时看后缀）',
          en: 'output format (default: table on a terminal, else csv; with -o by the suffix)',
        }),
      ).choices(formats),
    )
    .option(
      '-o, --output <file>',
      text({ zh: '写入文件，要么完整要么没有', en: 'write to a file, complete or not at all' }),
    )
    .option(
      '--excel',
      text({
        zh: '给表格软件看的 CSV：带 BOM，公式与长数字受保护',
        en: 'CSV for spreadsheets: byte-order mark, no formulas, long numbers as text',
      }),
    );
}

const REPORT_FORMATS = ['table', 'csv', 'tsv', 'ndjson', 'json', 'md', 'html', 'xlsx', 'parquet'];

/** Adds the flags of a report. */
export function addShowFlags(command: Command, text: (message: Message) => string): Command {
  return addOutputFlags(command, text, REPORT_FORMATS).option(
    '--top <n>',
    text({
      zh: '显示多少个痛点（默认终端 10 个，单看 pains 时 50 个，md 20 个，html 50 个）',
      en: 'how many pain points are shown (default: 10 on the terminal, 50 where pains are asked for, 20 in md, 50 in html)',
    }),
    wholeNumber,
  );
}

/**
 * The format that is meant: the one asked for, else by the suffix of the output file, else the contract's default.
 * @throws InputError (wrong usage) for a file whose suffix names no format
 */
export function formatOf(
  flags: OutputFlags,
  terminal: Terminal,
  formats: readonly string[],
): string {
  if (flags.format !== undefined) return flags.format;
  if (flags.output === undefined || flags.output === '-')
    return terminal.stdout.isTTY ? 'table' : 'csv';
  const suffix = extname(flags.output).slice(1).toLowerCase();
  const format = { txt: 'table', jsonl: 'ndjson', markdown: 'md', htm: 'html' }[suffix] ?? suffix;
  if (formats.includes(format)) return format;
  throw new InputError(
    {
      zh: `从后缀看不出 ${flags.output} 要什么格式：请加 --format（${formats.join('、')}）`,
      en: `the suffix of ${flags.output} names no format: add --format (${formats.join(', ')})`,
    },
    { status: 2 },
  );
}

/** Whether CSV is for people: asked for, or a file of its own. */
export function isForSpreadsheets(flags: OutputFlags): boolean {
  return flags.excel === true || (flags.output !== undefined && flags.output !== '-');
}

/** The format that a report's flags mean. Throws as `formatOf` does: ask before the work is done. */
export function reportFormat(flags: ShowFlags, terminal: Terminal): string {
  return formatOf(flags, terminal, REPORT_FORMATS);
}

/** Writes findings, all of them or one view, as the flags say. */
export async function showFindings(
  findings: Findings,
  flags: ShowFlags & CommonOptions,
  view: View | undefined,
  terminal: Terminal,
  say: Voicing,
): Promise<void> {
  const format = reportFormat(flags, terminal);
  const target = flags.output ?? '-';
  const options = {
    language: say.language,
    ...(view === undefined ? {} : { view }),
    ...(flags.top === undefined ? {} : { limit: flags.top }),
  };
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
