import type { Command } from 'commander';
import { removeRejects } from '../io/rejects.ts';
import { readShipped } from '../io/resources.ts';
import { EXIT, InputError } from '../model/errors.ts';
import type { Message } from '../model/labels.ts';
import { customerToken, loadResources } from '../pipeline.ts';
import {
  type Forgotten,
  forgetPerson,
  type Person,
  type Traces,
  tracesOf,
} from '../store/forget.ts';
import { groupingWith } from './cluster.ts';
import { addDictionaryFlag, type DictionaryFlags, readUserWords } from './dictionary.ts';
import { storeOptions } from './opening.ts';
import { hasKey, keyedHash, keyPath } from './privacy.ts';
import { addStoreFlags, type StoreFlags, storePath } from './settings.ts';
import { type CommonOptions, type Terminal, type Voicing, voicing } from './terminal.ts';

type ForgetFlags = StoreFlags &
  DictionaryFlags &
  CommonOptions & { readonly dryRun?: boolean; readonly mentions?: boolean };

export function declare(
  command: Command,
  text: (message: Message) => string,
): (args: readonly unknown[], flags: ForgetFlags, terminal: Terminal) => Promise<number> {
  command.argument(
    '<customer>',
    text({
      zh: '客户编号：导出文件里的原值，或库里的替代编号 c-…',
      en: 'the customer id: as it stands in the exports, or the token c-... of the store',
    }),
  );
  addDictionaryFlag(addStoreFlags(command, text), text)
    .option(
      '--dry-run',
      text({ zh: '只说会删掉什么，不动任何文件', en: 'say what would go, change nothing' }),
    )
    .option(
      '--mentions',
      text({
        zh: '别人的声音里提到这个编号的，也一并删掉',
        en: 'remove the voices of others that mention the id as well',
      }),
    )
    .addHelpText(
      'after',
      text({
        zh: '\n删掉一位客户的声音、观点、归组、拒收行和升级备份里的副本，再把库文件整个重写，\n使空闲块和日志里也不留痕迹。原始导出文件和以前写出的报告不归它管；再次读入原始\n文件，数据就会回来。\n\n示例：\n  $ voc forget MH101981 --dry-run\n  $ voc forget MH101981\n  $ voc forget c-3f9a04d1c27be650 --store /data/voc.db',
        en: '\nRemoves the voices of a customer, their opinions and assignments, rejected rows\nand copies in backups of upgrades, then writes the store anew, so that no free\nblock and no log keeps a trace. Exports and reports that were written earlier are\nnot touched, and loading an export again brings the customer back.\n\nExamples:\n  $ voc forget MH101981 --dry-run\n  $ voc forget MH101981\n  $ voc forget c-3f9a04d1c27be650 --store /data/voc.db',
      }),
    );
  return async ([customer], flags, terminal) => {
    const say = voicing(terminal, flags);
    const store = storePath(flags, terminal);
    const { ids, person } = personOf(customer as string, flags, terminal, say);
    const found = await tracesOf(store, person, storeOptions(flags, say));
    if (found === null) throw noStore(store);
    if (flags.dryRun) {
      say.say(told(found, { zh: '会删掉', en: 'would remove' }));
      tellMentions(found, flags, say);
      return EXIT.done;
    }
    const theirs = anyOf(ids);
    const isRejected = (cells: readonly string[]): boolean => theirs.test(cells.at(-1) ?? '');
    const shipped = readShipped();
    const resources = loadResources(shipped, await readUserWords(flags, terminal.stdin));
    const cleaned: Message[] = [];
    const forgotten = await forgetPerson(
      store,
      person,
      groupingWith(resources, shipped, terminal),
      async (files, keys) => {
        for (const file of files.rejects) cleaned.push(...(await without(file, isRejected, say)));
        const isListed = (cells: readonly string[]): boolean =>
          keys.has(cells.at(-1) ?? '') || theirs.test(cells[0] ?? '');
        for (const file of files.unjoined) cleaned.push(...(await without(file, isListed, say)));
      },
      storeOptions(flags, say),
    );
    say.say(told(forgotten, { zh: '已删掉', en: 'removed' }));
    for (const line of cleaned) say.say(line);
    tellMentions(forgotten, flags, say);
    return tellLeft(forgotten, say);
  };
}

function personOf(
  customer: string,
  flags: ForgetFlags,
  terminal: Terminal,
  say: Voicing,
): { readonly ids: readonly string[]; readonly person: Person } {
  const keyed = keyedHash(terminal, { mayMakeKey: false });
  const token = customerToken(customer, keyed);
  if (token !== customer && !hasKey(terminal)) {
    const path = keyPath(terminal);
    say.warn({
      zh: `${path}：没有密钥，脱敏后的声音只能按替代编号（c-…）查找`,
      en: `${path}: there is no key, so masked voices are found by their token (c-...) alone`,
    });
  }
  const ids = [...new Set([customer, token])];
  return {
    ids,
    person: {
      isTheirs: (id) => id === customer || customerToken(id, keyed) === token,
      names: ids.filter((id) => id.length >= LEAST_NAME),
      mentions: flags.mentions === true,
    },
  };
}

function told({ voices, opinions }: Traces, verb: Message): Message {
  return {
    zh: `${verb.zh} ${voices} 条声音和其中 ${opinions} 个观点`,
    en: `${verb.en} ${voices} ${voices === 1 ? 'voice' : 'voices'} with ${opinions} ${opinions === 1 ? 'opinion' : 'opinions'}`,
  };
}

function tellMentions({ mentions }: Traces, flags: ForgetFlags, say: Voicing): void {
  if (mentions === 0) return;
  say.warn(
    flags.mentions
      ? {
          zh: `别人的 ${mentions} 条声音提到这个编号，一并在内`,
          en: `${mentions} voices of others that mention the id are included`,
        }
      : {
          zh: `别人的 ${mentions} 条声音提到这个编号，没有算在内；要一并删掉请加 --mentions`,
          en: `${mentions} voices of others mention the id and are not included; add --mentions to remove them too`,
        },
  );
}

/** A shorter id (7, 张三) stands in many a voice without being meant. */
const LEAST_NAME = 5;

/** Matches one of the ids as a whole: the id 12 is not in 2012. */
function anyOf(ids: readonly string[]): RegExp {
  const written = ids.map((id) => id.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  return new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${written})(?![\\p{L}\\p{N}_-])`, 'u');
}

/** Takes the rows of a person out of a file beside the store, and tells how many there were. */
async function without(
  file: string,
  isTheirs: (cells: readonly string[]) => boolean,
  say: Voicing,
): Promise<readonly Message[]> {
  const removed = await removeRejects(file, isTheirs).catch((error: unknown) =>
    outOfReach(error, say),
  );
  if (removed === null || removed === 0) return [];
  return [
    {
      zh: `${file}：删掉 ${removed} 行`,
      en: `${file}: removed ${removed} ${removed === 1 ? 'row' : 'rows'}`,
    },
  ];
}

function outOfReach(error: unknown, say: Voicing): null {
  if (!(error instanceof InputError)) throw error;
  say.warn(error.text);
  return null;
}

/** Says where the command could not reach. */
function tellLeft({ backups, underWay }: Forgotten, say: Voicing): number {
  for (const file of backups) {
    say.say({ zh: `${file}：备份也已清理`, en: `${file}: the backup is cleaned too` });
  }
  for (const file of underWay) {
    say.warn({
      zh: `${file}：另一次读入正在进行，其中的数据够不着；等它结束后请再运行一次`,
      en: `${file}: another load is under way and out of reach; run this again when it has ended`,
    });
  }
  say.say({
    zh: '库文件已重写。原始导出文件、以前写出的报告和导出表不在其内，请自行处理',
    en: 'The store is written anew. Exports, reports and tables that were written earlier are yours to remove',
  });
  return underWay.length === 0 ? EXIT.done : EXIT.busy;
}

function noStore(path: string): InputError {
  return new InputError({
    zh: `库不存在：${path}。请用 --store 指定`,
    en: `no store at ${path}: name one with --store`,
  });
}
