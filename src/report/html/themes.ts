import { ASPECTS } from '../../model/labels.ts';
import { count, percent } from '../figures.ts';
import { LISTED_PRODUCTS, NAMED_PAINS, productPainsOf, themesOf } from '../themes.ts';
import { VIEWS } from '../views.ts';
import { groupName, say, WORDS } from '../wording.ts';
import { type Markup, markup } from './markup.ts';
import { cited, type Page, toPain } from './page.ts';
import { head, number, tableOf } from './tables.ts';

/** Themes with their pain points, and products with theirs. */
export function themeSection(page: Page): Markup {
  const { findings, language } = page;
  const title = say(VIEWS.themes, language);
  const themes = themesOf(findings).map(
    ({ aspect, negative, pains }) =>
      markup`<tr><td>${say(ASPECTS[aspect], language)}</td><td class="n">${count(negative)}</td><td class="n">${count(pains.length)}</td><td>${named(page, pains)}</td></tr>`,
  );
  const heads = [
    head(WORDS.theme, language),
    number(WORDS.negativeVoices, language),
    number(WORDS.pain, language),
    head(WORDS.mainPains, language),
  ];
  return markup`<section class="card" id="themes"><h2>${title}</h2>${tableOf(title, heads, themes)}${productTable(page)}</section>`;
}

function productTable(page: Page): Markup | null {
  const { findings, language } = page;
  const products = productPainsOf(findings).slice(0, LISTED_PRODUCTS);
  if (products.length === 0) return null;
  const rows = products.map(({ name, voices, negative, pains }) => {
    const here = pains.map(({ pain, voices: own }) => ({ ...pain, voices: own }));
    return markup`<tr><td class="name">${groupName(name, language)}</td><td class="n">${cited(page, 'product', name, count(voices))}</td><td class="n">${percent(negative / voices)}</td><td>${named(page, here)}</td></tr>`;
  });
  const heads = [
    head(WORDS.products, language),
    number(WORDS.voices, language),
    number(WORDS.negativeShare, language),
    head(WORDS.mainPains, language),
  ];
  return tableOf(say(WORDS.products, language), heads, rows);
}

/** The heaviest pain points, each with its voices. */
function named(
  page: Page,
  pains: readonly { readonly id: string; readonly label: string; readonly voices: number }[],
): Markup {
  const entries = pains
    .slice(0, NAMED_PAINS)
    .map(
      ({ id, label, voices }) =>
        markup`<li>${toPain(page, id, label)} <span class="muted">${count(voices)}</span></li>`,
    );
  return markup`<ul class="inline">${entries}</ul>`;
}
