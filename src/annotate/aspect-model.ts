import { DOMAINS, type Domain, type Term } from '../lexicon/entries.ts';
import type { Hit } from '../lexicon/scan.ts';
import { SPECIFIC } from '../lexicon/traits.ts';
import { InputError } from '../model/errors.ts';
import { ASPECTS, type Aspect, labelsOf } from '../model/labels.ts';
import type { Span } from '../model/voice.ts';
import type { Judgement } from './judgement.ts';
import type { Clause, Reading } from './reading.ts';

const ALL: readonly Aspect[] = labelsOf(ASPECTS);

/**
 * A linear score of each aspect: hashed features, their weights summed. It learned from opinions whose aspect a
 * dictionary knows, with the dictionary's words hidden, and so tells what an opinion is about whose words none knows.
 */
export interface AspectModel {
  /** Features are hashed to 2^bits cells. */
  readonly bits: number;
  /** By cell, then by aspect in the order of `ASPECTS`. */
  readonly weights: Int8Array;
  /** The same, two weights of a cell as one number of halves from -128 up, so that they are added together. */
  readonly pairs: Int32Array;
}

const MAGIC = 0x41434f56; // "VOCA" in the bytes of a little-endian machine
const VERSION = 1;
const HEADER_BYTES = 12;

/** The bytes that `openAspectModel` reads. */
export function packAspectModel({ bits, weights }: Omit<AspectModel, 'pairs'>): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES + weights.length);
  const header = new DataView(bytes.buffer);
  header.setUint32(0, MAGIC, true);
  header.setUint32(4, VERSION, true);
  header.setUint32(8, bits, true);
  bytes.set(new Uint8Array(weights.buffer, weights.byteOffset, weights.length), HEADER_BYTES);
  return bytes;
}

/**
 * Opens a trained model; its weights are not copied.
 * @throws InputError if the bytes are no such model, of another version, or cut short
 */
export function openAspectModel(bytes: Uint8Array): AspectModel {
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < HEADER_BYTES || header.getUint32(0, true) !== MAGIC) throw unusable();
  const bits = header.getUint32(8, true);
  const size = 2 ** bits * ALL.length;
  if (header.getUint32(4, true) !== VERSION || bytes.byteLength !== HEADER_BYTES + size) {
    throw unusable();
  }
  const weights = new Int8Array(bytes.buffer, bytes.byteOffset + HEADER_BYTES, size);
  return { bits, weights, pairs: pairsOf(weights) };
}

/** What raises a weight so that it is not negative. */
const RAISE = 128;
/** Numbers of `pairs` for a cell; the number of aspects is even. */
const PAIRS = ALL.length / 2;
/** Raised weights whose sum fits into half a number. */
const AT_ONCE = 256;

function pairsOf(weights: Int8Array): Int32Array {
  const pairs = new Int32Array(weights.length / 2);
  for (let at = 0; at < pairs.length; at++) {
    const low = (weights[2 * at] as number) + RAISE;
    pairs[at] = low | (((weights[2 * at + 1] as number) + RAISE) << 16);
  }
  return pairs;
}

function unusable(): InputError {
  return new InputError({
    zh: '方面模型 dictionaries/aspects.model 损坏或版本不符：请重新安装',
    en: 'the model dictionaries/aspects.model is damaged or of another version: reinstall',
  });
}

/** The units that a stored weight of 127 is worth, in log-odds. */
export const LARGEST_WEIGHT = 2;

/**
 * What an industry has nothing of that customers could judge: banks sell nothing to be tasted. The model learned
 * mostly from what is bought and eaten; in these industries it would find it again.
 */
const ABSENT: Readonly<Partial<Record<Domain, readonly Aspect[]>>> = {
  app: ['taste', 'packaging', 'delivery', 'environment', 'location'],
  bank: ['quality', 'appearance', 'spec', 'taste', 'content', 'packaging', 'delivery'],
  beauty: ['content', 'environment', 'location'],
  book: ['taste', 'environment', 'location'],
  car: ['taste', 'content', 'packaging', 'delivery'],
  citizen: ['appearance', 'spec', 'taste', 'content', 'packaging', 'delivery'],
  device: ['content', 'taste', 'environment', 'location'],
  food: ['content', 'performance'],
  hospital: ['appearance', 'spec', 'taste', 'content', 'packaging', 'delivery'],
  hotel: ['performance', 'content', 'packaging', 'delivery'],
  local: ['taste', 'spec'],
  phone: ['taste', 'content', 'environment', 'location'],
  school: ['appearance', 'spec', 'taste', 'packaging', 'delivery'],
  telecom: ['appearance', 'taste', 'content', 'packaging', 'location'],
  travel: ['appearance', 'packaging', 'delivery', 'taste'],
};
const NOTHING_ABSENT: ReadonlySet<number> = new Set();
const ABSENT_NUMBERS: ReadonlyMap<Domain | null, ReadonlySet<number>> = new Map(
  DOMAINS.map((domain) => [
    domain,
    new Set((ABSENT[domain] ?? []).map((aspect) => ALL.indexOf(aspect))),
  ]),
);

/** The numbers, in `ASPECTS`, of the aspects that the model finds in no text of an industry. */
export function absentIn(domain: Domain | null): ReadonlySet<number> {
  return ABSENT_NUMBERS.get(domain) ?? NOTHING_ABSENT;
}

/**
 * The aspect of its industry that the words around a judgement speak of most; ties go to the first in `ASPECTS`.
 * @param told what the dictionaries tell, null for nothing: it stands unless another has `LEAD` more
 * @param cells room for `cellsAround` of the judgement
 */
export function likeliestAspect(
  { bits, pairs }: AspectModel,
  reading: Reading,
  judgement: Judgement,
  told: Aspect | null,
  cells: Int32Array,
): Aspect {
  addUp(pairs, cells, writeFeatures(reading, judgement, bits, NOTHING, cells));
  const absent = absentIn(reading.domain);
  let best = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < sums.length; at++) {
    const sum = sums[at] as number;
    if (sum > most && !absent.has(at)) [best, most] = [at, sum];
  }
  if (told !== null && most - (sums[ALL.indexOf(told)] as number) <= LEAD) return told;
  return ALL[best] ?? 'overall';
}

/** What the cells of one judgement weigh together for each aspect, all raised alike: work space. */
const sums = new Float64Array(ALL.length);

/** Adds up the weights of the first `count` cells. */
function addUp(pairs: Int32Array, cells: Int32Array, count: number): void {
  for (let pair = 0; pair < PAIRS; pair++) {
    let low = 0;
    let high = 0;
    for (let from = 0; from < count; from += AT_ONCE) {
      const both = pairSum(pairs, pair, cells, from, Math.min(count, from + AT_ONCE));
      low += both & 0xffff;
      high += both >>> 16;
    }
    sums[2 * pair] = low;
    sums[2 * pair + 1] = high;
  }
}

/** By how much, in stored weights, an aspect must outdo the one that dictionaries tell: 0.5 in log-odds. */
const LEAD = (0.5 * 127) / LARGEST_WEIGHT;

/** What no more than `AT_ONCE` cells weigh together for two aspects, in the halves of a number. */
function pairSum(
  pairs: Int32Array,
  pair: number,
  cells: Int32Array,
  from: number,
  to: number,
): number {
  let sum = 0;
  for (let at = from; at < to; at++) {
    sum = (sum + (pairs[PAIRS * (cells[at] as number) + pair] as number)) | 0;
  }
  return sum;
}

const NOTHING: readonly Span[] = [];

/** The templates of features, by number: a template with a value is one feature, hashed to a cell of the model. */
const TEMPLATE = { always: 1, domain: 2, run: 3, before: 4, topic: 5, next: 6, length: 7 } as const;
/** Units before and behind a judgement that tell what it is about. */
export const LEFT = 14;
export const RIGHT = 10;
/** Clauses before a judgement in which the last thing that is judged may still be its topic. */
const REACH = 4;

/** Where a judgement, or a stretch that may be one, stands. */
type Place = Pick<Judgement, 'start' | 'end' | 'clause'>;

/**
 * The cells of what surrounds a judgement: units, pairs and triples of its clause, what the clauses beside it speak of, and
 * the industry.
 * @param hidden spans of the clause that are not seen
 */
export function aspectFeatures(
  reading: Reading,
  judgement: Place,
  bits: number,
  hidden: readonly Span[],
): number[] {
  const cells = new Int32Array(cellsAround(judgement));
  return [...cells.subarray(0, writeFeatures(reading, judgement, bits, hidden, cells))];
}

/** Features of a judgement besides those of the units around it. */
const OTHERS = 5;

/** No more cells than these surround a judgement: no more than three features begin at a unit. */
export function cellsAround({ start, end }: Span): number {
  return OTHERS + 3 * (LEFT + end - start + RIGHT);
}

/** Writes the cells that `aspectFeatures` tells, and gives their number. */
function writeFeatures(
  reading: Reading,
  judgement: Place,
  bits: number,
  hidden: readonly Span[],
  cells: Int32Array,
): number {
  const { units, domain, clauses } = reading;
  const clause = clauses[judgement.clause];
  const from = Math.max(clause?.start ?? 0, judgement.start - LEFT);
  const to = Math.min(clause?.end ?? units.length, judgement.end + RIGHT);
  const shift = 32 - bits;
  cells[0] = hash(TEMPLATE.always, 0) >>> shift;
  cells[1] = hash(TEMPLATE.domain, domain === null ? -1 : DOMAINS.indexOf(domain)) >>> shift;
  cells[2] = hash(TEMPLATE.topic, topicBefore(reading, judgement.clause)) >>> shift;
  cells[3] = hash(TEMPLATE.next, topicBehind(reading, judgement.clause)) >>> shift;
  cells[4] = hash(TEMPLATE.length, Math.min(8, (to - from) >> 1)) >>> shift;
  let count = OTHERS;
  for (let i = from; i < to; i++) {
    const seen = seenFrom(hidden, i, Math.min(to, i + LONGEST_RUN));
    if (seen === 0) continue;
    const unit = units[i] as number;
    cells[count++] = hash(TEMPLATE.run, unit) >>> shift;
    if (seen === 1) continue;
    const pair = (unit << 16) | (units[i + 1] as number);
    cells[count++] = hash(TEMPLATE.run, pair) >>> shift;
    if (seen === 2) continue;
    const run = Math.imul(pair, 0x9e3779b1) ^ (units[i + 2] as number);
    cells[count++] = hash(TEMPLATE.run, run) >>> shift;
  }
  return count;
}

/** Units of the longest run that is a feature. */
const LONGEST_RUN = 3;

/** How many units from one on are seen, to the first that is not. */
function seenFrom(hidden: readonly Span[], from: number, to: number): number {
  let end = to;
  for (let i = 0; i < hidden.length; i++) {
    const span = hidden[i] as Span;
    if (span.start < end && span.end > from) end = Math.max(from, span.start);
  }
  return end - from;
}

/** What the clauses before one last spoke of, and whether in the same sentence; -1 for nothing. */
function topicBefore({ clauses }: Reading, index: number): number {
  const own = clauses[index]?.sentence;
  for (let i = index - 1; i >= 0 && i >= index - REACH; i--) {
    const { hits, sentence } = clauses[i] as Clause;
    for (let h = hits.length - 1; h >= 0; h--) {
      const { term, traits } = hits[h] as Hit;
      if ((traits & SPECIFIC) === 0) continue;
      return 2 * aspectNumber(term) + (sentence === own ? 1 : 0);
    }
  }
  return -1;
}

/** What the clause behind one speaks of first; -1 for nothing. */
function topicBehind({ clauses }: Reading, index: number): number {
  const found = clauses[index + 1]?.hits.find(({ traits }) => (traits & SPECIFIC) !== 0);
  return found ? aspectNumber(found.term) : -1;
}

function aspectNumber({ aspect }: Term): number {
  return aspect ? ALL.indexOf(aspect.aspect) : -1;
}

/** 32 bits whose highest are the best mixed. */
function hash(template: number, value: number): number {
  let h = Math.imul(template, 0x9e3779b1) ^ Math.imul(value, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0xc2b2ae35);
  return Math.imul(h ^ (h >>> 13), 0x27d4eb2f);
}
