import type { SpunLexicon } from '../../lexicon/spun.ts';
import type { Spoken } from './spoken.ts';

/** So many different clauses of stock praise, and nothing else, score 1. */
const HEAP = 8;
/** Fewer of them are how many people praise. */
const LEAST_CLAUSES = 6;

/** How much of a heap of praise that says nothing of the thing a text is, from 0 to 1. */
export function heapScore(
  { letters, ends }: Spoken,
  { praise }: Pick<SpunLexicon, 'praise'>,
): number {
  const found = new Set<string>();
  let stock = 0;
  for (const [at, end] of ends.entries()) {
    const clause = letters.slice(ends[at - 1] ?? 0, end);
    if (!praise.has(clause)) continue;
    found.add(clause);
    stock += clause.length;
  }
  if (found.size < LEAST_CLAUSES) return 0;
  return Math.min(1, found.size / HEAP) * (stock / letters.length);
}
