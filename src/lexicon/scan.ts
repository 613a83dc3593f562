import { type Boundaries, fits } from './boundaries.ts';
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

/**
 * Finds all dictionary terms and patterns in one pass over a folded text. With `boundaries`, nothing begins or
 * ends inside a word.
 */
export function scan(folded: string, lexicon: Lexicon, boundaries: Boundaries | null = null): Scan {
  const hits: Hit[] = [];
  const patterns: PatternHit[] = [];
  const place = { folded, lexicon, boundaries, patterns };
  let free = 0;
  /** Where the last modifier of several characters ended: what it modifies begins there, whatever the words are. */
  let open = 0;
  for (let i = 0; i < folded.length; i++) {
    const first = lexicon.trie.first[folded.charCodeAt(i)] ?? 0;
    if (first === 0) continue;
    const longest = longestAt(place, i, first, i === open);
    if (!longest || i < free) continue;
    const hit = yielding(place, longest);
    if (!hit) continue;
    if (!hit.term.stop) hits.push(hit);
    free = hit.end;
    if (hit.term.modifier && hit.end - i > 1) open = hit.end;
  }
  return { hits, patterns };
}

interface Place {
  readonly folded: string;
  readonly lexicon: Lexicon;
  readonly boundaries: Boundaries | null;
  /** Patterns that match are added to it. */
  readonly patterns: PatternHit[];
}

/** Where a negation of several characters ends in one that a judgement begins with (从来不|管事, 根本没|用). */
function yielding(place: Place, hit: Hit): Hit | null {
  const { start, end, term } = hit;
  if (term.modifier?.role !== 'negation' || end - start < 2) return hit;
  const { folded, lexicon, boundaries } = place;
  const bare = { folded, lexicon, boundaries, patterns: [] };
  const judgement = longestFrom(bare, end - 1);
  if (!judgement || judgement.end <= end + 1 || !judges(judgement.term)) return hit;
  const after = longestFrom(bare, end);
  return after && judges(after.term) ? hit : null;
}

function longestFrom(place: Place, at: number): Hit | null {
  const first = place.lexicon.trie.first[place.folded.charCodeAt(at)] ?? 0;
  return first === 0 ? null : longestAt(place, at, first, true);
}

function judges({ evaluation, quality }: Term): boolean {
  return evaluation !== null || quality !== null;
}

/** The longest term at `start`, null for none; `follows` if a modifier ends there. */
function longestAt(place: Place, start: number, first: number, follows: boolean): Hit | null {
  const { folded, lexicon } = place;
  const { trie, terms } = lexicon;
  let longest: Term | null = null;
  let longestEnd = start;
  let node = first;
  for (let end = start + 1; node !== 0; end++) {
    const id = trie.term[node] ?? -1;
    const term = id < 0 ? undefined : terms[id];
    if (term && counts(place, term, start, end, follows)) {
      longest = term;
      longestEnd = end;
    }
    node = end < folded.length ? step(trie, node, folded.charCodeAt(end)) : 0;
  }
  return longest ? { start, end: longestEnd, term: longest } : null;
}

/** Whether a term means something where it stands; its patterns are tried too. */
function counts(place: Place, term: Term, start: number, end: number, follows: boolean): boolean {
  const { boundaries } = place;
  const whole = boundaries === null || isFree(term) || fits(boundaries, start, end, follows);
  if (term.anchored.length > 0) tryPatterns(place, term, start, end, whole);
  return term.meaning && whole;
}

/** Stops are there to be seen inside words, and 不 is one in whatever it begins. */
function isFree({ stop, modifier }: Term): boolean {
  return stop || modifier?.role === 'negation';
}

/** A pattern of several parts says so much that it may begin inside a word. */
function tryPatterns(place: Place, term: Term, i: number, j: number, whole: boolean): void {
  for (const anchored of term.anchored) {
    if (!whole && anchored.pattern.parts.length === 0) continue;
    const start = matchStart(anchored.pattern, place.folded, i);
    if (start < 0) continue;
    const end = matchEnd(anchored.pattern, place.folded, j);
    if (end >= 0) place.patterns.push({ start, end, anchored });
  }
}
