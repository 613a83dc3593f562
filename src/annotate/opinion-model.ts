import type { Domain } from '../lexicon/entries.ts';
import { InputError } from '../model/errors.ts';
import type { Candidate } from './candidates.ts';
import type { Judgement } from './judgement.ts';
import {
  contextOf,
  type FeatureContext,
  pairCell,
  signsOf,
  sortOf,
  unitCell,
  windowOf,
} from './opinion-features.ts';
import { JOIN_CELLS } from './opinion-joins.ts';
import type { Reading } from './reading.ts';
import { makeRoom, type Workspace } from './workspace.ts';

/** How customers tell their opinions: everywhere; at length, in reviews of meals; in few words, in those of cosmetics. */
export const STYLES = ['general', 'meal', 'beauty'] as const;
export type Style = (typeof STYLES)[number];
/**
 * What a decision is made of: 1, the two sums of the weights, whether the span is very short, the balance of the text's
 * judgements, and the log-odds that its speaker is satisfied.
 */
export const INPUTS = 6;
/** Where they stand, behind the 1. */
const NEGATIVE = 1;
const POSITIVE = 2;
const SHORTNESS = 3;
const BALANCE = 4;
const SATISFACTION = 5;
const DECISIONS: number = STYLES.length * 3 * 2;
/** Weights of a cell: two of opinions, and one for each style but the first. */
export const WEIGHTS = 4;

/**
 * Linear scores of candidates (see `candidatesOf`): hashed features, their weights summed, and for each style, sort of
 * candidate and polarity a line over `INPUTS` that decides above 0.
 */
export interface OpinionModel {
  /** Features are hashed to 2^bits cells. */
  readonly bits: number;
  /** What a weight of 1 stands for. */
  readonly scale: number;
  /**
   * `WEIGHTS` by cell, side by side, since all are asked for together: for a negative opinion, for a positive one, and
   * for each style but the first.
   */
  readonly weights: Int8Array;
  /** The same, those of a cell as one number of bytes from -128 up, so that all are added at once. */
  readonly packed: Int32Array;
  /** `JOIN_CELLS` weights, on the same scale, by which reviews of meals heap judgements of one thing: above 0, two stretches are one opinion. */
  readonly joins: Int8Array;
  /** By style, sort of candidate (unjudged, negative, positive) and polarity (negative, positive). */
  readonly decisions: Float64Array;
}

const MAGIC = 0x4f434f56; // "VOCO" in the bytes of a little-endian machine
const VERSION = 4;
const HEADER_BYTES = 24;

/** The bytes that `openOpinionModel` reads. */
export function packOpinionModel(model: Omit<OpinionModel, 'packed'>): Uint8Array {
  const cells = 2 ** model.bits;
  const bytes = new Uint8Array(
    HEADER_BYTES + 8 * DECISIONS * INPUTS + WEIGHTS * cells + JOIN_CELLS,
  );
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
  bytes.set(new Uint8Array(model.weights.buffer, model.weights.byteOffset, WEIGHTS * cells), at);
  bytes.set(
    new Uint8Array(model.joins.buffer, model.joins.byteOffset, JOIN_CELLS),
    at + WEIGHTS * cells,
  );
  return bytes;
}

/**
 * Opens a trained model; its weights are not copied.
 * @throws InputError if the bytes are no such model, of another version, or cut short
 */
export function openOpinionModel(bytes: Uint8Array): OpinionModel {
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < HEADER_BYTES || header.getUint32(0, true) !== MAGIC) throw unusable();
  const bits = header.getUint32(8, true);
  const from = HEADER_BYTES + 8 * DECISIONS * INPUTS;
  const count = WEIGHTS * 2 ** bits;
  if (header.getUint32(4, true) !== VERSION || bytes.byteLength !== from + count + JOIN_CELLS) {
    throw unusable();
  }
  return {
    bits,
    scale: header.getFloat64(16, true),
    weights: new Int8Array(bytes.buffer, bytes.byteOffset + from, count),
    packed: packedWeights(header, from, 2 ** bits),
    joins: new Int8Array(bytes.buffer, bytes.byteOffset + from + count, JOIN_CELLS),
    decisions: Float64Array.from({ length: DECISIONS * INPUTS }, (_, i) =>
      header.getFloat64(HEADER_BYTES + 8 * i, true),
    ),
  };
}

function packedWeights(bytes: DataView, from: number, cells: number): Int32Array {
  const packed = new Int32Array(cells);
  for (let cell = 0; cell < cells; cell++) {
    packed[cell] = bytes.getInt32(from + WEIGHTS * cell, true) ^ RAISED;
  }
  return packed;
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
  /** Above 0 for a negative or a positive opinion; the higher of the two wins. Both hold until the next text. */
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
  space: Workspace,
): Decisions {
  makeRoom(space, Math.max(reading.units.length, candidates.length));
  const { negative, positive, clauseWeights, leanings, inputs } = space;
  const context = contextOf(reading, judgements, candidates.length, clauseWeights);
  leanings.fill(0);
  sumRuns(model, reading.units, space.runSums);
  for (let i = 0; i < candidates.length; i++) {
    const features = sumUp(model, context, candidates[i] as Candidate, space);
    negative[i] = lowerSum(space.even, features) * model.scale;
    positive[i] = lowerSum(space.odd, features) * model.scale;
    leanings[1] = (leanings[1] as number) + upperSum(space.even, features) * model.scale;
    leanings[2] = (leanings[2] as number) + upperSum(space.odd, features) * model.scale;
  }
  const style = styleOf(leanings, reading.domain);
  inputs[0] = 1;
  inputs[BALANCE] = leaning(context.balance);
  inputs[SATISFACTION] = leaning(logOdds);
  for (let i = 0; i < candidates.length; i++) {
    const candidate = candidates[i] as Candidate;
    inputs[NEGATIVE] = negative[i] as number;
    inputs[POSITIVE] = positive[i] as number;
    inputs[SHORTNESS] = shortnessOf(candidate);
    const sort = sortOf(candidate);
    negative[i] = decision(model, style, sort, 0, inputs);
    positive[i] = decision(model, style, sort, 1, inputs);
  }
  return { style: STYLES[style] ?? 'general', negative, positive };
}

/** What raises four weights side by side so that none is negative, and how much it raises each. */
const RAISED = 0x80808080;
const RAISE = 128;
/** Every second byte of four: two sums side by side, of up to 256 raised weights each. */
const EVEN_BYTES = 0x00ff00ff;

/** The sum in the lower half, of as many raised weights. */
function lowerSum(sums: number, weights: number): number {
  return (sums & 0xffff) - RAISE * weights;
}

/** The sum in the upper half. */
function upperSum(sums: number, weights: number): number {
  return (sums >>> 16) - RAISE * weights;
}

/**
 * Writes for each place in a text what all units before it, and all pairs that begin before it, weigh together:
 * those of a window are then a difference, however many candidates share them. The sums of a long text overflow;
 * those of a window do not, and so are right.
 */
function sumRuns({ packed, bits }: OpinionModel, units: Uint16Array, runSums: Int32Array): void {
  let even = 0;
  let odd = 0;
  let next = units.length > 0 ? (units[0] as number) : 0;
  for (let i = 0; i < units.length; i++) {
    runSums[2 * i] = even;
    runSums[2 * i + 1] = odd;
    const unit = next;
    next = i + 1 < units.length ? (units[i + 1] as number) : 0;
    const own = packed[unitCell(unit, bits)] as number;
    const pair = packed[pairCell(unit, next, bits)] as number;
    even = (even + (own & EVEN_BYTES) + (pair & EVEN_BYTES)) | 0;
    odd = (odd + ((own >>> 8) & EVEN_BYTES) + ((pair >>> 8) & EVEN_BYTES)) | 0;
  }
}

/** Writes the sums of the weights of a candidate's features to `even` and `odd`; gives the number of features. */
function sumUp(
  { packed, bits }: OpinionModel,
  context: FeatureContext,
  candidate: Candidate,
  space: Workspace,
): number {
  const { cells, runSums } = space;
  const window = windowOf(candidate);
  const { start, end } = window;
  let even = 0;
  let odd = 0;
  let count = 0;
  if (start < end) {
    // No pair of the window begins with its last unit.
    even = (runSums[2 * (end - 1)] as number) - (runSums[2 * start] as number);
    odd = (runSums[2 * (end - 1) + 1] as number) - (runSums[2 * start + 1] as number);
    cells[count++] = unitCell(context.reading.units[end - 1] as number, bits);
  }
  count = signsOf(context, candidate, window, bits, cells, count);
  for (let i = 0; i < count; i++) {
    const weights = packed[cells[i] as number] as number;
    even = (even + (weights & EVEN_BYTES)) | 0;
    odd = (odd + ((weights >>> 8) & EVEN_BYTES)) | 0;
  }
  space.even = even;
  space.odd = odd;
  return count + 2 * Math.max(0, end - 1 - start);
}

/** Log-odds from which a voice is believed to be of a style of its own. */
const SURE = 1;
/** The same for reviews of meals where no word speaks of another industry than theirs. */
const LIKELY = 0;

/** The style that most speaks for, the first if none is sure. */
function styleOf(leanings: Float64Array, domain: Domain | null): number {
  const [, meal = 0, beauty = 0] = leanings;
  if (beauty > Math.max(SURE, meal)) return STYLES.indexOf('beauty');
  const least = domain === null || domain === 'food' ? LIKELY : SURE;
  return meal > least ? STYLES.indexOf('meal') : STYLES.indexOf('general');
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
  return [1, negative, positive, shortnessOf(candidate), leaning(balance), leaning(logOdds)];
}

function shortnessOf({ from, to }: Candidate): number {
  return to - from < SHORT ? 1 : 0;
}

function leaning(value: number): number {
  return Math.max(-MOST_LEANING, Math.min(MOST_LEANING, value));
}

function decision(
  { decisions }: OpinionModel,
  style: number,
  sort: number,
  polarity: number,
  inputs: Float64Array,
): number {
  const from = ((style * 3 + sort) * 2 + polarity) * INPUTS;
  let sum = 0;
  for (let i = 0; i < INPUTS; i++) {
    sum += (decisions[from + i] as number) * (inputs[i] as number);
  }
  return sum;
}
