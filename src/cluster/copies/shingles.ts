import { type ByFirstUnit, createLongestFinder } from '../../lexicon/first-units.ts';
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

/** Fewer different shingles tell nothing: 好好好好好 has one, however long. */
export const LEAST_SHINGLES = 6;
/**
 * Fewer letters that say something are a short text. One letter that changes breaks three shingles: of texts below this
 * length those in the midst could not differ and the last ones could, so that 质量好 and 质量差 were alike and 坏 and 坏了 not.
 */
const SHORT = 20;
/** A text of more letters is long, whatever they say. */
const LONGEST_SHORT = 2 * SHORT;

/**
 * Cuts texts into shingles of three letters (Broder 1997), folded, in Simplified script, without punctuation and spaces. Those
 * of a short text stand for it as a whole: it is like another where both have the same letters that say something.
 * @param empty words that say nothing by themselves
 */
export function createShingler(
  traditional: CharacterMap,
  empty: ByFirstUnit<string>,
): (text: string) => Shingles {
  const emptyAt = createLongestFinder(empty, (word) => word);
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
    return { hashes, count: countOf(text, letters), letters };
  };

  /** How many hashes stand for the text in the end. */
  function countOf(text: string, letters: number): number {
    if (letters < LEAST_LETTERS) return 0;
    if (letters > LONGEST_SHORT) return letters - 2;
    const said = withoutEmpty(lettersIn(text, traditional), emptyAt);
    return said.length < SHORT ? asOne(said, letters - 2, hashes) : letters - 2;
  }
}

function lettersIn(text: string, traditional: CharacterMap): string {
  let found = '';
  for (let at = 0; at < text.length; at++) {
    const unit = foldUnit(text.charCodeAt(at), traditional);
    if (isLetter(unit)) found += String.fromCharCode(unit);
  }
  return found;
}

function withoutEmpty(
  letters: string,
  emptyAt: (text: string, at: number) => string | undefined,
): string {
  let said = '';
  for (let at = 0; at < letters.length; ) {
    const word = emptyAt(letters, at);
    if (word === undefined) said += letters[at];
    at += word?.length ?? 1;
  }
  return said;
}

/** Puts hashes of the letters as a whole in the place of `count` shingles; gives how many, 0 where the shingles repeat themselves. */
function asOne(letters: string, count: number, hashes: Uint32Array): number {
  if (new Set(hashes.subarray(0, count)).size < LEAST_SHINGLES) return 0;
  let whole = letters.length;
  for (let at = 0; at < letters.length; at++) whole = hashOf3(whole, letters.charCodeAt(at), at);
  for (let at = 0; at < LEAST_SHINGLES; at++) hashes[at] = hashOf3(whole, at, SHORT);
  return LEAST_SHINGLES;
}
