import type { Command } from 'commander';
import { readShipped } from '../io/resources.ts';
import { EXIT, InputError } from '../model/errors.ts';
import type { Message } from '../model/labels.ts';
import type { Grouping, PainEvent } from '../model/lineage.ts';
import type { Shipped } from '../model/shipped.ts';
import { groupingOf, loadResources, type Resources } from '../pipeline.ts';
import {
  CLUSTERING,
  groupOpinions,
  type StoredGroups,
  writeClustering,
} from '../store/clustering.ts';
import { lastLoad, writeCopies } from '../store/copies.ts';
import { withWriter } from '../store/open.ts';
import { clusterKeys, KEY_FORMATS } from './cluster-keys.ts';
import { compareVoices, copySummary } from './comparing.ts';
import { addDictionaryFlag, type DictionaryFlags, readUserWords } from './dictionary.ts';
import { digest } from './digest.ts';
import { collectEarly, collectNow } from './memory.ts';
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
      zh: '\n读取库中全部负面观点，写回痛点，以及每个观点归到哪个痛点；人作的决定（voc pains\nrename、merge、split、hide）照样有效。每次运行都记录在案：哪些痛点新生、增长、\n缩小、合并、拆分、消失，见 voc pains history。同样的声音总得到同样的痛点和编号。\n同时比对全部声音，给雷同、复制粘贴和套版换词的声音作标记，一条不删。\n\n示例：\n  $ voc cluster\n  $ voc cluster --store 客服.db && voc pains list --store 客服.db\n  $ voc cluster --keys 说法.ndjson -o 痛点.ndjson',
      en: '\nReads all negative opinions of the store and writes pain points and which opinion\nbelongs to which; what people decided (voc pains rename, merge, split, hide) holds.\nEach run is recorded: which pain points are born, grown, shrunk, merged, split,\ngone, see voc pains history. The same voices always give the same pain points with\nthe same ids. Compares all voices, too, and flags near-duplicates, pasted texts and\ntemplate wording; none is dropped.\n\nExamples:\n  $ voc cluster\n  $ voc cluster --store hotline.db && voc pains list --store hotline.db\n  $ voc cluster --keys wordings.ndjson -o pains.ndjson',
    }),
  );
  return async (_, flags, terminal) => {
    const userWords = await readUserWords(flags, terminal.stdin);
    const shipped = readShipped();
    const resources = loadResources(shipped, userWords);
    if (flags.keys !== undefined) {
      return clusterKeys(flags.keys, flags, terminal, voicing(terminal, flags), resources);
    }
    if (flags.output !== undefined || flags.format !== undefined) throw onlyWithKeys();
    await clusterStore(flags, terminal, voicing(terminal, flags), resources, shipped);
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

/** How this program groups, with the name that its dictionaries and the user's words give it. */
export function groupingWith(
  { lexicon, segmenter, userWords }: Pick<Resources, 'lexicon' | 'segmenter' | 'userWords'>,
  { dictionaries }: Pick<Shipped, 'dictionaries'>,
  { version }: Pick<Terminal, 'version'>,
): Grouping {
  const words = digest(`${digest(dictionaries)} ${JSON.stringify(userWords)}`).slice(0, 8);
  return groupingOf({ lexicon, segmenter }, `${version} ${words}`, digest);
}

/** Groups the store's negative opinions and compares its voices anew, and writes both; the write open is short. */
export async function clusterStore(
  flags: StoreFlags,
  terminal: Terminal,
  say: Voicing,
  resources: Resources,
  shipped: Shipped,
): Promise<void> {
  collectEarly();
  const grouping = groupingWith(resources, shipped, terminal);
  const { groups, copies, upTo } = await readStore(
    flags,
    terminal,
    say,
    async (reader) => ({
      groups: await groupOpinions(reader, grouping),
      copies: await compareVoices(reader, resources),
      upTo: await lastLoad(reader),
    }),
    CLUSTERING.read,
  );
  collectNow();
  const { number, events } = await withWriter(
    storePath(flags, terminal),
    { ...storeOptions(flags, say), ...CLUSTERING.write },
    async (writer) => {
      const run = await writeClustering(writer, groups, grouping);
      await writeCopies(writer, copies, upTo);
      return run;
    },
  );
  const { opinions, ranked, rest } = countsOf(groups);
  const changes = changesOf(events);
  say.say({
    zh: `聚类完成（第 ${number} 次）：${opinions} 条负面观点归为 ${ranked} 个痛点，${rest} 条说得太笼统或看不明白；${changes.zh}`,
    en: `clustered (run ${number}): ${opinions} negative opinions in ${ranked} pain points, ${rest} too general or unclear; ${changes.en}`,
  });
  const compared = copySummary(copies);
  if (compared !== null) say.say(compared);
}

/** Opinions, pain points, and opinions that are in none. */
function countsOf({
  grouped: { pains, placed },
}: StoredGroups): Record<'opinions' | 'ranked' | 'rest', number> {
  const ranked = pains.filter(({ other }) => other === null).length;
  let rest = 0;
  for (const place of placed) if (pains[place]?.other !== null) rest += 1;
  return { opinions: placed.length, ranked, rest };
}

const EVENTS: Readonly<Record<PainEvent['event'], Message>> = {
  born: { zh: '新生', en: 'born' },
  grown: { zh: '增长', en: 'grown' },
  shrunk: { zh: '缩小', en: 'shrunk' },
  merged: { zh: '并入', en: 'merged' },
  split: { zh: '拆出', en: 'split' },
  gone: { zh: '消失', en: 'gone' },
};

/** 「新生 12，增长 3」: what happened, counted. */
export function changesOf(events: readonly PainEvent[]): Message {
  const counts = (Object.keys(EVENTS) as PainEvent['event'][]).flatMap((event) => {
    const times = events.filter((one) => one.event === event).length;
    return times === 0 ? [] : [{ name: EVENTS[event], times }];
  });
  if (counts.length === 0) return { zh: '痛点没有变化', en: 'no pain point changed' };
  return {
    zh: counts.map(({ name, times }) => `${name.zh} ${times}`).join('，'),
    en: counts.map(({ name, times }) => `${times} ${name.en}`).join(', '),
  };
}
