import { readdirSync, readFileSync } from 'node:fs';
import { compileDictionaries } from '../src/lexicon/compile.ts';
import type { Term } from '../src/lexicon/entries.ts';
import { type Lexicon, openLexicon } from '../src/lexicon/lexicon.ts';

const FOLDER = new URL('../dictionaries/', import.meta.url);

/** The texts of all shipped dictionaries, by file name. */
export const dictionaryFiles: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.tsv'))
    .sort()
    .map((file) => [file, readFileSync(new URL(file, FOLDER), 'utf8')]),
);

/** The dictionaries as they stand, whatever is built: tests must not see what was compiled before an edit. */
export const dictionaries: Uint8Array = compileDictionaries(dictionaryFiles);

/** The shipped lexicon. */
export const lexicon: Lexicon = openLexicon(dictionaries);

/** All of its terms. */
export const terms: readonly Term[] = Array.from({ length: lexicon.terms.count }, (_, id) =>
  lexicon.terms.at(id),
);
