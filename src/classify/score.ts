import type { Span } from '../model/voice.ts';
import {
  addClaims,
  type Claim,
  createFeatures,
  type Features,
  readFeatures,
  type WordEnds,
} from './features.ts';
import type { LinearModel } from './model.ts';

/**
 * Scores texts one after another. It keeps work space between calls: use one per thread.
 */
export interface Scorer {
  readonly model: LinearModel;
  /**
   * The sum of the weights of the features of a cleaned text, given as its units, each once, over the square root of how many the
   * model knows, and the same of its claims, which a long text must not drown. Positive speaks for satisfied customers. What
   * touches a hidden span does not count.
   */
  score(
    text: Uint16Array,
    words: WordEnds,
    hidden: readonly Span[],
    claims: readonly Claim[],
  ): number;
  /**
   * What each unit of the text scored last adds to its score: a run of characters counts for the unit in the middle of it, a
   * word for its first, and each claim for one behind those of the text. All add up to `score`.
   */
  contributions(): Float64Array;
}

/** A scorer with the weights of `model`. */
export function createScorer(model: LinearModel): Scorer {
  const features = createFeatures();
  const known = createKnown();
  let units = 0;
  /** Features from here on are those of claims. */
  let border = 0;
  let scale = 1;
  let claimScale = 1;

  return {
    model,
    score(whole, words, hidden, claims) {
      // What is left of a line that was taken out (a reply, an advertisement) must not matter.
      const text = withoutBlanks(whole);
      readFeatures(text, words, hidden, model.prefixes, features);
      border = features.count;
      addClaims(claims, whole.length, features);
      units = whole.length + claims.length;
      findKnown(model.slots, features, known);
      const told = countBelow(known, border);
      scale = model.step / Math.sqrt(told || 1);
      claimScale = model.step / Math.sqrt(known.count - told || 1);
      return sumOf(known, 0, told) * scale + sumOf(known, told, known.count) * claimScale;
    },
    contributions() {
      const added = new Float64Array(units);
      for (let at = 0; at < known.count; at++) {
        const place = known.places[at] as number;
        const unit = features.units[place] as number;
        const weight = weightIn(known.entries[at] as number);
        added[unit] = (added[unit] as number) + weight * (place < border ? scale : claimScale);
      }
      return added;
    },
  };
}

/** A text without the white space at its end. */
function withoutBlanks(text: Uint16Array): Uint16Array {
  let { length } = text;
  while (length > 0 && isBlank(text[length - 1] as number)) length--;
  return length === text.length ? text : text.subarray(0, length);
}

const LAST_SPACE = 0x3000;
const BYTE_ORDER_MARK = 0xfeff;

/** Whether a unit is white space as the language has it. */
function isBlank(unit: number): boolean {
  if (unit > LAST_SPACE && unit !== BYTE_ORDER_MARK) return false;
  return String.fromCharCode(unit).trim() === '';
}

/** The features of a text that a model knows, each once. */
interface Known {
  count: number;
  /** For each feature of the text, known or not, what is in the slot that its key points at. */
  heads: Uint16Array;
  /** The slots of the features that the model knows, what is in them, and which features of the text they are. */
  slots: Int32Array;
  entries: Uint16Array;
  places: Int32Array;
  readonly seen: Seen;
}

function createKnown(): Known {
  return { count: 0, ...roomFor(1024), seen: createSeen() };
}

function roomFor(features: number): Pick<Known, 'heads' | 'slots' | 'entries' | 'places'> {
  return {
    heads: new Uint16Array(features),
    slots: new Int32Array(features),
    entries: new Uint16Array(features),
    places: new Int32Array(features),
  };
}

/** Finds the features that the model knows, in three short passes over all of them. */
function findKnown(slots: Uint16Array, features: Features, known: Known): void {
  if (known.heads.length < features.count) Object.assign(known, roomFor(2 * features.count));
  fetchHeads(slots, features, known.heads);
  keepOnce(findSlots(slots, features, known), known);
}

/**
 * Fetches the slots that the keys point at, one after the other and without a decision in between: they lie all over
 * a megabyte, and a processor waits for many of them at once only while it need not guess how things go on.
 */
function fetchHeads(slots: Uint16Array, { keys, count }: Features, heads: Uint16Array): void {
  const mask = slots.length - 1;
  for (let at = 0; at < count; at++) heads[at] = slots[(keys[at] as number) & mask] as number;
}

/** Notes the slots of the features that the model knows, as `findSlot`, but that the first is at hand; gives their number. */
function findSlots(slots: Uint16Array, { keys, count }: Features, known: Known): number {
  const { heads, slots: found, entries, places } = known;
  const mask = slots.length - 1;
  let next = 0;
  for (let at = 0; at < count; at++) {
    const key = (keys[at] as number) | 0;
    const check = key >>> 24 || 1;
    let entry = heads[at] as number;
    let slot = key & mask;
    while (entry !== 0 && entry >>> 8 !== check) {
      slot = (slot + 1) & mask;
      entry = slots[slot] as number;
    }
    // Written in any case and kept where there is one: no guess can be wrong.
    found[next] = slot;
    entries[next] = entry;
    places[next] = at;
    next += entry === 0 ? 0 : 1;
  }
  return next;
}

/** Keeps each of the first `count` slots that were noted once, in their order. */
function keepOnce(count: number, known: Known): void {
  const { slots, entries, places, seen } = known;
  beginText(seen, count);
  const { marks, text } = seen;
  const mask = marks.length - 1;
  let kept = 0;
  for (let at = 0; at < count; at++) {
    const slot = slots[at] as number;
    const mark = (text << SLOT_BITS) | slot;
    let place = slot & mask;
    while (marks[place] !== mark && (marks[place] as number) >>> SLOT_BITS === text) {
      place = (place + 1) & mask;
    }
    if (marks[place] === mark) continue;
    marks[place] = mark;
    entries[kept] = entries[at] as number;
    places[kept++] = places[at] as number;
  }
  known.count = kept;
}

/** How many of the features stand before `border` in the text's. */
function countBelow({ places, count }: Known, border: number): number {
  let below = count;
  while (below > 0 && (places[below - 1] as number) >= border) below--;
  return below;
}

/** The weights from one feature to another. */
function sumOf({ entries }: Known, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at++) sum += weightIn(entries[at] as number);
  return sum;
}

/** The weight in a slot. */
function weightIn(entry: number): number {
  return (entry & 0xff) - 128;
}

/** Which slots a text has been in: a small hash table, since a mark for every slot would not stay in the cache. */
interface Seen {
  /** The number of the text, then the slot. */
  marks: Int32Array;
  text: number;
}

const SLOT_BITS = 20;
/** Texts that are told apart before the table is wiped. */
const TEXTS = 2 ** (31 - SLOT_BITS);

function createSeen(): Seen {
  return { marks: new Int32Array(4096), text: 0 };
}

function beginText(seen: Seen, features: number): void {
  if (seen.marks.length < 2 * features) {
    seen.marks = new Int32Array(2 ** Math.ceil(Math.log2(4 * features)));
    seen.text = 0;
  }
  seen.text++;
  if (seen.text < TEXTS) return;
  seen.marks.fill(0);
  seen.text = 1;
}
