import { OWN_WORDS_FILE } from '../lexicon/lexicon.ts';
import { openSections } from '../lexicon/sections.ts';
import { createSegmenter, type Segmenter, type UserWord } from '../segment/segmenter.ts';
import { spaceTagged, spaceWords } from '../segment/spaced.ts';
import { forcedWords, parseUserWords } from '../segment/user-words.ts';
import { jiebaAlone, openWords } from '../segment/words.ts';

export { parseUserWords, spaceTagged, spaceWords, type UserWord };

/** Words of our own that are never split. */
export function neverSplit(dictionaries: Uint8Array): UserWord[] {
  return forcedWords(openSections(dictionaries).text(OWN_WORDS_FILE));
}

/** A segmenter over the compiled word list and the words that a person adds. */
export function loadSegmenter(words: Uint8Array, userWords: readonly UserWord[] = []): Segmenter {
  return createSegmenter(openWords(words), userWords);
}

/** The same over jieba's words and those that a person adds, without our own of customer feedback. */
export function loadJiebaSegmenter(words: Uint8Array, userWords: readonly UserWord[]): Segmenter {
  return createSegmenter(jiebaAlone(openWords(words)), userWords);
}
