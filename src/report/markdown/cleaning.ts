import { cleaningSentences, cleaningTable } from '../cleaning.ts';
import { plain, table } from './markup.ts';
import type { Page } from './page.ts';

/** Flags, and the main figures with and without suspect voices. */
export function cleaningSection({ findings, language }: Page): string[] {
  const sentences = cleaningSentences(findings, language).map(plain);
  const text = sentences.join(language === 'zh' ? '' : ' ');
  if (findings.cleaning.flags.length === 0) return [text];
  const [heads = [], ...rows] = cleaningTable(findings.cleaning, language);
  return [
    text,
    table(
      heads,
      [false, true, true],
      rows.map((row) => row.map(plain)),
    ),
  ];
}
