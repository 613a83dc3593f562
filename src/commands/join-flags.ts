import { type Command, InvalidArgumentError } from 'commander';
import type { Message } from '../model/labels.ts';
import { addFormatFlags, type FormatFlags, zoneFlag } from './reading.ts';
import { addStoreFlags, type StoreFlags } from './settings.ts';
import type { CommonOptions } from './terminal.ts';

/** What a person may say to `voc join`. */
export type JoinFlags = StoreFlags &
  FormatFlags &
  CommonOptions & {
    readonly key: string;
    readonly column?: string;
    readonly time?: string;
    readonly window?: number;
    readonly nearest?: boolean;
    readonly prefix?: string;
    readonly tz?: string;
    readonly unmatched?: string;
    readonly rejects?: string;
    readonly mask: boolean;
  };

/** Adds the flags of `voc join`, those of the store and of formats included. */
export function addJoinFlags(command: Command, text: (message: Message) => string): void {
  addFormatFlags(addStoreFlags(command, text), text)
    .requiredOption(
      '--key <key>',
      text({
        zh: '按什么对应：order_id 订单号，customer_id 客户编号，或两边同名的列',
        en: 'what to join by: order_id, customer_id, or a column that both have',
      }),
    )
    .option(
      '--column <name>',
      text({
        zh: '文件里对应的列（默认按列名识别）',
        en: 'that column in the file (found by name)',
      }),
    )
    .option('--time <column>', text({ zh: '文件里的时间列', en: 'column of the time in the file' }))
    .option(
      '--window <span>',
      text({
        zh: '声音与该行最多相隔多久，如 7d、48h（默认不限）',
        en: 'how far voice and row may lie apart, e.g. 7d, 48h (default: any)',
      }),
      span,
    )
    .option(
      '--nearest',
      text({ zh: '几行都对应时取时间最近的', en: 'of several rows take the nearest in time' }),
    )
    .option(
      '--prefix <text>',
      text({
        zh: '新列名的前缀（默认 文件名.）',
        en: 'before the new names (default: the name of the file and a dot)',
      }),
    )
    .option(...zoneFlag(text))
    .option(
      '--unmatched <file>',
      text({ zh: '没加上的声音写到哪里', en: 'where voices that got nothing are listed' }),
    )
    .option(
      '--rejects <file>',
      text({ zh: '读不了的行写到哪里', en: 'where rows that cannot be read go' }),
    )
    .option(
      '--no-mask',
      text({
        zh: '不脱敏（默认同 voc ingest）',
        en: 'keep personal data (default: as voc ingest)',
      }),
    );
}

const UNITS: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000 };

/** A span of time such as `7d` in milliseconds, for commander. */
function span(value: string): number {
  const match = /^(\d{1,5})([dh])$/.exec(value);
  const unit = UNITS[match?.[2] ?? ''];
  if (match === null || unit === undefined) {
    throw new InvalidArgumentError('a span is needed, such as 7d or 48h');
  }
  return Number(match[1]) * unit;
}
