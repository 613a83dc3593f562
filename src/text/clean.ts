import { fold } from './fold.ts';
import type { Cleaned } from './offsets.ts';
import { rewrite } from './rewrite.ts';
import { CLASS, type CleaningTables, classesIn } from './tables.ts';

/**
 * Makes a text easy to read for all further steps: folded (half-width, lower case, full-width punctuation), in
 * simplified characters and words, without markup, addresses and invisible characters; runs of one character are cut
 * to two; what is not the customer's (replies, quoted posts, lines of the platform) is left out. Cleaning what is
 * clean changes nothing. Linear in the length of the text; most texts need no more than one look at each unit.
 */
export function clean(text: string, tables: CleaningTables): Cleaned {
  const found = classesIn(text, tables.classes);
  if ((found & (CLASS.traditional | CLASS.debris)) !== 0) {
    return rewrite(text, tables, (found & CLASS.traditional) !== 0);
  }
  const folded = (found & CLASS.folded) === 0 ? text : fold(text, tables.traditional);
  return { text: folded, offsets: null };
}
