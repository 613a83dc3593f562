import { type Command, Option } from 'commander';
import type { GivenColumns } from '../ingest/layout.ts';
import type { SourceOptions } from '../io/source.ts';
import type { Configuration } from '../model/configuration.ts';
import { InputError } from '../model/errors.ts';
import type { Message } from '../model/labels.ts';

/** How a file is to be opened where its content does not tell it well enough. */
export interface FormatFlags {
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly sheet?: string;
  readonly inputFormat?: 'csv' | 'tsv' | 'xlsx' | 'json' | 'ndjson' | 'parquet';
}

/** What a person may say about an export where its content does not say it well enough. */
export interface ReadingFlags extends FormatFlags {
  readonly text?: string;
  readonly id?: string;
  readonly time?: string;
  readonly rating?: string;
  readonly customer?: string;
  readonly customerGroup?: string;
}

/** Flags of the voices that `ingest` and `run` make. */
export interface VoiceFlags {
  readonly source?: string;
  readonly channel?: string;
  readonly tz?: string;
  /** False where personal data is to be kept. */
  readonly mask: boolean;
}

/** Adds the flags that say how to open a file. */
export function addFormatFlags(command: Command, text: (message: Message) => string): Command {
  return command
    .option(
      '--encoding <name>',
      text({
        zh: '编码（默认按内容识别），如 gb18030、big5',
        en: 'encoding (found by content), e.g. gb18030, big5',
      }),
    )
    .option(
      '--delimiter <char>',
      text({
        zh: '分隔符（默认按内容识别），制表符写 tab',
        en: 'delimiter (found by content), tab for a tab',
      }),
    )
    .option(
      '--sheet <name>',
      text({
        zh: "工作表名或序号，'*' 读全部（默认第一个有文本列的可见表）",
        en: "sheet, by name or number, '*' for all (default: the first visible one with texts)",
      }),
    )
    .addOption(
      new Option(
        '--input-format <format>',
        text({ zh: '输入格式（默认按内容识别）', en: 'format of the input (found by content)' }),
      ).choices(['csv', 'tsv', 'xlsx', 'json', 'ndjson', 'parquet']),
    );
}

/** Adds the flags that say how to read a file of texts. */
export function addSourceFlags(command: Command, text: (message: Message) => string): Command {
  return addFormatFlags(command, text)
    .option(
      '--text <column>',
      text({ zh: '正文列：列名或第几列', en: 'column of the text, by name or position' }),
    )
    .option('--id <column>', text({ zh: '编号列', en: 'column of the id' }));
}

/** Adds the flags that say how to read an export. */
export function addReadingFlags(command: Command, text: (message: Message) => string): Command {
  return addSourceFlags(command, text)
    .option('--time <column>', text({ zh: '时间列', en: 'column of the time' }))
    .option('--rating <column>', text({ zh: '评分列', en: 'column of the score' }))
    .option('--customer <column>', text({ zh: '客户编号列', en: 'column of the customer id' }))
    .option(
      '--customer-group <column>',
      text({ zh: '客户分组列', en: 'column of the customer group' }),
    );
}

/** The flag and its description, for the `option` of a command that reads times. */
export function zoneFlag(text: (message: Message) => string): [flag: string, description: string] {
  const description = text({
    zh: '没有注明时区的时间按哪个时区算（默认 +08:00）',
    en: 'UTC offset of times that state none (default +08:00)',
  });
  return ['--tz <offset>', description];
}

/** Adds the flags that fix something for all voices of the files. */
export function addVoiceFlags(command: Command, text: (message: Message) => string): Command {
  return command
    .option(
      '--source <name>',
      text({
        zh: '来源名（默认按列识别：review、hotline、survey、chat、feedback）',
        en: 'name of the source (default by columns: review, hotline, survey, chat, feedback)',
      }),
    )
    .option(
      '--channel <name>',
      text({ zh: '渠道名，用于没有渠道列的文件', en: 'channel, for files without such a column' }),
    )
    .option(...zoneFlag(text))
    .option(
      '--no-mask',
      text({
        zh: '不脱敏：姓名、电话、证件号等原样入库（默认换成 [手机] 这样的标记）',
        en: 'keep personal data as it is (default: marks such as [手机] in its place)',
      }),
    );
}

export function sourceOptions(flags: FormatFlags): SourceOptions {
  return {
    ...(flags.encoding === undefined ? {} : { encoding: flags.encoding }),
    ...(flags.delimiter === undefined ? {} : { delimiter: flags.delimiter }),
    ...(flags.sheet === undefined ? {} : { sheet: flags.sheet }),
    ...(flags.inputFormat === undefined ? {} : { format: flags.inputFormat }),
  };
}

export function givenColumns(flags: ReadingFlags): GivenColumns {
  return {
    ...(flags.text === undefined ? {} : { text: flags.text }),
    ...(flags.id === undefined ? {} : { id: flags.id }),
    ...(flags.time === undefined ? {} : { createdAt: flags.time }),
    ...(flags.rating === undefined ? {} : { rating: flags.rating }),
    ...(flags.customer === undefined ? {} : { customerId: flags.customer }),
    ...(flags.customerGroup === undefined ? {} : { customerGroup: flags.customerGroup }),
  };
}

/** The offset of the flag, else of `voc.yaml`, else `+08:00`. Throws an InputError of wrong usage for anything else. */
export function timeZone(flags: Pick<VoiceFlags, 'tz'>, { tz }: Configuration): string {
  const zone = flags.tz ?? tz ?? '+08:00';
  if (/^[+-](0\d|1[0-4]):[0-5]\d$/.test(zone)) return zone;
  throw new InputError(
    {
      zh: `--tz ${zone} 无效：请写成 +08:00 这样的偏移`,
      en: `--tz ${zone} is not an offset such as +08:00`,
    },
    { status: 2 },
  );
}
