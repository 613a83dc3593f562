import { readFileSync } from 'node:fs';
import { readRows } from '../../scripts/read-rows.ts';

/** The lines of a table of our own in two columns: a label, and the text that has it. */
export function labelledLines(file: URL): { readonly label: string; readonly text: string }[] {
  return readRows(readFileSync(file, 'utf8'), 2).map(([label = '', text = '']) => ({
    label,
    text,
  }));
}
