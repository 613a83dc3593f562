import type { Effect } from '../model/public.ts';
import { differenceOf } from './difference.ts';
import { wilson } from './interval.ts';

/** Voices of a pain point, and of any kind, before an action and since. */
export interface EffectCounts {
  readonly before: number;
  readonly beforeTotal: number;
  readonly after: number;
  readonly afterTotal: number;
}

/** Voices of any kind that either period must have: fewer show no difference of any size worth telling. */
const LEAST_VOICES = 30;
const SURE = 0.05;

/**
 * Whether a pain point has become rarer since something was done: the difference of its shares with its interval and
 * test as `differenceOf` gives them. It says what followed the action, not what it brought about. Null where a period
 * has too few voices, or nobody spoke of it in either.
 */
export function effectOf({ before, beforeTotal, after, afterTotal }: EffectCounts): Effect | null {
  if (beforeTotal < LEAST_VOICES || afterTotal < LEAST_VOICES || before + after === 0) return null;
  const { p, ...difference } = differenceOf(after, afterTotal, before, beforeTotal);
  const moved = difference.value > 0 ? 'worse' : 'better';
  return {
    before: wilson(before, beforeTotal),
    after: wilson(after, afterTotal),
    difference,
    change: p < SURE ? moved : 'same',
  };
}
