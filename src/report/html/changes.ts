import { changeSentences, changeTables } from '../changes.ts';
import { VIEWS } from '../views.ts';
import { say } from '../wording.ts';
import { type Markup, markup } from './markup.ts';
import { type Page, toPain } from './page.ts';
import { heading, tableOf } from './tables.ts';

const TONES = { new: 'rising', worse: 'rising', same: '', better: 'falling', gone: 'falling' };

/** What changed against the period before. */
export function changeSection(page: Page): Markup {
  const { findings, language } = page;
  const title = say(VIEWS.changes, language);
  const sentences = changeSentences(findings.comparison, language).map(
    (text) => markup`<p>${text}</p>`,
  );
  // On one page the sentences name the pain points that changed.
  const shown = changeTables(findings.comparison, language).slice(0, page.brief ? 1 : undefined);
  const tables = shown.map((table) => {
    const [name, ...figures] = table.heading;
    const heads = [
      heading(name, null),
      ...figures.map((text, at) => heading(text, at === 2 ? null : 'n')),
    ];
    const rows = table.rows.map(
      ({ id, change, cells: [label, before, now, moved, difference] }) => {
        const named = id === null ? markup`${label}` : toPain(page, id, label);
        return markup`<tr><td class="name">${named}</td><td class="n">${before}</td><td class="n">${now}</td><td class="trend ${TONES[change]}">${moved}</td><td class="n">${difference}</td></tr>`;
      },
    );
    return tableOf(`${title}：${name}`, heads, rows);
  });
  return markup`<section class="card" id="changes"><h2>${title}</h2>${sentences}${tables}</section>`;
}
