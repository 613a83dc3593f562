import type { JourneyMap } from '../../model/journey.ts';
import { byId, mapFigure, sideCards } from '../journey/html.ts';
import { headline, notesOf } from '../journey/words.ts';
import { VIEWS } from '../views.ts';
import { say } from '../wording.ts';
import { type Markup, markup } from './markup.ts';
import { cited, type Page, toPain } from './page.ts';

/** Items of a cell that the report carries; the whole map is a page of its own. */
const MOST_ITEMS = 8;

/** The journey map with its nine elements and its emotion curve, as a section of the report. */
export function journeySection(page: Page, map: JourneyMap): Markup {
  const { language } = page;
  const figure = mapFigure(map, {
    language,
    mostItems: MOST_ITEMS,
    volume: (stage, text) => cited(page, 'stage', stage, text),
    pain: (id) => entryOf(page, id),
  });
  const more =
    language === 'zh'
      ? `每格最多列 ${MOST_ITEMS} 项，点开看原话；全部见 voc journey -o 旅程.html。`
      : `At most ${MOST_ITEMS} items a cell, each opens to quotes; voc journey -o journey.html has all.`;
  const notes = [...notesOf(map, language), more].map((note) => markup`<li>${note}</li>`);
  return markup`<section id="stages"><h2>${say(VIEWS.stages, language)}</h2><p>${headline(map, language)}</p><div class="breakout">${figure}</div>${sideCards(map, language)}<ul class="notes">${notes}</ul></section>`;
}

/** A link to the entry of a pain point, by its rank; how to see it where the report does not list it. */
function entryOf(page: Page, id: string): Markup {
  const rank = page.listed.find((pain) => pain.id === id)?.rank;
  if (rank === undefined) return byId(id);
  const text = page.language === 'zh' ? `→ 痛点第 ${rank} 名` : `→ no. ${rank} of the pain points`;
  return toPain(page, id, text);
}
