import type { Hit } from '../lexicon/scan.ts';
import { BLAMES, NAMES } from '../lexicon/traits.ts';
import type { Aspect } from '../model/labels.ts';
import type { Judgement } from './judgement.ts';
import { ATTRIBUTES } from './objects.ts';
import type { Clause, Reading } from './reading.ts';

/** Clauses of a sentence that may stand between a thing and what is said of it. */
const REACH = 4;

/** Aspects that the same people and places are blamed for. */
const SERVED: ReadonlySet<Aspect> = new Set([
  'service',
  'aftersales',
  'delivery',
  'policy',
  'environment',
  'digital',
]);

/**
 * What a judgement is about that names nothing itself: the nearest thing before it in its clause, else in the
 * clauses before it in its sentence (物业天天收费，从来不作为 → 物业); null for none, and for what is said of
 * the whole (再也不买了).
 */
export function topicOf(reading: Reading, one: Judgement, aspect: Aspect): Hit | null {
  if (one.stage === 'loyalty') return null;
  const own = reading.clauses[one.clause];
  if (!own) return null;
  for (let i = one.clause; i >= 0 && i >= one.clause - REACH; i--) {
    const clause = reading.clauses[i];
    if (!clause || clause.sentence !== own.sentence) return null;
    const thing = lastThing(clause, one.start, aspect);
    if (thing) return thing;
  }
  return null;
}

function lastThing({ hits }: Clause, limit: number, aspect: Aspect): Hit | null {
  for (let i = hits.length - 1; i >= 0; i--) {
    const hit = hits[i] as Hit;
    if (hit.end <= limit && suits(hit, aspect)) return hit;
  }
  return null;
}

/** Whether a judgement of this aspect can be about it; what is bad in itself is no thing to judge. */
function suits(hit: Hit, aspect: Aspect): boolean {
  if ((hit.traits & NAMES) === 0 || isFault(hit)) return false;
  const { term } = hit;
  if (!term.aspect || ATTRIBUTES.has(term.aspect.object)) return false;
  const own = term.aspect.aspect;
  if (own === aspect || own === 'overall' || aspect === 'overall') return true;
  return SERVED.has(own) && SERVED.has(aspect);
}

/** 噪音, 异味: an object that is the fault itself. */
export function isFault({ traits }: Hit): boolean {
  return (traits & BLAMES) !== 0;
}
