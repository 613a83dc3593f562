import type { Sheet, SheetCell } from '../../model/journey.ts';
import type { Language } from '../../model/labels.ts';
import type { Cell } from '../../model/store.ts';
import { visible } from '../../model/visible.ts';
import { renderAnswerHtml } from '../html/answer.ts';
import { plain } from '../markdown/markup.ts';
import type { ViewRows } from '../rows.ts';
import { wrap } from '../terminal/layout.ts';
import { painting } from '../terminal/paint.ts';
import { type Column, tableRows } from '../terminal/table.ts';

function textOf(cell: SheetCell | undefined, language: Language): string {
  if (cell === null || cell === undefined) return '';
  return typeof cell === 'object' ? cell[language] : String(cell);
}

/** A table of findings as a page of its own. */
export function sheetHtml(sheet: Sheet, language: Language): string {
  const { heads, rows } = forPeople(sheet, language);
  const notes = sheet.notes.map((note) => note[language]);
  return renderAnswerHtml(sheet.title[language], notes, { columns: heads, rows }, language);
}

/** The same for a workbook: what people read, with figures as numbers. */
export function sheetTable(sheet: Sheet, language: Language): ViewRows {
  const shown = sheet.columns.flatMap((column, at) => (column.only === 'programs' ? [] : [at]));
  return {
    columns: shown.map((at) => sheet.columns[at]?.name[language] ?? ''),
    rows: sheet.rows.map((row) =>
      shown.map((at): Cell => {
        const cell = row[at] ?? null;
        return typeof cell === 'number' ? cell : textOf(cell, language) || null;
      }),
    ),
  };
}

/** The columns that people read, with their cells row by row. */
function forPeople(sheet: Sheet, language: Language): { heads: string[]; rows: string[][] } {
  const shown = sheet.columns.flatMap((column, at) =>
    column.only === 'programs' ? [] : [{ at, head: column.name[language] }],
  );
  return {
    heads: shown.map(({ head }) => head),
    rows: sheet.rows.map((row) => shown.map(({ at }) => textOf(row[at], language))),
  };
}

/** A table of findings for a person at a terminal. */
export function sheetTerminal(
  sheet: Sheet,
  options: { readonly language: Language; readonly width: number; readonly color: boolean },
): string {
  const { language, width } = options;
  const paint = painting(options.color);
  const { heads, rows } = forPeople(sheet, language);
  const columns: Column[] = heads.map((heading, at) => ({
    heading,
    align: rows.every((row) => /^-?[\d.]*$/.test(row[at] ?? '')) ? 'right' : 'left',
    ...(at === heads.length - 1 ? { flexible: true } : {}),
  }));
  const table = tableRows(
    columns,
    rows.map((row) => row.map(visible)),
    width,
    paint.dim,
  );
  const notes = sheet.notes.flatMap((note) => wrap(note[language], width));
  return `${[paint.bold(`▌${sheet.title[language]}`), table.heading, ...table.rows.flat(), '', ...notes.map((note) => paint.dim(note))].join('\n')}\n`;
}

/** The same as Markdown. */
export function sheetMarkdown(sheet: Sheet, language: Language): string {
  const { heads, rows } = forPeople(sheet, language);
  const lines = [heads, heads.map(() => '---'), ...rows.map((row) => row.map(plain))];
  const table = lines.map((line) => `| ${line.join(' | ')} |`).join('\n');
  const notes = sheet.notes.map((note) => `> ${note[language]}`).join('\n');
  return `# ${sheet.title[language]}\n\n${table}\n\n${notes}\n`;
}

/** The same as rows for programs, in every language alike: ids where cells have them, else the Chinese names. */
export function sheetRows(sheet: Sheet): ViewRows {
  const kept = sheet.columns.flatMap((column, at) =>
    column.only === 'people' ? [] : [{ at, id: column.id }],
  );
  return {
    columns: kept.map(({ id }) => id),
    rows: sheet.rows.map((row) =>
      kept.map(({ at }): Cell => {
        const cell = row[at] ?? null;
        return cell !== null && typeof cell === 'object' ? (cell.id ?? cell.zh) : cell;
      }),
    ),
  };
}
