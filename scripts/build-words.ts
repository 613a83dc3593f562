/** Compiles jieba's dictionary, our own words and the model for unknown words into dist/words.bin. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { compileWords } from './compile-words.ts';

const root = new URL('../', import.meta.url);
const jieba = createRequire(import.meta.url).resolve('@node-rs/jieba/dict.txt');
mkdirSync(new URL('dist/', root), { recursive: true });
writeFileSync(
  new URL('dist/words.bin', root),
  compileWords({
    jieba: readFileSync(jieba, 'utf8'),
    own: readFileSync(new URL('dictionaries/words.user.tsv', root), 'utf8'),
    hmm: readFileSync(new URL('dictionaries/hmm.tsv', root), 'utf8'),
  }),
);
