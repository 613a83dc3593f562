import { isPause, tableOf } from '../text/characters.ts';
import { splitsLatin, splitsNumber, unitsOf } from '../text/units.ts';
import { type Boundaries, fits } from './boundaries.ts';
import type { Anchored, Term } from './entries.ts';
import type { Lexicon } from './lexicon.ts';
import { endsWithAnchor, matchEnd, matchStart } from './patterns.ts';
import { firstOf, groupAfter, type PatternStarts, startable } from './starts.ts';
import type { Patterns } from './terms.ts';
import { FREE, JUDGES, MEANS, PATTERNED, ROLE, roleIn, STOPS, type Traits } from './traits.ts';
import { idOf, step, type Trie, termAt, traitsIn } from './trie.ts';

/** A dictionary term in place; offsets are UTF-16 units of the folded text. */
export interface Hit {
  readonly start: number;
  readonly end: number;
  readonly term: Term;
  /** What there is to know of the term without looking at it. */
  readonly traits: Traits;
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

/** Finds all dictionary terms and patterns in a folded text, as `scanUnits` does among its units. */
export function scan(folded: string, lexicon: Lexicon, boundaries: Boundaries | null = null): Scan {
  return scanUnits(unitsOf(folded), lexicon, boundaries);
}

/**
 * Finds all dictionary terms and patterns in one pass over the units of a folded text. With `boundaries`, nothing
 * begins or ends inside a word.
 */
export function scanUnits(
  units: Uint16Array,
  lexicon: Lexicon,
  boundaries: Boundaries | null,
): Scan {
  const { terms, trie } = lexicon;
  const { first } = trie;
  const hits: Hit[] = [];
  const pass = startedOn(units, lexicon, boundaries);
  for (let i = 0; i < units.length; i++) {
    const node = first[units[i] as number] as number;
    if (node === 0 || splitsLatin(units, i) || splitsNumber(units, i)) continue;
    const longest = longestAt(pass, i, node);
    if (longest === 0) continue;
    const traits = traitsIn(longest);
    const { end } = pass;
    const role = roleIn(traits);
    if (role === ROLE.negation && yields(units, trie, i, end)) continue;
    if (role !== 0 && end - i > 1) pass.open = end;
    if ((traits & STOPS) === 0) hits.push({ start: i, end, term: terms.at(idOf(longest)), traits });
    pass.free = end;
  }
  return { hits, patterns: pass.found };
}

/** Characters that deny by themselves, at the end of a longer negation. */
const BARE = tableOf('不没');

/** Whether the last character of a negation begins a judgement, and nothing after it does: 从来不|管事, 根本没|用. */
function yields(units: Uint16Array, trie: Trie, start: number, end: number): boolean {
  if (end - start < 2 || BARE[units[end - 1] as number] === 0) return false;
  if (judgementEnd(units, trie, end - 1) <= end) return false;
  return judgementEnd(units, trie, end) === 0;
}

/** Where the longest judging term ends that begins at `start`, 0 for none. */
function judgementEnd(units: Uint16Array, trie: Trie, start: number): number {
  if (start >= units.length) return 0;
  let longest = 0;
  let node = trie.first[units[start] as number] as number;
  for (let end = start + 1; node !== 0; end++) {
    if ((termAt(trie, node) & JUDGES) !== 0) longest = end;
    node = end < units.length ? step(trie, node, units[end] as number) : 0;
  }
  return longest;
}

/** How far one pass over a text is. */
interface Pass {
  readonly units: Uint16Array;
  readonly trie: Trie;
  readonly starts: PatternStarts;
  readonly patterns: Patterns;
  readonly boundaries: Boundaries | null;
  /** Patterns that match are added to it. */
  readonly found: PatternHit[];
  /** Where the last hit ended; before it only patterns begin. */
  free: number;
  /** Where the last modifier of several characters ended: what it modifies begins there, whatever the words are. */
  open: number;
  /** Where the longest term ends that was found last. */
  end: number;
  /** A place, and the first pause from there on. */
  spoken: number;
  pause: number;
}

function startedOn(units: Uint16Array, lexicon: Lexicon, boundaries: Boundaries | null): Pass {
  const { trie, starts, patterns } = lexicon;
  return {
    units,
    trie,
    starts,
    patterns,
    boundaries,
    found: [],
    free: 0,
    open: 0,
    end: 0,
    spoken: 0,
    pause: -1,
  };
}

/** The longest term at `start` as `termAt` gives it, 0 for none; the patterns of all terms there are tried on the way. */
function longestAt(pass: Pass, start: number, first: number): number {
  const { units, trie } = pass;
  const isFree = start >= pass.free;
  let longest = 0;
  let node = first;
  for (let end = start + 1; node !== 0; end++) {
    const found = termAt(trie, node);
    if (found !== 0 && !splitsLatin(units, end)) {
      if ((found & PATTERNED) !== 0) tryPatterns(pass, found, start, end);
      if (isFree && (found & MEANS) !== 0 && isWhole(pass, found, start, end)) {
        longest = found;
        pass.end = end;
      }
    }
    node = end < units.length ? step(trie, node, units[end] as number) : 0;
  }
  return longest;
}

/** Whether a term begins and ends where words may. */
function isWhole({ boundaries, open }: Pass, found: number, start: number, end: number): boolean {
  if (boundaries === null || (found & FREE) !== 0) return true;
  return fits(boundaries, start, end, start === open);
}

/** Adds the patterns that match where their anchor stands. */
function tryPatterns(pass: Pass, found: number, from: number, to: number): void {
  const { starts, units } = pass;
  const pause = pauseFrom(pass, to);
  let group = idOf(found);
  do {
    let left = startable(starts, group, units, to, pause);
    for (; left !== 0; left &= left - 1) {
      tryPattern(pass, firstOf(starts, group, left), found, from, to);
    }
    group = groupAfter(starts, group);
  } while (group !== 0);
}

/** The first pause from a place on, the end of the text without one. Places follow each other closely: most have the same. */
function pauseFrom(pass: Pass, place: number): number {
  const { units, spoken, pause } = pass;
  if (place >= spoken && place <= pause) return pause;
  let at = place;
  while (at < units.length && !isPause(units[at] as number)) at++;
  pass.spoken = place;
  pass.pause = at;
  return at;
}

/** Adds a pattern if it matches. One of several parts says so much that it may begin inside a word. */
function tryPattern(pass: Pass, index: number, found: number, from: number, to: number): void {
  const { units, patterns } = pass;
  const { programs, places } = patterns;
  const place = places[index] as number;
  if (endsWithAnchor(programs, place) && !isWhole(pass, found, from, to)) return;
  const start = matchStart(programs, place, units, from);
  if (start < 0) return;
  const end = matchEnd(programs, place, units, to);
  if (end >= 0) pass.found.push({ start, end, anchored: patterns.at(index) });
}
