import { quadrantChart } from '../charts/quadrants.ts';
import { count } from '../figures.ts';
import { QUADRANTS } from '../pains.ts';
import { QUADRANT_PAINS, quadrantPains, quadrantSentence } from '../quadrants.ts';
import { VIEWS } from '../views.ts';
import { say, WORDS } from '../wording.ts';
import { type Markup, markup } from './markup.ts';
import { type Page, toPain } from './page.ts';
import { head, number, tableOf } from './tables.ts';

/** Volume against severity: the picture, and under it the pain points of each quadrant. */
export function quadrantSection(page: Page): Markup {
  const { findings, language } = page;
  const title = say(VIEWS.quadrants, language);
  const rows = quadrantPains(findings).map(({ quadrant, pains }) => {
    const named = pains
      .slice(0, QUADRANT_PAINS)
      .map(
        ({ id, label, voices, severity }) =>
          markup`<li>${toPain(page, id, label)} <span class="muted">${count(voices)} · ${severity.toFixed(2)}</span></li>`,
      );
    const more = pains.length - named.length;
    const rest = more <= 0 ? null : language === 'zh' ? `另有 ${more} 个` : `${more} more`;
    const last = rest === null ? null : markup`<li class="muted">${rest}</li>`;
    return markup`<tr><td class="name"><b>${say(QUADRANTS[quadrant], language)}</b></td><td class="n">${count(pains.length)}</td><td><ul class="inline">${named}${last}</ul></td></tr>`;
  });
  const heads = [
    head({ zh: '象限', en: 'Quadrant' }, language),
    number(WORDS.pain, language),
    head({ zh: '名称（声量 · 严重度）', en: 'Label (voices · severity)' }, language),
  ];
  return markup`<section class="card" id="quadrants"><h2>${title}</h2><figure class="quadrants">${quadrantChart(findings, language)}<figcaption>${quadrantSentence(findings, language)}</figcaption></figure>${tableOf(title, heads, rows)}</section>`;
}
