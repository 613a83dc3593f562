import { changeSentences, changeTables } from '../changes.ts';
import { wrap } from './layout.ts';
import type { Page } from './page.ts';
import { type Column, tableRows } from './table.ts';

/** What changed against the period before. */
export function changeSection({ findings, language, width, paint }: Page): string[] {
  const sentences = changeSentences(findings.comparison, language);
  const tables = changeTables(findings.comparison, language).flatMap(({ heading, rows }) => {
    const columns = heading.map(
      (text, at): Column => ({
        heading: text,
        align: at === 1 || at === 2 ? 'right' : 'left',
        ...(at === 0 ? { flexible: true } : {}),
      }),
    );
    const table = tableRows(
      columns,
      rows.map(({ cells }) => [...cells]),
      width,
      paint.dim,
    );
    return ['', table.heading, ...table.rows.flat()];
  });
  return [...sentences.flatMap((text) => wrap(text, width)), ...tables];
}
