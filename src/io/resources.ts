import { closeSync, fstatSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { InputError } from '../model/errors.ts';
import type { Shipped } from '../model/shipped.ts';

/** The package's own folder: two up from `src/io` and from `dist/io`. */
const PACKAGE = new URL('../../', import.meta.url);

const DICTIONARIES = new URL('dictionaries/', PACKAGE);

/** What only the word list is compiled from. */
const OF_WORDS = 'hmm.tsv';

/** The texts of the tab-separated dictionaries, by file name: what `dist/dictionaries.bin` is compiled from. */
export function readDictionaryTexts(): Record<string, string> {
  const names = readdirSync(DICTIONARIES).filter((name) => {
    return name.endsWith('.tsv') && name !== OF_WORDS;
  });
  return Object.fromEntries(
    names.sort().map((name) => [name, readFileSync(new URL(name, DICTIONARIES), 'utf8')]),
  );
}

/** The bytes of the compiled dictionaries. Throws an InputError where the package was not built. */
export function readDictionaries(): Uint8Array {
  return readCompiled('dictionaries.bin');
}

/** The bytes of the compiled word list. Throws an InputError where the package was not built. */
export function readWords(): Uint8Array {
  return readCompiled('words.bin');
}

function readCompiled(name: string): Uint8Array {
  try {
    return readShared(new URL(`dist/${name}`, PACKAGE));
  } catch (cause) {
    throw new InputError(
      {
        zh: `编译文件 dist/${name} 不存在：请先运行 npm run build`,
        en: `the compiled file dist/${name} is missing: run npm run build first`,
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
    polarity: readShared(new URL('polarity.model', DICTIONARIES)),
    opinions: readShared(new URL('opinions.model', DICTIONARIES)),
    aspects: readShared(new URL('aspects.model', DICTIONARIES)),
    spam: readShared(new URL('spam.model', DICTIONARIES)),
  };
}

/** Reads a file into memory that threads share: one copy is enough for all of them, the first among them. */
function readShared(file: URL): Uint8Array {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = new Uint8Array(new SharedArrayBuffer(fstatSync(descriptor).size));
    for (let at = 0; at < bytes.length; ) {
      const read = readSync(descriptor, bytes, at, bytes.length - at, at);
      if (read === 0) return bytes.subarray(0, at);
      at += read;
    }
    return bytes;
  } finally {
    closeSync(descriptor);
  }
}
