import { ROLES, type Role, type Term } from './entries.ts';

/**
 * What is asked of a term wherever it stands, as bits: they lie in the tree beside its identifier, so that most
 * questions are answered without a look at the term itself, which is somewhere else in memory.
 */
export type Traits = number;

/** It counts by itself, and not only as the beginning of a pattern. */
export const MEANS = 1;
/** It may begin and end inside words: stops are there to be seen there, and 不 is one in whatever it begins. */
export const FREE = 2;
/** Patterns begin with it. */
export const PATTERNED = 4;
/** It hides shorter terms inside it, and means nothing itself. */
export const STOPS = 8;
/** It has an evaluation. */
export const EVALUATES = 16;
/** Its evaluation is negative. */
export const BLAMES = 32;
/** It is a quality, good or bad of certain objects. */
export const MEASURES = 64;
/** It names something that is judged. */
export const NAMES = 128;
/** What it names is no whole, but has an aspect of its own. */
export const SPECIFIC = 256;
/** It tells an industry. */
export const TELLS = 512;
/** It judges, of itself or of certain objects. */
export const JUDGES: Traits = EVALUATES | MEASURES;

/** The role of a modifier stands above the other bits, 0 for none. */
const ROLE_SHIFT = 10;
const ROLE_MASK = 31;
/** Bits that all traits together take. */
export const TRAIT_BITS = 15;

/** The numbers of the roles. */
export const ROLE = Object.fromEntries(ROLES.map((role, at) => [role, at + 1])) as Readonly<
  Record<Role, number>
>;

/** The number of the role that a modifier has, 0 for what modifies nothing. */
export function roleIn(traits: Traits): number {
  return (traits >>> ROLE_SHIFT) & ROLE_MASK;
}

/** A term's traits. */
export function traitsOf(term: Term, isAnchor: boolean): Traits {
  const { evaluation, aspect, modifier, quality, stop } = term;
  const free = stop || modifier?.role === 'negation';
  const role = modifier ? ROLE[modifier.role] : 0;
  return (
    (term.meaning ? MEANS : 0) |
    (free ? FREE : 0) |
    (isAnchor ? PATTERNED : 0) |
    (stop ? STOPS : 0) |
    (evaluation ? EVALUATES : 0) |
    (evaluation && evaluation.weight < 0 ? BLAMES : 0) |
    (quality ? MEASURES : 0) |
    (aspect ? NAMES : 0) |
    (aspect && aspect.aspect !== 'overall' ? SPECIFIC : 0) |
    (term.domains.length > 0 ? TELLS : 0) |
    (role << ROLE_SHIFT)
  );
}
