import type { Language } from '../../model/labels.ts';
import type { Cell } from '../../model/store.ts';
import { documentHtml } from './document.ts';
import { markup } from './markup.ts';

/** A table for people as a page of its own, with its notes under it. */
export function renderAnswerHtml(
  title: string,
  notes: readonly string[],
  table: { readonly columns: readonly string[]; readonly rows: readonly (readonly Cell[])[] },
  language: Language,
): string {
  const kinds = table.columns.map((_, at) => kindOf(table.rows.map((row) => row[at] ?? null)));
  const heads = table.columns.map(
    (name, at) => markup`<th class="${kinds[at] ?? ''}">${name}</th>`,
  );
  const rows = table.rows.map(
    (row) =>
      markup`<tr>${row.map((cell, at) => markup`<td class="${kinds[at] ?? ''}">${cell}</td>`)}</tr>`,
  );
  const list = markup`<ul class="notes">${notes.map((note) => markup`<li>${note}</li>`)}</ul>`;
  const body = markup`<section class="card scroll"><table><thead><tr>${heads}</tr></thead><tbody>${rows}</tbody></table></section>
<section class="card">${list}</section>`;
  return documentHtml(title, body, language, table.columns.length > MOST_NARROW ? 'wide' : null);
}

/** Columns that fit a page made for reading; more take the width of the screen. */
const MOST_NARROW = 8;

/** What reads as a figure: 12, -0.27, 38.2%, <0.001, 7.3 小时. */
const FIGURE = /^[<+-]?[\d,.]+(?:%| \S{1,7})?$/;
/** Letters from which a cell needs a wide column to be read with ease. */
const LONG = 16;

/** How a column is set: figures to the right, long texts with room; anything else as it comes. */
function kindOf(cells: readonly Cell[]): 'n' | 'text' | '' {
  const filled = cells.filter((cell) => cell !== null && cell !== '').map(String);
  if (filled.length > 0 && filled.every((cell) => FIGURE.test(cell))) return 'n';
  return filled.some((cell) => cell.length > LONG && !/^\d/.test(cell)) ? 'text' : '';
}
