import type { Group, Reading } from './group.ts';

/**
 * Resolves opinions that leave to their voice what they are about. Who writes 「…, 苦不堪言」 or 「希望重视」 speaks of
 * what he has just told. So an opinion that does not say with what something is wrong, means the thing with which the
 * voice says that elsewhere; one that names no problem, or only what it does to people or that nobody acts, means the
 * problem that is told nearest before it, else nearest behind it. Where a voice tells no problem at all, an opinion
 * counts for the object that it names, if any; what is left stays with its reason.
 * @param voice the readings of one voice, in the order of its text
 */
export function referredTo(voice: readonly Reading[]): Group[] {
  return voice.map((reading, place) => resolved(reading, place, voice));
}

function resolved(reading: Reading, place: number, said: readonly Reading[]): Group {
  const { other, lacks, family, about } = reading;
  if (other === null && lacks === null) return reading;
  const named = nearest(place, said, (one) => isFull(one) && one.family === family);
  if (named !== null) return { ...named, ground: 'context' };
  if (lacks === 'object' && other === null) return reading;
  const meant =
    nearest(place, said, isFull) ?? (lacks === 'actor' ? null : nearest(place, said, isTold));
  return meant === null ? (about ?? reading) : { ...meant, ground: 'reference' };
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
  said: readonly Reading[],
  fits: (reading: Reading) => boolean,
): Reading | null {
  return said.slice(0, place).findLast(fits) ?? said.slice(place + 1).find(fits) ?? null;
}
