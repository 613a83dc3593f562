import { ASPECTS, type Language } from '../../model/labels.ts';
import { visible } from '../../model/visible.ts';
import { count, percent } from '../figures.ts';
import { LISTED_PRODUCTS, NAMED_PAINS, productPainsOf, themesOf } from '../themes.ts';
import { groupName, say, WORDS } from '../wording.ts';
import type { Page } from './page.ts';
import { type Column, tableRows } from './table.ts';

/** Themes with their pain points, then products with theirs. */
export function themeSection({ findings, language, width, paint }: Page): string[] {
  const themes = themesOf(findings).map(({ aspect, negative, pains }) => [
    say(ASPECTS[aspect], language),
    count(negative),
    count(pains.length),
    named(pains, language),
  ]);
  const products = productPainsOf(findings)
    .slice(0, LISTED_PRODUCTS)
    .map(({ name, voices, negative, pains }) => [
      groupName(name, language),
      count(voices),
      percent(negative / voices),
      named(
        pains.map(({ pain, voices: here }) => ({ label: pain.label, voices: here })),
        language,
      ),
    ]);
  const table = (heads: readonly string[], rows: readonly string[][]): string[] => {
    const drawn = tableRows(columnsOf(heads), rows, width, paint.dim);
    return [drawn.heading, ...drawn.rows.flat()];
  };
  const words = (...keys: readonly (keyof typeof WORDS)[]): string[] =>
    keys.map((key) => say(WORDS[key], language));
  return [
    ...table(words('theme', 'negativeVoices', 'pain', 'mainPains'), themes),
    ...(products.length === 0
      ? []
      : ['', ...table(words('products', 'voices', 'negativeShare', 'mainPains'), products)]),
  ];
}

/** The heaviest pain points, each with its voices. */
function named(
  pains: readonly { readonly label: string; readonly voices: number }[],
  language: Language,
): string {
  return pains
    .slice(0, NAMED_PAINS)
    .map(({ label, voices }) => `${visible(label)} ${count(voices)}`)
    .join(language === 'zh' ? '、' : ', ');
}

/** A long name of a product and the list of pain points share what the figures leave. */
function columnsOf([name = '', one = '', other = '', pains = '']: readonly string[]): Column[] {
  return [
    { heading: name, align: 'left', most: 24 },
    { heading: one, align: 'right' },
    { heading: other, align: 'right' },
    { heading: pains, align: 'left', flexible: true },
  ];
}
