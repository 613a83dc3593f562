import { MOST_FEATURES } from './opinion-features.ts';

/**
 * Memory that the steps write to while they work on one text, made once for many texts: pieces of it for each text
 * would take longer than filling them. Nothing in it outlives the text.
 */
export interface Workspace {
  /** Cells of one candidate's features. */
  readonly cells: Int32Array;
  /** Cells of what surrounds one judgement. */
  surroundings: Int32Array;
  /** Two sums of the weights of one candidate's features each. */
  even: number;
  odd: number;
  /** What the n-grams of the text weigh up to each unit; see `sumRuns`. */
  runSums: Int32Array;
  /** What the judgements of each clause weigh. */
  clauseWeights: Float64Array;
  /** What the decision on one candidate is made of. */
  readonly inputs: Float64Array;
  /** How far the text is of each style. */
  readonly leanings: Float64Array;
  /** For each candidate of the text: how far it is a negative and a positive opinion. */
  negative: Float64Array;
  positive: Float64Array;
}

const FIRST_UNITS = 512;
/** No decision is made of more numbers. */
const MOST_INPUTS = 8;
/** No more styles than these are told apart. */
const MOST_STYLES = 3;

export function createWorkspace(): Workspace {
  return {
    cells: new Int32Array(MOST_FEATURES),
    surroundings: new Int32Array(MOST_FEATURES),
    even: 0,
    odd: 0,
    inputs: new Float64Array(MOST_INPUTS),
    leanings: new Float64Array(MOST_STYLES),
    ...roomFor(FIRST_UNITS),
  };
}

/** Makes room for a text of this many units, and as many candidates. */
export function makeRoom(space: Workspace, units: number): void {
  if (space.negative.length <= units) Object.assign(space, roomFor(2 * units));
}

/** Room for this many cells of what surrounds a judgement. */
export function roomForCells(space: Workspace, cells: number): Int32Array {
  if (space.surroundings.length < cells) space.surroundings = new Int32Array(2 * cells);
  return space.surroundings;
}

/** Room for texts of up to this many units, with one place more. */
function roomFor(
  units: number,
): Pick<Workspace, 'runSums' | 'clauseWeights' | 'negative' | 'positive'> {
  const room = units + 1;
  return {
    runSums: new Int32Array(2 * room),
    clauseWeights: new Float64Array(room),
    negative: new Float64Array(room),
    positive: new Float64Array(room),
  };
}
