import { visible } from '../model/visible.ts';
import type { Rows } from './rows.ts';

/** A Markdown table; nothing in a cell is read as markup. */
export async function* markdownChunks({ columns, rows }: Rows): AsyncGenerator<string> {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  yield line(columns.map(plain)) + line(columns.map(() => '---'));
  for await (const row of rows) {
    yield line(columns.map((_, index) => plain(String(row[index] ?? ''))));
  }
}

function plain(text: string): string {
  return visible(text)
    .replace(/[\\`*_[\]|~$@]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/:\/\//g, '\\://')
    .replace(/www\./gi, (start) => `${start.slice(0, -1)}\\.`);
}
