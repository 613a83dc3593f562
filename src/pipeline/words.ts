import { openLexicon } from '../lexicon/lexicon.ts';
import type { Shipped } from '../model/shipped.ts';
import { createWordReader, type WordReader } from '../segment/content-words.ts';
import type { UserWord } from '../segment/segmenter.ts';
import { foldUserWords } from '../segment/user-words.ts';
import { loadSegmenter, neverSplit } from './annotating.ts';

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
  const added = foldUserWords([...neverSplit(dictionaries), ...userWords], cleaning.traditional);
  return createWordReader(cleaning, loadSegmenter(words, added));
}
