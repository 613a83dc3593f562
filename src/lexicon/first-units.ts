import { codeAt } from '../text/units.ts';

/** Entries by the first UTF-16 unit of their word, longer words first. */
export type ByFirstUnit<Entry> = ReadonlyMap<number, readonly Entry[]>;

/** Groups entries by the first unit of their word; of words of one length the earlier entry goes first. */
export function byFirstUnit<Entry>(
  entries: Iterable<Entry>,
  wordOf: (entry: Entry) => string,
): ByFirstUnit<Entry> {
  const groups = new Map<number, Entry[]>();
  for (const entry of entries) {
    const first = wordOf(entry).charCodeAt(0);
    const group = groups.get(first);
    if (group) group.push(entry);
    else groups.set(first, [entry]);
  }
  for (const group of groups.values()) {
    group.sort((one, other) => wordOf(other).length - wordOf(one).length);
  }
  return groups;
}

/** The first two units of words fall into so many slots. */
const SLOT_BITS = 17;
export const SLOTS: number = 2 ** SLOT_BITS;

/** Whether words begin with a unit: only with another behind it, or also the unit alone. */
const WITH_NEXT = 1;
const ALONE = 2;

/** Tells at most places of a text that no word stands there, as two units tell. */
export function createBeginningTest<Entry>(
  groups: ByFirstUnit<Entry>,
  wordOf: (entry: Entry) => string,
): (text: string, at: number) => boolean {
  const begins = new Uint8Array(65_536);
  const pairs = new Uint8Array(SLOTS);
  for (const [first, group] of groups) {
    for (const word of group.map(wordOf)) {
      begins[first] = word.length === 1 ? ALONE : begins[first] || WITH_NEXT;
      if (word.length > 1) pairs[slotOf(first, word.charCodeAt(1))] = 1;
    }
  }
  return (text, at) => {
    const first = codeAt(text, at);
    const beginning = begins[first];
    if (beginning !== WITH_NEXT) return beginning === ALONE;
    return pairs[slotOf(first, codeAt(text, at + 1))] === 1;
  };
}

/** Finds the entry of the longest word that stands at a place of a text. */
export function createLongestFinder<Entry>(
  groups: ByFirstUnit<Entry>,
  wordOf: (entry: Entry) => string,
): (text: string, at: number) => Entry | undefined {
  const mayStand = createBeginningTest(groups, wordOf);
  return (text, at) =>
    mayStand(text, at)
      ? groups.get(text.charCodeAt(at))?.find((entry) => text.startsWith(wordOf(entry), at))
      : undefined;
}

/**
 * The slot of the first two units of a word: words with different ones seldom share it.
 * @param second NaN behind the end of a text
 */
export function slotOf(first: number, second: number): number {
  return (Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)) >>> (32 - SLOT_BITS);
}
