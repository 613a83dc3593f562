import { isDigit, isPause, isQuantity } from '../text/characters.ts';

/**
 * A pattern of a dictionary, compiled. It is tried where its first words stand, and every further part is
 * taken where it first fits, so that the time is bounded by the sum of the gaps; nothing is tried twice.
 */
export interface Pattern {
  /** The first words, one of which must stand at the place where the pattern is tried. */
  readonly anchors: readonly string[];
  /** A quantity (3, 三, 半 …) must stand directly before the anchor. */
  readonly quantityBefore: boolean;
  readonly parts: readonly Part[];
}

export interface Part {
  /** How many units may be skipped before this part; a pause is never skipped. */
  readonly gap: number;
  /** Null for a quantity. */
  readonly words: readonly string[] | null;
  /** First unit of each word, so that hardly any word is compared in vain; `ANY` for an empty word. */
  readonly initials: readonly number[];
}

const DEFAULT_GAP = 6;
/** Where a text may go on in any way. */
export const ANY = -1;
/**
 * Compiles the notation of the dictionaries: plain text; `(a|b)` for alternatives; `*` for a gap of up to 6
 * units, `*3` for up to 3; `#` for a quantity. Null if the notation is wrong.
 */
export function compilePattern(source: string): Pattern | null {
  const parts: Part[] = [];
  let gap = 0;
  for (let at = 0; at < source.length; ) {
    const end = tokenEnd(source, at);
    if (end < 0) return null;
    const mark = source.charAt(at);
    if (mark === '*') gap = end === at + 1 ? DEFAULT_GAP : Number(source.slice(at + 1, end));
    else {
      parts.push(partOf(gap, wordsOf(source.slice(at, end), mark)));
      gap = 0;
    }
    at = end;
  }
  return gap === 0 ? anchored(parts) : null;
}

const MARKS = '()*#';

/** Where the part of the notation that begins at `at` ends; -1 if none can begin there. */
function tokenEnd(source: string, at: number): number {
  const mark = source.charAt(at);
  if (mark === '(') return source.indexOf(')', at) + 1 || -1;
  if (mark === ')') return -1;
  let end = at + 1;
  if (mark === '#') return end;
  if (mark === '*') while (isDigit(source.charCodeAt(end))) end++;
  else while (end < source.length && !MARKS.includes(source.charAt(end))) end++;
  return end;
}

function wordsOf(token: string, mark: string): readonly string[] | null {
  if (mark === '#') return null;
  return mark === '(' ? token.slice(1, -1).split('|') : [token];
}

function partOf(gap: number, words: readonly string[] | null): Part {
  const initials = (words ?? []).map((word) => (word === '' ? ANY : word.charCodeAt(0)));
  return { gap, words, initials };
}

function anchored(parts: readonly Part[]): Pattern | null {
  const quantityBefore = parts[0]?.words === null;
  const [first, ...rest] = quantityBefore ? parts.slice(1) : parts;
  if (!first?.words || first.gap > 0 || first.words.some((word) => word === '')) return null;
  return { anchors: first.words, quantityBefore, parts: rest };
}

/**
 * Where the pattern ends if its anchor stands at `start` and ends at `end`; -1 if it does not match.
 */
export function matchEnd(pattern: Pattern, folded: string, end: number): number {
  let at = end;
  for (const part of pattern.parts) {
    at = part.words === null ? afterQuantity(folded, at, part.gap) : afterWord(folded, at, part);
    if (at < 0) return -1;
  }
  return at;
}

/** Where a match really begins: before the quantity, if the pattern demands one; -1 if it is missing. */
export function matchStart(pattern: Pattern, folded: string, start: number): number {
  if (!pattern.quantityBefore) return start;
  let at = start;
  while (at > 0 && isQuantity(folded.charCodeAt(at - 1))) at--;
  return at === start ? -1 : at;
}

function afterWord(folded: string, from: number, { gap, words, initials }: Part): number {
  for (let at = from; at <= from + gap; at++) {
    const unit = folded.charCodeAt(at);
    for (let i = 0; i < initials.length; i++) {
      if (initials[i] !== unit && initials[i] !== ANY) continue;
      const word = words?.[i] ?? '';
      if (folded.startsWith(word, at)) return at + word.length;
    }
    if (at >= folded.length || isPause(unit)) return -1;
  }
  return -1;
}

function afterQuantity(folded: string, from: number, gap: number): number {
  for (let skipped = 0; skipped <= gap; skipped++) {
    let at = from + skipped;
    if (isQuantity(folded.charCodeAt(at))) {
      while (isQuantity(folded.charCodeAt(at))) at++;
      return at;
    }
    if (at >= folded.length || isPause(folded.charCodeAt(at))) return -1;
  }
  return -1;
}
