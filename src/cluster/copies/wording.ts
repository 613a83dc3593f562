import type { Lexicon } from '../../lexicon/lexicon.ts';
import type { SpunLexicon } from '../../lexicon/spun.ts';
import type { ExplainedWording } from '../../model/explanation.ts';
import { heapScore } from './heaps.ts';
import { createRewordingFinder, rewordedScore } from './reworded.ts';
import { type Spoken, spokenOf } from './spoken.ts';

/** Tells from one text alone, from 0 to 1, how far nobody worded it for the purpose. */
export function createSpunScore(lexicon: SpunLexicon): (spoken: Spoken) => number {
  const rewordingsIn = createRewordingFinder(lexicon);
  return (spoken) =>
    Math.max(rewordedScore(spoken, rewordingsIn(spoken.letters)), heapScore(spoken, lexicon));
}

/** Explains that score; null for a text with nothing to tell. What other voices have in common with it is not in it. */
export function createWordingReader(
  { cleaning }: Pick<Lexicon, 'cleaning'>,
  lexicon: SpunLexicon,
): (text: string) => ExplainedWording | null {
  const rewordingsIn = createRewordingFinder(lexicon);
  return (text) => {
    const spoken = spokenOf(text, cleaning.traditional);
    const words = rewordingsIn(spoken.letters);
    const [reworded, heap] = [rewordedScore(spoken, words), heapScore(spoken, lexicon)];
    if (reworded === 0 && heap === 0) return null;
    return { reworded, heap, words: reworded === 0 ? [] : words };
  };
}
