import type { Problems } from '../lexicon/problems.ts';

/** What a word does in a statement. */
export type Role = 'object' | 'content' | 'negation' | 'unable' | 'light' | 'empty';

/** Of the tags of the word list, those that carry no content: particles, adverbs, numbers, pronouns … */
const EMPTY_TAGS = new Set([...'uyewpcrtmqdfkh']);

/** What a word does in a statement, by the word itself and its tag of the word list. */
export function roleOfWord(
  text: string,
  tag: string,
  { words }: Problems,
): Exclude<Role, 'object'> {
  // Cannot is kept apart from will not: a part that cannot start and a clerk who will not answer differ.
  if (words.unable.has(text) || words.behind.has(text)) return 'unable';
  if (words.negation.has(text)) return 'negation';
  if (words.light.has(text)) return 'light';
  if (!/[\p{L}\p{N}]/u.test(text) || EMPTY_TAGS.has(tag.charAt(0))) return 'empty';
  return 'content';
}
