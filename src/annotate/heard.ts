import { cuedLabels } from './cues.ts';
import { breaksPromise } from './instead.ts';
import { appeals, endsAsking } from './questions.ts';
import type { Reading } from './reading.ts';

/** The labels of a voice's cues, and those of what shows without one: a broken promise, a question at the end. */
export function labelsHeard(reading: Reading): ReadonlySet<string> {
  const cues = cuedLabels(reading);
  const isBroken = breaksPromise(reading);
  const isBlocked = reading.cueLabels.has('notkind:question');
  const isAsked = cues.size < 2 && !isBlocked && !appeals(cues) && endsAsking(reading);
  if (!isBroken && !isAsked) return cues;
  const labels = new Set(cues);
  if (isBroken) labels.add('signal:expectation');
  if (isAsked) labels.add('kind:question');
  return labels;
}
