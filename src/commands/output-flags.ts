import { extname } from 'node:path';
import { type Command, Option } from 'commander';
import { InputError } from '../model/errors.ts';
import type { Message } from '../model/labels.ts';
import type { Terminal } from './terminal.ts';

/** How a result is to be written. */
export interface OutputFlags {
  readonly format?: string;
  readonly output?: string;
  readonly excel?: boolean;
}

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
