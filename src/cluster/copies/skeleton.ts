import type { Cut, Segmenter } from '../../segment/segmenter.ts';
import { type CharacterMap, fold } from '../../text/fold.ts';
import { isLetter } from '../../text/letters.ts';
import { hashOf3 } from './sets.ts';

/** Shorter skeletons are sentences that anybody builds. */
const LEAST_PIECES = 8;
/** Stands for a stretch of words that may be swapped. */
const SLOT = 1;
/** Texts are cut no further than this: a template shows in its beginning. */
const MOST_UNITS = 600;

/** The skeleton of a text in runs of three pieces, hashed; scratch until the next text. */
export interface Skeleton {
  readonly hashes: Uint32Array;
  /** 0 for a text that is too short for one. */
  readonly count: number;
}

/**
 * Takes the skeletons of texts: nouns, names, numbers and unknown words become one slot, all other words stay, as
 * in text distortion (Stamatatos, "Authorship Attribution Using Text Distortion", 2017) and the immutable words of
 * spun pages (Zhang et al., "DSpin", 2014). Texts of one template have one skeleton, whatever they praise.
 */
export function createSkeletons(
  segmenter: Pick<Segmenter, 'cut' | 'tagOf' | 'idLimit'>,
  traditional: CharacterMap,
): (text: string) => Skeleton {
  const slots = slotTable(segmenter);
  const pieces = new Int32Array(MOST_UNITS);
  const hashes = new Uint32Array(MOST_UNITS);
  return (text) => {
    const folded = fold(text.slice(0, MOST_UNITS), traditional);
    const count = piecesOf(folded, segmenter.cut(folded), slots, pieces);
    if (count < LEAST_PIECES) return { hashes, count: 0 };
    for (let at = 2; at < count; at++) {
      hashes[at - 2] = hashOf3(pieces[at - 2] ?? 0, pieces[at - 1] ?? 0, pieces[at] ?? 0);
    }
    return { hashes, count: count - 2 };
  };
}

/** Writes the ids of the words that stay, and one slot for each stretch of others; gives how many. */
function piecesOf(folded: string, cut: Cut, slots: Uint8Array, pieces: Int32Array): number {
  let [count, from, last] = [0, 0, 0];
  for (let at = 0; at < cut.count; at++) {
    const unit = folded.charCodeAt(from);
    const id = cut.ids[at] ?? 0;
    from = cut.ends[at] ?? from;
    const piece = slots[id] === 1 ? SLOT : id + SLOT;
    if (!isLetter(unit) || (piece === SLOT && last === SLOT)) continue;
    pieces[count] = piece;
    last = piece;
    count += 1;
  }
  return count;
}

/** Which words may be swapped, by id: nouns of any kind, numbers, and words of no list (id 0). */
function slotTable(segmenter: Pick<Segmenter, 'tagOf' | 'idLimit'>): Uint8Array {
  const slots = new Uint8Array(segmenter.idLimit);
  for (let id = 0; id < slots.length; id++) {
    slots[id] = id === 0 || /^(?:n|m|eng|x)/.test(segmenter.tagOf(id)) ? 1 : 0;
  }
  return slots;
}
