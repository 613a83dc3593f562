/**
 * Trains the model that decides which stretches of a voice are opinions: `npx tsx scripts/train-opinions.ts`
 * writes dictionaries/opinions.model. Equal data and code, equal bytes.
 *
 * 1. Weights of hashed features: multinomial logistic regression with AdaGrad on texts in which opinions are marked.
 * 2. What tells reviews of meals and of cosmetics, whose marks follow habits of their own, from all other voices:
 *    logistic regression.
 * 3. Weights that tell in reviews of meals whether neighbours are one opinion or two: logistic regression.
 * 4. The lines that decide: in those reviews the weights alone, elsewhere logistic regression on voices that were labelled
 *    after the codebook: the gold file, marked-opinions.tsv and fixtures/opinions.txt, of which the last two teach the
 *    weights, too. So that the lines do not trust weights that have seen the answer, each of their voices is weighed by
 *    weights that others have taught. Sentences of fixtures/services.txt, industries.txt and letters.txt teach the weights
 *    alone: they are denser with opinions than what customers write, and lines drawn through them would find too much.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { type Candidate, candidatesOf, reaching } from '../src/annotate/candidates.ts';
import { labelsHeard } from '../src/annotate/heard.ts';
import { contextOf, featuresOf, MOST_FEATURES, sortOf } from '../src/annotate/opinion-features.ts';
import {
  follows,
  JOIN_CELLS,
  joinFeatures,
  MOST_JOIN_FEATURES,
} from '../src/annotate/opinion-joins.ts';
import {
  INPUTS,
  inputsOf,
  type OpinionModel,
  packOpinionModel,
  STYLES,
  WEIGHTS,
} from '../src/annotate/opinion-model.ts';
import { findJudgements } from '../src/annotate/polarity.ts';
import { prepareTexts, readText } from '../src/annotate/reading.ts';
import { balanceOf } from '../src/annotate/sentiment.ts';
import { satisfactionOf } from '../src/annotate/signs.ts';
import { openModel } from '../src/classify/model.ts';
import { createScorer } from '../src/classify/score.ts';
import { readDictionaryTexts, readWords } from '../src/io/resources.ts';
import { compileDictionaries } from '../src/lexicon/compile.ts';
import { openLexicon } from '../src/lexicon/lexicon.ts';
import { loadSegmenter } from '../src/pipeline/segmenting.ts';
import { dataFolder } from './data-folder.ts';
import { readOwnSentences } from './own-sentences.ts';
import { createRandom, shuffled } from './random.ts';

const BITS = 16;
const CELLS = 2 ** BITS;
const EPOCHS = 3;
const RATE = 0.05;
/** AdaGrad's sums begin with it, so that the first steps are no leaps. */
const FIRST_SUM = 0.1;
/** Weights in the tables are stored in 127 steps up to this. */
const LARGEST_WEIGHT = 2;
/** The voices that are marked after the codebook are few beside the reviews: each teaches as if it were so many. */
const REPEATED = 4;
/** Parts of these voices, each weighed by what the others have taught. */
const FOLDS = 4;
/** What an opinion may score below even odds: half as many missed weigh more than some too many. */
const LENIENCE = { unjudged: 0, judged: 0.7, meal: 0.8, beauty: 0.6 } as const;
/** Log-odds against joining: of two opinions taken for one, one is lost. */
const RELUCTANCE = 0.3;
/** Share of a stretch that a mark must cover to be its own. */
const COVERED = 0.6;
/** What a stretch teaches that is part of the mark of another, with which it may be joined: it is hardly no opinion. */
const PART = 0.3;
const MEALS = 'restaurant_aste_zhang';
const COSMETICS = 'zhejiang_cosmetics_quads';
const OTHERS = [
  ...['bdci_car_2018', 'chnsenticorp_htl', 'nlpcc14_sc', 'online_shopping_10_cats'],
  ...['sentic_4domains', 'waimai_10k'],
];

interface Marked {
  readonly start: number;
  readonly end: number;
  readonly polarity: string;
}

interface Example {
  readonly candidate: Candidate;
  readonly cells: Int32Array;
  readonly balance: number;
  readonly logOdds: number;
  /** What it is marked as: 0 for no opinion, 1 negative, 2 positive, 3 neither. */
  target: number;
  /** How much it teaches, from 0 to 1. */
  weight: number;
}

const data = dataFolder();
const lexicon = openLexicon(compileDictionaries(readDictionaryTexts()));
const segmenter = loadSegmenter(readWords());
const polarity = createScorer(
  openModel(readFileSync(new URL('../dictionaries/polarity.model', import.meta.url))),
);

function examplesOf(text: string): Example[] {
  const [prepared] = prepareTexts([text], lexicon, segmenter);
  if (!prepared) return [];
  const reading = readText(prepared, lexicon);
  const judgements = findJudgements(reading);
  const balance = balanceOf(reading, judgements);
  const { logOdds } = satisfactionOf(reading, judgements, labelsHeard(reading), balance, polarity);
  const candidates = candidatesOf(reading, judgements);
  const context = contextOf(reading, judgements, candidates.length);
  const cells = new Int32Array(MOST_FEATURES);
  return candidates.map((candidate) => ({
    candidate,
    cells: cells.slice(0, featuresOf(context, candidate, BITS, cells)),
    balance: context.balance,
    logOdds,
    target: 0,
    weight: 1,
  }));
}

/** Examples of a text with their targets: each mark goes to the candidate that fits it best, and only to that. */
function markedExamples(text: string, marks: readonly Marked[]): Example[] {
  const examples = examplesOf(text);
  const pairs = marks
    .flatMap((mark) => examples.map((example) => ({ mark, example, fit: fitOf(mark, example) })))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit);
  const taken = new Set<Marked>();
  for (const { mark, example } of pairs) {
    if (taken.has(mark) || example.target !== 0) continue;
    taken.add(mark);
    example.target = mark.polarity === 'negative' ? 1 : mark.polarity === 'positive' ? 2 : 3;
  }
  return examples;
}

/** Intersection over union of spans; 0 where the candidate covers too little of the mark or is much longer. */
function fitOf(mark: Marked, { candidate }: Example): number {
  const length = mark.end - mark.start;
  const shared = Math.min(mark.end, candidate.end) - Math.max(mark.start, candidate.start);
  if (shared < length / 2 || candidate.end - candidate.start > 2.5 * length + 4) return 0;
  return shared / (Math.max(mark.end, candidate.end) - Math.min(mark.start, candidate.start));
}

interface Line {
  readonly text: string;
  readonly opinions: readonly Marked[];
}

/** Of lines `{text, opinions}`; an opinion without offsets stands where its span is found first. */
function readLines(file: string): Line[] {
  const lines = readFileSync(`${data}/${file}`, 'utf8').split('\n');
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const voice = JSON.parse(line) as {
        text: string;
        opinions: { span: string; start?: number; polarity: string }[];
      };
      const opinions = voice.opinions.map(
        ({ span, polarity, start = voice.text.indexOf(span) }) => ({
          start,
          end: start + span.length,
          polarity,
        }),
      );
      return { text: voice.text, opinions };
    });
}

function readMarked(file: string): Example[][] {
  return readLines(file).map(({ text, opinions }) => markedExamples(text, opinions));
}

/** Reviews of meals, whose marks reach over several stretches. */
function readMeals(file: string): Example[][] {
  return readLines(file).map(({ text, opinions }) => {
    const examples = markedExamples(text, opinions);
    for (const one of examples) {
      const isPart = one.target === 0 && opinions.some((mark) => covers(mark, one.candidate));
      if (isPart) one.weight = PART;
    }
    return examples;
  });
}

const MARKS = new URL('./marked-opinions.tsv', import.meta.url);

/** Our own sentences, a list of examples each. */
function readSentences(file: string): Example[][] {
  return readOwnSentences(file).map(({ text, marks }) => markedExamples(text, marks));
}

/** The voices of marked-opinions.tsv, a list of examples each: file, id and offsets stand there, the text does not. */
function readOwnMarks(): Example[][] {
  const textsOf = new Map<string, Map<string, string>>();
  const rows = readFileSync(MARKS, 'utf8').trimEnd().split('\n');
  return rows
    .filter((row) => !row.startsWith('#'))
    .map((row) => {
      const [file = '', id = '', marks = ''] = row.split('\t');
      const texts = textsOf.get(file) ?? readTexts(file);
      textsOf.set(file, texts);
      return markedExamples(texts.get(id) ?? '', marks === '-' ? [] : marks.split(' ').map(markOf));
    });
}

function readTexts(file: string): Map<string, string> {
  const options = { columns: true, bom: true, relax_quotes: true } as const;
  const rows: { id: string; text: string }[] = parse(readFileSync(`${data}/${file}`), options);
  return new Map(rows.map(({ id, text }) => [id, text]));
}

/** Of `12-19-`: offsets, and `-` or `+`. */
function markOf(mark: string): Marked {
  const [, start, end, sign] = /^(\d+)-(\d+)([-+])$/u.exec(mark) ?? [];
  return {
    start: Number(start),
    end: Number(end),
    polarity: sign === '-' ? 'negative' : 'positive',
  };
}

/** Weights by cell that follow gradients (AdaGrad). */
class Table {
  readonly weights: Float32Array;
  readonly #sums: Float32Array;

  constructor(cells: number) {
    this.weights = new Float32Array(cells);
    this.#sums = new Float32Array(cells).fill(FIRST_SUM);
  }

  sum(cells: Int32Array): number {
    let sum = 0;
    for (const cell of cells) sum += this.weights[cell] ?? 0;
    return sum;
  }

  descend(cells: Int32Array, gradient: number): void {
    for (const cell of cells) {
      const sum = (this.#sums[cell] ?? 0) + gradient * gradient;
      this.#sums[cell] = sum;
      this.weights[cell] = (this.weights[cell] ?? 0) - (RATE * gradient) / Math.sqrt(sum);
    }
  }

  quantised(): Int8Array {
    return Int8Array.from(this.weights, (weight) =>
      Math.max(-127, Math.min(127, Math.round((weight * 127) / LARGEST_WEIGHT))),
    );
  }
}

/** In the last epoch reviews teach alone: they have no lines that put right what other voices taught. */
function trainOpinions(
  reviews: readonly Example[],
  others: readonly Example[],
): { negative: Table; positive: Table } {
  const [negative, positive] = [new Table(CELLS), new Table(CELLS)];
  const random = createRandom(1);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const examples = epoch < EPOCHS - 1 ? [...reviews, ...others] : reviews;
    for (const { cells, target, weight } of shuffled(examples, random)) {
      const [blame, praise] = [Math.exp(negative.sum(cells)), Math.exp(positive.sum(cells))];
      const all = 1 + blame + praise;
      negative.descend(cells, weight * (blame / all - (target === 1 ? 1 : 0)));
      positive.descend(cells, weight * (praise / all - (target === 2 ? 1 : 0)));
    }
  }
  return { negative, positive };
}

type Style = (typeof STYLES)[number];

interface Voice {
  readonly cells: Int32Array;
  readonly style: Style;
}

function voiceOf(examples: readonly Example[], style: Style): Voice {
  return { cells: Int32Array.from(examples.flatMap(({ cells }) => [...cells])), style };
}

function readLabelled(name: string): { text: string; label: string }[] {
  const file = readFileSync(`${data}/sentiment/${name}.train.csv`);
  return parse(file, { columns: true, bom: true });
}

function readVoices(name: string): Voice[] {
  return readLabelled(name).map(({ text }) => voiceOf(examplesOf(text), 'general'));
}

/** Clauses without judgement in voices that were labelled neutral: none of them is an opinion. */
function readPlain(name: string): Example[] {
  return readLabelled(name)
    .filter(({ label }, i) => label === '0' && i % 3 === 0)
    .flatMap(({ text }) => examplesOf(text))
    .filter(({ candidate }) => candidate.judgement === null);
}

/** Weights of what tells voices of one style from all others. */
function trainStyle(voices: readonly Voice[], style: Style): Table {
  const table = new Table(CELLS);
  const random = createRandom(2);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (const voice of shuffled(voices, random)) {
      const probability = 1 / (1 + Math.exp(-table.sum(voice.cells)));
      table.descend(voice.cells, probability - (voice.style === style ? 1 : 0));
    }
  }
  return table;
}

/** Logistic regression by full gradients (AdaGrad), slightly held to 0. */
function regression(rows: readonly (readonly number[])[], targets: readonly boolean[]): number[] {
  const weights = new Array<number>(INPUTS).fill(0);
  const sums = new Array<number>(INPUTS).fill(1e-9);
  for (let round = 0; round < 400; round++) {
    const gradient = weights.map((weight) => (weight * rows.length) / 1000);
    for (const [i, row] of rows.entries()) {
      const score = row.reduce((sum, value, k) => sum + value * (weights[k] ?? 0), 0);
      const error = 1 / (1 + Math.exp(-score)) - (targets[i] ? 1 : 0);
      for (const [k, value] of row.entries()) gradient[k] = (gradient[k] ?? 0) + error * value;
    }
    for (const [k, slope] of gradient.entries()) {
      const mean = slope / rows.length;
      sums[k] = (sums[k] ?? 0) + mean * mean;
      weights[k] = (weights[k] ?? 0) - (0.3 * mean) / Math.sqrt(sums[k] ?? 1);
    }
  }
  return weights;
}

/** A pair of neighbours that are marked alike: its cells, and whether one mark covers both. */
interface Pair {
  readonly cells: Int32Array;
  readonly joined: boolean;
}

function pairsOf({ text, opinions }: Line): Pair[] {
  const [prepared] = prepareTexts([text], lexicon, segmenter);
  if (!prepared) return [];
  const reading = readText(prepared, lexicon);
  const cells = new Int32Array(MOST_JOIN_FEATURES);
  const pairs: Pair[] = [];
  let last: { reach: Candidate; mark: Marked } | null = null;
  for (const next of candidatesOf(reading, findJudgements(reading))) {
    const mark = opinions.find((one) => one.polarity !== 'neutral' && covers(one, next));
    if (mark && last?.mark.polarity === mark.polarity && follows(reading, last.reach, next)) {
      const isBlame = mark.polarity === 'negative';
      const count = joinFeatures(reading, last.reach, next, isBlame, cells);
      pairs.push({ cells: cells.slice(0, count), joined: mark === last.mark });
    }
    const begun: Candidate = last !== null && last.mark === mark ? last.reach : next;
    const reach = reaching(begun, begun.start, next.end, next.clause);
    last = mark ? { reach, mark } : null;
  }
  return pairs;
}

function covers(mark: Marked, { start, end }: Candidate): boolean {
  return Math.min(mark.end, end) - Math.max(mark.start, start) >= COVERED * (end - start);
}

function trainJoins(pairs: readonly Pair[]): Int8Array {
  const table = new Table(JOIN_CELLS);
  const random = createRandom(3);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (const { cells, joined } of shuffled(pairs, random)) {
      const probability = 1 / (1 + Math.exp(-table.sum(cells)));
      table.descend(cells, probability - (joined ? 1 : 0));
    }
  }
  // Each pair has this cell.
  const [bias = 0] = pairs[0]?.cells ?? [];
  table.weights[bias] = (table.weights[bias] ?? 0) - RELUCTANCE;
  return table.quantised();
}

type Weights = Pick<OpinionModel, 'weights' | 'scale'>;

/** A candidate with what weights for and against it add up to. */
interface Weighed {
  readonly example: Example;
  readonly sums: readonly [number, number];
}

function weighedBy({ weights, scale }: Weights, examples: readonly Example[]): Weighed[] {
  return examples.map((example) => {
    const sum = (table: number): number =>
      example.cells.reduce((total, cell) => total + (weights[WEIGHTS * cell + table] ?? 0), 0);
    return { example, sums: [sum(0) * scale, sum(1) * scale] };
  });
}

function generalLines(weighed: readonly Weighed[]): number[] {
  return [0, 1, 2].flatMap((sort) => {
    const own = weighed.filter(({ example }) => sortOf(example.candidate) === sort);
    const rows = own.map(({ example: { candidate, balance, logOdds }, sums }) =>
      inputsOf(candidate, sums, balance, logOdds),
    );
    return [1, 2].flatMap((polarity) => {
      const [bias = 0, ...line] = regression(
        rows,
        own.map(({ example }) => example.target === polarity),
      );
      return [bias + (sort === 0 ? LENIENCE.unjudged : LENIENCE.judged), ...line];
    });
  });
}

/** The tables cell by cell. */
function sideBySide(tables: readonly Int8Array[]): Int8Array {
  const cells = tables[0]?.length ?? 0;
  return Int8Array.from(
    { length: WEIGHTS * cells },
    (_, at) => tables[at % WEIGHTS]?.[Math.floor(at / WEIGHTS)] ?? 0,
  );
}

/** The weights alone, with some lenience. */
function plainLines(lenience: number): number[] {
  return [0, 1, 2].flatMap(() => [...[lenience, 1, 0, 0, 0, 0], ...[lenience, 0, 1, 0, 0, 0]]);
}

const meals = readMeals(`opinion/${MEALS}.train.jsonl`);
const cosmetics = readMarked(`opinion/${COSMETICS}.train.jsonl`);
const own = [...readOwnMarks(), ...readSentences('opinions.txt')];
const services = readSentences('services.txt');
const industries = [...readSentences('industries.txt'), ...readSentences('letters.txt')];
const reviews = [...meals.flat(), ...cosmetics.flat(), ...readPlain('bdci_car_2018')];
const voices = [
  ...meals.map((examples) => voiceOf(examples, 'meal')),
  ...cosmetics.map((examples) => voiceOf(examples, 'beauty')),
  ...OTHERS.flatMap(readVoices),
];
const styles = STYLES.slice(1).map((style) => trainStyle(voices, style).quantised());

/** The weights that reviews, our own sentences and these voices teach. */
function weightsOf(taught: readonly (readonly Example[])[]): Weights & { readonly bits: number } {
  const repeated = Array.from({ length: REPEATED }, () => [...taught, ...services].flat()).flat();
  const { negative, positive } = trainOpinions(reviews, [...repeated, ...industries.flat()]);
  const tables = [negative.quantised(), positive.quantised(), ...styles];
  return { bits: BITS, scale: LARGEST_WEIGHT / 127, weights: sideBySide(tables) };
}

/** These voices, each weighed by what the folds that it is not in have taught. */
function weighedApart(): Weighed[] {
  return Array.from({ length: FOLDS }, (_, fold) => {
    const isIn = (at: number): boolean => at % FOLDS === fold;
    const weights = weightsOf(own.filter((_voice, at) => !isIn(at)));
    return weighedBy(weights, own.filter((_voice, at) => isIn(at)).flat());
  }).flat();
}

const weights = weightsOf(own);
const gold = weighedBy(weights, readMarked('gold/dev.jsonl').flat());
const lines: Readonly<Record<Style, readonly number[]>> = {
  general: generalLines([...gold, ...weighedApart()]),
  meal: plainLines(LENIENCE.meal),
  beauty: plainLines(LENIENCE.beauty),
};
writeFileSync(
  new URL('../dictionaries/opinions.model', import.meta.url),
  packOpinionModel({
    ...weights,
    joins: trainJoins(readLines(`opinion/${MEALS}.train.jsonl`).flatMap(pairsOf)),
    decisions: Float64Array.from(STYLES.flatMap((style) => lines[style])),
  }),
);
