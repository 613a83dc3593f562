import { QUANTITY_CHARACTERS } from '../text/characters.ts';
import type { Anchored } from './entries.ts';
import { ANY, type Part } from './patterns.ts';

/**
 * Which patterns of an anchor can go on at all, told by the units behind it: of a hundred patterns whose anchors
 * stand in a text, hardly ten have the first unit of their next part in reach. The patterns of an anchor come in
 * groups of at most 30, in the order of the dictionaries, so that a set of them is one number.
 */
export interface PatternStarts {
  /** The groups, `FIELDS` numbers each. The first of a term has the term's identifier as its number. */
  readonly records: Int32Array;
  /**
   * Open hash of a group and the first two units of a next part to the patterns whose it is: two numbers a slot, the set
   * never 0. What is one unit long, or a quantity, stands there with `ALONE` for the second.
   */
  readonly initials: Int32Array;
  /**
   * A bit for what each key of `initials` is hashed to: of ten keys that are looked up, eight are not there, and the hash is
   * too large for the cache.
   */
  readonly marks: Int32Array;
}

const GROUP_SIZE = 30;
/** Fields of a group: half a line of the cache. */
const FIELDS = 8;
/** The units with which next parts begin, by their lowest six bits, in two fields: most units behind an anchor are not among them. */
const UNITS = 0;
/** As `UNITS`, by the next six bits: few other units are in both. */
const UNITS_ABOVE = 2;
/** The patterns that may go on in any way: those that end with the anchor, or have an empty alternative. */
const ALWAYS = 4;
/** The patterns with a gap behind the anchor. */
const GAPPED = 5;
/** The widest of these gaps. */
const REACH = 6;
/** Where its patterns begin among all, and the next group of the same term, 0 for none. */
const LINKS = 7;
const NEXT_SHIFT = 16;
const MOST_PATTERNS = 2 ** NEXT_SHIFT;
const MOST_GROUPS = 2 ** 15;

/**
 * Puts the patterns of all terms into groups and notes with which units their next parts begin.
 * @param patternsOf those of each term, by its identifier; terms without any stand behind all others, or are left out
 */
export function indexStarts(patternsOf: readonly (readonly Anchored[])[]): PatternStarts {
  const terms = patternsOf.filter((patterns) => patterns.length > 0);
  const records: number[] = new Array(FIELDS * terms.length).fill(0);
  const keys: number[] = [];
  const sets: number[] = [];
  let count = 0;
  for (const [id, patterns] of terms.entries()) {
    let group = id;
    for (let from = 0; from < patterns.length; from += GROUP_SIZE) {
      const own = patterns.slice(from, from + GROUP_SIZE);
      for (const [key, set] of initialsOf(own, group)) {
        keys.push(key);
        sets.push(set);
      }
      const next = from + GROUP_SIZE < patterns.length ? records.length / FIELDS : 0;
      writeFields(records, FIELDS * group, own);
      records[FIELDS * group + LINKS] = (next << NEXT_SHIFT) | count;
      if (next > 0) records.push(...new Array(FIELDS).fill(0));
      group = next;
      count += own.length;
    }
  }
  if (count > MOST_PATTERNS || records.length > FIELDS * MOST_GROUPS) {
    throw new RangeError('more patterns than a link can tell apart');
  }
  return {
    records: Int32Array.from(records),
    initials: hashOf(keys, sets),
    marks: marksOf(keys),
  };
}

/** Writes the fields of a group that tell how its patterns go on. */
function writeFields(records: number[], record: number, patterns: readonly Anchored[]): void {
  const add = (field: number, bits: number): void => {
    records[record + field] = (records[record + field] as number) | bits;
  };
  for (const [at, { pattern }] of patterns.entries()) {
    const next = pattern.parts[0];
    for (const [unit] of beginningsOf(next)) {
      add(UNITS + ((unit >>> 5) & 1), 1 << (unit & 31));
      add(UNITS_ABOVE + ((unit >>> 11) & 1), 1 << ((unit >>> 6) & 31));
    }
    if (next === undefined || next.initials.includes(ANY)) add(ALWAYS, 1 << at);
    if (next !== undefined && next.gap > 0) add(GAPPED, 1 << at);
    records[record + REACH] = Math.max(records[record + REACH] as number, next?.gap ?? 0);
  }
}

/** The keys of how next parts begin, each with the patterns whose it is. */
function initialsOf(patterns: readonly Anchored[], group: number): Map<number, number> {
  const sets = new Map<number, number>();
  for (const [at, { pattern }] of patterns.entries()) {
    for (const [unit, second] of beginningsOf(pattern.parts[0])) {
      const key = keyOf(group, unit, second);
      sets.set(key, (sets.get(key) ?? 0) | (1 << at));
    }
  }
  return sets;
}

/** Stands for the second unit of what has but one. */
const ALONE = 0;

/** The first two units of all that a part may be; none of an empty alternative. */
function beginningsOf(part: Part | undefined): readonly (readonly [number, number])[] {
  if (part === undefined) return [];
  if (part.words === null) return QUANTITIES.map((unit) => [unit, ALONE]);
  return part.words
    .filter((word) => word !== '')
    .map((word) => [word.charCodeAt(0), word.length > 1 ? word.charCodeAt(1) : ALONE]);
}

const QUANTITIES: readonly number[] = Array.from(QUANTITY_CHARACTERS, (one) => one.charCodeAt(0));

function hashOf(keys: readonly number[], sets: readonly number[]): Int32Array {
  let size = 1024;
  while (size < keys.length * 2) size *= 2;
  const initials = new Int32Array(2 * size);
  for (let i = 0; i < keys.length; i++) {
    const slot = slotOf(initials, keys[i] as number);
    initials[slot] = keys[i] as number;
    initials[slot + 1] = sets[i] as number;
  }
  return initials;
}

/** At least so many marks for each key, and less than twice as many: of keys that are not there, few meet a mark. */
const MARKS_PER_KEY = 6;

function marksOf(keys: readonly number[]): Int32Array {
  let size = 1024;
  while (size < keys.length * MARKS_PER_KEY) size *= 2;
  const marks = new Int32Array(size / 32);
  for (const key of keys) {
    const mark = markOf(key, marks);
    marks[mark >>> 5] = (marks[mark >>> 5] as number) | (1 << (mark & 31));
  }
  return marks;
}

/** The number of a key's mark: the highest bits of its hash, as many as tell the marks apart. */
function markOf(key: number, marks: Int32Array): number {
  return Math.imul(key, 0x9e3779b1) >>> (Math.clz32(marks.length) - 4);
}

/** The patterns that a key stands for, as a set. */
function patternsFor(key: number, initials: Int32Array, marks: Int32Array): number {
  const mark = markOf(key, marks);
  if ((((marks[mark >>> 5] as number) >>> (mark & 31)) & 1) === 0) return 0;
  return initials[slotOf(initials, key) + 1] as number;
}

/** Two beginnings may have one key: then some patterns are tried in vain. */
function keyOf(group: number, unit: number, second: number): number {
  return ((group << 16) | unit) ^ Math.imul(second, 0x85ebca6b);
}

function slotOf(initials: Int32Array, key: number): number {
  const mask = initials.length / 2 - 1;
  let slot = (Math.imul(key, 0x9e3779b1) >>> 9) & mask;
  while (initials[2 * slot + 1] !== 0 && initials[2 * slot] !== key) slot = (slot + 1) & mask;
  return 2 * slot;
}

/**
 * The patterns of a group that may go on behind its anchor, which ends at `end` among the units, as a set.
 * @param pause the first pause from `end` on, the end of the text without one
 */
export function startable(
  { records, initials, marks }: PatternStarts,
  group: number,
  text: Uint16Array,
  end: number,
  pause: number,
): number {
  const record = FIELDS * group;
  const gapped = records[record + GAPPED] as number;
  const reach = end + (records[record + REACH] as number);
  const last = Math.min(reach, pause);
  let set = records[record + ALWAYS] as number;
  let fitting = -1;
  for (let at = end; at <= last && at < text.length; at++) {
    const unit = text[at] as number;
    const units = records[record + UNITS + ((unit >>> 5) & 1)] as number;
    const above = records[record + UNITS_ABOVE + ((unit >>> 11) & 1)] as number;
    if (((units >>> (unit & 31)) & (above >>> ((unit >>> 6) & 31)) & 1) !== 0) {
      const second = at + 1 < text.length ? (text[at + 1] as number) : ALONE;
      const alone = patternsFor(keyOf(group, unit, ALONE), initials, marks);
      const pair = patternsFor(keyOf(group, unit, second), initials, marks);
      set |= fitting & (alone | pair);
    }
    fitting = gapped;
  }
  return set;
}

/** The index of the first pattern of a set that is not empty, among the patterns of all terms one behind the other. */
export function firstOf({ records }: PatternStarts, group: number, set: number): number {
  const at = 31 - Math.clz32(set & -set);
  return ((records[FIELDS * group + LINKS] as number) & (MOST_PATTERNS - 1)) + at;
}

/** The next group of the same term, 0 for none. */
export function groupAfter({ records }: PatternStarts, group: number): number {
  return (records[FIELDS * group + LINKS] as number) >>> NEXT_SHIFT;
}
