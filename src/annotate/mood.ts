import type { Role } from '../lexicon/entries.ts';
import type { Hit } from '../lexicon/scan.ts';
import type { Span } from '../model/voice.ts';
import { type Clause, roleBefore } from './reading.ts';

/** What the sentence around a word makes of its weight. */
export interface Mood {
  readonly factor: number;
  /** Whether the speaker claims it; a wish or a former hope is no opinion. */
  readonly stated: boolean;
}

interface Effect {
  readonly praise: Mood | null;
  readonly blame: Mood | null;
}

/** What a role does to the words after it; roles that are not here do nothing. */
const EFFECTS: Readonly<Partial<Record<Role, Effect>>> = {
  rhetorical: { praise: { factor: -0.8, stated: true }, blame: null },
  expectation: { praise: { factor: -0.4, stated: false }, blame: { factor: 0.1, stated: false } },
  conditional: { praise: { factor: -0.35, stated: false }, blame: { factor: 0.4, stated: false } },
  concession: { praise: { factor: 0.5, stated: true }, blame: { factor: 0.5, stated: true } },
  exception: { praise: { factor: 0.4, stated: true }, blame: { factor: 0.4, stated: true } },
  past: { praise: { factor: 0.5, stated: true }, blame: null },
  contrast: { praise: { factor: 1.3, stated: true }, blame: { factor: 1.3, stated: true } },
  summary: { praise: { factor: 1.5, stated: true }, blame: { factor: 1.5, stated: true } },
};

const ASKED_PRAISE: Mood = { factor: 0.1, stated: false };
const ASKED_BLAME: Mood = { factor: 0.8, stated: true };
/** Nothing but the word itself. */
export const PLAIN: Mood = { factor: 1, stated: true };

/** What wishes, questions, expectations and concessions before a word make of it; the nearest decides. */
export function moodOf(clause: Clause, core: Span, weight: number): Mood {
  if (clause.moods.length === 0) return PLAIN;
  if (clause.asked && roleBefore(clause, 'question', clause.end)) {
    return weight > 0 ? ASKED_PRAISE : ASKED_BLAME;
  }
  for (let i = clause.moods.length - 1; i >= 0; i--) {
    const hit = clause.moods[i];
    const mood = hit && hit.start < core.start ? effectOf(clause, hit, core, weight) : null;
    if (mood) return mood;
  }
  return PLAIN;
}

function effectOf(clause: Clause, hit: Hit, core: Span, weight: number): Mood | null {
  const role = hit.term.modifier?.role;
  if (!role || (role === 'exception' && isExcepted(clause, hit, core))) return null;
  const effect = EFFECTS[role];
  return (weight > 0 ? effect?.praise : effect?.blame) ?? null;
}

/** 除了贵没毛病: the exception is the first judgement after 除了, and nothing after it. */
function isExcepted(clause: Clause, exception: Hit, core: Span): boolean {
  return clause.hits.some(
    (hit) =>
      hit.start >= exception.end &&
      hit.end <= core.start &&
      (hit.term.evaluation !== null || hit.term.quality !== null),
  );
}
