import { InputError } from '../model/errors.ts';
import type { Candidate } from './candidates.ts';
import type { Judgement } from './judgement.ts';
import { contextOf, featuresOf, MOST_FEATURES, sortOf } from './opinion-features.ts';
import type { Reading } from './reading.ts';

/** How opinions are stated and told: everywhere, and in reviews of meals, where customers tell much and blame little. */
export const STYLES = ['general', 'meal'] as const;
/** What a decision is made of: 1, the two sums of the weights, whether the span is very short, the text's balance. */
export const INPUTS = 5;
const DECISIONS = STYLES.length * 3 * 2;

/**
 * Linear scores of candidates (see `candidatesOf`): hashed features, their weights summed, and for each style, sort of
 * candidate and polarity a line over `INPUTS` that decides above 0.
 */
export interface OpinionModel {
  /** Features are hashed to 2^bits cells. */
  readonly bits: number;
  /** What a weight of 1 in the tables stands for. */
  readonly scale: number;
  /** Weights for a negative and for a positive opinion, and of n-grams for a review of a meal, by cell. */
  readonly negative: Int8Array;
  readonly positive: Int8Array;
  readonly meal: Int8Array;
  /** By style, sort of candidate (unjudged, negative, positive) and polarity (negative, positive). */
  readonly decisions: Float64Array;
}

const MAGIC = 0x4f434f56; // "VOCO" in the bytes of a little-endian machine
const VERSION = 1;
const HEADER_BYTES = 24;

/** The bytes that `openOpinionModel` reads. */
export function packOpinionModel(model: OpinionModel): Uint8Array {
  const cells = 2 ** model.bits;
  const bytes = new Uint8Array(HEADER_BYTES + 8 * DECISIONS * INPUTS + 3 * cells);
  const header = new DataView(bytes.buffer);
  header.setUint32(0, MAGIC, true);
  header.setUint32(4, VERSION, true);
  header.setUint32(8, model.bits, true);
  header.setFloat64(16, model.scale, true);
  let at = HEADER_BYTES;
  for (const value of model.decisions) {
    header.setFloat64(at, value, true);
    at += 8;
  }
  for (const table of [model.negative, model.positive, model.meal]) {
    bytes.set(new Uint8Array(table.buffer, table.byteOffset, cells), at);
    at += cells;
  }
  return bytes;
}

/**
 * Opens a trained model; its tables are not copied.
 * @throws InputError if the bytes are no such model, of another version, or cut short
 */
export function openOpinionModel(bytes: Uint8Array): OpinionModel {
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < HEADER_BYTES || header.getUint32(0, true) !== MAGIC) throw unusable();
  const bits = header.getUint32(8, true);
  const tables = HEADER_BYTES + 8 * DECISIONS * INPUTS;
  const cells = 2 ** bits;
  if (header.getUint32(4, true) !== VERSION || bytes.byteLength !== tables + 3 * cells) {
    throw unusable();
  }
  const table = (index: number): Int8Array =>
    new Int8Array(bytes.buffer, bytes.byteOffset + tables + index * cells, cells);
  return {
    bits,
    scale: header.getFloat64(16, true),
    negative: table(0),
    positive: table(1),
    meal: table(2),
    decisions: Float64Array.from({ length: DECISIONS * INPUTS }, (_, i) =>
      header.getFloat64(HEADER_BYTES + 8 * i, true),
    ),
  };
}

function unusable(): InputError {
  return new InputError({
    zh: '观点模型 models/opinions.bin 损坏或版本不符：请重新安装',
    en: 'the model models/opinions.bin is damaged or of another version: reinstall',
  });
}

/** What a model says of the candidates of a text, by candidate. */
export interface Decisions {
  readonly style: (typeof STYLES)[number];
  /** Above 0 for a negative or a positive opinion; the higher of the two wins. */
  readonly negative: Float64Array;
  readonly positive: Float64Array;
}

/** Scores the candidates of a text. */
export function decide(
  model: OpinionModel,
  reading: Reading,
  judgements: readonly Judgement[],
  candidates: readonly Candidate[],
): Decisions {
  const negative = new Float64Array(candidates.length);
  const positive = new Float64Array(candidates.length);
  const context = contextOf(reading, judgements, candidates.length);
  const cells = new Int32Array(MOST_FEATURES);
  let meal = 0;
  for (const [i, candidate] of candidates.entries()) {
    const count = featuresOf(context, candidate, model.bits, cells);
    let blame = 0;
    let praise = 0;
    for (let k = 0; k < count; k++) {
      const cell = cells[k] ?? 0;
      blame += model.negative[cell] ?? 0;
      praise += model.positive[cell] ?? 0;
      meal += model.meal[cell] ?? 0;
    }
    negative[i] = blame * model.scale;
    positive[i] = praise * model.scale;
  }
  const style = meal * model.scale > 1 ? 1 : 0;
  for (const [i, candidate] of candidates.entries()) {
    const inputs = inputsOf(candidate, context.balance, negative[i] ?? 0, positive[i] ?? 0);
    negative[i] = decision(model, style, sortOf(candidate), 0, inputs);
    positive[i] = decision(model, style, sortOf(candidate), 1, inputs);
  }
  return { style: meal * model.scale > 1 ? 'meal' : 'general', negative, positive };
}

/** Spans shorter than this rarely are opinions. */
const SHORT = 4;
const MOST_BALANCE = 4;

/** What a decision is made of, `INPUTS` numbers. */
export function inputsOf(
  candidate: Candidate,
  balance: number,
  negative: number,
  positive: number,
): readonly number[] {
  const short = candidate.to - candidate.from < SHORT ? 1 : 0;
  const leaning = Math.max(-MOST_BALANCE, Math.min(MOST_BALANCE, balance));
  return [1, negative, positive, short, leaning];
}

function decision(
  { decisions }: OpinionModel,
  style: number,
  sort: number,
  polarity: number,
  inputs: readonly number[],
): number {
  const from = ((style * 3 + sort) * 2 + polarity) * INPUTS;
  let sum = 0;
  for (let i = 0; i < INPUTS; i++) sum += (decisions[from + i] ?? 0) * (inputs[i] ?? 0);
  return sum;
}
