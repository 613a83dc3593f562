import { cleaningSentences, cleaningTable } from '../cleaning.ts';
import { wrap } from './layout.ts';
import type { Page } from './page.ts';
import { tableRows } from './table.ts';

/** What voices are flagged as, and what changes without them. */
export function cleaningSection({ findings, language, width, paint }: Page): string[] {
  const sentences = cleaningSentences(findings, language).join(language === 'zh' ? '' : ' ');
  const lines = wrap(sentences, width);
  if (findings.cleaning.flags.length === 0) return lines;
  const [[name, all, clean] = ['', '', ''], ...rows] = cleaningTable(findings.cleaning, language);
  const table = tableRows(
    [
      { heading: name, align: 'left', flexible: true },
      { heading: all, align: 'right' },
      { heading: clean, align: 'right', paint: paint.bold },
    ],
    rows,
    width,
    paint.dim,
  );
  return [...lines, '', table.heading, ...table.rows.flat()];
}
