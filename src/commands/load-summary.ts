import type { Untimed } from '../ingest/voice.ts';
import { someOf } from '../measure/metric-columns.ts';
import type { Message } from '../model/labels.ts';
import type { MergeResult } from '../model/store.ts';
import { visible } from '../model/visible.ts';
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
  /** Scores off the scale of their column, by how many voices gave them. */
  readonly offScale: Map<string, number>;
  /** Records with a time that names no moment, and the first of them. */
  untimed: number;
  firstUntimed?: Untimed;
  readonly flags: FlagCounts;
}

/** The column of ratings of a file. */
export interface RatingColumn {
  readonly name: string;
  /** Its best score. */
  readonly scale: number;
}

/** What a line about a file is made of. */
interface Told extends Readonly<Counts> {
  readonly file: string;
  readonly rejectsPath: string;
  readonly warnings: readonly Message[];
  readonly rating: RatingColumn;
  /** How many rows without an id are taken for the voice of another row of the file. */
  readonly coinciding: number;
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
  tellCoinciding(staged, say);
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
  tellOffScale(staged, say);
  tellUntimed(staged, say);
  if (rejected > 0) {
    say.warn({
      zh: `${name.zh}：${rejected} 行未能入库，原因见 ${rejectsPath}`,
      en: `${name.en}: ${rejected} ${rejected === 1 ? 'row was' : 'rows were'} not taken in, see the reasons in ${rejectsPath}`,
    });
  }
}

/** From which share of the voices of a file on, and from how many, rows that coincide are more than rows sent twice. */
const COINCIDING_SHARE = 0.03;
const COINCIDING_ROWS = 3;

/** Says it where many rows without an id are told from others by nothing: they may be voices that are lost. */
function tellCoinciding({ file, coinciding, voices }: Told, say: Voicing): void {
  if (coinciding < COINCIDING_ROWS || coinciding <= COINCIDING_SHARE * voices) return;
  const name = nameOf(file);
  say.warn({
    zh: `${name.zh}：${coinciding} 行没有编号，与同一文件里另一行的文字、时间、客户、评分、商品和订单都相同，按同一条声音计；如果不是，请用 --id 指定编号列，并用 --save-profile 记进 voc.yaml`,
    en: `${name.en}: ${coinciding} rows have no id and count as the voice of another row of the file, being equal in text, time, customer, rating, product and order; if they are not, name a column of ids with --id and keep it in voc.yaml with --save-profile`,
  });
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

/** Says which scores are off the scale of the ratings: they may be a code for no answer, or the scale another one. */
function tellOffScale({ file, offScale, rating }: Told, say: Voicing): void {
  if (offScale.size === 0) return;
  const name = nameOf(file);
  const [column, values] = [visible(rating.name), someOf([...offScale.keys()])];
  const voices = [...offScale.values()].reduce((sum, count) => sum + count, 0);
  const range = `${rating.scale === 5 ? 1 : 0}–${rating.scale}`;
  say.warn({
    zh: `${name.zh}：「${column}」按 ${range} 分读，有 ${voices} 条的分数不在其中（${values.zh}），按没有评分计，原值保留；如果是别的分制，请在列名里写明，如「${column}(0-10)」`,
    en: `${name.en}: "${column}" was read as ${range}; ${voices} ${voices === 1 ? 'score is' : 'scores are'} off it (${values.en}), counted as no rating and kept as received; if the scale is another, name it in the heading, as "${column}(0-10)"`,
  });
}

/** Says how many times could not be read, with the first of them. */
function tellUntimed({ file, untimed, firstUntimed }: Told, say: Voicing): void {
  if (firstUntimed === undefined) return;
  const name = nameOf(file);
  const { line, cell } = firstUntimed;
  say.warn({
    zh: `${name.zh}：${untimed} 行的时间看不懂（首见第 ${line} 行：${cell}），这些声音没有时间，原文留在其余各列；请改成 2026-04-06 10:30 这样的写法再读入`,
    en: `${name.en}: ${untimed} ${untimed === 1 ? 'time' : 'times'} not understood (the first in line ${line}: ${cell}); these voices have no time, the cells are kept with the other columns; write them like 2026-04-06 10:30 and load again`,
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
