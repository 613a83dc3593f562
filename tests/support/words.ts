import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { compileWords } from '../../scripts/compile-words.ts';
import { jiebaAlone, openWords, type Words } from '../../src/segment/words.ts';

const root = new URL('../../', import.meta.url);
const SOURCES = {
  jieba: createRequire(import.meta.url).resolve('@node-rs/jieba/dict.txt'),
  own: fileURLToPath(new URL('dictionaries/words.user.tsv', root)),
  hmm: fileURLToPath(new URL('dictionaries/hmm.tsv', root)),
};
/** The code that decides what the compiled bytes are. */
const COMPILER = [
  ...['scripts/compile-words.ts', 'scripts/read-rows.ts', 'src/segment/classes.ts'],
  ...['src/segment/placement.ts', 'src/segment/trie.ts', 'src/segment/weight.ts'],
  'src/segment/words.ts',
].map((path) => fileURLToPath(new URL(path, root)));

/** The word list as it ships: that of the last build where nothing has changed since, else one from the cache. */
export function shippedWords(): Words {
  const built = fileURLToPath(new URL('dist/words.bin', root));
  const changed = (path: string): number => statSync(path).mtimeMs;
  const isFresh =
    existsSync(built) &&
    [...Object.values(SOURCES), ...COMPILER].every((path) => changed(path) < changed(built));
  return isFresh ? openWords(readFileSync(built)) : cached();
}

/** jieba's words without ours: what jieba itself cuts with. */
export function jiebaWords(): Words {
  return jiebaAlone(shippedWords());
}

/** Compiled lists are kept by the hash of all that goes into them, for the test files that come after. */
function cached(): Words {
  const hash = createHash('sha256');
  for (const path of [...Object.values(SOURCES), ...COMPILER]) hash.update(readFileSync(path));
  const directory = fileURLToPath(new URL('node_modules/.cache/voc/', root));
  const path = `${directory}words-${hash.digest('hex').slice(0, 16)}.bin`;
  if (!existsSync(path)) {
    mkdirSync(directory, { recursive: true });
    const part = `${path}.${process.pid}.part`;
    writeFileSync(
      part,
      compileWords({
        jieba: readFileSync(SOURCES.jieba, 'utf8'),
        own: readFileSync(SOURCES.own, 'utf8'),
        hmm: readFileSync(SOURCES.hmm, 'utf8'),
      }),
    );
    renameSync(part, path);
  }
  return openWords(readFileSync(path));
}
