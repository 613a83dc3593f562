import { RUN, type SpunLexicon } from '../../lexicon/spun.ts';
import { hashOf3 } from './sets.ts';

/** Runs of fewer letters than these in all are a title or a shout, not a template. */
const LEAST_LETTERS = 22;
const STOCK_BITS = 22;

/** The runs of four letters of a text that are no stock, hashed. The array is scratch: it holds until the next text. */
export interface Runs {
  readonly hashes: Uint32Array;
  /** How many of the hashes are this text's; 0 for a text that is too short for a template. */
  readonly count: number;
  /** How many runs the text has with those that are stock. */
  readonly all: number;
}

/** Cuts the letters of texts into runs. Stock ones are left out: who shares them has copied nothing. */
export function createRunCutter({ stock }: Pick<SpunLexicon, 'stock'>): (letters: string) => Runs {
  const known = new Uint32Array(2 ** (STOCK_BITS - 5));
  for (const run of stock) mark(known, runHash(run, 0));
  let hashes = new Uint32Array(1 << 10);
  return (letters) => {
    const all = Math.max(1, letters.length - RUN + 1);
    if (letters.length < LEAST_LETTERS) return { hashes, count: 0, all };
    if (all > hashes.length) hashes = new Uint32Array(all * 2);
    let count = 0;
    for (let at = 0; at < all; at++) {
      const hash = runHash(letters, at);
      if (isMarked(known, hash)) continue;
      hashes[count] = hash;
      count += 1;
    }
    return { hashes, count, all };
  };
}

function runHash(letters: string, at: number): number {
  const first = letters.charCodeAt(at) * 65_536 + letters.charCodeAt(at + 1);
  return hashOf3(first, letters.charCodeAt(at + 2), letters.charCodeAt(at + 3));
}

function mark(known: Uint32Array, hash: number): void {
  const bit = hash >>> (32 - STOCK_BITS);
  known[bit >>> 5] = (known[bit >>> 5] ?? 0) | (1 << (bit & 31));
}

function isMarked(known: Uint32Array, hash: number): boolean {
  const bit = hash >>> (32 - STOCK_BITS);
  return ((known[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0;
}
