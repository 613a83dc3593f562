import { Argument, type Command } from 'commander';
import { EXIT } from '../model/errors.ts';
import type { Message } from '../model/labels.ts';
import type { Filter } from '../model/store.ts';
import { findingsOf } from '../pipeline.ts';
import { VIEW_IDS, type View } from '../report/views.ts';
import { readFacts } from '../store/facts.ts';
import { configurationOf } from './configuration.ts';
import { readStore } from './opening.ts';
import { addFilterFlags, addStoreFlags, filterOf, type StoreFlags } from './settings.ts';
import { addShowFlags, reportFormat, type ShowFlags, showFindings } from './show.ts';
import { type CommonOptions, type Terminal, type Voicing, voicing } from './terminal.ts';

type ReportFlags = StoreFlags & ShowFlags & Filter & CommonOptions;

export function declare(
  command: Command,
  text: (message: Message) => string,
): (args: readonly unknown[], flags: ReportFlags, terminal: Terminal) => Promise<number> {
  command.addArgument(
    new Argument(
      '[view]',
      text({ zh: '只看一个视图（默认全部）', en: 'one view only (default: all)' }),
    ).choices(VIEW_IDS),
  );
  addFilterFlags(addShowFlags(addStoreFlags(command, text), text), text).addHelpText(
    'after',
    text({
      zh: '\n只读库，不改任何数据。日期按声音的时间，首尾两天都算。\ncsv、tsv、ndjson、xlsx、parquet 是一个视图的数据行，不指定视图时为 pains。\n\n示例：\n  $ voc report\n  $ voc report pains --since 2026-07-01 --top 20\n  $ voc report -o 周报.html\n  $ voc report pains --group 大客户 --format csv > 痛点.csv',
      en: '\nReads the store, changes nothing. Days are those of the voices; both ends count.\ncsv, tsv, ndjson, xlsx and parquet hold the rows of one view, by default pains.\n\nExamples:\n  $ voc report\n  $ voc report pains --since 2026-07-01 --top 20\n  $ voc report -o weekly.html\n  $ voc report pains --channel App --format csv > pains.csv',
    }),
  );
  return async ([view], flags, terminal) => {
    reportFormat(flags, terminal);
    await reportStore(flags, view as View | undefined, terminal, voicing(terminal, flags));
    return EXIT.done;
  };
}

/** Writes the report on the store's voices that pass the filter. */
export async function reportStore(
  flags: ReportFlags,
  view: View | undefined,
  terminal: Terminal,
  say: Voicing,
): Promise<void> {
  const facts = await readStore(flags, terminal, say, (reader) =>
    readFacts(reader, filterOf(flags)),
  );
  const { priority } = await configurationOf(terminal);
  await showFindings(findingsOf(facts, priority), flags, view, terminal, say);
}
