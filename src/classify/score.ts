import type { Span } from '../model/voice.ts';
import { createFeatures, type Features, readFeatures, type WordEnds } from './features.ts';
import { findSlot, type LinearModel, weightAt } from './model.ts';

/**
 * Scores texts one after another. It keeps work space between calls: use one per thread.
 */
export interface Scorer {
  readonly model: LinearModel;
  /**
   * The sum of the weights of a cleaned text's features, each once, over the square root of how many the model
   * knows. Positive speaks for satisfied customers. What touches a hidden span does not count.
   */
  score(text: string, words: WordEnds, hidden: readonly Span[]): number;
  /**
   * What each unit of the text scored last adds to its score, `steps[unit] * scale`: a run of characters counts
   * for the unit in the middle of it, a word for its first. All add up to `score`. The array is scratch: it
   * holds until the next call.
   */
  contributions(): { readonly steps: Float64Array; readonly scale: number };
}

/** A scorer with the weights of `model`. */
export function createScorer(model: LinearModel): Scorer {
  const features = createFeatures();
  const seen = createSeen();
  let heads = new Uint16Array(1024);
  let shares = new Float64Array(256);
  let units = 0;
  let scale = 1;

  return {
    model,
    score(whole, words, hidden) {
      // What is left of a line that was taken out (a reply, an advertisement) must not matter.
      const text = whole.trimEnd();
      readFeatures(text, words, hidden, model.prefixes, features);
      units = whole.length;
      if (shares.length < units) shares = new Float64Array(2 * units);
      shares.fill(0, 0, units);
      if (heads.length < features.count) heads = new Uint16Array(2 * features.count);
      const known = spread(model.slots, features, heads, seen, shares);
      scale = model.step / Math.sqrt(known || 1);
      let sum = 0;
      for (let unit = 0; unit < units; unit++) sum += shares[unit] as number;
      return sum * scale;
    },
    contributions: () => ({ steps: shares.subarray(0, units), scale }),
  };
}

/**
 * Adds up the weights at the units that they count for; gives how many features are known. The slots that the keys
 * point at are fetched first, one after the other and without a decision in between: they lie all over a megabyte,
 * and a processor waits for many of them at once only while it need not guess how things go on.
 */
function spread(
  slots: Uint16Array,
  { keys, units, count }: Features,
  heads: Uint16Array,
  seen: Seen,
  shares: Float64Array,
): number {
  const mask = slots.length - 1;
  for (let at = 0; at < count; at++) heads[at] = slots[(keys[at] as number) & mask] as number;
  beginText(seen, count);
  let known = 0;
  for (let at = 0; at < count; at++) {
    if (heads[at] === 0) continue;
    const slot = findSlot(slots, keys[at] as number);
    const weight = weightAt(slots, slot);
    if (weight === 0 || isSeen(seen, slot)) continue;
    known++;
    const unit = units[at] as number;
    shares[unit] = (shares[unit] as number) + weight;
  }
  return known;
}

/** Which slots a text has been in: a small hash table, since a mark for every slot would not stay in the cache. */
interface Seen {
  /** The number of the text, then the slot. */
  entries: Int32Array;
  text: number;
}

const SLOT_BITS = 20;
/** Texts that are told apart before the table is wiped. */
const TEXTS = 2 ** (31 - SLOT_BITS);

function createSeen(): Seen {
  return { entries: new Int32Array(4096), text: 0 };
}

function beginText(seen: Seen, features: number): void {
  if (seen.entries.length < 2 * features) {
    seen.entries = new Int32Array(2 ** Math.ceil(Math.log2(4 * features)));
    seen.text = 0;
  }
  seen.text++;
  if (seen.text < TEXTS) return;
  seen.entries.fill(0);
  seen.text = 1;
}

/** Whether the text was in the slot before; it has been from now on. */
function isSeen({ entries, text }: Seen, slot: number): boolean {
  const mask = entries.length - 1;
  const wanted = (text << SLOT_BITS) | slot;
  let at = slot & mask;
  for (
    let entry = entries[at] as number;
    entry >>> SLOT_BITS === text;
    entry = entries[at] as number
  ) {
    if (entry === wanted) return true;
    at = (at + 1) & mask;
  }
  entries[at] = wanted;
  return false;
}
