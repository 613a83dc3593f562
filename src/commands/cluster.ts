import type { Command } from 'commander';
import { readShipped } from '../io/resources.ts';
import { EXIT, InputError } from '../model/errors.ts';
import type { Message } from '../model/labels.ts';
import { findPainPoints, loadResources, type Resources } from '../pipeline.ts';
import { readOpinionKeys, writeClustering } from '../store/clustering.ts';
import { lastLoad, writeCopies } from '../store/copies.ts';
import { withWriter } from '../store/open.ts';
import { clusterKeys, KEY_FORMATS } from './cluster-keys.ts';
import { compareVoices, copySummary } from './comparing.ts';
import { addDictionaryFlag, type DictionaryFlags, readUserWords } from './dictionary.ts';
import { digest } from './digest.ts';
import { readStore, storeOptions } from './opening.ts';
import { addOutputFlags, type OutputFlags } from './output-flags.ts';
import { addStoreFlags, type StoreFlags, storePath } from './settings.ts';
import { type CommonOptions, type Terminal, type Voicing, voicing } from './terminal.ts';

type ClusterFlags = StoreFlags &
  DictionaryFlags &
  OutputFlags &
  CommonOptions & { readonly keys?: string };

export function declare(
  command: Command,
  text: (message: Message) => string,
): (args: readonly unknown[], flags: ClusterFlags, terminal: Terminal) => Promise<number> {
  addDictionaryFlag(addStoreFlags(command, text), text);
  command.option(
    '--keys <file>',
    text({
      zh: '不用库：归并另一引擎汇总好的说法（span、term、aspect、stage、voices），结果按 --format 输出',
      en: 'without a store: group wordings that another engine has counted (span, term, aspect, stage, voices)',
    }),
  );
  addOutputFlags(command, text, KEY_FORMATS).addHelpText(
    'after',
    text({
      zh: '\n读取库中全部负面观点（相同说法只算一种），写回痛点，以及每个观点归到哪个痛点。\n同样的声音总得到同样的痛点和编号。\n同时比对全部声音，给雷同、复制粘贴和套版换词的声音作标记，一条不删。\n\n示例：\n  $ voc cluster\n  $ voc cluster --store 客服.db && voc report pains --store 客服.db\n  $ voc cluster --keys 说法.ndjson -o 痛点.ndjson',
      en: '\nReads all negative opinions of the store (each wording once) and writes pain\npoints and which opinion belongs to which. The same voices always give the same\npain points with the same ids. Compares all voices, too, and flags near-duplicates,\npasted texts and template wording; none is dropped.\n\nExamples:\n  $ voc cluster\n  $ voc cluster --store hotline.db && voc report pains --store hotline.db\n  $ voc cluster --keys wordings.ndjson -o pains.ndjson',
    }),
  );
  return async (_, flags, terminal) => {
    const userWords = await readUserWords(flags, terminal.stdin);
    const resources = loadResources(readShipped(), userWords);
    if (flags.keys !== undefined) {
      return clusterKeys(flags.keys, flags, terminal, voicing(terminal, flags), resources);
    }
    if (flags.output !== undefined || flags.format !== undefined) throw onlyWithKeys();
    await clusterStore(flags, terminal, voicing(terminal, flags), resources);
    return EXIT.done;
  };
}

function onlyWithKeys(): InputError {
  return new InputError(
    {
      zh: '--format 和 -o 只与 --keys 一起用；库里的痛点请用 voc report pains 或 voc export pains 输出',
      en: '--format and -o go with --keys; for the pain points of the store use voc report pains or voc export pains',
    },
    { status: EXIT.usage },
  );
}

/** Groups the store's negative opinions and compares its voices anew, and writes both; the write open is short. */
export async function clusterStore(
  flags: StoreFlags,
  terminal: Terminal,
  say: Voicing,
  resources: Resources,
): Promise<void> {
  const { keys, copies, upTo } = await readStore(flags, terminal, say, async (reader) => ({
    keys: await readOpinionKeys(reader),
    copies: await compareVoices(reader, resources),
    upTo: await lastLoad(reader),
  }));
  const clustering = findPainPoints(keys, resources, digest);
  await withWriter(storePath(flags, terminal), storeOptions(flags, say), async (writer) => {
    await writeClustering(writer, keys, clustering);
    await writeCopies(writer, copies, upTo);
  });
  const ranked = clustering.pains.filter((pain) => pain.other === null).length;
  say.say({
    zh: `聚类完成：${keys.length} 种负面说法归为 ${ranked} 个痛点，另有 ${clustering.pains.length - ranked} 组说得太笼统或看不明白`,
    en: `clustered: ${keys.length} negative wordings in ${ranked} pain points, and ${clustering.pains.length - ranked} groups too general or unclear`,
  });
  const compared = copySummary(copies);
  if (compared !== null) say.say(compared);
}
