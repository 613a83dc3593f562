import type { Span } from '../model/voice.ts';
import { createFeatures, type Features, LONGEST, readFeatures, type WordEnds } from './features.ts';
import { findSlot, type LinearModel, weightAt } from './model.ts';

/** `LONGEST` is a power of two. */
const RUN_BITS = 2;

/**
 * Scores texts one after another. It keeps work space between calls: use one per thread.
 */
export interface Scorer {
  /**
   * The sum of the weights of a cleaned text's features, each once, over the square root of how many the model
   * knows. Positive speaks for satisfied customers. What touches a hidden span does not count.
   */
  score(text: string, words: WordEnds, hidden: readonly Span[]): number;
  readonly model: LinearModel;
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
  const seen = createSeen(model.slots.length);
  let shares = new Float64Array(256);
  let scale = 1;

  return {
    model,
    score(text, words, hidden) {
      readFeatures(text, words, hidden, features);
      if (shares.length < features.units) shares = new Float64Array(features.units * 2);
      const known = spread(model.slots, features, seen, shares);
      scale = model.step / Math.sqrt(known || 1);
      let sum = 0;
      for (let unit = 0; unit < features.units; unit++) sum += shares[unit] as number;
      return sum * scale;
    },
    contributions: () => ({ steps: shares.subarray(0, features.units), scale }),
  };
}

/** Which slots a text has been in: those that hold the mark of the text. */
interface Seen {
  readonly marks: Uint8Array;
  mark: number;
}

function createSeen(slots: number): Seen {
  return { marks: new Uint8Array(slots), mark: 0 };
}

/** Begins a text. Marks are used again only after all of them were wiped. */
function nextMark(seen: Seen): number {
  if (seen.mark === 255) {
    seen.marks.fill(0);
    seen.mark = 0;
  }
  seen.mark++;
  return seen.mark;
}

/** Adds up the weights at the units that they count for; gives how many features are known. */
function spread(
  slots: Uint16Array,
  { keys, units, count, wordStarts }: Features,
  seen: Seen,
  shares: Float64Array,
): number {
  const mark = nextMark(seen);
  const { marks } = seen;
  shares.fill(0, 0, units);
  const runs = LONGEST * units;
  let known = 0;
  for (let at = 0; at < count; at++) {
    const key = keys[at] as number;
    if (key === 0) continue;
    const slot = findSlot(slots, key);
    const weight = weightAt(slots, slot);
    if (weight === 0 || marks[slot] === mark) continue;
    marks[slot] = mark;
    known++;
    const unit =
      at < runs
        ? (at >> RUN_BITS) + ((at & (LONGEST - 1)) >> 1)
        : (wordStarts[(at - runs) >> 1] as number);
    shares[unit] = (shares[unit] as number) + weight;
  }
  return known;
}
