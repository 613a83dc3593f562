import type { Share } from '../../model/findings.ts';
import { count, percent } from '../figures.ts';
import { say, WORDS } from '../wording.ts';
import { bar } from './layout.ts';
import type { Page } from './page.ts';
import { type Column, roomBeside, tableRows } from './table.ts';

/** A table of shares with a bar each; the longest bar is the largest share. */
export function shareLines(
  heading: string,
  entries: readonly { readonly name: string; readonly share: Share }[],
  color: (cell: string, row: number) => string,
  { language, width, paint }: Page,
): string[] {
  const heads = [heading, say(WORDS.voices, language), say(WORDS.share, language)];
  const figures = entries.map(({ name, share }) => [
    name,
    count(share.count),
    percent(share.value),
  ]);
  const barWidth = Math.max(8, Math.min(40, roomBeside(heads, figures, width)));
  const most = Math.max(...entries.map(({ share }) => share.value));
  const columns: Column[] = [
    { heading: heads[0] ?? '', align: 'left' },
    { heading: heads[1] ?? '', align: 'right' },
    { heading: heads[2] ?? '', align: 'right' },
    // Last, because some terminals draw blocks two columns wide: nothing behind them can slip.
    { heading: '', align: 'left', paint: color },
  ];
  const rows = figures.map((cells, index) => [
    ...cells,
    bar(most === 0 ? 0 : (entries[index]?.share.value ?? 0) / most, barWidth),
  ]);
  const table = tableRows(columns, rows, width, paint.dim);
  return [table.heading, ...table.rows.flat()];
}
