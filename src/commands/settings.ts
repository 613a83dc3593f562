import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { FLAGS, type Flag } from '../model/flags.ts';
import { labelsOf, type Message } from '../model/labels.ts';
import type { SourceFormat } from '../model/source.ts';
import type { Filter } from '../model/store.ts';
import { configurationFile } from './configuration.ts';
import type { Terminal } from './terminal.ts';

type Text = (message: Message) => string;

/** Options of every command that opens the store. */
export interface StoreFlags {
  readonly store?: string;
  readonly wait?: number;
}

/** Adds `--store` and `--wait`. */
export function addStoreFlags(command: Command, text: Text): Command {
  return command
    .option(
      '--store <path>',
      text({
        zh: '库文件（默认 VOC_STORE，否则最近的 voc.yaml 旁的 voc.db，否则 ./voc.db）',
        en: 'store file (default: VOC_STORE, else voc.db beside the nearest voc.yaml, else ./voc.db)',
      }),
    )
    .option(
      '--wait <seconds>',
      text({
        zh: '库被占用时最多等多少秒（默认 30）',
        en: 'how long to wait for a busy store (default 30)',
      }),
      wholeNumber,
    );
}

/** Option of commands that share their work between threads. */
export interface JobsFlags {
  readonly jobs?: number;
}

/** Threads of a load unless asked for more: reading and writing are one thread's, so that a third would mostly wait. */
const LOADING = 2;

/** Adds `--jobs`, for a filter that works on all cores, or for a load, whose memory is kept small. */
export function addJobsFlag(command: Command, text: Text, of: 'filter' | 'load'): Command {
  const meaning = {
    filter: {
      zh: '同时用几个线程（默认等于处理器核数）；输出与线程数无关',
      en: 'how many threads work (default: one a core); the output is the same for any number',
    },
    load: {
      zh: '同时用几个线程（默认 2，单核或读 XLSX 时 1；每多一个约多占 80 MB）；库的内容与线程数无关',
      en: 'how many threads work (default 2; 1 on one core or for XLSX; each takes about 80 MB); the store is the same for any number',
    },
  };
  return command.option('--jobs <number>', text(meaning[of]), positiveNumber);
}

/** How many threads a filter has: as many as asked for, else one a core. */
export function jobsOf({ jobs }: JobsFlags): number {
  return jobs ?? availableParallelism();
}

/** How many threads a load of a file has. Taking a workbook apart is most of the work with it: a second thread gains nothing. */
export function loadJobsOf({ jobs }: JobsFlags, format: SourceFormat): number {
  return jobs ?? (format === 'xlsx' ? 1 : Math.min(LOADING, availableParallelism()));
}

/** Adds the filters that `report` and `export` share. */
export function addFilterFlags(command: Command, text: Text): Command {
  return command
    .option(
      '--since <day>',
      text({ zh: '起始日（含），如 2026-07-01', en: 'first day, included, e.g. 2026-07-01' }),
      day,
    )
    .option('--until <day>', text({ zh: '截止日（含）', en: 'last day, included' }), day)
    .option('--source <name>', text({ zh: '只看某个来源', en: 'voices of one source only' }))
    .option('--channel <name>', text({ zh: '只看某个渠道', en: 'voices of one channel only' }))
    .option(
      '--group <name>',
      text({ zh: '只看某个客户群', en: 'voices of one customer group only' }),
    )
    .option('--product <name>', text({ zh: '只看某个产品', en: 'voices about one product only' }))
    .option(
      '--exclude <flags>',
      text({
        zh: `排除带这些标记的声音，逗号分隔：${FLAG_LIST}；雷同的每组留第一条`,
        en: `leave out voices with these flags, separated by commas: ${FLAG_LIST}; the first of near-duplicates stays`,
      }),
      flagList,
    );
}

const FLAG_LIST = labelsOf(FLAGS).join(',');

/** Flags separated by commas, for commander. */
function flagList(value: string): readonly Flag[] {
  const flags = value.split(/[,，|]/).map((flag) => flag.trim());
  for (const flag of flags) {
    if (!Object.hasOwn(FLAGS, flag)) {
      throw new InvalidArgumentError(`flags are needed, separated by commas: ${FLAG_LIST}`);
    }
  }
  return labelsOf(FLAGS).filter((flag) => flags.includes(flag));
}

/** The filter among the options of a command. */
export function filterOf({
  since,
  until,
  source,
  channel,
  group,
  product,
  exclude,
}: Filter): Filter {
  return {
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(source === undefined ? {} : { source }),
    ...(channel === undefined ? {} : { channel }),
    ...(group === undefined ? {} : { group }),
    ...(product === undefined ? {} : { product }),
    ...(exclude === undefined ? {} : { exclude }),
  };
}

/** The store that a command means: `--store`, `VOC_STORE`, `voc.db` beside the nearest `voc.yaml`, `./voc.db`. */
export function storePath(flags: StoreFlags, terminal: Terminal): string {
  const named = flags.store ?? terminal.env['VOC_STORE'];
  if (named) return resolve(terminal.cwd, named);
  const configuration = configurationFile(terminal);
  return join(configuration === undefined ? terminal.cwd : dirname(configuration), 'voc.db');
}

/** A whole number from 0 on, for commander. */
export function wholeNumber(value: string): number {
  if (!/^\d{1,9}$/.test(value))
    throw new InvalidArgumentError('a whole number is needed, such as 20');
  return Number(value);
}

/** A whole number from 1 on, for commander. */
function positiveNumber(value: string): number {
  if (!/^[1-9]\d{0,2}$/.test(value))
    throw new InvalidArgumentError('a whole number from 1 to 999 is needed, such as 2');
  return Number(value);
}

/** A calendar day `YYYY-MM-DD`, for commander. */
function day(value: string): string {
  const at = new Date(`${value}T00:00:00Z`);
  if (
    !/^\d{4}-\d{2}-\d{2}$/.test(value) ||
    Number.isNaN(at.getTime()) ||
    !at.toISOString().startsWith(value)
  ) {
    throw new InvalidArgumentError('a day is needed, such as 2026-07-01');
  }
  return value;
}
