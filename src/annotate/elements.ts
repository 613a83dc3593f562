import { ELEMENT_FILES, type ElementEntry, readElements } from '../lexicon/elements.ts';
import { matchEnd, matchStart } from '../lexicon/patterns.ts';
import { buildTrie, idOf, step, type Trie, termAt } from '../lexicon/trie.ts';
import type { Opinion } from '../model/annotation.ts';
import type { Element, ElementKind } from '../model/elements.ts';
import { tableOf } from '../text/characters.ts';
import { type CharacterMap, foldedUnits, textOf } from '../text/fold.ts';
import { splitsLatin } from '../text/units.ts';
import { standingOf } from './emotions.ts';

/** The dictionaries of elements, ready to be asked. */
export interface ElementIndex {
  readonly trie: Trie;
  /** Entries by the anchor that they begin with. */
  readonly entries: readonly (readonly ElementEntry[])[];
  readonly traditional: CharacterMap;
}

/** What staff may be as well: whether it is the customer's depends on who stands before it. */
const OWN_ONLY = new Set(['anger', 'anxiety', 'helplessness', 'grievance', 'disgust']);

/**
 * Builds the index of both dictionaries.
 * @param textOf the text of a dictionary, by file name
 * @param traditional what texts are folded with
 * @throws InputError that names file and line of what is wrong
 */
export function loadElements(
  textOf: (file: string) => string,
  traditional: CharacterMap,
): ElementIndex {
  const byAnchor = new Map<string, ElementEntry[]>();
  for (const entry of ELEMENT_FILES.flatMap((file) => readElements(file, textOf(file)))) {
    for (const anchor of entry.pattern.anchors) {
      const known = byAnchor.get(anchor);
      if (known === undefined) byAnchor.set(anchor, [entry]);
      else known.push(entry);
    }
  }
  const anchors = [...byAnchor.keys()];
  return {
    trie: buildTrie(anchors, new Uint8Array(anchors.length)),
    entries: [...byAnchor.values()],
    traditional,
  };
}

interface Match {
  readonly entry: ElementEntry;
  readonly start: number;
  readonly end: number;
}

/**
 * The elements of a text, in text order; of one item at one opinion, the first. Of entries of a kind that begin
 * together, the longest counts. Places are those of the text as received.
 * @param opinions those that were found in the text, in order
 */
export function findElements(
  text: string,
  opinions: readonly Opinion[],
  index: ElementIndex,
): readonly Element[] {
  const units = foldedUnits(text, index.traditional);
  const matched = matches(units, index);
  if (matched.length === 0) return NONE;
  const folded = textOf(units);
  const found: Element[] = [];
  const nearest = createNearest(units, opinions);
  const known = new Set<string>();
  for (const { entry, start, end } of matched) {
    const item = itemOf(folded, entry, start, end);
    if (item === null) continue;
    const opinion = nearest(start, end);
    const key = `${entry.kind} ${item} ${opinion}`;
    if (known.has(key)) continue;
    known.add(key);
    found.push({ element: entry.kind, item, start, end, opinion });
  }
  return found;
}

const NONE: readonly Element[] = [];

/** The longest entry of each kind at each place, none inside an earlier one of its kind. */
function matches(units: Uint16Array, index: ElementIndex): Match[] {
  const found: Match[] = [];
  const free = new Map<ElementKind, number>();
  const { first } = index.trie;
  for (let start = 0; start < units.length; start++) {
    const node = first[units[start] as number] as number;
    if (node === 0 || splitsLatin(units, start)) continue;
    const before = found.length;
    addLongest(units, index, start, node, free, found);
    for (let at = before; at < found.length; at++) {
      const { entry, end } = found[at] as Match;
      free.set(entry.kind, end);
    }
  }
  return found;
}

/** Adds the longest entry of each kind whose anchor stands at `start`, where the kind is `free` again. */
function addLongest(
  units: Uint16Array,
  { trie, entries }: ElementIndex,
  start: number,
  first: number,
  free: ReadonlyMap<ElementKind, number>,
  found: Match[],
): void {
  const before = found.length;
  let node = first;
  for (let end = start + 1; node !== 0; end++) {
    const anchor = termAt(trie, node);
    if (anchor !== 0 && !splitsLatin(units, end)) {
      addEntries(units, entries[idOf(anchor)] ?? [], [start, end], free, found, before);
    }
    node = end < units.length ? step(trie, node, units[end] as number) : 0;
  }
}

/**
 * Adds the entries of an anchor that match, each in the place of a shorter one of its kind.
 * @param before how many of `found` begin at an earlier anchor
 */
function addEntries(
  units: Uint16Array,
  entries: readonly ElementEntry[],
  [from, to]: readonly [number, number],
  free: ReadonlyMap<ElementKind, number>,
  found: Match[],
  before: number,
): void {
  for (const entry of entries) {
    const end = matchEnd(entry.program, 0, units, to);
    if (end < 0) continue;
    const start = matchStart(entry.program, 0, units, from);
    if (start < (free.get(entry.kind) ?? 0)) continue;
    let at = found.length - 1;
    while (at >= before && found[at]?.entry.kind !== entry.kind) at -= 1;
    if (at < before) found.push({ entry, start, end });
    else if (end > (found[at] as Match).end) found[at] = { entry, start, end };
  }
}

/** Which item a match is, null where the speaker has none. */
function itemOf(
  folded: string,
  { kind, item, negated }: ElementEntry,
  start: number,
  end: number,
): string | null {
  if (item === null || (kind !== 'emotion' && kind !== 'effort')) return item;
  const standing = standingOf(folded, start, end, OWN_ONLY.has(item));
  if (standing === 'void') return null;
  return standing === 'denied' ? negated : item;
}

/** Units that the end of a sentence counts for: who goes on in the same sentence speaks of the same. */
const SENTENCE = 1000;

/** Index of the opinion nearest to a place, null without any. */
type Nearest = (start: number, end: number) => number | null;

/**
 * Finds the opinion nearest to a place, the earlier of equals; those that judge the whole without naming a thing say nothing of a
 * stage. Looks outward from the place, so that a text of very many opinions costs no more per place than a short one.
 * @param opinions in the order of their starts
 */
function createNearest(units: Uint16Array, opinions: readonly Opinion[]): Nearest {
  const judging = opinions.flatMap(({ start, end, aspect, term, stage }, index) =>
    aspect === 'overall' && term === null && stage === 'use' ? [] : [{ start, end, index }],
  );
  const [first] = judging;
  if (first === undefined) return () => null;
  const sentences = sentencesOf(units);
  return (start, end) => {
    let best = first.index;
    let least = Number.POSITIVE_INFINITY;
    /** Takes an opinion that is nearer; false once no other on its side can be. */
    const takes = (at: number): boolean => {
      const opinion = judging[at];
      if (opinion === undefined) return false;
      const { gap, far } = distanceOf(opinion, start, end, sentences);
      if (far < least || (far === least && opinion.index < best)) {
        [best, least] = [opinion.index, far];
      }
      return gap <= least;
    };
    const behind = firstFrom(judging, end);
    for (let at = behind - 1; takes(at); at--);
    for (let at = behind; takes(at); at++);
    return best;
  };
}

/** Place of the first of spans in order that begins at `from` or behind it. */
function firstFrom(spans: readonly { readonly start: number }[], from: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What a sentence ends with. */
const ENDS_SENTENCE = tableOf('。！？\n\r');

/** How many sentences have ended before each place. */
function sentencesOf(units: Uint16Array): Uint32Array {
  const ended = new Uint32Array(units.length + 1);
  let count = 0;
  for (let at = 0; at < units.length; at++) {
    count += ENDS_SENTENCE[units[at] as number] as number;
    ended[at + 1] = count;
  }
  return ended;
}

/** Units between an opinion and a place, without and with what the end of a sentence counts for. */
function distanceOf(
  opinion: { readonly start: number; readonly end: number },
  start: number,
  end: number,
  sentences: Uint32Array,
): { readonly gap: number; readonly far: number } {
  const [from, to] = opinion.start >= end ? [end, opinion.start] : [opinion.end, start];
  if (to <= from) return { gap: 0, far: 0 };
  const ends = sentences[to] !== sentences[from];
  return { gap: to - from, far: ends ? SENTENCE + to - from : to - from };
}
