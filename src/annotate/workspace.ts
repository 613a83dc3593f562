import { MOST_FEATURES } from './opinion-features.ts';

/**
 * Memory that the steps write to while they work on one text, made once for many texts: pieces of it for each text
 * would take longer than filling them. Nothing in it outlives the text.
 */
export interface Workspace {
  /** Cells of one candidate's features. */
  readonly cells: Int32Array;
  /** What the n-grams of the text weigh up to each unit; see `sumRuns`. */
  runSums: Int32Array;
  /** For each candidate of the text: how far it is a negative and a positive opinion. */
  negative: Float64Array;
  positive: Float64Array;
}

const FIRST_UNITS = 512;
/** Numbers that `sumRuns` writes for a unit. */
export const SUMS_AT_UNIT = 4;

export function createWorkspace(): Workspace {
  return {
    cells: new Int32Array(MOST_FEATURES),
    runSums: new Int32Array(SUMS_AT_UNIT * FIRST_UNITS),
    negative: new Float64Array(FIRST_UNITS),
    positive: new Float64Array(FIRST_UNITS),
  };
}

/** Makes room for a text of this many units, and as many candidates. */
export function makeRoom(space: Workspace, units: number): void {
  const room = units + 1;
  if (space.negative.length >= room) return;
  space.runSums = new Int32Array(2 * SUMS_AT_UNIT * room);
  space.negative = new Float64Array(2 * room);
  space.positive = new Float64Array(2 * room);
}
