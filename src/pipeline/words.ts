import { type CausePair, causesOf } from '../annotate/causes.ts';
import { CAUSES_FILE, parseCauses } from '../lexicon/causes.ts';
import { openLexicon } from '../lexicon/lexicon.ts';
import { openSections } from '../lexicon/sections.ts';
import type { Shipped } from '../model/shipped.ts';
import { createWordReader, type WordReader } from '../segment/content-words.ts';
import type { UserWord } from '../segment/segmenter.ts';
import { cleanUserWords } from '../segment/user-words.ts';
import { loadSegmenter, neverSplit } from './segmenting.ts';

export type { WordReader };

/**
 * A reader of content words over the word list and the words of a person. Loads no model.
 * @throws InputError where a dictionary is at fault
 */
export function loadWordReader(
  { dictionaries, words }: Pick<Shipped, 'dictionaries' | 'words'>,
  userWords: readonly UserWord[] = [],
): WordReader {
  const { cleaning } = openLexicon(dictionaries);
  const added = cleanUserWords([...neverSplit(dictionaries), ...userWords], cleaning);
  return createWordReader(cleaning, loadSegmenter(words, added));
}

/** Reads pairs of cause and effect out of texts as received. */
export function loadCauseReader(dictionaries: Uint8Array): (text: string) => CausePair[] {
  const { cleaning } = openLexicon(dictionaries);
  const words = parseCauses(openSections(dictionaries).text(CAUSES_FILE));
  return (text) => causesOf(text, cleaning, words);
}
