import type { ForcedWords } from './added.ts';

/** A forced word in place. */
export interface ForcedMatch {
  readonly start: number;
  readonly end: number;
  readonly id: number;
}

/** The first forced word at or after `from`, the longest of those that begin there; null without one. */
export function findForced(
  text: Uint16Array,
  from: number,
  forced: ForcedWords,
): ForcedMatch | null {
  for (let start = from; start < text.length; start++) {
    if (forced.initials[text[start] as number] === 0) continue;
    const match = longestAt(text, start, forced);
    if (match !== null) return match;
  }
  return null;
}

function longestAt(
  text: Uint16Array,
  start: number,
  { trie, codes, firstId }: ForcedWords,
): ForcedMatch | null {
  let longest: ForcedMatch | null = null;
  let base = trie.bases[0] as number;
  for (let at = start; at < text.length; at++) {
    const code = codes[text[at] as number] as number;
    const node = base + code;
    if (trie.codes[node] !== code) break;
    if (trie.classes[node] !== 0) longest = { start, end: at + 1, id: firstId + node };
    base = trie.bases[node] as number;
  }
  return longest;
}
