import { visible } from '../model/visible.ts';
import type { Rows } from './rows.ts';

/** A Markdown table; nothing in a cell is read as markup. */
export async function* markdownChunks({ columns, rows }: Rows): AsyncGenerator<string> {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  yield line(columns.map(markdownText)) + line(columns.map(() => '---'));
  for await (const row of rows) {
    yield line(columns.map((_, index) => markdownText(String(row[index] ?? ''))));
  }
}

/** A text that Markdown shows as it is, on one line. */
export function markdownText(text: string): string {
  return visible(text)
    .replace(/[\\`*_[\]|~$@]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/:\/\//g, '\\://')
    .replace(/www\./gi, (start) => `${start.slice(0, -1)}\\.`);
}
