import type { Span } from '../model/voice.ts';

/** The words of a text, as a segmenter cuts it: where each ends, in UTF-16 units. */
export interface WordEnds {
  readonly count: number;
  readonly ends: ArrayLike<number>;
}

/** The features of one text. The arrays are scratch: they hold until the next call. */
export interface Features {
  /** A 32-bit key for each occurrence of a feature, never 0; the first `count` are the text's. */
  keys: Uint32Array;
  /** The unit that each counts for: the middle of a run, the first of a word; claims have units behind the text's. */
  units: Int32Array;
  count: number;
  /** 1 for units that no feature may touch; all 0 between calls. */
  hidden: Uint8Array;
}

/** What the rules find that a text says: an entry that judges, of a thing or of none. */
export interface Claim {
  readonly entry: string;
  /** Signed, after all that its neighbours make of it; 0 if nothing is claimed. */
  readonly weight: number;
  /** Whether its neighbours make the opposite of what the entry says. */
  readonly turned: boolean;
  readonly object: {
    readonly term: { readonly aspect: { readonly object: string; readonly aspect: string } | null };
  } | null;
}

/** Work space for `readFeatures`. */
export function createFeatures(): Features {
  return {
    keys: new Uint32Array(0),
    units: new Int32Array(0),
    count: 0,
    hidden: new Uint8Array(0),
  };
}

/**
 * Which runs longer ones may begin with, as a set of bits by the highest bits of a run's key. A run that is not in it
 * begins none that a model knows, so that these need not be looked up.
 */
export type Prefixes = Uint8Array;

/** Bits of a key that choose its bit in `Prefixes`. */
const PREFIX_BITS = 18;

/** Room for the prefixes of a model, all of them absent. */
export function createPrefixes(): Prefixes {
  return new Uint8Array(2 ** (PREFIX_BITS - 3));
}

/** Adds the runs of a cleaned text that begin a longer one that is known. */
export function addPrefixes(
  prefixes: Prefixes,
  text: string,
  isKnown: (key: number) => boolean,
): void {
  for (let i = 0; i < text.length; i++) {
    let hash = RUN;
    const keys: number[] = [];
    for (let end = i; end < Math.min(text.length, i + LONGEST_RUN); end++) {
      hash = mixed(hash, text.charCodeAt(end));
      const key = keyOf(hash);
      if (keys.length > 1 && isKnown(key))
        for (const one of keys.slice(1)) addPrefix(prefixes, one);
      keys.push(key);
    }
  }
}

function addPrefix(prefixes: Prefixes, key: number): void {
  const bit = key >>> (32 - PREFIX_BITS);
  prefixes[bit >>> 3] = (prefixes[bit >>> 3] as number) | (1 << (bit & 7));
}

function hasPrefix(prefixes: Prefixes, key: number): boolean {
  const bit = key >>> (32 - PREFIX_BITS);
  return ((prefixes[bit >>> 3] as number) & (1 << (bit & 7))) !== 0;
}

/** Characters of the longest run that is a feature. */
const LONGEST_RUN = 4;
/** Most features that begin at one unit: runs of one to four characters, and a word. */
const MOST_AT_UNIT = 5;
const RUN = 0x2545f491;
const WORD = 0x51ed270b;
/** Most features that a claim has: its entry, once more if it is turned, its object and the aspect of that. */
const MOST_IN_CLAIM = 4;
const ENTRY = 0x3c6ef372;
const TURNED = 0x1f83d9ab;
const OBJECT = 0x6a09e667;
const ASPECT = 0x5be0cd19;
/** What stands for the object of a claim that has none. */
const NO_OBJECT = '-';

/**
 * Finds the features of a cleaned text, given as its units: runs of one to four characters, punctuation included, and words of two
 * characters or more; `words` may go on behind the text. What touches a hidden span is left out, and so are runs that `prefixes`, if given, rules out.
 * Equal texts have equal features on every machine.
 */
export function readFeatures(
  text: Uint16Array,
  words: WordEnds,
  hidden: readonly Span[],
  prefixes: Prefixes | null,
  into: Features,
): void {
  makeRoom(text.length, into);
  for (const { start, end } of hidden) into.hidden.fill(1, start, end);
  into.count = readRuns(text, prefixes, into);
  into.count = readWords(text, words, into);
  for (const { start, end } of hidden) into.hidden.fill(0, start, end);
}

/**
 * Adds the features of claims to those that were read: the entry, the object and its aspect, each with the side that the
 * claim takes in the end, whatever the entry says elsewhere. The `i`-th claim counts for the unit `from + i`.
 */
export function addClaims(claims: readonly Claim[], from: number, into: Features): void {
  makeRoomForClaims(into, claims.length);
  for (let i = 0; i < claims.length; i++) {
    const { entry, weight, turned, object } = claims[i] as Claim;
    if (weight === 0) continue;
    const aspect = object?.term.aspect;
    const unit = from + i;
    addClaim(ENTRY, entry, weight, unit, into);
    if (turned) addClaim(TURNED, entry, weight, unit, into);
    addClaim(OBJECT, aspect?.object ?? NO_OBJECT, weight, unit, into);
    addClaim(ASPECT, aspect?.aspect ?? NO_OBJECT, weight, unit, into);
  }
}

function addClaim(kind: number, name: string, weight: number, unit: number, into: Features): void {
  let hash = mixed(kind, weight > 0 ? 1 : 2);
  for (let i = 0; i < name.length; i++) hash = mixed(hash, name.charCodeAt(i));
  into.keys[into.count] = keyOf(hash);
  into.units[into.count++] = unit;
}

function makeRoomForClaims(into: Features, claims: number): void {
  const wanted = into.count + MOST_IN_CLAIM * claims;
  if (into.keys.length >= wanted) return;
  const { keys, units } = into;
  into.keys = new Uint32Array(2 * wanted);
  into.units = new Int32Array(2 * wanted);
  into.keys.set(keys);
  into.units.set(units);
}

/** One unit more than the text has is never hidden, and ends it. */
function makeRoom(units: number, into: Features): void {
  if (into.hidden.length > units) return;
  into.hidden = new Uint8Array(2 * units + 1);
  into.keys = new Uint32Array(2 * MOST_AT_UNIT * units);
  into.units = new Int32Array(2 * MOST_AT_UNIT * units);
}

function readRuns(text: Uint16Array, prefixes: Prefixes | null, into: Features): number {
  const { keys, units, hidden } = into;
  const length = text.length;
  let count = 0;
  for (let i = 0; i < length; i++) {
    const last = Math.min(length, i + LONGEST_RUN);
    let hash = RUN;
    for (let end = i; end < last && hidden[end] === 0; end++) {
      hash = mixed(hash, text[end] as number);
      const key = keyOf(hash);
      keys[count] = key;
      units[count++] = (i + end + 1) >> 1;
      // Every character begins longer runs; of these, few begin longer ones still.
      if (end > i && prefixes !== null && !hasPrefix(prefixes, key)) break;
    }
  }
  return count;
}

function readWords(
  text: Uint16Array,
  { count: wordCount, ends }: WordEnds,
  into: Features,
): number {
  const { keys, units, hidden } = into;
  let { count } = into;
  let start = 0;
  for (let index = 0; index < wordCount; index++) {
    const end = ends[index] as number;
    if (end > text.length) break;
    if (end - start > 1 && hidden[start] === 0 && hidden[end - 1] === 0) {
      let hash = WORD;
      for (let i = start; i < end; i++) hash = mixed(hash, text[i] as number);
      keys[count] = keyOf(hash);
      units[count++] = start;
    }
    start = end;
  }
  return count;
}

/** One round of multiplicative hashing; integer arithmetic only, so that all machines agree. */
function mixed(hash: number, value: number): number {
  const product = Math.imul(hash ^ value, 0x9e3779b1);
  return product ^ (product >>> 15);
}

/** Spreads the last characters over all bits; never 0. */
function keyOf(hash: number): number {
  const product = Math.imul(hash, 0x85ebca6b);
  return (product ^ (product >>> 13)) >>> 0 || 1;
}
