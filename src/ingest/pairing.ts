import type { ComparedVoice, LabelledRow, Labelling } from '../model/evaluation.ts';
import type { Message } from '../model/labels.ts';
import type { Reject } from '../model/source.ts';
import type { LabelledFile } from './labelled.ts';

/** The voices of two files, and the rows of each that have no counterpart in the other. */
export interface PairedRows {
  readonly voices: readonly ComparedVoice[];
  readonly goldRejects: readonly Reject[];
  readonly foundRejects: readonly Reject[];
}

/** Pairs rows of equal id where both files have ids, else of equal position; their texts must be the same. */
export function pairRows(gold: LabelledFile, found: LabelledFile): PairedRows {
  const byId = gold.hasIds && found.hasIds;
  const keyOf = (row: LabelledRow, at: number): string => (byId ? row.id : String(at));
  const waiting = new Map<string, LabelledRow>();
  const foundRejects: Reject[] = [];
  for (const [at, row] of found.rows.entries()) {
    if (waiting.has(keyOf(row, at))) foundRejects.push(rejectOf(row, TWICE));
    else waiting.set(keyOf(row, at), row);
  }
  const voices: ComparedVoice[] = [];
  const goldRejects: Reject[] = [];
  for (const [at, { labels, ...row }] of gold.rows.entries()) {
    const key = keyOf({ labels, ...row }, at);
    const other = waiting.get(key);
    waiting.delete(key);
    if (other === undefined) goldRejects.push(rejectOf(row, ALONE));
    else if (other.text !== row.text) goldRejects.push(rejectOf(row, DIFFERENT));
    else voices.push({ ...row, gold: labels, found: withPolarity(other.labels) });
  }
  for (const row of waiting.values()) foundRejects.push(rejectOf(row, ALONE));
  return { voices, goldRejects, foundRejects };
}

const ALONE: Message = {
  zh: '另一个文件里没有对应的行',
  en: 'there is no such row in the other file',
};
const DIFFERENT: Message = {
  zh: '另一个文件里对应行的文本不同',
  en: 'the text of this row is another in the other file',
};
const TWICE: Message = { zh: '编号重复', en: 'this id is there twice' };

function rejectOf({ line, text }: Pick<LabelledRow, 'line' | 'text'>, reason: Message): Reject {
  return { line, code: 'no_counterpart', reason, raw: text };
}

/** The forced choice between positive and negative, where the sentiment tells it. */
function withPolarity(labels: Labelling): Labelling {
  const { polarity, score, sentiment } = labels;
  if (polarity !== undefined) return labels;
  if (score !== undefined) return { ...labels, polarity: score >= 0 ? 'positive' : 'negative' };
  if (sentiment !== 'positive' && sentiment !== 'negative') return labels;
  return { ...labels, polarity: sentiment };
}
