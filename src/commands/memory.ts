import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Keeps the space for new objects as small as it is at the start. For a command that reads without end, at its beginning:
 * it makes many objects that die at once, and a large space for them only lets them wait in memory (40 MB less, measured).
 */
export function keepYoungGenerationSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}

/**
 * Has dead objects collected before the living have grown by half again. For a command that makes many of them, at its
 * beginning: the engine would let a multiple of them pile up (400 MB less at a million voices, at no cost, measured).
 */
export function collectEarly(): void {
  setFlagsFromString('--heap-growing-percent=40');
}

/** Collects dead objects at once: large arrays that were dropped wait for it, and what comes next wants their room. */
export function collectNow(): void {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
}
