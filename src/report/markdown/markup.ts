import { visible } from '../../model/visible.ts';

/**
 * Text that stands for itself: nothing in it is read as Markdown or HTML, and no address becomes a
 * link. Marks that only count at the start of a line (`#`, `-`, `1.`) are escaped only there.
 */
export function plain(text: string): string {
  return visible(text)
    .replace(/[\\`*_[\]|~$@]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/^\s*[#+\-=>]/, (mark) => `${mark.slice(0, -1)}\\${mark.slice(-1)}`)
    .replace(/^(\s*\d+)([.)])(?=\s|$)/, '$1\\$2')
    .replace(/:\/\//g, '\\://')
    .replace(/www\./gi, (start) => `${start.slice(0, -1)}\\.`);
}

/** A table; `numbers` says of each column whether it is set to the right. */
export function table(
  heads: readonly string[],
  numbers: readonly boolean[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(heads),
    line(heads.map((_, index) => (numbers[index] ? '---:' : '---'))),
    ...rows.map(line),
  ].join('\n');
}
