import type { Term } from './entries.ts';

/** What the scan asks of a term for each place where it stands. */
export const MEANS = 1;
/** Stops are there to be seen inside words, and 不 is one in whatever it begins. */
export const FREE = 2;
export const PATTERNED = 4;

/** A term's properties as bits, for the tree. */
export function traitsOf({ meaning, stop, modifier }: Term, isAnchor: boolean): number {
  const free = stop || modifier?.role === 'negation';
  return (meaning ? MEANS : 0) | (free ? FREE : 0) | (isAnchor ? PATTERNED : 0);
}
