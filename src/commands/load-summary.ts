import type { Message } from '../model/labels.ts';
import type { MergeResult } from '../model/store.ts';
import type { Load } from '../store/loads.ts';
import { nameOf } from './describe.ts';
import { type FlagCounts, flagSummary } from './flag-summary.ts';
import type { Voicing } from './terminal.ts';

/** How far a file is: `rows` of it became `voices` and rejects. */
export interface Counts {
  rows: number;
  voices: number;
  rejected: number;
  /** Conversations of which nothing tells who is the customer. */
  unsided: number;
  readonly flags: FlagCounts;
}

/** What a line about a file is made of. */
interface Told extends Readonly<Counts> {
  readonly file: string;
  readonly rejectsPath: string;
  readonly warnings: readonly Message[];
  /** How long reading and annotating took. */
  readonly seconds: number;
}

/** Says what came of a batch that an earlier command had to leave. */
export function tellKept(load: Load, say: Voicing): void {
  const { zh, en } = merged(load);
  say.say({
    zh: `${load.file}：上次未能并入的数据已补入，${zh}`,
    en: `${load.file}: taken in what an earlier command had to leave, ${en}`,
  });
}

/** What became of the voices of a file; versions are spoken of only where there are some. */
function merged({ added, updated, outdated, duplicate }: MergeResult): Message {
  const some = (count: number, zh: string, en: string): Message =>
    count === 0 ? { zh: '', en: '' } : { zh: `${zh} ${count}，`, en: `${count} ${en}, ` };
  const [newer, older] = [some(updated, '更新', 'updated'), some(outdated, '旧版', 'outdated')];
  return {
    zh: `新增 ${added}，${newer.zh}${older.zh}重复 ${duplicate}`,
    en: `${added} new, ${newer.en}${older.en}${duplicate} duplicate`,
  };
}

/** What came of a file; without a result its merge has failed, which is told elsewhere. */
export function tell(
  staged: Told,
  result: MergeResult | undefined,
  share: number,
  say: Voicing,
): void {
  const { rows, voices, rejected, rejectsPath } = staged;
  const name = nameOf(staged.file);
  for (const { zh, en } of staged.warnings) {
    say.warn({ zh: `${name.zh}：${zh}`, en: `${name.en}: ${en}` });
  }
  const seconds = (staged.seconds + share).toFixed(1);
  if (result !== undefined) {
    const { zh, en } = merged(result);
    say.say({
      zh: `${name.zh}：读入 ${rows} 行（${voices} 条声音），${zh}，拒收 ${rejected}，用时 ${seconds} 秒`,
      en: `${name.en}: ${rows} ${rows === 1 ? 'row' : 'rows'} read (${voices} voices), ${en}, ${rejected} rejected, ${seconds} s`,
    });
    const flagged = flagSummary(staged.flags);
    if (flagged !== null) {
      say.say({ zh: `${name.zh}：${flagged.zh}`, en: `${name.en}: ${flagged.en}` });
    }
  }
  tellUnsided(staged, say);
  if (rejected > 0) {
    say.warn({
      zh: `${name.zh}：${rejected} 行未能入库，原因见 ${rejectsPath}`,
      en: `${name.en}: ${rejected} ${rejected === 1 ? 'row was' : 'rows were'} not taken in, see the reasons in ${rejectsPath}`,
    });
  }
}

/** Says of how many conversations the words of agents may be among those of the customer. */
function tellUnsided({ file, unsided }: Told, say: Voicing): void {
  if (unsided === 0) return;
  const name = nameOf(file);
  say.warn({
    zh: `${name.zh}：${unsided} 个会话分不清哪一方是客户，整段当作客户的话读入；请把说话人改写成「客户」「客服」再导出`,
    en: `${name.en}: ${unsided} ${unsided === 1 ? 'conversation' : 'conversations'} whose sides are not known, read whole; name the speakers "customer" and "agent" in the export`,
  });
}

/** Says how many rows came without an annotation that could be taken. */
export function tellUnusable(file: string, rows: number, say: Voicing): void {
  const name = nameOf(file);
  say.warn({
    zh: `${name.zh}：${rows} 行没有可用的标注（没有 voc 列，或由另一版本标注），已重新标注`,
    en: `${name.en}: ${rows} rows came without a usable annotation (no column voc, or of another version) and were annotated here`,
  });
}
