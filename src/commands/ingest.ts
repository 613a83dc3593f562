import type { Command } from 'commander';
import { readDictionaries, readWords } from '../io/resources.ts';
import { EXIT } from '../model/errors.ts';
import type { Message } from '../model/labels.ts';
import { loadResources } from '../pipeline.ts';
import { addDictionaryFlag, type DictionaryFlags, readUserWords } from './dictionary.ts';
import { type LoadFlags, loadFiles } from './load.ts';
import { previewFile } from './preview.ts';
import { addReadingFlags, addVoiceFlags } from './reading.ts';
import { addStoreFlags } from './settings.ts';
import { type CommonOptions, type Terminal, voicing } from './terminal.ts';

type IngestFlags = LoadFlags & DictionaryFlags & CommonOptions & { readonly dryRun?: boolean };

export function declare(
  command: Command,
  text: (message: Message) => string,
): (args: readonly unknown[], flags: IngestFlags, terminal: Terminal) => Promise<number> {
  command.argument(
    '<files...>',
    text({ zh: '导出文件，- 表示标准输入', en: 'exports, - for standard input' }),
  );
  addVoiceFlags(addReadingFlags(addStoreFlags(command, text), text), text);
  addDictionaryFlag(command, text)
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
        zh: '只显示各列的识别结果和前五条声音，不入库',
        en: 'show what each column is taken for and five voices, store nothing',
      }),
    )
    .addHelpText(
      'after',
      text({
        zh: '\n格式、编码、分隔符、表头和各列用途都按内容识别；同一文件读两次不会多出一条。\n内存占用与行数无关。退出码：0 完成，1 失败，3 完成但有行被拒收，75 库被占用。\n\n示例：\n  $ voc ingest 评价导出.xlsx --dry-run\n  $ voc ingest 工单.csv 问卷.csv 会话.ndjson\n  $ voc ingest 留言.csv --text 诉求 --time 提交时间 --source 政务\n  $ zcat 夜间.csv.gz | voc ingest -',
        en: '\nFormat, encoding, delimiter, header row and columns are found by content. A file\nread twice adds nothing. Memory does not depend on the number of rows. Exit\nstatus: 0 done, 1 failed, 3 done but rows were rejected, 75 store busy.\n\nExamples:\n  $ voc ingest reviews.xlsx --dry-run\n  $ voc ingest tickets.csv survey.csv chats.ndjson\n  $ voc ingest messages.csv --text body --time sent_at --source city\n  $ zcat nightly.csv.gz | voc ingest -',
      }),
    );
  return async ([files], flags, terminal) => {
    const say = voicing(terminal, flags);
    const resources = loadResources(
      readDictionaries(),
      readWords(),
      await readUserWords(flags, terminal.stdin),
    );
    if (flags.dryRun) {
      for (const file of files as string[])
        await previewFile(file, flags, terminal, say, resources);
      return EXIT.done;
    }
    return (await loadFiles(files as string[], flags, terminal, say, resources)).status;
  };
}
