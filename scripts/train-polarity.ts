import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { labelsHeard } from '../src/annotate/heard.ts';
import { findJudgements } from '../src/annotate/polarity.ts';
import { type Prepared, prepareTexts, type Reading, readText } from '../src/annotate/reading.ts';
import { balanceOf, logOddsOf } from '../src/annotate/sentiment.ts';
import { SIGNS, signsOf, turnedIn } from '../src/annotate/signs.ts';
import {
  addClaims,
  type Claim,
  createFeatures,
  readFeatures,
  type WordEnds,
} from '../src/classify/features.ts';
import { type LinearModel, packModel } from '../src/classify/model.ts';
import { createScorer, type Scorer } from '../src/classify/score.ts';
import type { Examples } from '../src/classify/train.ts';
import { readDictionaryTexts, readWords } from '../src/io/resources.ts';
import { compileDictionaries } from '../src/lexicon/compile.ts';
import { openLexicon } from '../src/lexicon/lexicon.ts';
import type { Span } from '../src/model/voice.ts';
import { loadSegmenter } from '../src/pipeline/segmenting.ts';
import { numberFeatures } from './corpus.ts';
import { dataFolder, SENTIMENT_SETS } from './data-folder.ts';
import { readOwnSentences } from './own-sentences.ts';
import { worthsOf } from './telling.ts';
import { type Training, trainStrongest } from './train-strongest.ts';

// Trains dictionaries/polarity.model from the labelled texts in ../shared/data:
//   npx tsx scripts/train-polarity.ts [--without SET,SET] [--out FILE]
// With --without nothing is written: the model is trained without these sets and scored on them.

/** Features that fewer texts have are left out. */
const RAREST = 2;
const SIZE = { cost: 0.2, epochs: 8, kept: 320_000, bits: 19 };
/** What the signs are multiplied by while a model is trained: the more, the less their weights cost beside those of words. */
const SIGNS_WORTH = 3;
/** What a feature of a claim is worth beside one of the text's own with the same share. */
const CLAIM_WORTH = 0.4;
/** Texts of a set of this size cost 1 each; of smaller ones more, of larger ones less, by the square root. */
const USUAL_SIZE = 10_000;
const HIGHEST_COST = 4;
/** Our own sentences cost more than their number: they alone are of industries in which nobody reviews for a shop. */
const OWN = 'own';
const OWN_COST = 1.5;

interface Row {
  readonly set: string;
  readonly text: string;
  readonly label: 1 | -1;
}

const lexicon = openLexicon(compileDictionaries(readDictionaryTexts()));
const segmenter = loadSegmenter(readWords());

function argument(name: string): string | null {
  const at = process.argv.indexOf(name);
  return at < 0 ? null : (process.argv[at + 1] ?? null);
}

function readRecords(name: string): Record<string, string>[] {
  const file = join(dataFolder(), name);
  return parse(readFileSync(file), { columns: true, bom: true }) as Record<string, string>[];
}

/** Who writes so asks or proposes: such a message need not be a complaint. */
const ASKING =
  /咨询|请问|建议|希望|能否|何时|吗|[?？]|什么时候|请求|呼吁|求助|关于|怎么|如何|想问|申请|请/u;

/**
 * Texts whose label their source tells: complaints are of dissatisfied customers, reviews of five stars are not.
 * Those that were labelled by hand for measuring are left out.
 */
function readExports(): Row[] {
  const measured = readFileSync(join(dataFolder(), 'gold/dev.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { text: string }).text);
  const isMeasured = (text: string): boolean =>
    measured.some((known) => known.includes(text) || text.includes(known));
  const cars = readRecords('exports/car_complaints.csv').map(({ text = '' }) => text);
  const messages = ['gov_messages_replies', 'gov_messages_stream']
    .flatMap((name) => readRecords(`exports/${name}.csv`))
    .filter(({ title = '' }) => !ASKING.test(title))
    .flatMap(({ title = '', text = '' }) => [title, `${title}。${text}`]);
  const phones = readRecords('exports/jd_phone_reviews.csv')
    .filter(({ rating }) => rating === '5')
    .map(({ text = '' }) => text);
  const rows = [
    ...cars.map((text): Row => ({ set: 'car_complaints', text, label: -1 })),
    ...messages.map((text): Row => ({ set: 'messages', text, label: -1 })),
    ...phones.map((text): Row => ({ set: 'phones', text, label: 1 })),
  ];
  return rows.filter(({ text }) => text !== '' && !isMeasured(text));
}

/** The texts of a set that are clearly one or the other; in sets of three classes 0 is neutral. */
function readSet(set: string, split: 'train' | 'dev'): Row[] {
  const rows = readRecords(`sentiment/${set}.${split}.csv`);
  const three = rows.some(({ label }) => label === '-1');
  return rows.flatMap(({ text = '', label = '' }): Row[] => {
    if (label === '1') return [{ set, text, label: 1 }];
    const negative = three ? '-1' : '0';
    return label === negative ? [{ set, text, label: -1 }] : [];
  });
}

/** Our own sentences of industries that no set is of: who tells only faults is dissatisfied, who tells none satisfied. */
function readOwn(): Row[] {
  const sentences = ['industries.txt', 'services.txt'].flatMap(readOwnSentences);
  return sentences.flatMap(({ text, marks }): Row[] => {
    const polarities = new Set(marks.map(({ polarity }) => polarity));
    if (polarities.size !== 1) return [];
    return [{ set: OWN, text, label: polarities.has('positive') ? 1 : -1 }];
  });
}

interface Seen {
  readonly reading: Reading;
  readonly values: readonly number[];
  readonly hidden: readonly Span[];
  readonly claims: readonly Claim[];
}

function see(text: string): Seen {
  const [prepared] = prepareTexts([text], lexicon, segmenter);
  const reading = readText(prepared as Prepared, lexicon);
  const judgements = findJudgements(reading);
  const balance = balanceOf(reading, judgements);
  return {
    reading,
    hidden: turnedIn(judgements),
    claims: judgements,
    values: signsOf(reading, judgements, labelsHeard(reading), balance),
  };
}

const scratch = createFeatures();
/** The keys of claims in the texts that were read; the few that a run or a word has too are taken for claims. */
const claimKeys = new Set<number>();

function keysOf({ reading, hidden, claims }: Seen): Uint32Array {
  readFeatures(reading.units, reading.words as WordEnds, hidden, null, scratch);
  const from = scratch.count;
  addClaims(claims, reading.units.length, scratch);
  for (const key of scratch.keys.subarray(from, scratch.count)) claimKeys.add(key);
  return scratch.keys.subarray(0, scratch.count);
}

/** What a text of a set costs that is on the wrong side. */
function costOf(set: string, size: number): number {
  const cost = Math.min(HIGHEST_COST, Math.sqrt(USUAL_SIZE / size));
  return set === OWN ? cost * OWN_COST : cost;
}

function trainingOf(rows: readonly Row[]): Training {
  const sizes = new Map<string, number>();
  for (const { set } of rows) sizes.set(set, (sizes.get(set) ?? 0) + 1);
  const dense = new Float64Array(rows.length * SIGNS.length);
  const texts = rows.map(({ text }, i) => {
    const seen = see(text);
    dense.set(
      seen.values.map((value) => (rows[i]?.set === OWN ? 0 : value * SIGNS_WORTH)),
      i * SIGNS.length,
    );
    return seen;
  });
  const corpus = numberFeatures(texts.length, (i) => keysOf(texts[i] as Seen), RAREST);
  const claimed = Uint8Array.from(corpus.keys, (key) => (claimKeys.has(key) ? 1 : 0));
  const examples: Examples = {
    features: corpus.features,
    starts: corpus.starts,
    claimed,
    dense,
    width: SIGNS.length,
    labels: Int8Array.from(rows, ({ label }) => label),
    costs: Float64Array.from(rows, ({ set }) => costOf(set, sizes.get(set) ?? 1)),
  };
  return {
    corpus,
    texts: texts.map(({ reading }) => reading.folded),
    examples,
    worths: worthsOf(examples, corpus.keys.length).map((worth, feature) =>
      claimed[feature] === 1 ? worth * CLAIM_WORTH : worth,
    ),
  };
}

/** Mean of the F1 of both classes, in percent. */
function macroF1(rows: readonly Row[], scoreOf: (text: string) => number): number {
  const found = rows.map(({ text }) => (scoreOf(text) >= 0 ? 1 : -1));
  const f1 = ([1, -1] as const).map((wanted) => {
    const hits = rows.filter(({ label }, i) => label === wanted && found[i] === wanted).length;
    const all =
      rows.filter(({ label }) => label === wanted).length +
      found.filter((one) => one === wanted).length;
    return (200 * hits) / all;
  });
  return f1.reduce((sum, one) => sum + one, 0) / f1.length;
}

function scoreOf(scorer: Scorer, { reading, hidden, claims }: Seen): number {
  return scorer.score(reading.units, reading.words as WordEnds, hidden, claims);
}

function scoreBy(model: LinearModel): (text: string) => number {
  const scorer = createScorer(model);
  return (text) => {
    const seen = see(text);
    return logOddsOf(seen.values, model, scoreOf(scorer, seen));
  };
}

/**
 * Texts of other industries than the training texts' have other words; what the rules find holds there too. So the
 * features count a little less than they deserve where they were learnt.
 */
const CAUTION = 0.7;

/** What the two parts of a margin are worth as log-odds. */
interface Calibration {
  /** Of the text's own features: they fit the training texts better than any others. */
  readonly own: number;
  /** Of the signs. */
  readonly signs: number;
  readonly bias: number;
}

/**
 * Logistic regression of the labels on both parts of the margin, on texts that were not trained on, every set
 * counting alike (Platt scaling in two dimensions), by Newton's method. Rounded, so that the last bits of a
 * machine's logarithms do not matter.
 */
function calibrationOf(model: LinearModel, sets: readonly (readonly Row[])[]): Calibration {
  const scorer = createScorer(model);
  const points = sets.flatMap((rows) =>
    rows.map(({ text, label }) => {
      const seen = see(text);
      const own = scoreOf(scorer, seen);
      const rules = logOddsOf(seen.values, model, 0) - model.bias;
      return { values: [own, rules, 1], label, weight: 1 / rows.length };
    }),
  );
  let solution = [1, 1, 0];
  for (let round = 0; round < 20; round++) solution = newtonStep(points, solution);
  const [own = 1, rules = 1, bias = 0] = solution.map((one) => Math.round(one * 1000) / 1000);
  return { own, signs: rules, bias };
}

interface Point {
  readonly values: readonly number[];
  readonly label: 1 | -1;
  readonly weight: number;
}

function newtonStep(points: readonly Point[], at: readonly number[]): number[] {
  const gradient = [0, 0, 0];
  const hessian = [0, 0, 0].map(() => [0, 0, 0]);
  for (const { values, label, weight } of points) {
    const margin = label * values.reduce((sum, value, i) => sum + value * (at[i] ?? 0), 0);
    const miss = 1 / (1 + Math.exp(margin));
    for (const [i, value] of values.entries()) {
      gradient[i] = (gradient[i] ?? 0) + weight * label * miss * value;
      for (const [j, other] of values.entries()) {
        const row = hessian[i] ?? [];
        row[j] = (row[j] ?? 0) + weight * miss * (1 - miss) * value * other;
      }
    }
  }
  const step = solve(hessian, gradient);
  return at.map((value, i) => value + (step[i] ?? 0));
}

/** Gaussian elimination; the matrix is positive definite. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  for (const [i, pivot] of rows.entries()) {
    for (const [j, row] of rows.entries()) {
      if (i === j) continue;
      const factor = (row[i] ?? 0) / (pivot[i] ?? 1);
      for (let k = i; k < row.length; k++) row[k] = (row[k] ?? 0) - factor * (pivot[k] ?? 0);
    }
  }
  return rows.map((row, i) => (row.at(-1) ?? 0) / (row[i] ?? 1));
}

/** A model of signs as they are, from one of signs times `SIGNS_WORTH`. */
function withSigns(model: LinearModel): LinearModel {
  return { ...model, dense: model.dense.map((weight) => weight * SIGNS_WORTH) };
}

function calibrated(model: LinearModel, sets: readonly (readonly Row[])[]): LinearModel {
  const { own, signs: rules, bias } = calibrationOf(model, sets);
  say(`log-odds: ${own} x features + ${rules} x signs ${bias < 0 ? '-' : '+'} ${Math.abs(bias)}`);
  return {
    ...model,
    step: model.step * own * CAUTION,
    bias,
    dense: model.dense.map((weight) => weight * rules),
  };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/**
 * Our own sentences teach what words are worth, and not what the rules are: they were written to be hard for rules, so that
 * the signs of plain sentences would lose their weight.
 */
function modelOf(rows: readonly Row[]): LinearModel {
  const { dense } = trainStrongest(trainingOf(rows.filter(({ set }) => set !== OWN)), SIZE);
  return withSigns({ ...trainStrongest(trainingOf(rows), SIZE), dense });
}

function main(): void {
  const without = argument('--without')?.split(',') ?? [];
  const trained = SENTIMENT_SETS.filter((set) => !without.includes(set));
  const rows = [...trained.flatMap((set) => readSet(set, 'train')), ...readExports(), ...readOwn()];
  const model = calibrated(
    modelOf(rows),
    trained.map((set) => readSet(set, 'dev')),
  );
  const bytes = packModel(model);
  say(`${rows.length} texts, ${bytes.length} bytes, bias ${model.bias.toFixed(3)}`);
  say(SIGNS.map((name, i) => `${name} ${model.dense[i]?.toFixed(3)}`).join('  '));
  const scored = (without.length > 0 ? without : SENTIMENT_SETS).map((set) => {
    const f1 = macroF1(readSet(set, 'dev'), scoreBy(model));
    say(`${set.padEnd(28)} macro-F1 ${f1.toFixed(1)}`);
    return f1;
  });
  say(`mean ${(scored.reduce((sum, one) => sum + one, 0) / scored.length).toFixed(2)}`);
  if (without.length === 0)
    writeFileSync(argument('--out') ?? 'dictionaries/polarity.model', bytes);
}

main();
