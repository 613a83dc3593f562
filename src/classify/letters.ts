import type { WordEnds } from './features.ts';
import type { LinearModel } from './model.ts';
import { createScorer } from './score.ts';

/** Letters of a text that are read: what a text is shows by then, and one of megabytes costs no more. */
export const LETTERS_READ = 400;

/** Fewer letters tell nothing: slogans (夏天全靠它续命) are what customers coin, too. */
export const LEAST_LETTERS = 16;

/** Letters alone are not cut into words. */
export const NO_WORDS: WordEnds = { count: 0, ends: [] };

/**
 * Scores texts by the runs of their letters alone, without words, digits and punctuation.
 * @returns a function of the letters, folded: the score of the first `LETTERS_READ` with the bias of the model, 0 where they are
 *   fewer than `LEAST_LETTERS`. It keeps work space between calls: use one per thread.
 */
export function createLetterScorer(model: LinearModel): (letters: string) => number {
  const scorer = createScorer(model);
  const room = new Uint16Array(LETTERS_READ);
  return (letters) => {
    if (letters.length < LEAST_LETTERS) return 0;
    const length = Math.min(letters.length, LETTERS_READ);
    for (let i = 0; i < length; i++) room[i] = letters.charCodeAt(i);
    return scorer.score(room.subarray(0, length), NO_WORDS, [], []) + model.bias;
  };
}
