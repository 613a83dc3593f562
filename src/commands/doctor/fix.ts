import { existsSync } from 'node:fs';
import { annotate } from '../../annotate/annotate.ts';
import { marksAnew } from '../../ingest/recheck.ts';
import type { Message } from '../../model/labels.ts';
import type { Voice } from '../../model/voice.ts';
import type { Resources } from '../../pipeline.ts';
import { type Repair, type RepairName, repairStore } from '../../store/repair.ts';
import { digest } from '../digest.ts';
import { storeOptions } from '../opening.ts';
import { type StoreFlags, storePath } from '../settings.ts';
import type { Terminal, Voicing } from '../terminal.ts';

/** What was put right, in words. */
const REPAIRS: Readonly<Record<RepairName, (count: number) => Message>> = {
  leftovers: (count) => ({
    zh: `清理了中断的进程留下的 ${count} 个文件`,
    en: `removed ${count} files of dead processes`,
  }),
  damagedBatch: () => ({
    zh: '这份等待并入的数据读不出来，已改名放在一边；请重新读入它的原始文件',
    en: 'this waiting batch cannot be read and was put aside; load its export again',
  }),
  waiting: (count) => ({
    zh: `补入了 ${count} 份等待的数据`,
    en: `took in ${count} waiting batches`,
  }),
  log: () => ({ zh: '日志已写进库文件', en: 'wrote the log into the store' }),
  attributes: (count) => ({
    zh: `重写了 ${count} 行读不出来的属性，残缺的字符记为 U+FFFD`,
    en: `wrote ${count} rows of unreadable attributes anew, broken characters as U+FFFD`,
  }),
  broken: (count) => ({
    zh: `为 ${count} 条字符残缺的声音重算了键和版本号`,
    en: `made key and version of ${count} voices with broken characters anew`,
  }),
  duplicateKeys: (count) => ({
    zh: `${count} 行与别的声音同键：相同的去掉，不同的改为历史版本`,
    en: `${count} rows had the key of another voice: equal ones went, others became versions`,
  }),
  versions: (count) => ({
    zh: `${count} 条声音换回应该算数的版本`,
    en: `put the version that counts back for ${count} voices`,
  }),
  orphans: (count) => ({
    zh: `删掉 ${count} 份没有声音的标注或观点`,
    en: `removed ${count} annotations or opinions without a voice`,
  }),
  annotations: (count) => ({
    zh: `重新标注了 ${count} 条声音`,
    en: `annotated ${count} voices again`,
  }),
  numbers: (count) => ({
    zh: `为 ${count} 行重新编了声音的内部序号`,
    en: `gave ${count} rows the internal number of their voice again`,
  }),
  pains: (count) => ({
    zh: `${count} 种说法的痛点不存在，已放开；请再运行 voc cluster`,
    en: `freed ${count} wordings of a pain point that is not there; run voc cluster again`,
  }),
  loads: (count) => ({ zh: `重新清点了 ${count} 次读入`, en: `counted ${count} loads again` }),
};

/** Puts the store right and says what was done. A store that is not there needs nothing. */
export async function fix(
  flags: StoreFlags,
  terminal: Terminal,
  say: Voicing,
  loaded: () => Resources,
): Promise<void> {
  const path = storePath(flags, terminal);
  if (!existsSync(path)) return;
  const resources = loaded();
  const annotator = {
    annotate: (text: string) => annotate(text, resources),
    engine: terminal.version,
    marksAnew: (voice: Voice) =>
      marksAnew(voice, { lexicon: resources.headers, find: resources.findPersonal, digest }),
  };
  const repairs = await repairStore(path, annotator, storeOptions(flags, say));
  for (const repair of repairs) say.warn(told(repair));
  if (repairs.length === 0) say.say({ zh: '没有需要修复的', en: 'nothing to repair' });
}

function told({ name, count, file }: Repair): Message {
  const { zh, en } = REPAIRS[name](count);
  return file === undefined
    ? { zh: `已修复：${zh}`, en: `repaired: ${en}` }
    : { zh: `${file}：${zh}`, en: `${file}: ${en}` };
}
