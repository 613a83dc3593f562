import type { Span } from '../model/voice.ts';
import { type Clause, roleBefore } from './reading.ts';

/** What the sentence around a word makes of its weight. */
export interface Mood {
  readonly factor: number;
  /** Whether the speaker claims it; a wish or a former hope is no opinion. */
  readonly stated: boolean;
}

/** The first role that stands before a word decides; each line gives what it does to praise and to blame. */
const MOODS = [
  ['rhetorical', { factor: -0.8, stated: true }, null],
  ['expectation', { factor: -0.4, stated: false }, null],
  ['conditional', { factor: -0.2, stated: false }, { factor: 0.4, stated: false }],
  ['concession', { factor: 0.5, stated: true }, { factor: 0.5, stated: true }],
  ['past', { factor: 0.5, stated: true }, null],
  ['contrast', { factor: 1.3, stated: true }, { factor: 1.3, stated: true }],
  ['summary', { factor: 1.5, stated: true }, { factor: 1.5, stated: true }],
] as const satisfies readonly (readonly [string, Mood | null, Mood | null])[];

const ASKED_PRAISE: Mood = { factor: 0.1, stated: false };
const ASKED_BLAME: Mood = { factor: 0.8, stated: true };
const PLAIN: Mood = { factor: 1, stated: true };

/** What wishes, questions, expectations and concessions before a word make of it. */
export function moodOf(clause: Clause, core: Span, weight: number): Mood {
  if (clause.asked && roleBefore(clause, 'question', clause.end)) {
    return weight > 0 ? ASKED_PRAISE : ASKED_BLAME;
  }
  for (const [role, praise, blame] of MOODS) {
    const mood = weight > 0 ? praise : blame;
    if (mood && roleBefore(clause, role, core.start)) return mood;
  }
  return PLAIN;
}
