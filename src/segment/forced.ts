import type { ForcedWords } from './added.ts';

/** A forced word in place. */
export interface ForcedMatch {
  readonly start: number;
  readonly end: number;
  readonly id: number;
}

/** The first forced word at or after `from`, the longest of those that begin there; null without one. */
export function findForced(text: string, from: number, forced: ForcedWords): ForcedMatch | null {
  for (let start = from; start < text.length; start++) {
    if (forced.codes[text.charCodeAt(start)] === 0) continue;
    const match = longestAt(text, start, forced);
    if (match !== null) return match;
  }
  return null;
}

function longestAt(
  text: string,
  start: number,
  { units, codes, firstId }: ForcedWords,
): ForcedMatch | null {
  let longest: ForcedMatch | null = null;
  let base = units[0] as number;
  for (let at = start; at < text.length && base !== 0; at++) {
    const code = codes[text.charCodeAt(at)] as number;
    const node = base + code;
    const label = units[2 * node + 1] as number;
    if (code === 0 || (label & 0xffff) !== code) break;
    if (label >>> 16 !== 0) longest = { start, end: at + 1, id: firstId + node };
    base = units[2 * node] as number;
  }
  return longest;
}
