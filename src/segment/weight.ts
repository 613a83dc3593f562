/**
 * The least frequency of a word that is added without one: that of a word which the list has counted
 * now and then, so that an added word also holds its own beside common neighbours.
 */
const LEAST_FREQUENCY = 30;

/** Longest word, in UTF-16 units, that the route looks for. */
export const LONGEST_WORD = 64;

/**
 * A frequency at which a word is more probable than any sequence of listed words with the same
 * characters, so that the word alone stays whole.
 *
 * @param logProbability of a listed word; `undefined` for what is not listed
 * @param unknown log probability of an unlisted character
 * @param total sum of all frequencies
 */
export function frequencyToStayWhole(
  word: string,
  logProbability: (part: string) => number | undefined,
  unknown: number,
  total: number,
): number {
  const best = new Float64Array(word.length + 1).fill(Number.NEGATIVE_INFINITY);
  best[0] = 0;
  for (let start = 0; start < word.length; start++) {
    for (let end = start + 1; end <= word.length; end++) {
      const part = logProbability(word.slice(start, end)) ?? (end === start + 1 ? unknown : null);
      if (part === null) continue;
      best[end] = Math.max(best[end] as number, (best[start] as number) + part);
    }
  }
  const frequency = Math.floor(Math.exp(best[word.length] as number) * total) + 1;
  return Math.max(LEAST_FREQUENCY, frequency);
}
