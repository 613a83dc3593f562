import type { Hit } from '../lexicon/scan.ts';
import { ROLE, roleIn, type Traits } from '../lexicon/traits.ts';
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
  return scopeBefore(clause, i, (clause.hits[i] as Hit).start);
}

/** The chain that ends at `at`, where no hit need begin; a negation may reach over it (没有 over 有虫). */
export function scopeAt(clause: Clause, at: number): Scope {
  const { hits } = clause;
  let i = 0;
  while (i < hits.length && (hits[i] as Hit).start < at) i++;
  const last = hits[i - 1];
  const over = last && last.end > at && roleIn(last.traits) === ROLE.negation;
  return scopeBefore(clause, i, over ? last.end : at);
}

/**
 * What stands before the `i`-th hit without a gap to `end`, from right to left; a negation that is stammered counts
 * once.
 */
function scopeBefore({ hits }: Clause, i: number, end: number): Scope {
  const scope = { start: end, negations: 0, degree: 1, open: false };
  let next = i < hits.length ? (hits[i] as Hit).term.text : '';
  let at = end;
  for (let j = i - 1; j >= 0; j--) {
    const hit = hits[j] as Hit;
    if (hit.end !== at || !isScoping(hit.traits)) break;
    const denies = roleIn(hit.traits) === ROLE.negation;
    if (denies && LINKS.has(next)) break;
    const { text } = hit.term;
    if (!denies || !next.startsWith(text)) take(scope, hit);
    at = hit.start;
    next = text;
  }
  scope.degree = Math.min(STRONGEST, Math.max(FAINTEST, scope.degree));
  return scope;
}

/** Makes a word part of a scope, unless it is a filler. */
function take(scope: { -readonly [Key in keyof Scope]: Scope[Key] }, hit: Hit): void {
  const { modifier } = hit.term;
  if (modifier === null || modifier.role === 'filler') return;
  scope.start = hit.start;
  if (modifier.role === 'degree') scope.degree *= modifier.factor;
  else scope.negations++;
  if (modifier.factor === 0) scope.open = true;
}

function isScoping(traits: Traits): boolean {
  const role = roleIn(traits);
  return role === ROLE.negation || role === ROLE.degree || role === ROLE.filler;
}

/** What joins two statements, and lets no negation through: 不给好评就骚扰, 不也挺好. */
const LINKS: ReadonlySet<string> = new Set(['就', '也', '都', '还']);

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
