import { createComparison } from '../../../src/cluster/copies/copies.ts';
import type { ComparedVoice, CopyFinding } from '../../../src/model/copies.ts';
import { engine } from '../../support/engine.ts';

/** A voice to be compared. */
export function voice(
  key: string,
  text: string,
  fields: Partial<ComparedVoice> = {},
): ComparedVoice {
  return { key, text, customerId: null, product: null, ...fields };
}

/** What comparing finds in voices, in this order. */
export function compare(voices: readonly ComparedVoice[]): readonly CopyFinding[] {
  const comparison = createComparison(engine);
  for (const one of voices) comparison.add(one);
  const steps = comparison.end();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
