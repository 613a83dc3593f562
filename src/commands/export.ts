import { createReadStream, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Argument, type Command } from 'commander';
import { outputTo } from '../io/output.ts';
import type { Rows } from '../io/rows.ts';
import { type TableFormat, writeTable } from '../io/table.ts';
import { isBuiltIn } from '../journey/plan.ts';
import { EXIT } from '../model/errors.ts';
import type { Message } from '../model/labels.ts';
import type { Filter } from '../model/store.ts';
import { findingsOf, stagedFindings } from '../pipeline.ts';
import { viewRows } from '../report/rows.ts';
import type { View } from '../report/views.ts';
import { readFacts } from '../store/facts.ts';
import { readStagesOfScope } from '../store/journey-facts.ts';
import { selectScope } from '../store/scope.ts';
import type { Store } from '../store/session.ts';
import { readTable, type TableName } from '../store/tables.ts';
import { tableForPrograms } from './answer.ts';
import { configurationOf } from './configuration.ts';
import { configuredPlan } from './journey-plan.ts';
import { definitionsIn } from './metric-findings.ts';
import { metricsAnswer } from './metrics.ts';
import { readStore } from './opening.ts';
import { addOutputFlags, formatOf, isForSpreadsheets, type OutputFlags } from './output-flags.ts';
import { addFilterFlags, addStoreFlags, filterOf, type StoreFlags } from './settings.ts';
import { type CommonOptions, type Terminal, voicing, wantsColor } from './terminal.ts';

type ExportFlags = StoreFlags & OutputFlags & Filter & CommonOptions;

const FORMATS = ['table', 'csv', 'tsv', 'ndjson', 'json', 'md', 'xlsx', 'parquet'];

/** Tables that stand in the store as rows, and those that are findings. */
const STORED: readonly string[] = [
  'voices',
  'opinions',
  'assignments',
  'versions',
] satisfies TableName[];
const FOUND: Readonly<Record<string, View>> = {
  pains: 'pains',
  journey: 'stages',
};

export function declare(
  command: Command,
  text: (message: Message) => string,
): (args: readonly unknown[], flags: ExportFlags, terminal: Terminal) => Promise<number> {
  command.addArgument(
    new Argument('<table>', text({ zh: '哪张表', en: 'which table' })).choices([
      ...STORED,
      ...Object.keys(FOUND),
      'metrics',
    ]),
  );
  addFilterFlags(addOutputFlags(addStoreFlags(command, text), text, FORMATS), text).addHelpText(
    'after',
    text({
      zh: '\n一格里的多个值用 | 连接。\n\n示例：\n  $ voc export pains --format csv > 痛点.csv\n  $ voc export opinions -o 观点.parquet\n  $ voc export voices --since 2026-09-01 -o 九月.xlsx\n  $ voc export versions --format ndjson   后来有改动的声音，每个版本一行',
      en: '\nSeveral values in one cell are joined with |.\n\nExamples:\n  $ voc export pains --format csv > pains.csv\n  $ voc export opinions -o opinions.parquet\n  $ voc export voices --since 2026-09-01 -o september.xlsx\n  $ voc export versions --format ndjson   voices that changed later, one line a version',
    }),
  );
  return async ([table], flags, terminal) => {
    const format = formatOf(flags, terminal, FORMATS) as TableFormat;
    const target = flags.output ?? '-';
    const options = {
      excel: isForSpreadsheets(flags),
      ...(target === '-' && terminal.stdout.isTTY ? { width: terminal.stdout.columns ?? 80 } : {}),
      color: target === '-' && wantsColor(terminal.stdout, flags.color, terminal.env),
      name: table as string,
      stdout: terminal.stdout,
    };
    // A slow reader of standard output must not keep writers out of the store: it reads from a file of its own.
    await withSpool(target === '-', async (spool) => {
      await readStore(flags, terminal, voicing(terminal, flags), async (reader) => {
        await writeTable(
          await rowsOf(table as string, reader, flags, terminal),
          format,
          spool ?? target,
          options,
        );
      });
      if (spool !== null) {
        const made = format === 'table' ? 'rendered' : 'data';
        await outputTo('-', createReadStream(spool), terminal.stdout, made);
      }
    });
    return EXIT.done;
  };
}

/** Lends a temporary file where one is wanted, and takes it away again. */
async function withSpool(
  wanted: boolean,
  use: (file: string | null) => Promise<void>,
): Promise<void> {
  if (!wanted) return use(null);
  const folder = await mkdtemp(join(tmpdir(), 'voc-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  try {
    await use(join(folder, 'rows'));
  } finally {
    remove();
    process.removeListener('exit', remove);
  }
}

async function rowsOf(
  table: string,
  reader: Store,
  flags: ExportFlags,
  terminal: Terminal,
): Promise<Rows> {
  const filter = filterOf(flags);
  if (table === 'metrics') {
    const say = voicing(terminal, flags);
    const definitions = await definitionsIn(terminal, say);
    await selectScope(reader, filter);
    return tableForPrograms(await metricsAnswer(reader, definitions, say, undefined));
  }
  const view = FOUND[table];
  if (view === undefined) return readTable(reader, table as TableName, filter);
  const { priority } = await configurationOf(terminal);
  const found = findingsOf(await readFacts(reader, filter), priority);
  const plan = await configuredPlan(terminal);
  if (view !== 'stages' || isBuiltIn(plan)) return viewRows(found, view);
  return viewRows(stagedFindings(found, await readStagesOfScope(reader, plan), plan), view);
}
