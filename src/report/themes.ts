import type { Findings, PainFinding } from '../model/findings.ts';
import type { Aspect } from '../model/labels.ts';
import { volumeOf } from './wording.ts';

/** A theme is what customers judge; its pain points are what is wrong with it. */
export interface Theme {
  readonly aspect: Aspect;
  /** Distinct voices with a negative opinion on it. */
  readonly negative: number;
  /** By rank. */
  readonly pains: readonly PainFinding[];
}

/** Themes that hold a pain point, the most complained of first. */
export function themesOf({ aspects, pains }: Findings): Theme[] {
  return aspects
    .map(({ aspect, negative }) => ({
      aspect,
      negative,
      pains: pains.filter((pain) => pain.aspect === aspect),
    }))
    .filter((theme) => theme.pains.length > 0)
    .sort((a, b) => b.negative - a.negative || (a.aspect < b.aspect ? -1 : 1));
}

/** A product with what its voices complain of. */
export interface ProductPains {
  readonly name: string;
  readonly voices: number;
  readonly negative: number;
  /** Most voices of this product first. */
  readonly pains: readonly { readonly pain: PainFinding; readonly voices: number }[];
}

/** Products with a name and a pain point, most voices first. */
export function productPainsOf({ products, pains }: Findings): ProductPains[] {
  const byName = new Map<string | null, { pain: PainFinding; voices: number }[]>(
    products.map(({ name }) => [name, []]),
  );
  for (const pain of pains) {
    for (const { name, voices } of pain.products) byName.get(name)?.push({ pain, voices });
  }
  return products.flatMap(({ name, sentiment }) => {
    const named = byName.get(name) ?? [];
    if (name === null || named.length === 0) return [];
    named.sort((a, b) => b.voices - a.voices || a.pain.rank - b.pain.rank);
    const voices = volumeOf({ name, sentiment });
    return [{ name, voices, negative: sentiment.negative, pains: named }];
  });
}

/** Pain points named beside a theme or a product. */
export const NAMED_PAINS = 5;
/** Products that are listed. */
export const LISTED_PRODUCTS = 12;
