import { basename, dirname, extname, join } from 'node:path';
import type { Command } from 'commander';
import {
  createOperationsReader,
  type JoinKey,
  joinColumns,
  joinValues,
  type OperationsReader,
} from '../ingest/operations.ts';
import type { Privacy } from '../ingest/personal/privacy.ts';
import { createRejectsFile, type RejectsFile } from '../io/rejects.ts';
import { readDictionaries } from '../io/resources.ts';
import { writeTable } from '../io/table.ts';
import { EXIT, InputError } from '../model/errors.ts';
import type { Message } from '../model/labels.ts';
import type { JoinCounts, OperationalRow, Unjoined, UnjoinedCode } from '../model/operations.ts';
import type { Source, SourceItem } from '../model/source.ts';
import {
  layOutOperations,
  loadReading,
  maskingOf,
  privacyOf,
  protectedBy,
  type ReadingResources,
} from '../pipeline.ts';
import { joinVoices, ownColumns } from '../store/joining.ts';
import { configurationOf } from './configuration.ts';
import { fileNaming } from './file-names.ts';
import { forEachSource } from './inputs.ts';
import { addJoinFlags, type JoinFlags } from './join-flags.ts';
import { readStore, storeOptions } from './opening.ts';
import { keyedHash } from './privacy.ts';
import { sourceOptions, timeZone } from './reading.ts';
import { storePath } from './settings.ts';
import { type Terminal, type Voicing, voicing } from './terminal.ts';

export function declare(
  command: Command,
  text: (message: Message) => string,
): (args: readonly unknown[], flags: JoinFlags, terminal: Terminal) => Promise<number> {
  command.argument(
    '<file>',
    text({ zh: '订单之类的业务数据文件', en: 'a file of orders or the like' }),
  );
  addJoinFlags(command, text);
  command.addHelpText(
    'after',
    text({
      zh: '\n按订单号、客户编号或同名的列，把文件里的其余各列加到声音的 attributes 上，列名前加前缀。\n对应到几行且内容不同的算「不明确」，不加；--nearest 时取时间最近的一行。没加上的声音\n和没用上的行逐条写进 文件名.unjoined.rejects.csv。同一文件再来一次就换掉上次的结果。\n\n示例：\n  $ voc join 订单.csv --key order_id\n  $ voc join 到店.xlsx --key customer_id --window 7d --nearest\n  $ voc join 门店.csv --key 门店编号 --prefix 门店.',
      en: '\nAdds the other columns of a file to the attributes of voices with the same order,\ncustomer or column, under names with a prefix. A voice that several different rows\nfit is ambiguous and gets nothing; with --nearest, the row nearest in time. Voices\nthat got nothing and rows given to none are listed in FILE.unjoined.rejects.csv.\nJoining a file again replaces what it brought before.\n\nExamples:\n  $ voc join orders.csv --key order_id\n  $ voc join visits.xlsx --key customer_id --window 7d --nearest\n  $ voc join shops.csv --key shop_no --prefix shop.',
    }),
  );
  return async ([file], flags, terminal) => {
    const resources = loadReading(readDictionaries());
    const keyed = keyedHash(terminal, { mayMakeKey: true });
    const mask = flags.mask ? maskingOf(resources) : null;
    const naming = fileNaming(voicing(terminal, flags), mask, keyed);
    const { say, shown } = naming;
    const tz = timeZone(flags, await configurationOf(terminal));
    let status: number = EXIT.done;
    const options = { ...sourceOptions(flags), suits: () => 1 as const, tell: say.warn };
    const failed = await forEachSource(
      [file as string],
      options,
      terminal,
      naming,
      async (received, file) => {
        const [source, path] = [{ ...received, name: shown(received.name) }, shown(file)];
        status = await joinSource({ source, path, flags, terminal, say, resources, tz });
      },
    );
    return failed || status;
  };
}

interface Joining {
  readonly source: Source;
  readonly path: string;
  readonly flags: JoinFlags;
  readonly terminal: Terminal;
  readonly say: Voicing;
  readonly resources: ReadingResources;
  readonly tz: string;
}

function keyOf(name: string): JoinKey {
  if (name === 'customer_id') return { kind: 'customer' };
  return name === 'order_id' ? { kind: 'order' } : { kind: 'column', name };
}

/** A file that is understood: what it is joined by, and its rows. */
interface Prepared {
  readonly key: JoinKey;
  readonly prefix: string;
  readonly privacy: Privacy;
  readonly reader: OperationsReader;
  readonly batches: AsyncIterable<readonly SourceItem[]>;
}

async function prepare(joining: Joining): Promise<Prepared> {
  const { source, path, flags, terminal, resources, tz } = joining;
  const key = keyOf(flags.key);
  const customer = key.kind === 'customer' ? flags.column : undefined;
  const given = customer === undefined ? {} : { customerId: customer };
  const asReceived = await layOutOperations(source, resources.headers, given);
  const privacy = privacyOf(asReceived, resources, keyedHash(terminal, { mayMakeKey: true }));
  const { layout, sample, batches } = flags.mask ? protectedBy(privacy, asReceived) : asReceived;
  const columns = joinColumns(layout, sample, key, flags, resources, source.name);
  if (flags.window !== undefined && columns.time === null) throw noTime(source.name);
  const prefix = flags.prefix ?? `${basename(path, extname(path))}.`;
  const names = layout.columns.map(({ name }) => name).filter((name) => name !== columns.key);
  await refuseOwnNames(
    joining,
    names.map((name) => prefix + name),
  );
  const reader = createOperationsReader(layout, sample, columns, key, { prefix, tz, privacy });
  return { key, prefix, privacy, reader, batches };
}

async function joinSource(joining: Joining): Promise<number> {
  const { source, path, flags, terminal, say, resources } = joining;
  const { key, prefix, privacy, reader, batches } = await prepare(joining);
  const store = storePath(flags, terminal);
  const beside = join(dirname(store), basename(path === '-' ? 'stdin' : path));
  const rejectsPath = flags.rejects ?? `${beside}.rejects.csv`;
  const list = flags.unmatched ?? `${beside}.unjoined.rejects.csv`;
  const rejects = createRejectsFile(rejectsPath, say.language);
  const rows = { read: 0, rejected: 0 };
  try {
    const counts = await joinVoices(
      store,
      {
        file: path,
        prefix,
        key: flags.key,
        window: flags.window ?? null,
        nearest: flags.nearest === true,
        masked: flags.mask,
        list,
      },
      readRows(batches, reader, rejects, source.name, rows),
      (voice) => joinValues(voice, key, privacy, resources.personal),
      () => (rows.rejected > 0 ? rejectsPath : null),
      (unjoined) => writeList(unjoined, list, joining),
      storeOptions(flags, say),
    );
    tell(counts, rows, list, joining);
    await rejects.commit();
  } finally {
    await rejects.discard().catch(() => undefined);
  }
  return rows.rejected > 0 ? EXIT.rejected : EXIT.done;
}

/** Rows of the file; what is none goes among the rejects. */
async function* readRows(
  batches: AsyncIterable<readonly SourceItem[]>,
  reader: OperationsReader,
  rejects: RejectsFile,
  file: string,
  rows: { read: number; rejected: number },
): AsyncGenerator<OperationalRow> {
  for await (const items of batches) {
    for (const item of items) {
      const row = reader(item);
      if (row === null) continue;
      rows.read += 1;
      if ('reject' in row) {
        rows.rejected += 1;
        await rejects.add(file, row.reject);
      } else yield row;
    }
  }
}

/** A column that voices have already must not be there twice. */
async function refuseOwnNames(
  { flags, terminal, say, source }: Joining,
  names: readonly string[],
): Promise<void> {
  const own = await readStore(flags, terminal, say, (reader) => ownColumns(reader, names));
  if (own.length === 0) return;
  throw new InputError({
    zh: `${source.name}：库里的声音已有「${own.join('」「')}」；请用 --prefix 换一个前缀`,
    en: `${source.name}: voices have ${own.map((name) => `"${name}"`).join(', ')} already; choose another --prefix`,
  });
}

const REASONS: Readonly<Record<UnjoinedCode, Message>> = {
  ambiguous: { zh: '对应到几行，内容不同', en: 'several rows fit and differ' },
  no_key: { zh: '声音没有可对应的值', en: 'the voice has no value to join by' },
  no_row: { zh: '文件里没有这个值', en: 'no row has this value' },
  no_time: {
    zh: '有这个值，但声音或行没有时间',
    en: 'rows have the value, but voice or row has no time',
  },
  outside_window: { zh: '有这个值，但相隔太久', en: 'rows have the value, but lie too far apart' },
  no_voice: { zh: '没有声音有这一行的值', en: 'no voice has the value of the row' },
  not_nearest: { zh: '声音取了时间更近的另一行', en: 'another row is nearer in time to the voice' },
};

async function writeList(
  unjoined: AsyncIterable<Unjoined>,
  list: string,
  { say, terminal }: Joining,
): Promise<void> {
  async function* rows(): AsyncGenerator<readonly string[]> {
    for await (const { voice, code, lines } of unjoined) {
      yield [voice?.id ?? '', code, REASONS[code][say.language], lines.join('|'), voice?.key ?? ''];
    }
  }
  const columns = ['voice_id', 'code', 'reason', 'lines', 'voice_key'];
  await writeTable({ columns, rows: rows() }, 'csv', list, {
    excel: true,
    stdout: terminal.stdout,
  });
}

function tell(
  { considered, matched, ambiguous, unmatched, rows: lots }: JoinCounts,
  rows: { readonly read: number; readonly rejected: number },
  list: string,
  { source, say }: Joining,
): void {
  say.say({
    zh: `${source.name}：读入 ${rows.read} 行，拒收 ${rows.rejected}；${considered} 条声音中，对应 ${matched}，不明确 ${ambiguous}，没有对应 ${unmatched}；文件的行中，对应 ${lots.matched}，不明确 ${lots.ambiguous}，没有对应 ${lots.unmatched}`,
    en: `${source.name}: ${rows.read} rows read, ${rows.rejected} rejected; of ${considered} voices ${matched} matched, ${ambiguous} ambiguous, ${unmatched} unmatched; of the rows ${lots.matched} matched, ${lots.ambiguous} ambiguous, ${lots.unmatched} unmatched`,
  });
  if (ambiguous + unmatched + lots.ambiguous + lots.unmatched > 0) {
    say.say({
      zh: `没加上的声音、没用上的行和原因见 ${list}`,
      en: `voices that got nothing, rows given to none, and why: ${list}`,
    });
  }
}

function noTime(file: string): InputError {
  return new InputError({
    zh: `${file}：--window 需要时间列，没有找到；请用 --time 写明列名`,
    en: `${file}: --window needs a column of times, and none was found; name it with --time`,
  });
}
