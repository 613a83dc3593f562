import { isPause, QUANTITY_CHARACTERS } from '../text/characters.ts';
import type { Anchored } from './entries.ts';
import { ANY, type Part } from './patterns.ts';

/**
 * Which patterns of an anchor can go on at all, told by the units behind it: of a hundred patterns whose anchors
 * stand in a text, hardly ten have the first unit of their next part in reach. The patterns of an anchor come in
 * groups of at most 30, in the order of the dictionaries, so that a set of them is one number.
 */
export interface PatternStarts {
  /** The first group of each term, by its identifier. */
  readonly groups: Int32Array;
  /** The groups, `FIELDS` numbers each. */
  readonly records: Int32Array;
  /** Open hash of group and unit to the patterns whose next part begins so: two numbers a slot, the set never 0. */
  readonly initials: Int32Array;
}

const GROUP_SIZE = 30;
/** Fields of a group: half a line of the cache. */
const FIELDS = 8;
/** The units with which next parts begin, by their lowest five bits: most units behind an anchor are not among them. */
const UNITS = 0;
/** The patterns that may go on in any way: those that end with the anchor, or have an empty alternative. */
const ALWAYS = 1;
/** The patterns that end with the anchor. */
const BARE = 2;
/** The patterns with a gap behind the anchor. */
const GAPPED = 3;
/** The widest of these gaps. */
const REACH = 4;
/** 1 if the next group is of the same term. */
const MORE = 5;
/** Where its patterns begin among all. */
const FIRST = 6;
/** As `UNITS`, by the next five bits: few other units are in both. */
const UNITS_ABOVE = 7;

/**
 * Puts the patterns of all terms into groups and notes with which units their next parts begin.
 * @param patternsOf those of each term, by its identifier
 */
export function indexStarts(patternsOf: readonly (readonly Anchored[])[]): PatternStarts {
  const groups = new Int32Array(patternsOf.length);
  const records: number[] = [];
  let count = 0;
  const keys: number[] = [];
  const sets: number[] = [];
  for (const [id, anchored] of patternsOf.entries()) {
    groups[id] = records.length / FIELDS;
    for (let from = 0; from < anchored.length; from += GROUP_SIZE) {
      const own = anchored.slice(from, from + GROUP_SIZE);
      const initials = initialsOf(own);
      initials.forEach((set, unit) => {
        keys.push(keyOf(records.length / FIELDS, unit));
        sets.push(set);
      });
      addFields(records, own, initials);
      records.push(from + GROUP_SIZE < anchored.length ? 1 : 0, count, unitsAbove(initials));
      count += own.length;
    }
  }
  return { groups, records: Int32Array.from(records), initials: hashOf(keys, sets) };
}

/** The fields of a group that tell how its patterns go on. */
function addFields(
  records: number[],
  patterns: readonly Anchored[],
  initials: ReadonlyMap<number, number>,
): void {
  let units = 0;
  let always = 0;
  let bare = 0;
  let gapped = 0;
  let reach = 0;
  initials.forEach((_, unit) => {
    units |= 1 << (unit & 31);
  });
  for (let at = 0; at < patterns.length; at++) {
    const next = (patterns[at] as Anchored).pattern.parts[0];
    if (next === undefined) bare |= 1 << at;
    if (next === undefined || next.initials.includes(ANY)) always |= 1 << at;
    if (next !== undefined && next.gap > 0) gapped |= 1 << at;
    reach = Math.max(reach, next?.gap ?? 0);
  }
  records.push(units, always, bare, gapped, reach);
}

function unitsAbove(initials: ReadonlyMap<number, number>): number {
  let units = 0;
  initials.forEach((_, unit) => {
    units |= 1 << ((unit >>> 5) & 31);
  });
  return units;
}

/** The units with which next parts begin, each with the patterns whose it is. */
function initialsOf(patterns: readonly Anchored[]): Map<number, number> {
  const sets = new Map<number, number>();
  for (let at = 0; at < patterns.length; at++) {
    const units = unitsOf((patterns[at] as Anchored).pattern.parts[0]);
    for (const unit of units) if (unit !== ANY) sets.set(unit, (sets.get(unit) ?? 0) | (1 << at));
  }
  return sets;
}

function unitsOf(part: Part | undefined): readonly number[] {
  if (part === undefined) return [];
  return part.words === null ? QUANTITIES : part.initials;
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

/** Never 0: the unit 0 begins no part and is taken for the next one, so that some are tried in vain. */
function keyOf(group: number, unit: number): number {
  return (group << 16) | (unit === 0 ? 1 : unit);
}

function slotOf(initials: Int32Array, key: number): number {
  const mask = initials.length / 2 - 1;
  let slot = (Math.imul(key, 0x9e3779b1) >>> 9) & mask;
  while (initials[2 * slot + 1] !== 0 && initials[2 * slot] !== key) slot = (slot + 1) & mask;
  return 2 * slot;
}

/** The patterns of a group that may go on behind its anchor, which ends at `end` among the units, as a set. */
export function startable(
  { records, initials }: PatternStarts,
  group: number,
  text: Uint16Array,
  end: number,
): number {
  const record = FIELDS * group;
  const units = records[record + UNITS] as number;
  const above = records[record + UNITS_ABOVE] as number;
  const gapped = records[record + GAPPED] as number;
  const last = Math.min(end + (records[record + REACH] as number), text.length - 1);
  let set = records[record + ALWAYS] as number;
  let fitting = -1;
  for (let at = end; at <= last; at++) {
    const unit = text[at] as number;
    if (((units >>> (unit & 31)) & (above >>> ((unit >>> 5) & 31)) & 1) !== 0) {
      set |= fitting & (initials[slotOf(initials, keyOf(group, unit)) + 1] as number);
    }
    if (isPause(unit)) break;
    fitting = gapped;
  }
  return set;
}

/** The index of the first pattern of a set that is not empty, among the patterns of all terms one behind the other. */
export function firstOf({ records }: PatternStarts, group: number, set: number): number {
  const at = 31 - Math.clz32(set & -set);
  return (records[FIELDS * group + FIRST] as number) + at;
}

/** Those of a set of patterns that end with the anchor. */
export function bareOf({ records }: PatternStarts, group: number, set: number): number {
  return set & (records[FIELDS * group + BARE] as number);
}

/** The next group of the same term, -1 for none. */
export function groupAfter({ records }: PatternStarts, group: number): number {
  return records[FIELDS * group + MORE] === 1 ? group + 1 : -1;
}
