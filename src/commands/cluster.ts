import type { Command } from 'commander';
import { readShipped } from '../io/resources.ts';
import type { CopyFinding } from '../model/copies.ts';
import { EXIT } from '../model/errors.ts';
import { SPUN_FROM } from '../model/flags.ts';
import type { Message } from '../model/labels.ts';
import { createComparison, findPainPoints, loadResources, type Resources } from '../pipeline.ts';
import { readOpinionKeys, writeClustering } from '../store/clustering.ts';
import { lastLoad, readCompared, writeCopies } from '../store/copies.ts';
import { withWriter } from '../store/open.ts';
import type { Store } from '../store/session.ts';
import { addDictionaryFlag, type DictionaryFlags, readUserWords } from './dictionary.ts';
import { digest } from './digest.ts';
import { readStore, storeOptions } from './opening.ts';
import { addStoreFlags, type StoreFlags, storePath } from './settings.ts';
import { type CommonOptions, type Terminal, type Voicing, voicing } from './terminal.ts';

type ClusterFlags = StoreFlags & DictionaryFlags & CommonOptions;

export function declare(
  command: Command,
  text: (message: Message) => string,
): (args: readonly unknown[], flags: ClusterFlags, terminal: Terminal) => Promise<number> {
  addDictionaryFlag(addStoreFlags(command, text), text).addHelpText(
    'after',
    text({
      zh: '\n读取库中全部负面观点（相同说法只算一种），写回痛点，以及每个观点归到哪个痛点。\n同样的声音总得到同样的痛点和编号。\n同时比对全部声音，给雷同、复制粘贴和套版换词的声音作标记，一条不删。\n\n示例：\n  $ voc cluster\n  $ voc cluster --store 客服.db && voc report pains --store 客服.db',
      en: '\nReads all negative opinions of the store (each wording once) and writes pain\npoints and which opinion belongs to which. The same voices always give the same\npain points with the same ids. Compares all voices, too, and flags near-duplicates,\npasted texts and template wording; none is dropped.\n\nExamples:\n  $ voc cluster\n  $ voc cluster --store hotline.db && voc report pains --store hotline.db',
    }),
  );
  return async (_, flags, terminal) => {
    const userWords = await readUserWords(flags, terminal.stdin);
    const resources = loadResources(readShipped(), userWords);
    await clusterStore(flags, terminal, voicing(terminal, flags), resources);
    return EXIT.done;
  };
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
    upTo: await lastLoad(reader),
    copies: await compareVoices(reader, resources),
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
  if (copies.length > 0) say.say(copySummary(copies));
}

async function compareVoices(reader: Store, resources: Resources): Promise<readonly CopyFinding[]> {
  const comparison = createComparison(resources);
  for await (const voice of readCompared(reader)) comparison.add(voice);
  return comparison.end();
}

/** In one line: how many voices are copies of others. */
function copySummary(copies: readonly CopyFinding[]): Message {
  const grouped = copies.filter(({ group }) => group !== null).length;
  const groups = new Set(copies.flatMap(({ group }) => group ?? [])).size;
  const copied = copies.filter((copy) => copy.copied).length;
  const spun = copies.filter((copy) => copy.spun >= SPUN_FROM).length;
  return {
    zh: `查重完成：雷同 ${grouped} 条（${groups} 组），其中复制粘贴 ${copied} 条；套版换词 ${spun} 条（只作标记，一条不删）`,
    en: `compared: ${grouped} near-duplicates (${groups} groups), ${copied} of them pasted; ${spun} of template wording (flagged, none dropped)`,
  };
}
