import { InputError } from '../model/errors.ts';
import type { Candidate } from './candidates.ts';
import type { Judgement } from './judgement.ts';
import { contextOf, featuresOf, MOST_FEATURES, sortOf } from './opinion-features.ts';
import type { Reading } from './reading.ts';

/** How customers tell their opinions: everywhere; at length, in reviews of meals; in few words, in those of cosmetics. */
export const STYLES = ['general', 'meal', 'beauty'] as const;
export type Style = (typeof STYLES)[number];
/**
 * What a decision is made of: 1, the two sums of the weights, whether the span is very short, the balance of the text's
 * judgements, and the log-odds that its speaker is satisfied.
 */
export const INPUTS = 6;
const DECISIONS: number = STYLES.length * 3 * 2;
/** Two of opinions, and one for each style but the first. */
const TABLES: number = 1 + STYLES.length;

/**
 * Linear scores of candidates (see `candidatesOf`): hashed features, their weights summed, and for each style, sort of
 * candidate and polarity a line over `INPUTS` that decides above 0.
 */
export interface OpinionModel {
  /** Features are hashed to 2^bits cells. */
  readonly bits: number;
  /** What a weight of 1 in the tables stands for. */
  readonly scale: number;
  /** Weights for a negative and for a positive opinion, by cell. */
  readonly negative: Int8Array;
  readonly positive: Int8Array;
  /** Weights for each style but the first, by cell. */
  readonly styles: readonly Int8Array[];
  /** By style, sort of candidate (unjudged, negative, positive) and polarity (negative, positive). */
  readonly decisions: Float64Array;
}

const MAGIC = 0x4f434f56; // "VOCO" in the bytes of a little-endian machine
const VERSION = 1;
const HEADER_BYTES = 24;

/** The bytes that `openOpinionModel` reads. */
export function packOpinionModel(model: OpinionModel): Uint8Array {
  const cells = 2 ** model.bits;
  const bytes = new Uint8Array(HEADER_BYTES + 8 * DECISIONS * INPUTS + TABLES * cells);
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
  for (const table of [model.negative, model.positive, ...model.styles]) {
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
  if (header.getUint32(4, true) !== VERSION || bytes.byteLength !== tables + TABLES * cells) {
    throw unusable();
  }
  const table = (index: number): Int8Array =>
    new Int8Array(bytes.buffer, bytes.byteOffset + tables + index * cells, cells);
  return {
    bits,
    scale: header.getFloat64(16, true),
    negative: table(0),
    positive: table(1),
    styles: STYLES.slice(1).map((_, i) => table(2 + i)),
    decisions: Float64Array.from({ length: DECISIONS * INPUTS }, (_, i) =>
      header.getFloat64(HEADER_BYTES + 8 * i, true),
    ),
  };
}

function unusable(): InputError {
  return new InputError({
    zh: '观点模型 dictionaries/opinions.model 损坏或版本不符：请重新安装',
    en: 'the model dictionaries/opinions.model is damaged or of another version: reinstall',
  });
}

/** What a model says of the candidates of a text, by candidate. */
export interface Decisions {
  readonly style: Style;
  /** Above 0 for a negative or a positive opinion; the higher of the two wins. */
  readonly negative: Float64Array;
  readonly positive: Float64Array;
}

/** Scores the candidates of a text; `logOdds` that its speaker is satisfied. */
export function decide(
  model: OpinionModel,
  reading: Reading,
  judgements: readonly Judgement[],
  candidates: readonly Candidate[],
  logOdds: number,
): Decisions {
  const negative = new Float64Array(candidates.length);
  const positive = new Float64Array(candidates.length);
  const context = contextOf(reading, judgements, candidates.length);
  const cells = new Int32Array(MOST_FEATURES);
  const leanings = new Float64Array(STYLES.length);
  for (const [i, candidate] of candidates.entries()) {
    const count = featuresOf(context, candidate, model.bits, cells);
    negative[i] = sumOf(model.negative, cells, count) * model.scale;
    positive[i] = sumOf(model.positive, cells, count) * model.scale;
    for (const [s, table] of model.styles.entries()) {
      leanings[s + 1] = (leanings[s + 1] ?? 0) + sumOf(table, cells, count) * model.scale;
    }
  }
  const style = styleOf(leanings);
  for (const [i, candidate] of candidates.entries()) {
    const sums = [negative[i] ?? 0, positive[i] ?? 0] as const;
    const inputs = inputsOf(candidate, sums, context.balance, logOdds);
    negative[i] = decision(model, style, sortOf(candidate), 0, inputs);
    positive[i] = decision(model, style, sortOf(candidate), 1, inputs);
  }
  return { style: STYLES[style] ?? 'general', negative, positive };
}

function sumOf(table: Int8Array, cells: Int32Array, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += table[cells[i] as number] as number;
  return sum;
}

/** Log-odds from which a voice is believed to be of a style of its own. */
const SURE = 1;

/** The style that most speaks for, the first if none is sure. */
function styleOf(leanings: Float64Array): number {
  let best = 0;
  for (let i = 1; i < leanings.length; i++) {
    if ((leanings[i] ?? 0) > Math.max(SURE, leanings[best] ?? 0)) best = i;
  }
  return best;
}

/** Spans shorter than this rarely are opinions. */
const SHORT = 4;
const MOST_LEANING = 4;

/** What a decision is made of, `INPUTS` numbers. */
export function inputsOf(
  candidate: Candidate,
  [negative, positive]: readonly [number, number],
  balance: number,
  logOdds: number,
): readonly number[] {
  const short = candidate.to - candidate.from < SHORT ? 1 : 0;
  return [1, negative, positive, short, leaning(balance), leaning(logOdds)];
}

function leaning(value: number): number {
  return Math.max(-MOST_LEANING, Math.min(MOST_LEANING, value));
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
