import { isPause, isQuantity } from '../text/characters.ts';

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

interface Part {
  /** How many units may be skipped before this part; a pause is never skipped. */
  readonly gap: number;
  /** Null for a quantity. */
  readonly words: readonly string[] | null;
}

const DEFAULT_GAP = 6;
const TOKEN = /\((?<group>[^()]+)\)|\*(?<gap>\d*)|(?<number>#)|(?<text>[^()*#]+)/gu;

/**
 * Compiles the notation of the dictionaries: plain text; `(a|b)` for alternatives; `*` for a gap of up to 6
 * units, `*3` for up to 3; `#` for a quantity. Null if the notation is wrong.
 */
export function compilePattern(source: string): Pattern | null {
  const parts: Part[] = [];
  let gap = 0;
  let length = 0;
  for (const match of source.matchAll(TOKEN)) {
    length += match[0].length;
    const { group, gap: width, number, text } = match.groups ?? {};
    if (width !== undefined) {
      gap = width === '' ? DEFAULT_GAP : Number(width);
      continue;
    }
    parts.push({ gap, words: number === undefined ? (group ?? text ?? '').split('|') : null });
    gap = 0;
  }
  if (length !== source.length || gap !== 0) return null;
  return anchored(parts);
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

function afterWord(folded: string, from: number, part: Part): number {
  for (let skipped = 0; skipped <= part.gap; skipped++) {
    const at = from + skipped;
    for (const word of part.words ?? []) {
      if (folded.startsWith(word, at)) return at + word.length;
    }
    if (at >= folded.length || isPause(folded.charCodeAt(at))) return -1;
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
