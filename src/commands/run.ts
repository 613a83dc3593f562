import type { Command } from 'commander';
import { readShipped } from '../io/resources.ts';
import type { Message } from '../model/labels.ts';
import { loadResources } from '../pipeline.ts';
import { clusterStore } from './cluster.ts';
import { compileBriefly } from './compiling.ts';
import { addDictionaryFlag, type DictionaryFlags, readUserWords } from './dictionary.ts';
import { type LoadFlags, loadFiles } from './load.ts';
import { keepYoungGenerationSmall } from './memory.ts';
import { addProfileFlag } from './profiles.ts';
import { addReadingFlags, addVoiceFlags } from './reading.ts';
import { reportStore } from './report.ts';
import { addJobsFlag, addStoreFlags } from './settings.ts';
import { addShowFlags, reportFormat, type ShowFlags } from './show.ts';
import { type CommonOptions, type Terminal, voicing } from './terminal.ts';

type RunFlags = LoadFlags & ShowFlags & DictionaryFlags & CommonOptions;

export function declare(
  command: Command,
  text: (message: Message) => string,
): (args: readonly unknown[], flags: RunFlags, terminal: Terminal) => Promise<number> {
  command.argument(
    '<files...>',
    text({
      zh: '导出文件、文件夹或通配符，- 表示标准输入',
      en: 'exports, folders or patterns, - for standard input',
    }),
  );
  addVoiceFlags(addReadingFlags(addShowFlags(addStoreFlags(command, text), text), text), text);
  addDictionaryFlag(addProfileFlag(addJobsFlag(command, text, 'load'), text), text)
    .option(
      '--rejects <file>',
      text({
        zh: '拒收行写到哪里（默认库旁的 文件名.rejects.csv）',
        en: 'where rejected rows go (default: FILE.rejects.csv beside the store)',
      }),
    )
    .addHelpText(
      'after',
      text({
        zh: '\n报告说的是整个库，不只是这次的文件。\n退出码：0 完成，1 失败，3 完成但有行被拒收，75 库被占用、稍后再试。\n\n示例：\n  $ voc run 评价.xlsx 工单.csv\n  $ voc run /data/导出/*.csv --store /data/voc.db -o /data/日报.html --quiet',
        en: '\nThe report is about the whole store, not about these files alone. Exit status:\n0 done, 1 failed, 3 done but rows were rejected, 75 store busy, try again.\n\nExamples:\n  $ voc run reviews.xlsx tickets.csv\n  $ voc run /data/exports/*.csv --store /data/voc.db -o /data/daily.html --quiet',
      }),
    );
  return async ([files], flags, terminal) => {
    compileBriefly();
    keepYoungGenerationSmall();
    const say = voicing(terminal, flags);
    const shipped = readShipped();
    const resources = loadResources(shipped, await readUserWords(flags, terminal.stdin));
    reportFormat(flags, terminal);
    const { loaded, status } = await loadFiles(files as string[], flags, terminal, say, resources);
    if (loaded === 0) return status;
    await clusterStore(flags, terminal, say, resources, shipped);
    // `--source` and `--channel` named the voices that were read; the report is about all.
    const { source: _, channel: __, ...shown } = flags;
    await reportStore(shown, undefined, terminal, say);
    return status;
  };
}
