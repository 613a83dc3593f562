import { isDigit, isPause, isQuantity, tableOf } from '../text/characters.ts';
import { standsAt, unitsOf } from '../text/units.ts';

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
  /** Two sets of them, as bits: by their lowest five bits, and by the next five. Few other units are in both. */
  readonly low: number;
  readonly high: number;
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
  let low = 0;
  let high = 0;
  for (const initial of initials) {
    low |= initial === ANY ? -1 : 1 << (initial & 31);
    high |= initial === ANY ? -1 : 1 << ((initial >>> 5) & 31);
  }
  return { gap, words, initials, low, high };
}

function anchored(parts: readonly Part[]): Pattern | null {
  const quantityBefore = parts[0]?.words === null;
  const [first, ...rest] = quantityBefore ? parts.slice(1) : parts;
  if (!first?.words || first.gap > 0 || first.words.some((word) => word === '')) return null;
  return { anchors: first.words, quantityBefore, parts: rest };
}

/** What a gap never skips, and what a quantity is made of, for `expressionOf`. */
const PAUSES = '，。！？；：、,.!?;:\\s';
const QUANTITIES = '0-9０-９零一二两三四五六七八九十百千万几半多';

/**
 * A pattern as a regular expression, for texts that an engine of its own goes through: nothing in it looks ahead or
 * behind, so that the time is linear.
 */
export function expressionOf({ anchors, quantityBefore, parts }: Pattern): string {
  const before: Pick<Part, 'gap' | 'words'>[] = quantityBefore ? [{ gap: 0, words: null }] : [];
  return [...before, { gap: 0, words: anchors }, ...parts]
    .map(({ gap, words }) => {
      const skipped = gap === 0 ? '' : `[^${PAUSES}]{0,${gap}}?`;
      const said = words?.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|');
      return skipped + (said === undefined ? `[${QUANTITIES}]+个?` : `(?:${said})`);
    })
    .join('');
}

/** Fields of a part of a program, before its words: for each its length and its units. */
const HEAD = 5;
/** See `Part.gap`; behind the last part stands `END` instead. */
const GAP = 0;
/** How many words, -1 for a quantity. */
const WORDS = 1;
/** See `Part`. */
const LOW = 2;
const HIGH = 3;
/** Numbers up to the next part. */
const LENGTH = 4;
const END = -1;

/**
 * Patterns as numbers, one behind the other, each named by where it begins: all that is asked of one lies side by
 * side in memory, since most are tried in vain. First stands 1 if it demands a quantity, then its parts.
 */
export type Programs = Int32Array;

/** The numbers of one pattern. */
export function programOf({ quantityBefore, parts }: Pattern): number[] {
  return [quantityBefore ? 1 : 0, ...parts.flatMap(partProgram), END];
}

function partProgram({ gap, words, low, high }: Part): number[] {
  const spelled = (words ?? []).flatMap((word) => [word.length, ...unitsOf(word)]);
  return [gap, words?.length ?? -1, low, high, HEAD + spelled.length, ...spelled];
}

/** Whether nothing is demanded behind the anchor of a pattern. */
export function endsWithAnchor(programs: Programs, pattern: number): boolean {
  return programs[pattern + 1] === END;
}

/**
 * Where a pattern ends if its anchor ends at `end`; -1 if it does not match.
 * @param units of the folded text
 */
export function matchEnd(
  programs: Programs,
  pattern: number,
  units: Uint16Array,
  end: number,
): number {
  let at = end;
  let part = pattern + 1;
  for (let gap = programs[part] as number; gap !== END; gap = programs[part] as number) {
    const isQuantity = (programs[part + WORDS] as number) < 0;
    at = isQuantity ? afterQuantity(units, at, gap) : afterWord(programs, part, units, at);
    if (at < 0) return -1;
    part += programs[part + LENGTH] as number;
  }
  return at;
}

/** Where a match really begins: before the quantity, if the pattern demands one; -1 if it is missing. */
export function matchStart(
  programs: Programs,
  pattern: number,
  units: Uint16Array,
  start: number,
): number {
  if (programs[pattern] === 0) return start;
  let at = start;
  while (at > 0 && isQuantity(units[at - 1] as number)) at--;
  return at === start ? -1 : at;
}

function afterWord(programs: Programs, part: number, units: Uint16Array, from: number): number {
  const low = programs[part + LOW] as number;
  const high = programs[part + HIGH] as number;
  const last = from + (programs[part + GAP] as number);
  for (let at = from; at <= last; at++) {
    // Behind the text only an empty word may stand.
    const unit = at < units.length ? (units[at] as number) : 0;
    if (((low >>> (unit & 31)) & (high >>> ((unit >>> 5) & 31)) & 1) !== 0) {
      const end = wordEndAt(programs, part, units, at);
      if (end >= 0 && !isDenied(units, from, at)) return end;
    }
    if (at >= units.length || isPause(unit)) return -1;
  }
  return -1;
}

const DENIALS = ['没', '不', '无', '未', '没有', '没有任何', '无任何', '没任何'];
const IS_LAST_UNIT = tableOf(DENIALS.map((denial) => denial.slice(-1)).join(''));

/** Whether the gap that ends at `at` ends in a denial: 包装*3破 does not stand in 包装严实无破损. Who 不得不 does it, does it. */
function isDenied(units: Uint16Array, from: number, at: number): boolean {
  if (at === from || IS_LAST_UNIT[units[at - 1] as number] === 0) return false;
  if (standsAt(units, at - 3, '不得不')) return false;
  for (let i = 0; i < DENIALS.length; i++) {
    const denial = DENIALS[i] as string;
    if (at - denial.length >= from && standsAt(units, at - denial.length, denial)) return true;
  }
  return false;
}

/** Where the first of a part's words that stands here ends; -1 for none. */
function wordEndAt(programs: Programs, part: number, units: Uint16Array, at: number): number {
  const unit = at < units.length ? units[at] : END;
  let word = part + HEAD;
  for (let left = programs[part + WORDS] as number; left > 0; left--) {
    const length = programs[word] as number;
    if (length === 0) return at;
    if (programs[word + 1] === unit && isSpelled(programs, word + 1, length, units, at)) {
      return at + length;
    }
    word += 1 + length;
  }
  return -1;
}

/** Whether the units of a word stand here, the first of which does. */
function isSpelled(
  programs: Programs,
  word: number,
  length: number,
  units: Uint16Array,
  at: number,
): boolean {
  if (at + length > units.length) return false;
  for (let i = 1; i < length; i++) if (units[at + i] !== programs[word + i]) return false;
  return true;
}

function afterQuantity(units: Uint16Array, from: number, gap: number): number {
  for (let at = from; at <= from + gap && at < units.length; at++) {
    if (isQuantity(units[at] as number)) {
      let end = at + 1;
      while (end < units.length && isQuantity(units[end] as number)) end++;
      return end;
    }
    if (isPause(units[at] as number)) return -1;
  }
  return -1;
}
