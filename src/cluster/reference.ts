import type { Aspect } from '../model/labels.ts';
import type { Group, Reading } from './group.ts';

/** What an opinion says by itself, and of which aspect. */
export interface Told {
  readonly reading: Reading;
  readonly aspect: Aspect;
}

/**
 * Resolves opinions that leave to their voice what they are about. Who writes 「…, 苦不堪言」 or 「希望重视」 speaks of
 * what he has just told. So an opinion that does not say with what something is wrong, means the thing with which the
 * voice says that elsewhere; one that names no problem, or only what it does to people or that nobody acts, means the
 * problem of its own story that is told nearest before it, else nearest behind it. Where a voice tells no problem at all, an opinion
 * counts for the object that it names, if any; what is left stays with its reason.
 * @param voice the opinions of one voice, in the order of its text
 */
export function referredTo(voice: readonly Told[]): Group[] {
  return voice.map((one, place) => resolved(one, place, voice));
}

function resolved({ reading, aspect }: Told, place: number, said: readonly Told[]): Group {
  const { other, lacks, family, about } = reading;
  if (other === null && lacks === null) return reading;
  const named = nearest(place, said, (one) => isFull(one.reading) && one.reading.family === family);
  if (named !== null) return { ...named, ground: 'context' };
  if (lacks === 'object' && other === null) return reading;
  const isWhole = aspect === 'overall' && tellsOneProblem(said);
  const isMeant = (one: Told): boolean =>
    lacks !== null || isWhole || isOneStory(aspect, one.aspect);
  const meant =
    nearest(place, said, (one) => isFull(one.reading) && isMeant(one)) ??
    (lacks === 'actor' ? null : nearest(place, said, (one) => isTold(one.reading) && isMeant(one)));
  return meant === null ? (about ?? reading) : { ...meant, ground: 'reference' };
}

/**
 * Aspects of things that reviews go through one by one: what is said of the one is not said of the other, so that an
 * opinion of the screen that names no problem does not mean the battery.
 */
const REVIEWED: ReadonlySet<Aspect> = new Set([
  ...(['appearance', 'authenticity', 'content', 'packaging', 'performance'] as const),
  ...(['price', 'quality', 'spec', 'taste'] as const),
]);

/** Whether an opinion that names no problem may mean one of another aspect. */
function isOneStory(aspect: Aspect, other: Aspect): boolean {
  return aspect === other || !(REVIEWED.has(aspect) || REVIEWED.has(other));
}

/** Whether a voice tells of one thing that is wrong: 太让人失望了 behind 变速箱异响 can mean nothing else. */
function tellsOneProblem(said: readonly Told[]): boolean {
  const keys = said.flatMap(({ reading }) => (isFull(reading) ? [reading.key] : []));
  return new Set(keys).size === 1;
}

function isFull({ other, lacks }: Reading): boolean {
  return other === null && lacks === null;
}

function isTold({ other, lacks }: Reading): boolean {
  return other === null && lacks !== 'cause';
}

/** The nearest before, else the nearest behind. */
function nearest(
  place: number,
  said: readonly Told[],
  fits: (one: Told) => boolean,
): Reading | null {
  const one = said.slice(0, place).findLast(fits) ?? said.slice(place + 1).find(fits);
  return one?.reading ?? null;
}
