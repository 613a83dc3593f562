import { ELEMENT_FILES, type ElementEntry, readElements } from '../lexicon/elements.ts';
import { matchEnd, matchStart, type Programs, programOf } from '../lexicon/patterns.ts';
import { buildTrie, idOf, step, type Trie, termAt } from '../lexicon/trie.ts';
import type { Opinion } from '../model/annotation.ts';
import { ELEMENTS, type Element, type ElementKind } from '../model/elements.ts';
import type { Span } from '../model/voice.ts';
import { tableOf } from '../text/characters.ts';
import { type CharacterMap, foldedUnits } from '../text/fold.ts';
import { firstPlace } from '../text/search.ts';
import { splitsLatin, textOf } from '../text/units.ts';
import { standingOf } from './emotions.ts';

/** The dictionaries of elements, ready to be asked. */
export interface ElementIndex {
  readonly trie: Trie;
  /** Entries by the anchor that they begin with. */
  readonly entries: readonly (readonly Candidate[])[];
  /** The patterns of all entries. */
  readonly programs: Programs;
  readonly traditional: CharacterMap;
}

/** An entry with numbers for what is compared at each match: of its kind, its item and what it says when it is denied. */
interface Candidate {
  readonly entry: ElementEntry;
  /** Where its pattern begins among the programs. */
  readonly place: number;
  readonly kind: number;
  readonly item: number;
  readonly negated: number;
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
  const byAnchor = new Map<string, Candidate[]>();
  const programs: number[] = [];
  for (const entry of ELEMENT_FILES.flatMap((file) => readElements(file, textOf(file)))) {
    const { kind, item, negated } = entry;
    const candidate = {
      entry,
      place: programs.length,
      kind: KINDS.indexOf(kind),
      item: ITEMS.get(`${kind} ${item}`) ?? NO_ITEM,
      negated: ITEMS.get(`${kind} ${negated}`) ?? NO_ITEM,
    };
    programs.push(...programOf(entry.pattern));
    for (const anchor of entry.pattern.anchors) {
      const known = byAnchor.get(anchor);
      if (known === undefined) byAnchor.set(anchor, [candidate]);
      else known.push(candidate);
    }
  }
  const anchors = [...byAnchor.keys()];
  return {
    trie: buildTrie(anchors, new Uint8Array(anchors.length)),
    entries: [...byAnchor.values()],
    programs: Int32Array.from(programs),
    traditional,
  };
}

const KINDS = Object.keys(ELEMENTS) as ElementKind[];
const NO_ITEM = -1;
const ITEMS = new Map(
  KINDS.flatMap((kind) => Object.keys(ELEMENTS[kind]).map((item) => `${kind} ${item}`)).map(
    (name, number) => [name, number] as const,
  ),
);

interface Match {
  readonly candidate: Candidate;
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
  let folded: string | null = null;
  const found: Element[] = [];
  const nearest = createNearest(units, opinions);
  const known = new Set<number>();
  for (const { candidate, start, end } of matched) {
    const { entry } = candidate;
    // Most elements are taken as they are, whatever stands around them.
    if (MOODS.has(entry.kind)) folded ??= textOf(units);
    const item = itemOf(folded, entry, start, end);
    if (item === null) continue;
    const opinion = nearest(start, end);
    const number = item === entry.item ? candidate.item : candidate.negated;
    const key = ((opinion ?? -1) + 1) * ITEMS.size + number;
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
  const free = KINDS.map(() => 0);
  const { first } = index.trie;
  for (let start = 0; start < units.length; start++) {
    const node = first[units[start] as number] as number;
    if (node === 0 || splitsLatin(units, start)) continue;
    const before = found.length;
    addLongest(units, index, start, node, free, found);
    for (let at = before; at < found.length; at++) {
      const { candidate, end } = found[at] as Match;
      free[candidate.kind] = end;
    }
  }
  return found;
}

/** Adds the longest entry of each kind whose anchor stands at `start`, where the kind is `free` again. */
function addLongest(
  units: Uint16Array,
  index: ElementIndex,
  start: number,
  first: number,
  free: readonly number[],
  found: Match[],
): void {
  const { trie, entries } = index;
  const before = found.length;
  let node = first;
  for (let end = start + 1; node !== 0; end++) {
    const anchor = termAt(trie, node);
    if (anchor !== 0 && !splitsLatin(units, end)) {
      const place = { units, index, free, start, end, before };
      addEntries(entries[idOf(anchor)] ?? [], place, found);
    }
    node = end < units.length ? step(trie, node, units[end] as number) : 0;
  }
}

/** Where an anchor stands in a text. */
interface AnchorPlace extends Span {
  readonly units: Uint16Array;
  readonly index: ElementIndex;
  /** Where each kind is free again. */
  readonly free: readonly number[];
  /** How many of the matches begin at an earlier anchor. */
  readonly before: number;
}

/** Adds the entries of an anchor that match, each in the place of a shorter one of its kind. */
function addEntries(entries: readonly Candidate[], anchor: AnchorPlace, found: Match[]): void {
  const { units, index, free, before } = anchor;
  const { programs } = index;
  for (const candidate of entries) {
    const { kind, place } = candidate;
    const end = matchEnd(programs, place, units, anchor.end);
    if (end < 0) continue;
    const start = matchStart(programs, place, units, anchor.start);
    if (start < (free[kind] as number)) continue;
    let at = found.length - 1;
    while (at >= before && found[at]?.candidate.kind !== kind) at -= 1;
    if (at < before) found.push({ candidate, start, end });
    else if (end > (found[at] as Match).end) found[at] = { candidate, start, end };
  }
}

/** Kinds of what a speaker feels or does, and may deny. */
const MOODS: ReadonlySet<ElementKind> = new Set(['emotion', 'effort']);

/**
 * Which item a match is, null where the speaker has none.
 * @param folded the text, null where the kind is not one of `MOODS`
 */
function itemOf(
  folded: string | null,
  { kind, item, negated }: ElementEntry,
  start: number,
  end: number,
): string | null {
  if (item === null || folded === null || !MOODS.has(kind)) return item;
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
  const judging: number[] = [];
  for (let index = 0; index < opinions.length; index++) {
    const { aspect, term, stage } = opinions[index] as Opinion;
    if (aspect !== 'overall' || term !== null || stage !== 'use') judging.push(index);
  }
  const [first] = judging;
  if (first === undefined) return () => null;
  const judged = {
    opinions,
    judging,
    starts: judging.map((index) => (opinions[index] as Opinion).start),
    sentences: sentencesOf(units),
  };
  return (start, end) => {
    const behind = firstFrom(judged.starts, end);
    const nearest = { index: first, distance: Number.POSITIVE_INFINITY };
    lookOut(judged, behind - 1, -1, { start, end }, nearest);
    lookOut(judged, behind, 1, { start, end }, nearest);
    return nearest.index;
  };
}

/** The opinions of a text that an element may belong to. */
interface Judged {
  readonly opinions: readonly Opinion[];
  /** Their places among the opinions, and where they start. */
  readonly judging: readonly number[];
  readonly starts: readonly number[];
  readonly sentences: readonly number[];
}

/** Takes an opinion that is nearer to a span, going outward on one side of it until no other there can be. */
function lookOut(
  { opinions, judging, sentences }: Judged,
  first: number,
  step: -1 | 1,
  { start, end }: Span,
  nearest: { index: number; distance: number },
): void {
  for (let at = first; at >= 0 && at < judging.length; at += step) {
    const index = judging[at] as number;
    const opinion = opinions[index] as Opinion;
    const from = step < 0 ? opinion.end : end;
    const to = step < 0 ? start : opinion.start;
    const distance = distanceOver(from, to, sentences);
    const isNearer = distance < nearest.distance;
    if (isNearer || (distance === nearest.distance && index < nearest.index)) {
      nearest.index = index;
      nearest.distance = distance;
    }
    if (to - from > nearest.distance) return;
  }
}

/** Place of the first of ascending numbers that is `from` or above. */
function firstFrom(numbers: readonly number[], from: number): number {
  return firstPlace(numbers.length, (at) => (numbers[at] as number) >= from);
}

/** What a sentence ends with. */
const ENDS_SENTENCE = tableOf('。！？\n\r');

/** The places where sentences have ended. */
function sentencesOf(units: Uint16Array): number[] {
  const ends: number[] = [];
  for (let at = 0; at < units.length; at++) {
    if (ENDS_SENTENCE[units[at] as number] === 1) ends.push(at + 1);
  }
  return ends;
}

/** The units between two places, and what the end of a sentence there counts for. */
function distanceOver(from: number, to: number, sentences: readonly number[]): number {
  if (to <= from) return 0;
  const next = sentences[firstFrom(sentences, from + 1)];
  return next !== undefined && next <= to ? SENTENCE + to - from : to - from;
}
