import { InputError } from '../model/errors.ts';

/** One row of a dictionary: its cells by the position of their column, and its 1-based line. */
export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * The rows of a tab-separated dictionary. Lines that start with `# ` and empty lines are skipped; the first
 * other line must name exactly `columns`.
 * @throws InputError that names file and line of a wrong header or a row with a wrong number of cells.
 */
export function readTable(file: string, text: string, columns: readonly string[]): Row[] {
  const rows: Row[] = [];
  let header = false;
  let line = 0;
  for (const raw of text.split('\n')) {
    line++;
    if (raw === '' || raw.startsWith('# ')) continue;
    const cells = raw.split('\t');
    if (header) {
      if (cells.length !== columns.length) throw wrongCells(file, line, columns, cells.length);
      rows.push({ line, cells });
    } else {
      if (cells.join('\t') !== columns.join('\t')) throw wrongHeader(file, line, columns);
      header = true;
    }
  }
  if (!header) throw wrongHeader(file, 1, columns);
  return rows;
}

/** The fault of one cell, for people: `dictionaries/x.tsv:12: …`. */
export function badCell(file: string, line: number, cell: string, wanted: string): InputError {
  return new InputError({
    zh: `${file}:${line}：「${cell}」不合规定，应为 ${wanted}`,
    en: `${file}:${line}: "${cell}" is not allowed here, expected ${wanted}`,
  });
}

function wrongHeader(file: string, line: number, columns: readonly string[]): InputError {
  return new InputError({
    zh: `${file}:${line}：表头应为以制表符分隔的 ${columns.join(' ')}`,
    en: `${file}:${line}: the header must be, separated by tabs, ${columns.join(' ')}`,
  });
}

function wrongCells(
  file: string,
  line: number,
  columns: readonly string[],
  found: number,
): InputError {
  return new InputError({
    zh: `${file}:${line}：有 ${found} 列，应为 ${columns.length} 列（${columns.join(' ')}）`,
    en: `${file}:${line}: ${found} cells, expected ${columns.length} (${columns.join(' ')})`,
  });
}
