import { TEXT_FLAGS, type TextFlag } from '../model/flags.ts';
import { labelsOf, type Message } from '../model/labels.ts';

/** How many voices of a file carry which flag. */
export type FlagCounts = Partial<Record<TextFlag, number>>;

/** Adds the flags of one voice. */
export function countFlags(counts: FlagCounts, flags: readonly TextFlag[] | null): void {
  for (const flag of flags ?? []) counts[flag] = (counts[flag] ?? 0) + 1;
}

/** In one line: how many voices were flagged as what; null where none was. */
export function flagSummary(counts: FlagCounts): Message | null {
  const found = labelsOf(TEXT_FLAGS).filter((flag) => counts[flag] !== undefined);
  if (found.length === 0) return null;
  const list = (language: 'zh' | 'en', mark: string): string =>
    found.map((flag) => `${TEXT_FLAGS[flag][language]} ${counts[flag]}`).join(mark);
  return {
    zh: `清洗：${list('zh', '，')}（只作标记，一条不删）`,
    en: `cleaning: ${list('en', ', ')} (flagged, none dropped)`,
  };
}
