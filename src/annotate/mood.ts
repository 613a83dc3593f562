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
const WONDERED: Mood = { factor: 0.1, stated: false, by: null };
const REPROACHED_PRAISE: Mood = { factor: -0.8, stated: true, by: 'question' };
const ASKED_BLAME: Mood = { factor: 0.8, stated: true, by: 'question' };
/** What a denial was taken for, in a question that denies nothing. */
const CERTAIN: Mood = { factor: -1, stated: true, by: 'question' };
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
  if (isBeyondDoubt(reading.folded, clause, start, core, weight)) return CERTAIN;
  const asking = askingOf(clause, reading);
  if (asking === 'plainly') return ASKED;
  if (asking === 'choosing') return WONDERED;
  if (asking !== 'no' && weight < 0) return ASKED_BLAME;
  if (asking === 'reproachfully') return REPROACHED_PRAISE;
  if (asking === 'openly') return ASKED;
  const { moods } = clause;
  for (let i = moods.length - 1; i >= 0; i--) {
    const hit = moods[i] as Hit;
    const mood = hit.start < core.start ? effectOf(reading, clause, hit, core, weight) : null;
    if (mood) return mood;
  }
  return PLAIN;
}

/** What a denial behind it makes certain: 难道不|好吃吗, 怎么能说不|专业, 医生能不|热情吗. */
const BEYOND_DOUBT = /(?:难道|难不成|怎能说|怎么能说)不$/u;
/** Words that begin with the negation of a quality, and not of what somebody should do: 不专业, and not 不负责. */
const UNLIKE = /^不(?!负责|处理|作为|解决|[退赔管理顾怕害脸心愧羞受给让同对]|一样)../u;
const SURELY = /(?<![可才怎否么])能不$/u;
const SURELY_ASKED = /吗$/u;
/** The longest of them. */
const LONGEST_DOUBT = 8;

/** Whether the only negation of a word stands in a question that nobody is to answer: then it is claimed. */
function isBeyondDoubt(
  folded: string,
  clause: Clause,
  start: number,
  core: Span,
  weight: number,
): boolean {
  // The negation stands before the word, or is its first character: 不专业, and not 不错.
  const isInside =
    start === core.start && weight < 0 && UNLIKE.test(folded.slice(core.start, core.end));
  const end = isInside ? core.start + 1 : core.start;
  if (folded[end - 1] !== '不' || (!isInside && start >= core.start)) return false;
  const before = folded.slice(Math.max(clause.start, end - LONGEST_DOUBT), end);
  if (BEYOND_DOUBT.test(before)) return true;
  return SURELY.test(before) && SURELY_ASKED.test(folded.slice(core.end, clause.end));
}

function isPointedAt({ folded, units }: Reading, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    if (POINTING[units[i] as number] === 1) return POINTED.test(folded.slice(start, end));
  }
  return false;
}

function effectOf(
  { folded }: Reading,
  clause: Clause,
  hit: Hit,
  core: Span,
  weight: number,
): Mood | null {
  const role = hit.term.modifier?.role;
  if (!role || (role === 'exception' && isExcepted(clause, hit, core))) return null;
  if (role === 'promise' && isStandardOf(folded, clause, hit)) return null;
  const effect = weight > 0 ? EFFECTS[role]?.praise : EFFECTS[role]?.blame;
  return effect ? { factor: effect.factor, stated: effect.stated, by: hit } : null;
}

/** 没有宣传的那么脏, 比宣传的还好: what was promised is only what a thing is compared with. */
function isStandardOf(folded: string, { start, hits }: Clause, promise: Hit): boolean {
  if (promise.start > start && folded[promise.start - 1] === '比') return true;
  return hits.some(({ end, traits }) => end === promise.start && roleIn(traits) === ROLE.negation);
}

/** 除了贵没毛病: the exception is the first judgement after 除了, and nothing after it. */
function isExcepted(clause: Clause, exception: Hit, core: Span): boolean {
  return clause.hits.some(
    ({ start, end, traits }) =>
      start >= exception.end && end <= core.start && (traits & JUDGES) !== 0,
  );
}
