import { type Boundaries, fits } from './boundaries.ts';
import type { Anchored, Term } from './entries.ts';
import type { Lexicon } from './lexicon.ts';
import { matchEnd, matchStart } from './patterns.ts';
import { bareOf, firstOf, groupAfter, startable } from './starts.ts';
import { FREE, MEANS, PATTERNED } from './traits.ts';
import { idOf, step, termAt } from './trie.ts';

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
  const { terms, trie } = lexicon;
  const hits: Hit[] = [];
  const pass: Pass = { folded, lexicon, boundaries, patterns: [], free: 0, open: 0, end: 0 };
  for (let i = 0; i < folded.length; i++) {
    const first = trie.first[folded.charCodeAt(i)] as number;
    if (first === 0 || splitsLatin(folded, i)) continue;
    const longest = longestAt(pass, i, first);
    if (longest < 0) continue;
    const term = terms.at(longest);
    const { end } = pass;
    if (term.modifier?.role === 'negation' && yields(folded, lexicon, i, end)) continue;
    if (!term.stop) hits.push({ start: i, end, term });
    pass.free = end;
    if (term.modifier && end - i > 1) pass.open = end;
  }
  return { hits, patterns: pass.patterns };
}

/** Characters that deny by themselves, at the end of a longer negation. */
const BARE = '不没';

/** Whether the last character of a negation begins a judgement, and nothing after it does: 从来不|管事, 根本没|用. */
function yields(folded: string, lexicon: Lexicon, start: number, end: number): boolean {
  if (end - start < 2 || !BARE.includes(folded.charAt(end - 1))) return false;
  if (judgementEnd(folded, lexicon, end - 1) <= end) return false;
  return judgementEnd(folded, lexicon, end) === 0;
}

/** Where the longest judging term ends that begins at `start`, 0 for none. */
function judgementEnd(folded: string, { trie, terms }: Lexicon, start: number): number {
  let longest = 0;
  let node = trie.first[folded.charCodeAt(start)] as number;
  for (let end = start + 1; node !== 0; end++) {
    const found = termAt(trie, node);
    const term = found === 0 ? null : terms.at(idOf(found));
    if (term?.evaluation || term?.quality) longest = end;
    node = end < folded.length ? step(trie, node, folded.charCodeAt(end)) : 0;
  }
  return longest;
}

/** How far one pass over a text is. */
interface Pass {
  readonly folded: string;
  readonly lexicon: Lexicon;
  readonly boundaries: Boundaries | null;
  /** Patterns that match are added to it. */
  readonly patterns: PatternHit[];
  /** Where the last hit ended; before it only patterns begin. */
  free: number;
  /** Where the last modifier of several characters ended: what it modifies begins there, whatever the words are. */
  open: number;
  /** Where the longest term ends that was found last. */
  end: number;
}

/** The longest term at `start`, -1 for none; the patterns of all terms there are tried on the way. */
function longestAt(pass: Pass, start: number, first: number): number {
  const { folded, lexicon } = pass;
  const { trie } = lexicon;
  const isFree = start >= pass.free;
  let longest = -1;
  let node = first;
  for (let end = start + 1; node !== 0; end++) {
    const found = splitsLatin(folded, end) ? 0 : termAt(trie, node);
    if ((found & PATTERNED) !== 0) tryPatterns(pass, found, start, end);
    if (isFree && (found & MEANS) !== 0 && isWhole(pass, found, start, end)) {
      longest = idOf(found);
      pass.end = end;
    }
    node = end < folded.length ? step(trie, node, folded.charCodeAt(end)) : 0;
  }
  return longest;
}

/** Whether a place is inside a word of Latin letters: tm in tmall, bug in debug. */
function splitsLatin(folded: string, at: number): boolean {
  return isLatin(folded.charCodeAt(at)) && isLatin(folded.charCodeAt(at - 1));
}

function isLatin(code: number): boolean {
  return code >= 0x61 && code <= 0x7a;
}

/** Whether a term begins and ends where words may. */
function isWhole({ boundaries, open }: Pass, found: number, start: number, end: number): boolean {
  if (boundaries === null || (found & FREE) !== 0) return true;
  return fits(boundaries, start, end, start === open);
}

/**
 * Adds the patterns that match where their anchor stands. A pattern of several parts says so much that it may
 * begin inside a word.
 */
function tryPatterns(pass: Pass, found: number, from: number, to: number): void {
  const { starts, patterns } = pass.lexicon;
  let group = starts.groups[idOf(found)] as number;
  while (group >= 0) {
    let left = startable(starts, group, pass.folded, to);
    const bare = bareOf(starts, group, left);
    if (bare !== 0 && !isWhole(pass, found, from, to)) left &= ~bare;
    for (; left !== 0; left &= left - 1) {
      tryPattern(pass, patterns.at(firstOf(starts, group, left)), from, to);
    }
    group = groupAfter(starts, group);
  }
}

function tryPattern(
  { folded, patterns }: Pass,
  anchored: Anchored,
  from: number,
  to: number,
): void {
  const start = matchStart(anchored.pattern, folded, from);
  if (start < 0) return;
  const end = matchEnd(anchored.pattern, folded, to);
  if (end >= 0) patterns.push({ start, end, anchored });
}
