import type { Role } from '../lexicon/entries.ts';
import type { Hit } from '../lexicon/scan.ts';
import { JUDGES, ROLE, roleIn } from '../lexicon/traits.ts';
import type { Span } from '../model/voice.ts';
import { tableOf } from '../text/characters.ts';
import { askingOf } from './questions.ts';
import type { Clause, Reading } from './reading.ts';

/** What the sentence around a word makes of its weight. */
export interface Mood {
  readonly factor: number;
  /** Whether the speaker claims it; a wish or a former hope is no opinion. */
  readonly stated: boolean;
  /** What does it. */
  readonly by: Hit | 'question' | null;
}

interface Effect {
  readonly praise: Omit<Mood, 'by'> | null;
  readonly blame: Omit<Mood, 'by'> | null;
}

/** What a role does to the words after it; roles that are not here do nothing. */
const EFFECTS: Readonly<Partial<Record<Role, Effect>>> = {
  rhetorical: { praise: { factor: -0.8, stated: true }, blame: null },
  expectation: { praise: { factor: -0.4, stated: false }, blame: { factor: 0.1, stated: false } },
  promise: { praise: { factor: -0.4, stated: false }, blame: null },
  demand: { praise: { factor: -0.35, stated: false }, blame: null },
  conditional: { praise: { factor: -0.35, stated: false }, blame: { factor: 0.4, stated: false } },
  concession: { praise: { factor: 0.5, stated: true }, blame: { factor: 0.5, stated: true } },
  exception: { praise: { factor: 0.4, stated: true }, blame: { factor: 0.4, stated: true } },
  former: { praise: { factor: 0.3, stated: false }, blame: { factor: 0.3, stated: false } },
  past: { praise: { factor: 0.5, stated: true }, blame: null },
  contrast: { praise: { factor: 1.3, stated: true }, blame: { factor: 1.3, stated: true } },
  summary: { praise: { factor: 1.5, stated: true }, blame: { factor: 1.5, stated: true } },
};

const ASKED: Mood = { factor: 0.1, stated: false, by: 'question' };
const REPROACHED_PRAISE: Mood = { factor: -0.8, stated: true, by: 'question' };
const ASKED_BLAME: Mood = { factor: 0.8, stated: true, by: 'question' };
/** Nothing but the word itself. */
export const PLAIN: Mood = { factor: 1, stated: true, by: null };

/** 这么好, 如此差: what is pointed at is there, whatever is wished, asked or expected of it. */
const POINTED = /这么|这般|如此/u;

/** The first characters of what points: most words of degree hold neither. */
const POINTING = tableOf('这如');

/**
 * What wishes, questions, expectations and concessions before a word make of it; the nearest decides. `start` is
 * where the word's own negations and degree words begin.
 */
export function moodOf(
  clause: Clause,
  core: Span,
  start: number,
  weight: number,
  reading: Reading,
): Mood {
  if (isPointedAt(reading, start, core.start)) return PLAIN;
  const asking = askingOf(clause, reading);
  if (asking === 'plainly') return ASKED;
  if (asking !== 'no' && weight < 0) return ASKED_BLAME;
  if (asking === 'reproachfully') return REPROACHED_PRAISE;
  if (asking === 'openly') return ASKED;
  const { moods } = clause;
  for (let i = moods.length - 1; i >= 0; i--) {
    const hit = moods[i] as Hit;
    const mood = hit.start < core.start ? effectOf(clause, hit, core, weight) : null;
    if (mood) return mood;
  }
  return PLAIN;
}

function isPointedAt({ folded, units }: Reading, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    if (POINTING[units[i] as number] === 1) return POINTED.test(folded.slice(start, end));
  }
  return false;
}

function effectOf(clause: Clause, hit: Hit, core: Span, weight: number): Mood | null {
  const role = hit.term.modifier?.role;
  if (!role || (role === 'exception' && isExcepted(clause, hit, core))) return null;
  if (role === 'promise' && isDeniedStandard(clause, hit)) return null;
  const effect = weight > 0 ? EFFECTS[role]?.praise : EFFECTS[role]?.blame;
  return effect ? { factor: effect.factor, stated: effect.stated, by: hit } : null;
}

/** 没有宣传的那么脏: what was promised is only what a thing is compared with. */
function isDeniedStandard({ hits }: Clause, promise: Hit): boolean {
  return hits.some(({ end, traits }) => end === promise.start && roleIn(traits) === ROLE.negation);
}

/** 除了贵没毛病: the exception is the first judgement after 除了, and nothing after it. */
function isExcepted(clause: Clause, exception: Hit, core: Span): boolean {
  return clause.hits.some(
    ({ start, end, traits }) =>
      start >= exception.end && end <= core.start && (traits & JUDGES) !== 0,
  );
}
