import type { Lattice } from './route.ts';

/** Work space for texts of less than `limit` units. */
export interface Space extends Lattice {
  readonly limit: number;
  readonly trail: Uint8Array;
  readonly found: Found;
}

/** The words found so far. */
export interface Found {
  count: number;
  readonly ends: Int32Array;
  readonly ids: Int32Array;
}

/** Work space that is kept between calls; a longer text gets its own, so that one does not hold memory for ever. */
const KEPT_LIMIT = 1 << 20;
const FIRST_LIMIT = 1 << 12;

export function createSpace(limit: number = FIRST_LIMIT): Space {
  return {
    limit,
    codes: new Uint16Array(limit),
    scores: new Float64Array(limit),
    ends: new Int32Array(limit),
    ids: new Int32Array(limit),
    trail: new Uint8Array(limit),
    found: { count: 0, ends: new Int32Array(limit), ids: new Int32Array(limit) },
  };
}

/** The space kept so far, or a larger one where the text needs it. */
export function spaceFor(text: Uint16Array, kept: Space): Space {
  if (text.length < kept.limit) return kept;
  return createSpace(Math.max(text.length + 1, Math.min(2 * kept.limit, KEPT_LIMIT)));
}

/** Whether a space is worth keeping for the next text. */
export function isWorthKeeping(space: Space): boolean {
  return space.limit <= KEPT_LIMIT;
}
