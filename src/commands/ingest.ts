import type { Command } from 'commander';
import { readShipped } from '../io/resources.ts';
import type { Message } from '../model/labels.ts';
import { fileMaskingOf, loadResources } from '../pipeline.ts';
import { compileBriefly } from './compiling.ts';
import { configurationOf } from './configuration.ts';
import { addDictionaryFlag, type DictionaryFlags, readUserWords } from './dictionary.ts';
import { fileNaming } from './file-names.ts';
import { forEachSource, openingOptions } from './inputs.ts';
import { type LoadFlags, loadFiles } from './load.ts';
import { keepYoungGenerationSmall } from './memory.ts';
import { previewSource } from './preview.ts';
import { keyedHash } from './privacy.ts';
import { addProfileFlag, addSaveProfileFlag, profilesOf, withProfile } from './profiles.ts';
import { addReadingFlags, addVoiceFlags } from './reading.ts';
import { addJobsFlag, addStoreFlags } from './settings.ts';
import { type CommonOptions, type Terminal, voicing } from './terminal.ts';

type IngestFlags = LoadFlags & DictionaryFlags & CommonOptions & { readonly dryRun?: boolean };

export function declare(
  command: Command,
  text: (message: Message) => string,
): (args: readonly unknown[], flags: IngestFlags, terminal: Terminal) => Promise<number> {
  command.argument(
    '<files...>',
    text({
      zh: '导出文件、文件夹或通配符，- 表示标准输入',
      en: 'exports, folders or patterns, - for standard input',
    }),
  );
  addVoiceFlags(addReadingFlags(addStoreFlags(command, text), text), text);
  addSaveProfileFlag(addProfileFlag(command, text), text);
  addDictionaryFlag(addJobsFlag(command, text, 'load'), text)
    .option(
      '--rejects <file>',
      text({
        zh: '拒收行写到哪里（默认库旁的 文件名.rejects.csv）',
        en: 'where rejected rows go (default: FILE.rejects.csv beside the store)',
      }),
    )
    .option(
      '--annotated',
      text({
        zh: '行里带着 voc annotate 的结果（voc 列，见 integrations/spark），不再重新标注',
        en: 'rows carry what voc annotate found (column voc, see integrations/spark): no labelling here',
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
        zh: "\n格式、编码、分隔符、表头和各列用途都按内容识别；同一文件读两次不会多出一条。\n用 --save-profile 记住一个系统的列，以后它增列、缺列、改名、换序都照样读入，并逐项报告。\n个人信息先换成 [手机] 这样的标记再入库，客户编号换成替代编号。\n.gz 和 .zip 直接读；文件夹读其中所有数据文件。内存占用与行数无关。\n退出码：0 完成，1 失败，3 完成但有行被拒收，75 库被占用。\n\n示例：\n  $ voc ingest 评价导出.xlsx --dry-run\n  $ voc ingest 工单.csv 问卷.csv 会话.ndjson\n  $ voc ingest 留言.csv --text 诉求 --time 提交时间 --source 政务\n  $ voc ingest 京东评价.csv --channel 京东 --save-profile 京东评价\n  $ voc ingest 导出/ 夜间.csv.gz 十一月.zip\n  $ voc ingest '导出/**/*.xlsx' --sheet '*月'",
        en: "\nFormat, encoding, delimiter, header row and columns are found by content. A file\nread twice adds nothing. Reads .gz and .zip as they are, and all exports in a folder.\nWith --save-profile the columns of a system are remembered: later files of it that\ngained, lost, renamed or moved columns are read all the same, and each change is told.\nMarks such as [手机] take the place of personal data, and tokens that of customer\nids, before anything is stored. Memory does not depend on the number of rows. Exit\nstatus: 0 done, 1 failed, 3 done but rows were rejected, 75 store busy.\n\nExamples:\n  $ voc ingest reviews.xlsx --dry-run\n  $ voc ingest tickets.csv survey.csv chats.ndjson\n  $ voc ingest messages.csv --text body --time sent_at --source city\n  $ voc ingest jd.csv --channel jd --save-profile jd-reviews\n  $ voc ingest exports/ nightly.csv.gz november.zip\n  $ voc ingest 'exports/**/*.xlsx' --sheet '*'",
      }),
    );
  return async ([files], flags, terminal) => {
    compileBriefly();
    keepYoungGenerationSmall();
    const say = voicing(terminal, flags);
    const resources = loadResources(readShipped(), await readUserWords(flags, terminal.stdin));
    if (flags.dryRun) {
      const profiles = profilesOf(flags, await configurationOf(terminal));
      const known = Object.values(profiles.profiles);
      const options = openingOptions(withProfile(flags, profiles), resources, say, known);
      const keyed = keyedHash(terminal, { mayMakeKey: false });
      const naming = fileNaming(say, flags.mask ? fileMaskingOf(resources) : null, keyed);
      return forEachSource(files as string[], options, terminal, naming, (source) => {
        const named = { ...source, name: naming.shown(source.name) };
        return previewSource(named, flags, terminal, say, resources);
      });
    }
    return (await loadFiles(files as string[], flags, terminal, say, resources)).status;
  };
}
