import { falseDiscoveryRates } from './binomial.ts';
import { likelihoodRatio } from './difference.ts';
import { Z95 } from './interval.ts';
import { twoSidedP } from './normal.ts';

/** How often something stands in units (voices or clauses), and how often together with the term. */
export interface Together<Item> {
  readonly item: Item;
  /** Units that hold the item, and those of them that hold the term too. */
  readonly units: number;
  readonly together: number;
}

/** How an item goes with a term. */
export interface Association<Item> extends Together<Item> {
  /** Share of the item among units with the term, over its share among all; 1 means independent. */
  readonly lift: number;
  readonly low: number;
  readonly high: number;
  /** Log-likelihood ratio G², and the false discovery rate among all items tested. */
  readonly likelihood: number;
  readonly q: number;
}

/** An item that is met less often with the term is not tested: every accident would count. */
export const LEAST_TOGETHER = 3;

/**
 * What goes with a term that stands in `withTerm` of `units` units: items more frequent beside it than elsewhere,
 * strongest evidence first. The lift is the exponential of the pointwise mutual information; its interval is the delta
 * method's on the log scale for a multinomial sample (Agresti, Categorical Data Analysis, 16.1).
 * @param nameOf orders items of equal evidence
 */
export function associationsOf<Item>(
  items: readonly Together<Item>[],
  withTerm: number,
  units: number,
  nameOf: (item: Item) => string,
): Association<Item>[] {
  const tested = items.filter(({ together }) => together >= LEAST_TOGETHER);
  const weighed = tested.map((entry) => weigh(entry, withTerm, units));
  const rates = falseDiscoveryRates(
    weighed.map(({ likelihood }) => twoSidedP(Math.sqrt(likelihood))),
  );
  return weighed
    .map((entry, at) => ({ ...entry, q: rates[at] ?? 1 }))
    .filter(({ lift }) => lift > 1)
    .sort(
      (a, b) =>
        b.likelihood - a.likelihood ||
        b.together - a.together ||
        (nameOf(a.item) < nameOf(b.item) ? -1 : 1),
    );
}

function weigh<Item>(
  { item, units: held, together }: Together<Item>,
  withTerm: number,
  units: number,
): Omit<Association<Item>, 'q'> {
  const lift = (together * units) / (withTerm * held);
  const variance = 1 / together - 1 / withTerm - 1 / held + (2 * lift - 1) / units;
  const spread = Math.exp(Z95 * Math.sqrt(Math.max(0, variance)));
  return {
    item,
    units: held,
    together,
    lift,
    low: lift / spread,
    high: lift * spread,
    likelihood: likelihoodRatio(
      together,
      withTerm - together,
      held - together,
      units - withTerm - held + together,
    ),
  };
}
