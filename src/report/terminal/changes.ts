import { type ChangeTable, changeSentences, changeTables } from '../changes.ts';
import { widthOf, wrap } from './layout.ts';
import type { Page } from './page.ts';
import { type Column, tableRows } from './table.ts';

/** What changed against the period before. */
export function changeSection(page: Page): string[] {
  const { findings, language, width } = page;
  const sentences = changeSentences(findings.comparison, language);
  const tables = changeTables(findings.comparison, language).flatMap((table) => {
    const whole = tableLines(table, page);
    const fits = whole.slice(1).every((line) => widthOf(line) <= width);
    return ['', ...(fits ? whole : tableLines(table, page, -1))];
  });
  return [...sentences.flatMap((text) => wrap(text, width)), ...tables];
}

/** @param columns where the columns end: -1 leaves out the last, that of the differences */
function tableLines(
  { heading, rows }: ChangeTable,
  { width, paint }: Page,
  columns?: number,
): string[] {
  const shown = heading.slice(0, columns).map(
    (text, at): Column => ({
      heading: text,
      align: at === 0 || at === 3 ? 'left' : 'right',
      ...(at === 0 ? { flexible: true } : {}),
    }),
  );
  const cells = rows.map((row) => row.cells.slice(0, columns));
  const table = tableRows(shown, cells, width, paint.dim);
  return [table.heading, ...table.rows.flat()];
}
