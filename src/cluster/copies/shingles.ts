import { type CharacterMap, foldUnit } from '../../text/fold.ts';
import { isLetter } from '../../text/letters.ts';
import { hashOf3 } from './sets.ts';

/** Fewer letters than these are what many people say in the same words. */
export const LEAST_LETTERS = 10;

/** Letters of a text in runs of three, hashed. The array is scratch: it holds until the next text. */
export interface Shingles {
  readonly hashes: Uint32Array;
  /** How many of the hashes are this text's; 0 for a text that is too short to be compared. */
  readonly count: number;
  readonly letters: number;
}

/** Cuts texts into shingles of three letters (Broder 1997), folded, in Simplified script, without punctuation and spaces. */
export function createShingler(traditional: CharacterMap): (text: string) => Shingles {
  let hashes = new Uint32Array(1 << 10);
  return (text) => {
    if (text.length > hashes.length) hashes = new Uint32Array(text.length * 2);
    let [before, last, letters] = [0, 0, 0];
    for (let at = 0; at < text.length; at++) {
      const unit = foldUnit(text.charCodeAt(at), traditional);
      if (!isLetter(unit)) continue;
      if (letters >= 2) hashes[letters - 2] = hashOf3(before, last, unit);
      [before, last] = [last, unit];
      letters += 1;
    }
    return { hashes, count: letters < LEAST_LETTERS ? 0 : letters - 2, letters };
  };
}
