import type { Modifier } from '../lexicon/entries.ts';
import type { Clause } from './reading.ts';

/** What is left of praise that is denied, and of a fault that is denied (没有异味): weaker than the opposite. */
const DENIED_PRAISE = 0.9;
const DENIED_FAULT = 0.6;
/** Not big is not yet small. */
const DENIED_QUALITY = 0.5;
/** Two degree words do not multiply past this. */
const STRONGEST = 2;
const FAINTEST = 0.5;

/** The negations and degree words that belong to a word. */
export interface Scope {
  /** Where the first of them begins; where the word begins if there is none. */
  readonly start: number;
  readonly negations: number;
  readonly degree: number;
  /** The word is only wished away or warned of: 不要坏, 以免受伤. */
  readonly open: boolean;
}

/** The chain of negations, degree words and fillers that ends where the `i`-th hit begins. */
export function scopeOf(clause: Clause, i: number): Scope {
  return scopeBefore(clause, i, clause.hits[i]?.start ?? clause.start);
}

/** The chain that ends at `at`, where no hit need begin; a negation may reach over it (没有 over 有虫). */
export function scopeAt(clause: Clause, at: number): Scope {
  let i = 0;
  while (i < clause.hits.length && (clause.hits[i]?.start ?? at) < at) i++;
  const last = clause.hits[i - 1];
  const over = last && last.end > at && last.term.modifier?.role === 'negation';
  return scopeBefore(clause, i, over ? last.end : at);
}

function scopeBefore(clause: Clause, i: number, at: number): Scope {
  const chain = chainBefore(clause, i, at);
  let start = at;
  let negations = 0;
  let degree = 1;
  let open = false;
  for (const { at: from, modifier } of chain) {
    if (modifier.role === 'filler') continue;
    start = from;
    if (modifier.role === 'degree') degree *= modifier.factor;
    else negations++;
    if (modifier.factor === 0) open = true;
  }
  return { start, negations, degree: Math.min(STRONGEST, Math.max(FAINTEST, degree)), open };
}

interface Link {
  readonly at: number;
  readonly modifier: Modifier;
}

/** What stands before the `i`-th hit without a gap to `end`, from right to left; a negation that is stammered counts once. */
function chainBefore(clause: Clause, i: number, end: number): Link[] {
  const chain: Link[] = [];
  let start = end;
  let next = clause.hits[i]?.term.text ?? '';
  for (let j = i - 1; j >= 0; j--) {
    const hit = clause.hits[j];
    const modifier = hit?.term.modifier;
    if (!hit || !modifier || hit.end !== start) break;
    if (!['negation', 'degree', 'filler'].includes(modifier.role)) break;
    if (modifier.role === 'negation' && LINKS.test(next)) break;
    if (modifier.role !== 'negation' || !next.startsWith(hit.term.text)) {
      chain.push({ at: hit.start, modifier });
    }
    start = hit.start;
    next = hit.term.text;
  }
  return chain;
}

/** What joins two statements, and lets no negation through: 不给好评就骚扰, 不也挺好. */
const LINKS = /^(?:就|也|都|还)$/u;

/** The weight of a fault that is said not to be there; praise is left as it is. */
export function deniedFault(weight: number): number {
  return weight < 0 ? -weight * DENIED_FAULT : weight;
}

/** The weight of a word after its negations and degree words. */
export function denied(weight: number, scope: Scope, quality: boolean): number {
  if (scope.negations % 2 === 0) return weight * scope.degree;
  if (scope.open) return 0;
  const rest = quality ? DENIED_QUALITY : weight > 0 ? DENIED_PRAISE : DENIED_FAULT;
  return -weight * rest * Math.max(0.8, Math.min(1.2, scope.degree));
}
