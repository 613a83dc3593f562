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
  const heads = table.columns.map((name) => markup`<th>${name}</th>`);
  const rows = table.rows.map(
    (row) => markup`<tr>${row.map((cell) => markup`<td>${cell}</td>`)}</tr>`,
  );
  const list = markup`<ul class="notes">${notes.map((note) => markup`<li>${note}</li>`)}</ul>`;
  const body = markup`<section class="card scroll"><table><thead><tr>${heads}</tr></thead><tbody>${rows}</tbody></table></section>
<section class="card">${list}</section>`;
  return documentHtml(title, body, language);
}
