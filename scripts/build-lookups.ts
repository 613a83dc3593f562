/**
 * Compiles what the program looks things up in: jieba's dictionary, our own words and the model for unknown words into
 * dist/words.bin, all other dictionaries into dist/dictionaries.bin.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { readDictionaryTexts } from '../src/io/resources.ts';
import { compileDictionaries } from '../src/lexicon/compile.ts';
import { compileWords } from './compile-words.ts';

const dist = new URL('../dist/', import.meta.url);
const jieba = createRequire(import.meta.url).resolve('@node-rs/jieba/dict.txt');
const texts = readDictionaryTexts();
mkdirSync(dist, { recursive: true });
writeFileSync(new URL('dictionaries.bin', dist), compileDictionaries(texts));
writeFileSync(
  new URL('words.bin', dist),
  compileWords({
    jieba: readFileSync(jieba, 'utf8'),
    own: texts['words.user.tsv'] ?? '',
    hmm: readFileSync(new URL('../dictionaries/hmm.tsv', import.meta.url), 'utf8'),
  }),
);
