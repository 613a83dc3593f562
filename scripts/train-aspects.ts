/**
 * Trains the model that tells what an opinion is about whose words no dictionary knows:
 * `npx tsx scripts/train-aspects.ts` writes dictionaries/aspects.model. Equal data and code, equal bytes.
 *
 * Self-training: opinions in unmarked texts whose aspect the dictionaries tell are the examples, each once as it stands
 * and once with the words that tell it hidden, so that the rest of the clause, its neighbours and the industry learn to
 * tell it too.
 * Multinomial logistic regression with AdaGrad on hashed features.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { aspectFeatures, LARGEST_WEIGHT, packAspectModel } from '../src/annotate/aspect-model.ts';
import { aspectOf } from '../src/annotate/aspects.ts';
import { type Candidate, candidatesOf } from '../src/annotate/candidates.ts';
import type { Judgement } from '../src/annotate/judgement.ts';
import { findJudgements } from '../src/annotate/polarity.ts';
import { prepareTexts, type Reading, readText } from '../src/annotate/reading.ts';
import { readDictionaryTexts, readWords } from '../src/io/resources.ts';
import { compileDictionaries } from '../src/lexicon/compile.ts';
import { openLexicon } from '../src/lexicon/lexicon.ts';
import { ASPECTS, type Aspect, labelsOf } from '../src/model/labels.ts';
import { loadSegmenter } from '../src/pipeline/segmenting.ts';
import { dataFolder } from './data-folder.ts';
import { type OwnMark, type OwnSentence, readOwnSentences } from './own-sentences.ts';
import { createRandom, shuffled } from './random.ts';

const BITS = 16;
const EPOCHS = 3;
const RATE = 0.05;
/** AdaGrad's sums begin with it, so that the first steps are no leaps. */
const FIRST_SUM = 0.1;
/** Judgements weaker than this are no example. */
const WEAKEST = 0.3;
/** Share of the examples about the whole that are kept: they are the most, and teach the least. */
const KEPT = 0.3;
/** The opinions that we marked are few beside the others: each teaches as if it were so many. */
const REPEATED = 12;
const FILES = [
  ...['bdci_car_2018', 'chnsenticorp_htl', 'eprstmt', 'nlpcc14_sc', 'online_shopping_10_cats'],
  ...['restaurant_aste_zhang', 'sentic_4domains', 'waimai_10k', 'zhejiang_cosmetics_quads'],
].map((name) => `sentiment/${name}.train.csv`);
const EXPORTS = [
  'car_complaints',
  'gov_messages_replies',
  'gov_messages_stream',
  'jd_phone_reviews',
];
const ALL: readonly Aspect[] = labelsOf(ASPECTS);
const WHOLE: number = ALL.indexOf('overall');

interface Example {
  readonly cells: readonly number[];
  readonly target: number;
}

const data = dataFolder();
const lexicon = openLexicon(compileDictionaries(readDictionaryTexts()));
const segmenter = loadSegmenter(readWords());

/** All texts but those that the program is measured on. */
function readTexts(): string[] {
  const held = readFileSync(`${data}/gold/dev.jsonl`, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { text: string }).text);
  const texts = [...FILES, ...EXPORTS.map((name) => `exports/${name}.csv`)].flatMap((file) =>
    parse<{ text: string }>(readFileSync(`${data}/${file}`), { columns: true, bom: true }),
  );
  const all = new Set(texts.map(({ text }) => text));
  for (const text of held) all.delete(text);
  return [...all];
}

function examplesOf(text: string): Example[] {
  const [prepared] = prepareTexts([text], lexicon, segmenter);
  if (!prepared) return [];
  const reading = readText(prepared, lexicon);
  return findJudgements(reading)
    .filter(({ stated, weight }) => stated && Math.abs(weight) >= WEAKEST)
    .flatMap((judgement) => pairOf(reading, judgement));
}

/** An opinion as it stands, and with the words hidden that tell what it is about. */
function pairOf(reading: Reading, judgement: Judgement): Example[] {
  const target = ALL.indexOf(aspectOf(judgement, judgement.object, null, reading.domain));
  const hidden: { start: number; end: number }[] = [];
  if (judgement.aspect !== null) hidden.push(judgement.core);
  if (judgement.object && judgement.object.term.aspect?.aspect !== 'overall') {
    hidden.push(judgement.object);
  }
  return [[], hidden].map((spans) => ({
    cells: aspectFeatures(reading, judgement, BITS, spans),
    target,
  }));
}

/** Opinions that we marked ourselves, with what each is about. */
function ownExamples({ text, marks }: OwnSentence): Example[] {
  const [prepared] = prepareTexts([text], lexicon, segmenter);
  if (!prepared) return [];
  const reading = readText(prepared, lexicon);
  const candidates = candidatesOf(reading, findJudgements(reading));
  return marks.flatMap((mark) => {
    const { aspect } = mark;
    const found = candidates.find((one) => coversHalf(one, mark));
    if (aspect === null || !found) return [];
    const cells = aspectFeatures(reading, found.judgement ?? found, BITS, []);
    return [{ cells, target: ALL.indexOf(aspect) }];
  });
}

function coversHalf({ start, end }: Candidate, mark: OwnMark): boolean {
  return Math.min(end, mark.end) - Math.max(start, mark.start) >= (mark.end - mark.start) / 2;
}

function train(examples: readonly Example[], random: () => number): Float32Array {
  const weights = new Float32Array(2 ** BITS * ALL.length);
  const sums = new Float32Array(weights.length).fill(FIRST_SUM);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (const { cells, target } of shuffled(examples, random)) {
      const errors = probabilities(weights, cells);
      errors[target] = (errors[target] ?? 0) - 1;
      for (const cell of cells) {
        for (let i = 0, at = cell * ALL.length; i < ALL.length; i++, at++) {
          const gradient = errors[i] ?? 0;
          const sum = (sums[at] ?? 0) + gradient * gradient;
          sums[at] = sum;
          weights[at] = (weights[at] ?? 0) - (RATE * gradient) / Math.sqrt(sum);
        }
      }
    }
  }
  return weights;
}

function probabilities(weights: Float32Array, cells: readonly number[]): Float64Array {
  const scores = new Float64Array(ALL.length);
  for (const cell of cells) {
    for (let i = 0, at = cell * ALL.length; i < ALL.length; i++, at++) {
      scores[i] = (scores[i] ?? 0) + (weights[at] ?? 0);
    }
  }
  const highest = Math.max(...scores);
  let total = 0;
  for (const [i, score] of scores.entries()) {
    scores[i] = Math.exp(score - highest);
    total += scores[i] ?? 0;
  }
  return scores.map((score) => score / total);
}

const random = createRandom(3);
const examples = readTexts()
  .flatMap(examplesOf)
  .filter(({ target }) => target !== WHOLE || random() < KEPT);
const own = ['services.txt', 'industries.txt', 'letters.txt']
  .flatMap(readOwnSentences)
  .flatMap(ownExamples);
const repeated = Array.from({ length: REPEATED }, () => own).flat();
const weights = train([...examples, ...repeated], random);
writeFileSync(
  new URL('../dictionaries/aspects.model', import.meta.url),
  packAspectModel({
    bits: BITS,
    weights: Int8Array.from(weights, (weight) =>
      Math.max(-127, Math.min(127, Math.round((weight * 127) / LARGEST_WEIGHT))),
    ),
  }),
);
