import { readdirSync, readFileSync } from 'node:fs';
import { InputError } from '../model/errors.ts';
import type { Shipped } from '../model/shipped.ts';

/** The package's own folder: two up from `src/io` and from `dist/io`. */
const PACKAGE = new URL('../../', import.meta.url);

const DICTIONARIES = new URL('dictionaries/', PACKAGE);

/** What only the word list is compiled from; a third of the text of all dictionaries. */
const COMPILED = 'hmm.tsv';

/** The texts of the tab-separated dictionaries that are looked up as they are, by file name. */
export function readDictionaries(): Record<string, string> {
  const names = readdirSync(DICTIONARIES).filter((name) => {
    return name.endsWith('.tsv') && name !== COMPILED;
  });
  return Object.fromEntries(names.sort().map((name) => [name, readDictionary(name)]));
}

/** The text of one of them. */
export function readDictionary(name: string): string {
  return readFileSync(new URL(name, DICTIONARIES), 'utf8');
}

/** The bytes of the compiled word list. Throws an InputError where the package was not built. */
export function readWords(): Uint8Array {
  try {
    return readFileSync(new URL('dist/words.bin', PACKAGE));
  } catch (cause) {
    throw new InputError(
      {
        zh: '词表 dist/words.bin 不存在：请先运行 npm run build',
        en: 'the word list dist/words.bin is missing: run npm run build first',
      },
      { cause },
    );
  }
}

/** All that the stages look things up in. Throws an InputError where the package was not built. */
export function readShipped(): Shipped {
  return {
    dictionaries: readDictionaries(),
    words: readWords(),
    polarity: readFileSync(new URL('polarity.model', DICTIONARIES)),
    opinions: readFileSync(new URL('opinions.model', DICTIONARIES)),
    aspects: readFileSync(new URL('aspects.model', DICTIONARIES)),
  };
}
