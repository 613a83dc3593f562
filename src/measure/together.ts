import type { Together } from './association.ts';

/** Counts of what stands in units (voices or clauses), and of what stands in those that hold a term. */
export interface Tally {
  units: number;
  withTerm: number;
  readonly items: Map<string, { units: number; together: number }>;
}

/** A tally of nothing. */
export function emptyTally(): Tally {
  return { units: 0, withTerm: 0, items: new Map() };
}

/** Counts one unit: its distinct items, and whether it holds the term. */
export function addUnit(tally: Tally, items: Iterable<string>, holdsTerm: boolean): void {
  tally.units += 1;
  if (holdsTerm) tally.withTerm += 1;
  for (const item of items) {
    const counts = tally.items.get(item);
    if (counts === undefined) tally.items.set(item, { units: 1, together: holdsTerm ? 1 : 0 });
    else {
      counts.units += 1;
      if (holdsTerm) counts.together += 1;
    }
  }
}

/** The counts as a list, in no particular order. */
export function togetherIn({ items }: Tally): Together<string>[] {
  return [...items].map(([item, counts]) => ({ item, ...counts }));
}
