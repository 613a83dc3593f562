import type { AspectTerm } from '../lexicon/entries.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import type { ProblemClass, Sort } from '../lexicon/problems.ts';
import type { Aspect } from '../model/labels.ts';

/** Something that a statement names. */
export interface Named {
  /** The name that its synonyms share. */
  readonly name: string;
  readonly sort: Sort;
}

/** What the things of an aspect are, where no entry of their own says better. */
const SORT_OF: Readonly<Record<Aspect, Sort>> = {
  quality: 'thing',
  performance: 'function',
  appearance: 'function',
  spec: 'function',
  taste: 'food',
  content: 'content',
  price: 'money',
  authenticity: 'content',
  packaging: 'thing',
  delivery: 'service',
  service: 'service',
  aftersales: 'service',
  environment: 'place',
  location: 'place',
  digital: 'system',
  policy: 'rule',
  safety: 'place',
  overall: 'whole',
};

/** What a term of the dictionaries names; null for what no problem befalls (时间, 噪音). */
export function namedBy(term: AspectTerm, lexicon: Lexicon): Named | null {
  const { objects } = lexicon.problems;
  const known = objects.get(term.term) ?? objects.get(term.object);
  if (known === undefined) return { name: term.object, sort: SORT_OF[term.aspect] };
  return known.sort === null ? null : { name: known.name, sort: known.sort };
}

/** What the things of an aspect are by and large. */
export function sortOf(aspect: Aspect): Sort {
  return SORT_OF[aspect];
}

/** Whether a problem can befall a thing and is told apart by it: 天窗 leaks, a clerk does not. */
export function befalls({ of }: ProblemClass, { sort }: Named): boolean {
  return of === null || of.has(sort) || (sort === 'source' && of.has('place'));
}
