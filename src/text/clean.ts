import { type CharacterMap, fold } from './fold.ts';
import type { Cleaned } from './offsets.ts';

/** What cleaning looks up. Built once from the dictionaries, never changed. */
export interface CleaningTables {
  readonly traditional: CharacterMap;
}

/** Makes a text easy to read for all further steps. Cleaning what is clean changes nothing. */
export function clean(text: string, tables: CleaningTables): Cleaned {
  return { text: fold(text, tables.traditional), offsets: null };
}
