import { createLongestFinder } from '../../lexicon/first-units.ts';
import type { Rewording, SpunLexicon } from '../../lexicon/spun.ts';
import type { Spoken } from './spoken.ts';

/**
 * Bits from which on a text is as likely rewritten as not, and what is added for each letter beyond the first: in longer
 * texts single words are found by chance.
 */
const EVEN_BITS = 9;
const FREE_LETTERS = 40;
const BITS_A_LETTER = 0.05;
/** One word may be a slip or a dialect. */
const LEAST_WORDS = 2;
const EVEN = 0.5;

/** The words of a text that a rewriting program seems to have put in, each once, in their order; a function of what was written. */
export function createRewordingFinder({
  rewordings,
}: Pick<SpunLexicon, 'rewordings'>): (letters: string) => readonly Rewording[] {
  const rewordingAt = createLongestFinder(rewordings, ({ text }) => text);
  return (letters) => {
    const found = new Map<string, Rewording>();
    for (let at = 0; at < letters.length; at++) {
      const entry = rewordingAt(letters, at);
      if (entry === undefined) continue;
      if ((found.get(entry.original)?.bits ?? 0) < entry.bits) found.set(entry.original, entry);
    }
    return [...found.values()];
  };
}

/**
 * How likely a text was reworded by a program, from 0 to 1: half where the words it put in are, together, as rare as asked.
 * The sum is a log-likelihood ratio of naive Bayes: how much more often customers write the original.
 */
export function rewordedScore({ letters }: Spoken, found: readonly Rewording[]): number {
  if (found.length < LEAST_WORDS) return 0;
  const bits = found.reduce((sum, entry) => sum + entry.bits, 0);
  const even = EVEN_BITS + BITS_A_LETTER * Math.max(0, letters.length - FREE_LETTERS);
  return Math.min(1, (EVEN * bits) / even);
}
