import type { Lexicon } from '../lexicon/lexicon.ts';
import type { ProblemClass, Sort } from '../lexicon/problems.ts';
import type { StatedOpinion } from '../model/pain.ts';
import type { Segmenter } from '../segment/segmenter.ts';
import { clean } from '../text/clean.ts';
import { befalls, type Named } from './objects.ts';
import { piecesOf } from './pieces.ts';

/**
 * What a problem befalls where neither its span nor its term says: the last fitting thing that is named right before it,
 * else the first one that the voice begins with. Null where none is.
 */
export function objectAround(
  problem: ProblemClass,
  { before, head }: Pick<StatedOpinion, 'before' | 'head'>,
  names: Names,
): Named | null {
  if (problem.of === null || problem.of.size === 0) return null;
  const fitting = (text: string): Named[] =>
    names(text).filter((named) => isTelling(named, problem));
  return fitting(before).at(-1) ?? fitting(head)[0] ?? null;
}

/**
 * Sorts of things that people name once and then speak of: who acts, where it is, what troubles them. What is wrong with
 * a part of a thing is said next to it. A single character is more often a part of a word than a name.
 */
const LASTING: ReadonlySet<Sort> = new Set(['org', 'source', 'place', 'service', 'rule', 'money']);

/** Of those, what is spoken of at large where a problem is one of the product or service at large. */
const AT_LARGE: ReadonlySet<Sort> = new Set(['org', 'service', 'rule', 'money']);

/** How somebody behaves is judged where it is named, and is nothing that more is said of. */
const MANNER = '态度';

function isTelling(named: Named, problem: ProblemClass): boolean {
  const sorts = problem.kind === 'wide' ? AT_LARGE : LASTING;
  return (
    named.name.length > 1 &&
    named.name !== MANNER &&
    sorts.has(named.sort) &&
    befalls(problem, named)
  );
}

/** The things that a stretch of text as received names, in its order. */
export type Names = (text: string) => readonly Named[];

/** Remembers what up to `most` texts name: the opinions of a voice have its beginning in common. */
export function namesIn(
  lexicon: Lexicon,
  segmenter: Pick<Segmenter, 'tokens'>,
  most: number,
): Names {
  const known = new Map<string, readonly Named[]>();
  return (text) => {
    const found = known.get(text) ?? namedIn(text, lexicon, segmenter);
    if (known.size >= most) known.clear();
    known.set(text, found);
    return found;
  };
}

function namedIn(text: string, lexicon: Lexicon, segmenter: Pick<Segmenter, 'tokens'>): Named[] {
  if (text.length < 2) return [];
  const pieces = piecesOf(clean(text, lexicon.cleaning).text, lexicon, segmenter);
  return pieces.flatMap(({ role, named }) => (role === 'object' && named ? [named] : []));
}
