import type { Anchored, Term } from './entries.ts';
import type { Lexicon } from './lexicon.ts';
import { matchEnd, matchStart } from './patterns.ts';
import { step } from './trie.ts';

/** A dictionary term in place; offsets are UTF-16 units of the folded text. */
export interface Hit {
  readonly start: number;
  readonly end: number;
  readonly term: Term;
}

/** A pattern in place. */
export interface PatternHit {
  readonly start: number;
  readonly end: number;
  readonly anchored: Anchored;
}

/** What one pass over a text found, each list by start. */
export interface Scan {
  /** Terms that mean something by themselves, leftmost and longest first, never overlapping; no stops. */
  readonly hits: readonly Hit[];
  readonly patterns: readonly PatternHit[];
}

/** Finds all dictionary terms and patterns in one pass over a folded text. */
export function scan(folded: string, lexicon: Lexicon): Scan {
  const hits: Hit[] = [];
  const patterns: PatternHit[] = [];
  let free = 0;
  for (let i = 0; i < folded.length; i++) {
    const first = lexicon.trie.first[folded.charCodeAt(i)] ?? 0;
    if (first === 0) continue;
    const hit = longestAt(folded, i, first, lexicon, patterns);
    if (!hit || i < free) continue;
    if (!hit.term.stop) hits.push(hit);
    free = hit.end;
  }
  return { hits, patterns };
}

/** The longest term at `start`, null for none; patterns that match there are added to `patterns`. */
function longestAt(
  folded: string,
  start: number,
  first: number,
  lexicon: Lexicon,
  patterns: PatternHit[],
): Hit | null {
  const { trie, terms } = lexicon;
  let longest: Term | null = null;
  let longestEnd = start;
  let node = first;
  for (let end = start + 1; node !== 0; end++) {
    const id = trie.term[node] ?? -1;
    const term = id < 0 ? undefined : terms[id];
    if (term) {
      if (term.anchored.length > 0) tryPatterns(folded, term, start, end, patterns);
      if (term.meaning) {
        longest = term;
        longestEnd = end;
      }
    }
    node = end < folded.length ? step(trie, node, folded.charCodeAt(end)) : 0;
  }
  return longest ? { start, end: longestEnd, term: longest } : null;
}

function tryPatterns(folded: string, term: Term, i: number, j: number, found: PatternHit[]): void {
  for (const anchored of term.anchored) {
    const start = matchStart(anchored.pattern, folded, i);
    if (start < 0) continue;
    const end = matchEnd(anchored.pattern, folded, j);
    if (end >= 0) found.push({ start, end, anchored });
  }
}
