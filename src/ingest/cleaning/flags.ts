import type { FlagLexicon } from '../../lexicon/flags.ts';
import type { TextFlag } from '../../model/flags.ts';
import { isHan } from '../../text/characters.ts';
import type { CharacterMap } from '../../text/fold.ts';
import { type Letters, lettersOf } from '../../text/letters.ts';
import { isDefault } from './default.ts';
import { createRepetition } from './repetition.ts';
import { createSpamFinder } from './spam.ts';

/** Tells the flags of a text, in the order of `TEXT_FLAGS`. */
export type Flagger = (text: string) => readonly TextFlag[];

const NONE: readonly TextFlag[] = [];

/**
 * A flagger of texts as they are stored. Flags say what a text is, never what it is worth: nothing is dropped or
 * changed for them, and a complaint that repeats itself stays a complaint.
 * @param learned as `createSpamFinder` takes it
 */
export function createFlagger(
  lexicon: FlagLexicon,
  traditional: CharacterMap,
  learned: (letters: string) => number,
): Flagger {
  const isRepetitive = createRepetition();
  const isSpam = createSpamFinder(lexicon, learned);
  return (text) => {
    if (text.trim() === '') return ['empty'];
    const letters = lettersOf(text, traditional);
    const flags: TextFlag[] = [];
    if (isDefault(text, letters, lexicon, traditional)) flags.push('default');
    if (isSymbols(letters, lexicon)) flags.push('symbols');
    if (isRepetitive(letters.words)) flags.push('repetitive');
    if (isSpam(text, letters.words)) flags.push('spam');
    return flags.length === 0 ? NONE : flags;
  };
}

/** No word at all. Digits may be words: 666 is praise; a single letter that is no Han character is none. */
function isSymbols({ words, digits }: Letters, { slang }: FlagLexicon): boolean {
  if (words !== '') return words.length === 1 && !isHan(words.charCodeAt(0));
  return !slang.has(digits.replace(/(\d)\1+/g, '$1$1'));
}
