import type { Command } from 'commander';
import type { Layout } from '../ingest/layout.ts';
import { summariseLayout } from '../ingest/layout-summary.ts';
import { readDictionaries, readWords } from '../io/resources.ts';
import { openSource } from '../io/source.ts';
import { writeTable } from '../io/table.ts';
import { EXIT } from '../model/errors.ts';
import type { Message } from '../model/labels.ts';
import type { Source } from '../model/source.ts';
import type { Cell } from '../model/store.ts';
import { layOut, loadResources, type Resources, readVoices } from '../pipeline.ts';
import { digest } from './digest.ts';
import { type LoadFlags, loadFile } from './load.ts';
import {
  addReadingFlags,
  addVoiceFlags,
  givenColumns,
  sourceOptions,
  timeZone,
} from './reading.ts';
import { addStoreFlags } from './settings.ts';
import {
  type CommonOptions,
  type Terminal,
  type Voicing,
  voicing,
  wantsColor,
} from './terminal.ts';

type IngestFlags = LoadFlags & CommonOptions & { readonly dryRun?: boolean };

/** How many voices `--dry-run` shows. */
const SHOWN = 5;

export function declare(
  command: Command,
  text: (message: Message) => string,
): (args: readonly unknown[], flags: IngestFlags, terminal: Terminal) => Promise<number> {
  command.argument(
    '<files...>',
    text({ zh: '导出文件，- 表示标准输入', en: 'exports, - for standard input' }),
  );
  addVoiceFlags(addReadingFlags(addStoreFlags(command, text), text), text)
    .option(
      '--rejects <file>',
      text({
        zh: '拒收行写到哪里（默认库旁的 文件名.rejects.csv）',
        en: 'where rejected rows go (default: FILE.rejects.csv beside the store)',
      }),
    )
    .option(
      '--dry-run',
      text({
        zh: '只显示列的识别结果和前五条，不入库',
        en: 'show the mapping and five voices, store nothing',
      }),
    )
    .addHelpText(
      'after',
      text({
        zh: '\n格式、编码、分隔符、表头和各列用途都按内容识别；同一文件读两次不会多出一条。内存占用与文件大小无关。\n\n示例：\n  $ voc ingest 评价导出.xlsx --dry-run\n  $ voc ingest 工单.csv 问卷.csv 会话.ndjson\n  $ voc ingest 留言.csv --text 诉求 --time 提交时间 --source 政务\n  $ zcat 夜间.csv.gz | voc ingest -',
        en: '\nFormat, encoding, delimiter, header row and columns are found by content; a file read twice adds nothing. Memory\ndoes not depend on the size of the file.\n\nExamples:\n  $ voc ingest reviews.xlsx --dry-run\n  $ voc ingest tickets.csv survey.csv chats.ndjson\n  $ voc ingest messages.csv --text body --time sent_at --source city\n  $ zcat nightly.csv.gz | voc ingest -',
      }),
    );
  return async ([files], flags, terminal) => {
    const say = voicing(terminal, flags);
    const resources = loadResources(readDictionaries(), readWords());
    if (flags.dryRun) {
      for (const file of files as string[]) await preview(file, flags, terminal, say, resources);
      return EXIT.done;
    }
    return loadFiles(files as string[], flags, terminal, say, resources);
  };
}

/** Loads files one after the other. Gives the exit status: 3 where rows were rejected. */
export async function loadFiles(
  files: readonly string[],
  flags: LoadFlags,
  terminal: Terminal,
  say: Voicing,
  resources: Resources,
): Promise<number> {
  let rejected = 0;
  for (const file of files) rejected += await loadFile(file, flags, terminal, say, resources);
  return rejected > 0 ? EXIT.rejected : EXIT.done;
}

async function preview(
  file: string,
  flags: IngestFlags,
  terminal: Terminal,
  say: Voicing,
  resources: Resources,
): Promise<void> {
  const source = await openSource(file, sourceOptions(flags), terminal.stdin);
  const { layout, sample } = await layOut(source, resources.headers, givenColumns(flags));
  const zh = say.language === 'zh';
  const show = async (
    columns: readonly string[],
    rows: readonly (readonly Cell[])[],
  ): Promise<void> => {
    await writeTable({ columns, rows }, 'table', '-', {
      stdout: terminal.stdout,
      ...(terminal.stdout.isTTY ? { width: terminal.stdout.columns ?? 80 } : {}),
      color: wantsColor(terminal.stdout, flags.color, terminal.env),
    });
  };
  terminal.stdout.write(`${describe(source, layout)[say.language]}\n\n`);
  await show(
    zh ? ['列', '用途', '依据', '例'] : ['column', 'role', 'found by', 'example'],
    summariseLayout(layout).map((row) => [row.column, row.role, row.found, row.example]),
  );
  const rows: Cell[][] = [];
  const results = readVoices(once(sample), layout, {
    lexicon: resources.headers,
    digest,
    tz: timeZone(flags),
  });
  for await (const list of results) {
    for (const result of list) {
      if (rows.length >= SHOWN) break;
      if (result.kind === 'rejected') continue;
      const { id, createdAt, customerId, rating, text } = result.voice;
      rows.push([id, createdAt, customerId, rating, text]);
    }
    if (rows.length >= SHOWN) break;
  }
  terminal.stdout.write('\n');
  await show(
    zh ? ['编号', '时间', '客户', '评分', '正文'] : ['id', 'time', 'customer', 'rating', 'text'],
    rows,
  );
}

async function* once<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items;
}

function describe(source: Source, layout: Layout): Message {
  const { name, format, encoding, delimiter } = source;
  const details = [format, encoding, delimiter === '\t' ? 'tab' : delimiter].filter(
    (part) => part !== null,
  );
  return {
    zh: `${name}：${details.join('，')}；来源 ${layout.source}；${layout.headerLine > 0 ? `表头在第 ${layout.headerLine} 行` : '没有表头行'}`,
    en: `${name}: ${details.join(', ')}; source ${layout.source}; ${layout.headerLine > 0 ? `header in line ${layout.headerLine}` : 'no header line'}`,
  };
}
