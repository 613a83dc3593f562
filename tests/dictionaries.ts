import { readdirSync, readFileSync } from 'node:fs';
import { type Lexicon, loadLexicon } from '../src/lexicon/lexicon.ts';

const FOLDER = new URL('../dictionaries/', import.meta.url);

/** The texts of all shipped dictionaries, by file name. */
export const dictionaryFiles: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.tsv'))
    .sort()
    .map((file) => [file, readFileSync(new URL(file, FOLDER), 'utf8')]),
);

/** The shipped lexicon. */
export const lexicon: Lexicon = loadLexicon(dictionaryFiles);
