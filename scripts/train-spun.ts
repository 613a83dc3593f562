/**
 * Counts what tells wording that nobody made for the purpose: `npx tsx scripts/train-spun.ts` writes
 * dictionaries/spun.tsv from scripts/spun-pairs.tsv (the word that rewriting programs put in, the word that customers use)
 * and the training texts in ../shared/data. Only short stretches that many of the texts share are written. Equal data and code, equal bytes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { type Spoken, spokenOf } from '../src/cluster/copies/spoken.ts';
import { readDictionaryTexts } from '../src/io/resources.ts';
import { compileDictionaries } from '../src/lexicon/compile.ts';
import { openLexicon } from '../src/lexicon/lexicon.ts';
import { RUN } from '../src/lexicon/spun.ts';
import { dataFolder, SENTIMENT_SETS } from './data-folder.ts';
import { readRows } from './read-rows.ts';

/** Texts that a run of letters, or a clause of praise, stands in at least. */
const STOCK = 50;
const PRAISE = 5;
const MOSTLY_PRAISE = 0.8;
const LONGEST_PRAISE = 10;
/** A clause with a number or a Latin word tells a fact, and two letters are too few to tell what they are about. */
const NO_FACT = /^[^0-9a-z]{3,}$/;
/** A rewriting program replaces about every other word that it could. */
const REPLACED = 0.5;
/** Weights below the first tell nothing, above the last are not known so well. */
const LEAST_BITS = 2.5;
const LEAST_BITS_BESIDE = 3;
/** A word that so many texts have is one that customers write themselves: only what stands beside it tells. */
const OWN_WORD = 100;
const MOST_BITS = 8;
/** Letters beside an original that so many texts have, the most frequent ones on each side. */
const BESIDE = 12;
const MOST_BESIDE = 10;
/** One letter beside a word is weaker evidence than two. */
const ONE_LETTER = 0.5;

type Side = 'left' | 'right';
interface Counts {
  readonly texts: Map<string, number>;
  readonly beside: Record<Side, Map<string, Map<string, number>>>;
}
interface Text extends Spoken {
  readonly positive: boolean | null;
}

const data = dataFolder();
const { traditional } = openLexicon(compileDictionaries(readDictionaryTexts())).cleaning;

function readTexts(): Text[] {
  return SENTIMENT_SETS.flatMap((name) => {
    const file = readFileSync(`${data}/sentiment/${name}.train.csv`);
    const rows = parse<{ text: string; label: string }>(file, { columns: true, bom: true });
    return rows.map(({ text, label }) => ({
      ...spokenOf(text, traditional),
      positive: label === '1' ? true : label === '0' || label === '-1' ? false : null,
    }));
  });
}

/** The word that rewriting programs put in, and the one that customers use. */
type Pair = readonly [word: string, original: string];

function readPairs(): Pair[] {
  const text = readFileSync(new URL('spun-pairs.tsv', import.meta.url), 'utf8');
  return readRows(text, 2).map(([word = '', original = '']) => [word, original]);
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Runs of letters that many texts have. */
function stockRuns(texts: readonly Text[]): string[] {
  const counts = new Map<string, number>();
  for (const { letters } of texts) {
    const runs = new Set<string>();
    for (let at = 0; at + RUN <= letters.length; at++) runs.add(letters.slice(at, at + RUN));
    for (const run of runs) add(counts, run);
  }
  return [...counts].filter(([, count]) => count >= STOCK).map(([run]) => run);
}

/** Clauses that many texts have, nearly all of them satisfied. */
function praiseClauses(texts: readonly Text[]): string[] {
  const [all, good] = [new Map<string, number>(), new Map<string, number>()];
  for (const { letters, ends, positive } of texts) {
    const clauses = new Set(ends.map((end, at) => letters.slice(ends[at - 1] ?? 0, end)));
    if (positive === null) continue;
    for (const clause of clauses) {
      add(all, clause);
      if (positive) add(good, clause);
    }
  }
  return [...all]
    .filter(
      ([clause, count]) => count >= PRAISE && (good.get(clause) ?? 0) >= MOSTLY_PRAISE * count,
    )
    .map(([clause]) => clause)
    .filter((clause) => NO_FACT.test(clause) && clause.length <= LONGEST_PRAISE);
}

/** In how many texts each word stands, and what stands beside it. */
function countWords(texts: readonly Text[], words: ReadonlySet<string>): Counts {
  const counts: Counts = { texts: new Map(), beside: { left: new Map(), right: new Map() } };
  const byFirst = new Map<string | undefined, string[]>();
  for (const word of words) byFirst.set(word[0], [...(byFirst.get(word[0]) ?? []), word]);
  for (const { letters } of texts) {
    const seen = new Set<string>();
    for (let at = 0; at < letters.length; at++) {
      for (const word of byFirst.get(letters[at]) ?? []) {
        if (letters.startsWith(word, at)) noteWord(counts, seen, letters, at, word);
      }
    }
  }
  return counts;
}

function noteWord(
  { texts, beside }: Counts,
  seen: Set<string>,
  letters: string,
  at: number,
  word: string,
): void {
  const once = (key: string, note: () => void): void => {
    if (!seen.has(key)) note();
    seen.add(key);
  };
  once(word, () => add(texts, word));
  for (const length of [1, 2]) {
    const end = at + word.length;
    const around = {
      left: letters.slice(at - length, at),
      right: letters.slice(end, end + length),
    };
    for (const side of ['left', 'right'] as const) {
      if (around[side].length < length) continue;
      const own = beside[side].get(word) ?? new Map<string, number>();
      beside[side].set(word, own);
      once(`${word} ${side} ${around[side]}`, () => add(own, around[side]));
    }
  }
}

/** A row for each stretch that tells a word put in, with the highest weight that any original gives it. */
function rewordings(counts: Counts, pairs: readonly Pair[]): Map<string, Row> {
  const rows = new Map<string, Row>();
  const put = (text: string, word: string, original: string, bits: number): void => {
    const row = { text, word, original, bits: Math.min(bits, MOST_BITS) };
    if ((rows.get(text)?.bits ?? 0) < row.bits) rows.set(text, row);
  };
  for (const [word, original] of pairs) {
    const usual = counts.texts.get(original) ?? 0;
    const seen = counts.texts.get(word) ?? 0;
    const bits = Math.log2((REPLACED * usual + 0.01) / (seen + 1));
    if (bits >= LEAST_BITS && seen < OWN_WORD) put(word, word, original, bits);
    for (const side of ['left', 'right'] as const) {
      for (const [letters, weight] of tellingBeside(counts, side, word, original)) {
        put(side === 'right' ? word + letters : letters + word, word, original, weight);
      }
    }
  }
  return rows;
}

interface Row {
  readonly text: string;
  readonly word: string;
  readonly original: string;
  readonly bits: number;
}

/** Letters that customers write beside the original and hardly ever beside the word, with their weights. */
function tellingBeside(
  { beside }: Counts,
  side: Side,
  word: string,
  original: string,
): (readonly [letters: string, bits: number])[] {
  const own = beside[side].get(word);
  return [...(beside[side].get(original) ?? [])]
    .filter(([, count]) => count >= BESIDE)
    .map(([letters, count]) => {
      const bits = Math.log2((REPLACED * count) / ((own?.get(letters) ?? 0) + 0.5));
      return { letters, count, bits: letters.length === 1 ? bits - ONE_LETTER : bits };
    })
    .filter(({ bits }) => bits >= LEAST_BITS_BESIDE)
    .sort((one, other) => other.count - one.count || (one.letters < other.letters ? -1 : 1))
    .slice(0, MOST_BESIDE)
    .map(({ letters, bits }) => [letters, bits]);
}

const texts = readTexts();
const pairs = readPairs();
const found = rewordings(countWords(texts, new Set(pairs.flat())), pairs);
const rows = [
  ...stockRuns(texts).map((run) => `${run}\trun\t-\t-\t-`),
  ...praiseClauses(texts).map((clause) => `${clause}\tpraise\t-\t-\t-`),
  ...[...found.values()].map(
    ({ text, word, original, bits }) => `${text}\tword\t${word}\t${original}\t${bits.toFixed(1)}`,
  ),
].sort();
const HEAD = `# What tells wording that nobody made for the purpose, written by scripts/train-spun.ts: run = four letters that many customers write; praise = a clause of praise without a fact;
# word = a stretch that rewriting programs leave behind, with the word put in, the one that customers use, and how much rarer it is (binary logarithm).
`;
writeFileSync(
  new URL('../dictionaries/spun.tsv', import.meta.url),
  `${HEAD}text\tuse\tword\toriginal\tbits\n${rows.join('\n')}\n`,
);
process.stdout.write(`${texts.length} texts, ${rows.length} rows\n`);
