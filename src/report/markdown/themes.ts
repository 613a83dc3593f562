import { ASPECTS } from '../../model/labels.ts';
import { count, percent } from '../figures.ts';
import { LISTED_PRODUCTS, NAMED_PAINS, productPainsOf, themesOf } from '../themes.ts';
import { groupName, say, WORDS } from '../wording.ts';
import { plain, table } from './markup.ts';
import type { Page } from './page.ts';

/** Pain points by aspect, and by product where voices have one. */
export function themeSection({ findings, language }: Page): string[] {
  const words = (...keys: readonly (keyof typeof WORDS)[]): string[] =>
    keys.map((key) => say(WORDS[key], language));
  const named = (pains: readonly { readonly label: string; readonly voices: number }[]): string =>
    pains
      .slice(0, NAMED_PAINS)
      .map(({ label, voices }) => plain(`${label} ${count(voices)}`))
      .join(language === 'zh' ? '、' : ', ');
  const numbers = [false, true, true, false];
  const products = productPainsOf(findings).slice(0, LISTED_PRODUCTS);
  return [
    table(
      words('theme', 'negativeVoices', 'pain', 'mainPains'),
      numbers,
      themesOf(findings).map(({ aspect, negative, pains }) => [
        say(ASPECTS[aspect], language),
        count(negative),
        count(pains.length),
        named(pains),
      ]),
    ),
    ...(products.length === 0
      ? []
      : [
          table(
            words('products', 'voices', 'negativeShare', 'mainPains'),
            numbers,
            products.map(({ name, voices, negative, pains }) => [
              plain(groupName(name, language)),
              count(voices),
              percent(negative / voices),
              named(pains.map((one) => ({ label: one.pain.label, voices: one.voices }))),
            ]),
          ),
        ]),
  ];
}
