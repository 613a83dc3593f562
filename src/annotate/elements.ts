import { ELEMENT_FILES, type ElementEntry, readElements } from '../lexicon/elements.ts';
import { matchEnd, matchStart } from '../lexicon/patterns.ts';
import { buildTrie, idOf, step, type Trie, termAt } from '../lexicon/trie.ts';
import type { Opinion } from '../model/annotation.ts';
import type { Element, ElementKind } from '../model/elements.ts';
import { type CharacterMap, fold } from '../text/fold.ts';
import { splitsLatin, unitsOf } from '../text/units.ts';
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
): Element[] {
  const folded = fold(text, index.traditional);
  const found: Element[] = [];
  const known = new Set<string>();
  for (const { entry, start, end } of matches(unitsOf(folded), index)) {
    const item = itemOf(folded, entry, start, end);
    if (item === null) continue;
    const opinion = nearest(folded, opinions, start, end);
    const key = `${entry.kind} ${item} ${opinion}`;
    if (known.has(key)) continue;
    known.add(key);
    found.push({ element: entry.kind, item, start, end, opinion });
  }
  return found;
}

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
    const end = matchEnd(entry.pattern, units, to);
    if (end < 0) continue;
    const start = matchStart(entry.pattern, units, from);
    if (start < (free.get(entry.kind) ?? 0)) continue;
    const at = found.findIndex((match, i) => i >= before && match.entry.kind === entry.kind);
    if (at < 0) found.push({ entry, start, end });
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

/** The opinion nearest to a place, the earlier of equals; those that judge the whole without naming a thing say nothing of a stage. */
function nearest(
  folded: string,
  opinions: readonly Opinion[],
  start: number,
  end: number,
): number | null {
  let best: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at < opinions.length; at++) {
    const opinion = opinions[at] as Opinion;
    if (opinion.aspect === 'overall' && opinion.term === null && opinion.stage === 'use') continue;
    const far = distance(folded, opinion, start, end);
    if (far < least) [best, least] = [at, far];
  }
  return best;
}

function distance(folded: string, opinion: Opinion, start: number, end: number): number {
  const [from, to] = opinion.start >= end ? [end, opinion.start] : [opinion.end, start];
  if (to <= from) return 0;
  return /[。！？\n\r]/.test(folded.slice(from, to)) ? SENTENCE + to - from : to - from;
}
