import type { Aspect } from '../model/labels.ts';
import type { StatedOpinion } from '../model/pain.ts';
import type { Group, Reading } from './group.ts';

/**
 * Resolves opinions that leave to their voice what they are about. Who writes 「…, 苦不堪言」 or 「希望重视」 speaks of
 * what he has just told. So an opinion that does not say with what something is wrong, means the thing with which the
 * voice says that elsewhere; one that names no problem, or only what it does to people or that nobody acts, means the
 * problem that is told nearest before it, else nearest behind it. Where a voice tells no problem at all, an opinion
 * counts for the object that it names, if any; what is left stays with its reason.
 */
export function referredTo(
  opinions: readonly StatedOpinion[],
  readings: readonly Reading[],
): Group[] {
  const groups: Group[] = [...readings];
  for (const voice of voicesOf(opinions)) {
    const said = voice.flatMap((at) => {
      const [reading, opinion] = [readings[at], opinions[at]];
      return reading && opinion ? [{ at, reading, aspect: opinion.aspect }] : [];
    });
    for (const [place, one] of said.entries()) groups[one.at] = resolved(one, place, said);
  }
  return groups;
}

/** What an opinion of a voice says, and of what. */
interface Said {
  readonly reading: Reading;
  readonly aspect: Aspect;
}

function resolved({ reading, aspect }: Said, place: number, said: readonly Said[]): Group {
  const { other, lacks, family, about } = reading;
  if (other === null && lacks === null) return reading;
  const named = nearest(place, said, (one) => isFull(one.reading) && one.reading.family === family);
  if (named !== null) return { ...named, ground: 'context' };
  if (lacks === 'object' && other === null) return reading;
  const isMeant = (one: Said): boolean => lacks !== null || isOneStory(aspect, one.aspect);
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

function isFull({ other, lacks }: Reading): boolean {
  return other === null && lacks === null;
}

function isTold({ other, lacks }: Reading): boolean {
  return other === null && lacks !== 'cause';
}

/** The nearest before, else the nearest behind. */
function nearest(
  place: number,
  said: readonly Said[],
  fits: (one: Said) => boolean,
): Reading | null {
  const one = said.slice(0, place).findLast(fits) ?? said.slice(place + 1).find(fits);
  return one?.reading ?? null;
}

/** Indexes of the opinions of each voice, in the order of its text. */
function voicesOf(opinions: readonly StatedOpinion[]): number[][] {
  const voices = new Map<string, number[]>();
  for (const [at, { voiceKey }] of opinions.entries()) {
    const voice = voices.get(voiceKey);
    if (voice) voice.push(at);
    else voices.set(voiceKey, [at]);
  }
  const seqOf = (at: number): number => opinions[at]?.seq ?? 0;
  return [...voices.values()].map((voice) => voice.sort((a, b) => seqOf(a) - seqOf(b)));
}
