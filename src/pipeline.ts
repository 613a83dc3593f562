import { journeyOf } from './journey/journey.ts';
import { measure } from './measure/measure.ts';
import type { Facts } from './model/facts.ts';
import type { Findings } from './model/findings.ts';

/** Everything that a report may say about what the store counted. */
export function findingsOf(facts: Facts): Findings {
  return { ...measure(facts), stages: journeyOf(facts) };
}
