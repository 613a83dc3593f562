import { correctedV } from './separation.ts';

/** How many voices of a column's value have a pain point as their main one. */
export interface ValuePain {
  readonly value: string;
  readonly pain: string;
  readonly voices: number;
}

/** How well a column separates pain points, and where it shows most. */
export interface Separating {
  /** Bias-corrected Cramér's V, 0 to 1. */
  readonly v: number;
  readonly voices: number;
  readonly values: number;
  /** The pair that most exceeds what independence would give (largest Pearson residual); null where none does. */
  readonly strongest: (ValuePain & { readonly lift: number }) | null;
}

/** Values and pain points of fewer voices are one group of the rest. */
const LEAST = 5;
const REST = '';

/** How well a column separates the main pain points of voices. */
export function separatingOf(counts: readonly ValuePain[]): Separating {
  const values = sums(counts, ({ value }) => value);
  const pains = sums(counts, ({ pain }) => pain);
  const common = (total: ReadonlyMap<string, number>, name: string): string =>
    (total.get(name) ?? 0) >= LEAST ? name : REST;
  const cells = new Map<string, { group: string; category: string; count: number }>();
  for (const { value, pain, voices } of counts) {
    const [group, category] = [common(values, value), common(pains, pain)];
    const key = JSON.stringify([group, category]);
    cells.set(key, { group, category, count: (cells.get(key)?.count ?? 0) + voices });
  }
  const n = counts.reduce((sum, { voices }) => sum + voices, 0);
  return {
    v: correctedV([...cells.values()]),
    voices: n,
    values: values.size,
    strongest: strongestOf(counts, values, pains, n),
  };
}

function strongestOf(
  counts: readonly ValuePain[],
  values: ReadonlyMap<string, number>,
  pains: ReadonlyMap<string, number>,
  n: number,
): Separating['strongest'] {
  let best: Separating['strongest'] = null;
  let most = 0;
  for (const count of counts) {
    const expected = ((values.get(count.value) ?? 0) * (pains.get(count.pain) ?? 0)) / n;
    const residual = (count.voices - expected) / Math.sqrt(expected);
    if (count.voices < LEAST || residual <= most) continue;
    most = residual;
    best = { ...count, lift: count.voices / expected };
  }
  return best;
}

function sums(
  counts: readonly ValuePain[],
  nameOf: (count: ValuePain) => string,
): Map<string, number> {
  const totals = new Map<string, number>();
  for (const count of counts) {
    totals.set(nameOf(count), (totals.get(nameOf(count)) ?? 0) + count.voices);
  }
  return totals;
}
