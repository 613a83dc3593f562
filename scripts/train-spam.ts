/**
 * Trains what tells advertisements of trades that no cue names: `npx tsx scripts/train-spam.ts` writes
 * dictionaries/spam.model from scripts/advertisements.tsv, the tables that cues were written for, and the texts in ../shared/data. Equal data and code, equal bytes.
 * It says how many of the lines the letters alone tell when they are held out, and how many real texts they mistake.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { createFeatures, readFeatures } from '../src/classify/features.ts';
import {
  createLetterScorer,
  LEAST_LETTERS,
  LETTERS_READ,
  NO_WORDS,
} from '../src/classify/letters.ts';
import { type LinearModel, packModel } from '../src/classify/model.ts';
import type { Examples } from '../src/classify/train.ts';
import { createFlagger } from '../src/ingest/cleaning/flags.ts';
import { readDictionaryTexts } from '../src/io/resources.ts';
import { compileDictionaries } from '../src/lexicon/compile.ts';
import { FLAGS_FILE, parseFlags } from '../src/lexicon/flags.ts';
import { openLexicon } from '../src/lexicon/lexicon.ts';
import { lettersOf } from '../src/text/letters.ts';
import { unitsOf } from '../src/text/units.ts';
import { numberFeatures } from './corpus.ts';
import { dataFolder, SENTIMENT_SETS } from './data-folder.ts';
import { createRandom, shuffled } from './random.ts';
import { readRows } from './read-rows.ts';
import { trainStrongest } from './train-strongest.ts';

const EXPORTS = [
  'car_complaints',
  'gov_messages_replies',
  'gov_messages_stream',
  'jd_phone_reviews',
];
/** The lines of our own. Tables that only measure (spam-blind, spam-model) are not among them. */
const TABLES = [
  'advertisements.tsv',
  ...['labelled', 'coupons', 'spam-second', 'spam-third', 'spam-fourth'].map(
    (name) => `../tests/ingest/cleaning/${name}.tsv`,
  ),
];
/** Real texts that are learned from: of all sets together, and of each export. */
const REAL = 40_000;
const OF_EXPORT = 700;
/** Features that fewer texts have are left out. */
const RAREST = 2;
const SIZE = { cost: 1, epochs: 10, kept: 40_000, bits: 16 };
/** What a mistake costs: real texts are many, and cost 1. */
const ADVERTISEMENT_COST = 10;
const LOOK_ALIKE_COST = 10;
/** One in so many real texts, none of them trained on, may reach the sum of weights from which on a text is an advertisement. */
const RARITY = 6000;
/** And one in so many lines that look like one: by their letters alone, before cues speak against it. */
const LOOK_ALIKE_RARITY = 100;
const THRESHOLD = 3;
/** What one of margin is worth in the weights of cues: a text that looks like neither gets nearly none. */
const WORTH = 7.5;
const FOLDS = 4;

interface Row {
  readonly letters: string;
  readonly label: 1 | -1;
  readonly cost: number;
}

const texts = readDictionaryTexts();
const { traditional } = openLexicon(compileDictionaries(texts)).cleaning;
const random = createRandom(7);
const scratch = createFeatures();

/** The distinct texts of a table, without those that the cues tell: they may well be advertisements. */
function readReal(file: string): string[] {
  const cued = createFlagger(parseFlags(texts[FLAGS_FILE] ?? ''), traditional, () => 0);
  const rows = parse<{ text: string }>(readFileSync(`${dataFolder()}/${file}`), {
    columns: true,
    bom: true,
  });
  return [...new Set(rows.map(({ text }) => text))].filter((text) => !cued(text).includes('spam'));
}

function rowOf(text: string, label: 1 | -1, cost: number): Row {
  return { letters: lettersOf(text, traditional).words.slice(0, LETTERS_READ), label, cost };
}

/** The lines that are an advertisement or look like one; a table of flags has others too. */
function readLines(): Row[] {
  return TABLES.flatMap((file) => readRows(readFileSync(new URL(file, import.meta.url), 'utf8'), 2))
    .filter(([flag]) => flag === 'spam' || flag === '-')
    .map(([flag, text = '']) =>
      flag === 'spam' ? rowOf(text, 1, ADVERTISEMENT_COST) : rowOf(text, -1, LOOK_ALIKE_COST),
    );
}

function keysOf({ letters }: Row): Uint32Array {
  readFeatures(unitsOf(letters), NO_WORDS, [], null, scratch);
  return scratch.keys.subarray(0, scratch.count);
}

function train(rows: readonly Row[]): LinearModel {
  const corpus = numberFeatures(rows.length, (i) => keysOf(rows[i] as Row), RAREST);
  const examples: Examples = {
    features: corpus.features,
    starts: corpus.starts,
    claimed: new Uint8Array(corpus.keys.length),
    dense: new Float64Array(0),
    width: 0,
    labels: Int8Array.from(rows, ({ label }) => label),
    costs: Float64Array.from(rows, ({ cost }) => cost),
  };
  const worths = new Float64Array(corpus.keys.length).fill(1);
  return trainStrongest(
    { examples, corpus, texts: rows.map(({ letters }) => letters), worths },
    SIZE,
  );
}

/** The margin that one in `rarity` of the rows reaches, none of them trained on. */
function marginAt(model: LinearModel, rows: readonly Row[], rarity: number): number {
  const score = createLetterScorer(model);
  const margins = rows
    .filter(({ letters, label }) => label < 0 && letters.length >= LEAST_LETTERS)
    .map(({ letters }) => score(letters))
    .sort((a, b) => b - a);
  return margins[Math.floor(margins.length / rarity)] ?? 0;
}

/** The model in the weights of cues, with the margin that stands for the threshold. */
function inWeights(model: LinearModel, margin: number): LinearModel {
  const bias = (model.bias - margin) * WORTH + THRESHOLD;
  return { ...model, step: model.step * WORTH, bias };
}

function say(name: string, model: LinearModel, rows: readonly Row[]): void {
  const score = createLetterScorer(model);
  const found = (label: 1 | -1): string => {
    const wanted = rows.filter((row) => row.label === label);
    return `${wanted.filter(({ letters }) => score(letters) >= THRESHOLD).length} of ${wanted.length}`;
  };
  process.stdout.write(`${name}: advertisements ${found(1)}, others ${found(-1)}\n`);
}

const real = [
  ...shuffled(
    SENTIMENT_SETS.flatMap((set) => readReal(`sentiment/${set}.train.csv`)),
    random,
  ).slice(0, REAL),
  ...EXPORTS.flatMap((name) =>
    shuffled(readReal(`exports/${name}.csv`), random).slice(0, OF_EXPORT),
  ),
].map((text) => rowOf(text, -1, 1));
const held = SENTIMENT_SETS.flatMap((set) => readReal(`sentiment/${set}.dev.csv`)).map((text) =>
  rowOf(text, -1, 1),
);
const lines = shuffled(readLines(), random);
const folds = Array.from({ length: FOLDS }, (_, fold) => {
  const rows = lines.filter((_, i) => i % FOLDS === fold);
  const others = lines.filter((_, i) => i % FOLDS !== fold);
  return { rows, model: train([...real, ...others]) };
});
const lookAlikes =
  folds.reduce((sum, { model, rows }) => sum + marginAt(model, rows, LOOK_ALIKE_RARITY), 0) / FOLDS;
for (const { model, rows } of folds) say('lines held out', inWeights(model, lookAlikes), rows);
const model = train([...real, ...lines]);
const packed = inWeights(model, Math.max(lookAlikes, marginAt(model, held, RARITY)));
say('real texts held out', packed, held);
writeFileSync(new URL('../dictionaries/spam.model', import.meta.url), packModel(packed));
