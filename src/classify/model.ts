import { InputError } from '../model/errors.ts';
import { createPrefixes, type Prefixes } from './features.ts';

/**
 * A linear model over hashed features and a few numbers that rules give. Most features of a text are in no model;
 * a check of eight bits beside each weight tells them apart from those that are.
 */
export interface LinearModel {
  /** A check (high byte, 0 for an empty slot) and a weight (low byte, 128 for 0) in each slot. */
  readonly slots: Uint16Array;
  /** The runs of characters that longer known runs begin with. */
  readonly prefixes: Prefixes;
  /** What a weight of 1 in a slot is worth. */
  readonly step: number;
  readonly bias: number;
  /** Weights of the numbers that rules give, in their order. */
  readonly dense: Float64Array;
}

const MAGIC = 0x4c434f56; // "VOCL" in the bytes of a little-endian machine
const VERSION = 2;
const HEADER_BYTES = 32;

/** The file of a model: header, dense weights, prefixes, slots. Equal models, equal bytes. */
export function packModel({ slots, prefixes, step, bias, dense }: LinearModel): Uint8Array {
  const from = HEADER_BYTES + dense.byteLength + prefixes.byteLength;
  const bytes = new Uint8Array(from + slots.byteLength);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, VERSION, true);
  view.setUint32(8, slots.length, true);
  view.setUint32(12, dense.length, true);
  view.setFloat64(16, step, true);
  view.setFloat64(24, bias, true);
  for (const [i, weight] of dense.entries()) view.setFloat64(HEADER_BYTES + 8 * i, weight, true);
  bytes.set(prefixes, HEADER_BYTES + dense.byteLength);
  for (const [i, slot] of slots.entries()) view.setUint16(from + 2 * i, slot, true);
  return bytes;
}

/**
 * Opens the file of a model, without copying it where the machine is little-endian and the bytes are aligned.
 * @throws InputError if it is not a model that this version reads, or not all of it is there
 */
export function openModel(bytes: Uint8Array): LinearModel {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < HEADER_BYTES || view.getUint32(0, true) !== MAGIC) throw damaged();
  if (view.getUint32(4, true) !== VERSION) throw damaged();
  const slotCount = view.getUint32(8, true);
  const denseCount = view.getUint32(12, true);
  const prefixes = createPrefixes();
  const from = HEADER_BYTES + 8 * denseCount + prefixes.length;
  if (bytes.byteLength !== from + 2 * slotCount) throw damaged();
  const dense = Float64Array.from({ length: denseCount }, (_, i) =>
    view.getFloat64(HEADER_BYTES + 8 * i, true),
  );
  prefixes.set(bytes.subarray(HEADER_BYTES + 8 * denseCount, from));
  return {
    slots: slotsOf(bytes, from, slotCount),
    prefixes,
    step: view.getFloat64(16, true),
    bias: view.getFloat64(24, true),
    dense,
  };
}

function slotsOf(bytes: Uint8Array, from: number, count: number): Uint16Array {
  const start = bytes.byteOffset + from;
  const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
  if (littleEndian && start % 2 === 0) return new Uint16Array(bytes.buffer, start, count);
  const view = new DataView(bytes.buffer, start);
  return Uint16Array.from({ length: count }, (_, i) => view.getUint16(2 * i, true));
}

function damaged(): InputError {
  return new InputError({
    zh: '模型文件 dictionaries/polarity.model 或 spam.model 已损坏或版本不符：请重新安装',
    en: 'a model file (dictionaries/polarity.model or spam.model) is damaged or of another version: reinstall',
  });
}

/** Weights are whole numbers from -127 to 127, in steps. */
const LARGEST = 127;

/** A feature's key with its weight. */
export interface WeightedKey {
  readonly key: number;
  readonly weight: number;
}

/**
 * Puts weights into a table of `2 ** bits` slots. The strongest come first; of two that the checks cannot tell
 * apart only the stronger one stays. The table must have room for at least a fifth more than there are.
 */
export function packWeights(
  weights: readonly WeightedKey[],
  bits: number,
): { slots: Uint16Array; step: number } {
  const sorted = [...weights].sort(
    (a, b) => Math.abs(b.weight) - Math.abs(a.weight) || a.key - b.key,
  );
  const slots = new Uint16Array(2 ** bits);
  const step = Math.abs(sorted[0]?.weight ?? 0) / LARGEST || 1;
  for (const { key, weight } of sorted) {
    const whole = Math.round(weight / step);
    if (whole === 0) continue;
    const slot = findSlot(slots, key);
    if (slots[slot] === 0) slots[slot] = (checkOf(key) << 8) | (whole + 128);
  }
  return { slots, step };
}

/** The slot that holds the key, or the empty one where it would be. */
export function findSlot(slots: Uint16Array, key: number): number {
  const mask = slots.length - 1;
  const check = checkOf(key);
  let slot = key & mask;
  for (let found = slots[slot] as number; found !== 0; found = slots[slot] as number) {
    if (found >>> 8 === check) break;
    slot = (slot + 1) & mask;
  }
  return slot;
}

/** Eight bits of the key that its slot does not tell; never 0. */
function checkOf(key: number): number {
  return key >>> 24 || 1;
}

/** The weight in a slot, in steps from -127 to 127; 0 in an empty one. */
export function weightAt(slots: Uint16Array, slot: number): number {
  const found = slots[slot] as number;
  return found === 0 ? 0 : (found & 0xff) - 128;
}
