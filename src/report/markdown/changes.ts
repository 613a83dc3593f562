import { changeSentences, changeTables } from '../changes.ts';
import { plain, table } from './markup.ts';
import type { Page } from './page.ts';

/** What changed since the period before. */
export function changeSection({ findings, language }: Page): string[] {
  const tables = changeTables(findings.comparison, language).map(({ heading, rows }) =>
    table(
      heading.map(plain),
      [false, true, true, false, true],
      rows.map(({ cells }) => cells.map(plain)),
    ),
  );
  return [...changeSentences(findings.comparison, language).map(plain), ...tables];
}
