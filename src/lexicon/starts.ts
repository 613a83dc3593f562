import { isPause, isQuantity } from '../text/characters.ts';
import type { Anchored, Term } from './entries.ts';
import { ANY, type Part } from './patterns.ts';

/**
 * Which patterns of an anchor can go on at all, told by the units behind it: of a hundred patterns whose anchors
 * stand in a text, hardly ten have the first unit of their next part in reach.
 */
export interface PatternStarts {
  /** The patterns of each term, by its identifier; `NO_GROUPS` for most. */
  readonly groups: readonly (readonly PatternGroup[])[];
  /** Open hash of group and unit to a set of the group's patterns; sets are never empty. */
  readonly keys: Int32Array;
  readonly sets: Int32Array;
}

/** At most 30 patterns of one anchor, in the order of the dictionaries, so that a set of them is one number. */
export interface PatternGroup {
  readonly id: number;
  readonly patterns: readonly Anchored[];
  /** Those that end with the anchor. */
  readonly bare: number;
  /** Those that may go on wherever: the bare ones and those with an empty alternative. */
  readonly always: number;
  /** The widest gap before a second part; -1 where no pattern has one. */
  readonly reach: number;
  /** The units with which second parts begin, modulo 32: most units behind an anchor are not among them. */
  readonly units: number;
}

const GROUP_SIZE = 30;
const NO_GROUPS: readonly PatternGroup[] = [];

/** Numbers the groups of all terms and notes with which units their second parts begin. */
export function indexStarts(terms: readonly Term[]): PatternStarts {
  const entries: { readonly key: number; readonly set: number }[] = [];
  let count = 0;
  const groups = terms.map(({ anchored }) => {
    if (anchored.length === 0) return NO_GROUPS;
    const own: PatternGroup[] = [];
    for (let from = 0; from < anchored.length; from += GROUP_SIZE) {
      const group = groupOf(count++, anchored.slice(from, from + GROUP_SIZE));
      for (const [unit, set] of initialsOf(group))
        entries.push({ key: keyOf(group.id, unit), set });
      own.push(group);
    }
    return own;
  });
  let size = 1024;
  while (size < entries.length * 2) size *= 2;
  const starts = { groups, keys: new Int32Array(size), sets: new Int32Array(size) };
  for (const { key, set } of entries) {
    const slot = slotOf(starts, key);
    starts.keys[slot] = key;
    starts.sets[slot] = set;
  }
  return starts;
}

function groupOf(id: number, patterns: readonly Anchored[]): PatternGroup {
  let bare = 0;
  let open = 0;
  let reach = -1;
  let units = 0;
  for (const [at, { pattern }] of patterns.entries()) {
    const next = pattern.parts[0];
    if (next === undefined) bare |= 1 << at;
    else if (next.initials.includes(ANY)) open |= 1 << at;
    reach = Math.max(reach, next?.gap ?? -1);
    for (const unit of unitsOf(next)) units |= 1 << (unit & 31);
  }
  return { id, patterns, bare, always: bare | open, reach, units };
}

/** The units with which second parts begin, each with the patterns whose it is. */
function initialsOf({ patterns }: PatternGroup): Map<number, number> {
  const sets = new Map<number, number>();
  for (const [at, { pattern }] of patterns.entries()) {
    for (const unit of unitsOf(pattern.parts[0])) sets.set(unit, (sets.get(unit) ?? 0) | (1 << at));
  }
  return sets;
}

function unitsOf(part: Part | undefined): readonly number[] {
  if (part === undefined) return [];
  return part.words === null ? QUANTITIES : part.initials.filter((unit) => unit !== ANY);
}

const QUANTITIES: readonly number[] = Array.from({ length: 65536 }, (_, unit) => unit).filter(
  isQuantity,
);

/** The patterns of a group that may go on behind its anchor, which ends at `end`. */
export function startable(
  starts: PatternStarts,
  group: PatternGroup,
  folded: string,
  end: number,
): number {
  let set = group.always;
  const last = Math.min(end + group.reach, folded.length - 1);
  for (let at = end; at <= last; at++) {
    const unit = folded.charCodeAt(at);
    if (((group.units >>> (unit & 31)) & 1) !== 0) {
      set |= starts.sets[slotOf(starts, keyOf(group.id, unit))] as number;
    }
    if (isPause(unit)) break;
  }
  return set;
}

/** Never 0: unit 0 begins no word, and is taken for the next one, whose set is then tried in vain. */
function keyOf(group: number, unit: number): number {
  return (group << 16) | (unit === 0 ? 1 : unit);
}

function slotOf({ keys, sets }: PatternStarts, key: number): number {
  let slot = (Math.imul(key, 0x9e3779b1) >>> 9) & (keys.length - 1);
  while (sets[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & (keys.length - 1);
  return slot;
}
