import { groupIntoClasses } from '../src/segment/classes.ts';
import { buildTrie, codesOf } from '../src/segment/trie.ts';
import { frequencyToStayWhole } from '../src/segment/weight.ts';
import { findWord, IMPOSSIBLE, packWords, TRANSITIONS, UNLISTED } from '../src/segment/words.ts';
import { readRows } from './read-rows.ts';

/** The texts that a word list is compiled from. */
export interface WordSources {
  /** jieba's dictionary: `word frequency tag` a line. */
  readonly jieba: string;
  /** dictionaries/words.user.tsv; the header alone for jieba's words and no others. */
  readonly own: string;
  /** dictionaries/hmm.tsv. */
  readonly hmm: string;
}

interface Word {
  readonly word: string;
  readonly frequency: number;
  readonly tag: string;
}

/** What jieba takes into words: these signs, letters, digits and Han characters, no others. */
const WORD_CHARACTER = /^[\u4e00-\u9fd5a-zA-Z0-9+#&._%-]$/;

const STATES = ['B', 'M', 'E', 'S'] as const;

/** The bytes of a compiled word list: equal sources, equal bytes. */
export function compileWords(sources: WordSources): Uint8Array {
  const listed = readJieba(sources.jieba);
  // The words that we add do not change the sum, so that all others keep jieba's probabilities.
  const total = listed.reduce((sum, word) => sum + word.frequency, 0);
  const jieba = new Map(listed.map((word) => [word.word, word]));
  const own = readOwn(sources.own, jieba, total).filter(({ word }) => isReachable(word));
  const words = join([...jieba.values()], own).filter(({ word }) => isReachable(word));
  const replaced = own.flatMap(({ word }) => jieba.get(word) ?? []);
  const model = readModel(sources.hmm);
  const { codes, codeLimit } = numberCharacters(words, [...model.emissions.keys()]);
  const classes = groupIntoClasses([...words, ...replaced], total);
  const coded = words.map(({ word }, index) => ({
    codes: codesOf(word, codes),
    wordClass: classes.wordClasses[index] ?? 0,
  }));
  const trie = buildTrie(coded, codeLimit);
  const jiebaClasses = new Map(
    replaced.map(({ word }, at) => [word, classes.wordClasses[words.length + at] ?? 0]),
  );
  return packWords({
    trie,
    codes,
    codeLimit,
    weights: classes.weights,
    classTags: classes.classTags,
    tags: classes.tags,
    own: {
      nodes: Int32Array.from(own, ({ word }) => findWord({ trie, codes }, word)),
      jiebaClasses: Uint16Array.from(own, ({ word }) => jiebaClasses.get(word) ?? 0),
    },
    emissions: emissionTable(model.emissions, codes, codeLimit),
    transitions: Float64Array.from(
      TRANSITIONS,
      (step) => model.transitions.get(step) ?? IMPOSSIBLE,
    ),
    total,
  });
}

function readJieba(text: string): Word[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => {
      const [word = '', frequency = '', tag = 'x'] = line.split(' ');
      return { word, frequency: Number(frequency), tag };
    });
}

/** Our own words. A weight of `-` or `!` is computed. */
function readOwn(text: string, jieba: ReadonlyMap<string, Word>, total: number): Word[] {
  const logProbability = (part: string): number | undefined => {
    const found = jieba.get(part);
    return found && Math.log(found.frequency) - Math.log(total);
  };
  return readRows(text, 3).map(([word = '', weight = '', tag = '']) => ({
    word,
    frequency:
      weight === '-' || weight === '!'
        ? frequencyToStayWhole(word, logProbability, -Math.log(total), total)
        : Number(weight),
    tag,
  }));
}

/** jieba's words with ours, sorted by spelling; ours replace equal ones. */
function join(listed: readonly Word[], own: readonly Word[]): Word[] {
  const words = new Map([...listed, ...own].map((word) => [word.word, word]));
  return [...words.values()].sort((a, b) => Number(a.word > b.word) - Number(a.word < b.word));
}

function isReachable(word: string): boolean {
  return word.split('').every((unit) => WORD_CHARACTER.test(unit));
}

/** The characters of the most words get the lowest codes: small codes pack the trie more tightly. */
function numberCharacters(
  words: readonly Word[],
  others: readonly string[],
): { codes: Uint16Array; codeLimit: number } {
  const codes = new Uint16Array(0x10000);
  const uses = new Uint32Array(0x10000);
  for (let unit = 0; unit < codes.length; unit++) {
    if (WORD_CHARACTER.test(String.fromCharCode(unit))) codes[unit] = UNLISTED;
  }
  for (const { word } of words) {
    for (let at = 0; at < word.length; at++) {
      const unit = word.charCodeAt(at);
      uses[unit] = (uses[unit] ?? 0) + 1;
    }
  }
  const used = new Set([...uses.keys()].filter((unit) => uses[unit] !== 0));
  for (const character of others) used.add(character.charCodeAt(0));
  const byUse = [...used].sort((a, b) => (uses[b] ?? 0) - (uses[a] ?? 0) || a - b);
  byUse.forEach((unit, rank) => {
    codes[unit] = UNLISTED + 1 + rank;
  });
  return { codes, codeLimit: UNLISTED + 1 + byUse.length };
}

interface Model {
  readonly transitions: ReadonlyMap<string, number>;
  /** Log probabilities in B, M, E, S by character. */
  readonly emissions: ReadonlyMap<string, readonly number[]>;
}

function readModel(text: string): Model {
  const transitions = new Map<string, number>();
  const emissions = new Map<string, readonly number[]>();
  for (const [from = '', ...cells] of readRows(text, 5)) {
    const values = cells.map((cell) => (cell === '-' ? IMPOSSIBLE : Number(cell)));
    if (from.charCodeAt(0) < 0x80) {
      STATES.forEach((state, at) => {
        transitions.set(from + state, values[at] ?? IMPOSSIBLE);
      });
    } else emissions.set(from, values);
  }
  return { transitions, emissions };
}

function emissionTable(
  emissions: Model['emissions'],
  codes: Uint16Array,
  codeLimit: number,
): Float64Array {
  const table = new Float64Array(4 * codeLimit).fill(IMPOSSIBLE);
  for (const [character, values] of emissions) {
    table.set(values, 4 * (codes[character.charCodeAt(0)] ?? 0));
  }
  return table;
}
