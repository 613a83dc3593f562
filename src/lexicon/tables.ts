import { InputError } from '../model/errors.ts';

/** One row of a dictionary: its cells by the position of their column, its file and its 1-based line. */
export interface Row {
  readonly file: string;
  readonly line: number;
  readonly cells: readonly string[];
}

/** The rows of a tab-separated dictionary, as `eachRow` reads them. */
export function readTable(file: string, text: string, columns: readonly string[]): Row[] {
  const rows: Row[] = [];
  eachRow(file, text, columns, (row) => rows.push(row));
  return rows;
}

/**
 * Visits the rows of a tab-separated dictionary in order; none is kept, so that memory
 * is soon free again. Lines that start with `# ` and empty lines are skipped; the first other line must name exactly `columns`.
 * @throws InputError that names file and line of a wrong header or a row with a wrong number of cells.
 */
export function eachRow(
  file: string,
  text: string,
  columns: readonly string[],
  visit: (row: Row) => void,
): void {
  let header = false;
  let line = 0;
  for (let start = 0, end = 0; start <= text.length; start = end + 1) {
    end = text.indexOf('\n', start);
    if (end < 0) end = text.length;
    const raw = text.slice(start, end);
    line++;
    if (raw === '' || raw.startsWith('# ')) continue;
    if (!header) {
      if (raw !== columns.join('\t')) throw wrongHeader(file, line, columns);
      header = true;
      continue;
    }
    const cells = raw.split('\t');
    if (cells.length !== columns.length) throw wrongCells(file, line, columns, cells.length);
    visit({ file, line, cells });
  }
  if (!header) throw wrongHeader(file, 1, columns);
}

/** A dictionary that is not there at all. */
export function missingFile(file: string): InputError {
  return new InputError({
    zh: `缺少词典 ${file}：请重新安装，或检查词典目录`,
    en: `dictionary ${file} is missing: reinstall, or check the folder of dictionaries`,
  });
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
