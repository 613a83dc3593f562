import { type Comparison, createComparison } from '../../../src/cluster/copies/copies.ts';
import type { ComparedVoice, CopyFinding } from '../../../src/model/copies.ts';
import { engine } from '../../support/engine.ts';

/** A voice to be compared. */
export function voice(
  key: string,
  text: string,
  fields: Partial<ComparedVoice> = {},
): ComparedVoice {
  return { key, saidAt: null, text, customerId: null, product: null, ...fields };
}

/** What comparing finds in voices that were said in this order. */
export function compare(voices: readonly ComparedVoice[]): readonly CopyFinding[] {
  const comparison = createComparison(engine);
  for (const [saidAt, one] of voices.entries()) comparison.add({ ...one, saidAt });
  return findingsOf(comparison);
}

/** All that a comparison finds. */
export function findingsOf(comparison: Comparison): readonly CopyFinding[] {
  const steps = comparison.end();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
