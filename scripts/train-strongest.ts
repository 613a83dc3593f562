import { addPrefixes, createPrefixes } from '../src/classify/features.ts';
import { type LinearModel, packWeights } from '../src/classify/model.ts';
import { type Examples, trainLinear, type Weights } from '../src/classify/train.ts';
import type { Corpus } from './corpus.ts';

/** What a linear model is trained on. */
export interface Training {
  readonly examples: Examples;
  readonly corpus: Corpus;
  /** The texts as their features are read. */
  readonly texts: readonly string[];
  /** What each feature is worth, as `TrainingOptions` have it. */
  readonly worths: Float64Array;
}

export interface Size {
  /** See `TrainingOptions`. */
  readonly cost: number;
  readonly epochs: number;
  /** How many features the model keeps. */
  readonly kept: number;
  /** Slots of the table, as a power of two: it must stay loose. */
  readonly bits: number;
}

/** Trains twice: on everything, then on the strongest features alone, so that they take over what the others said. */
export function trainStrongest(
  { examples, corpus, texts, worths }: Training,
  { cost, epochs, kept, bits }: Size,
): LinearModel {
  const featureCount = corpus.keys.length;
  const options = { featureCount, cost, epochs };
  const all = trainLinear(examples, { ...options, worths });
  const used = strongest(all, kept);
  const left = worths.map((worth, feature) => worth * (used[feature] as number));
  const { sparse, dense, bias } = trainLinear(examples, { ...options, worths: left });
  const weights = [...used.keys()]
    .filter((feature) => used[feature] === 1)
    .map((feature) => ({ key: corpus.keys[feature] as number, weight: sparse[feature] as number }));
  const keys = new Set(weights.map(({ key }) => key));
  const prefixes = createPrefixes();
  for (const text of texts) addPrefixes(prefixes, text, (key) => keys.has(key));
  return { ...packWeights(weights, bits), prefixes, dense, bias };
}

function strongest({ sparse }: Weights, count: number): Uint8Array {
  const used = new Uint8Array(sparse.length);
  const order = Int32Array.from(sparse, (_, i) => i).sort(
    (a, b) => Math.abs(sparse[b] as number) - Math.abs(sparse[a] as number) || a - b,
  );
  for (const feature of order.subarray(0, count)) used[feature] = 1;
  return used;
}
