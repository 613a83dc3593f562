import { plainName } from '../lexicon/headers.ts';

/** How alike two names are, 0 to 1: twice the longest common subsequence of their characters over both lengths. */
export function nameLikeness(one: string, other: string): number {
  const [first, second] = [[...plainName(one)].slice(0, 60), [...plainName(other)].slice(0, 60)];
  if (first.length + second.length === 0) return 0;
  let row: number[] = Array(second.length + 1).fill(0);
  for (const character of first) {
    const next = [0];
    for (const [at, compared] of second.entries()) {
      const extended = (row[at] ?? 0) + 1;
      next.push(character === compared ? extended : Math.max(row[at + 1] ?? 0, next[at] ?? 0));
    }
    row = next;
  }
  return (2 * (row.at(-1) ?? 0)) / (first.length + second.length);
}
