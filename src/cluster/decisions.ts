import type { Decided, Decision } from '../model/lineage.ts';
import type { PainPoint } from '../model/pain.ts';

type Digest = (text: string) => string;

/** Where an opinion goes that is in pain point `id` and whose words contain `term`, as far as these are asked. */
type Step = (id: string, contains: (term: string) => boolean) => string;

/**
 * Applies what people decided, in the order in which they did. A decision speaks of ids, which follow from content, so
 * that it holds for voices to come; one about a pain point that is not there (yet) waits for it.
 */
export function decide(
  groups: readonly PainPoint[],
  decisions: readonly Decision[],
  digest: Digest,
): Decided {
  const pains = new Map(groups.map((pain) => [pain.id, pain]));
  const steps = decisions.flatMap((decision) => stepOf(pains, decision, digest) ?? []);
  const walk: Step = (group, contains) => steps.reduce((id, step) => step(id, contains), group);
  return {
    pains: [...pains.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    painOf: (group, span) => walk(group, (term) => span.includes(term)),
    divided: new Set(groups.flatMap(({ id }) => (isDivided(id, walk) ? [id] : []))),
  };
}

/** The id of what a split makes: the same whenever the same split is decided. */
export function splitId(pain: string, term: string, digest: Digest): string {
  return `p${digest(`split ${pain} ${term}`).slice(0, 8)}`;
}

/** Whether the words of the opinions of a group are asked; the first question shows it, whatever the answer. */
function isDivided(group: string, walk: Step): boolean {
  let isAsked = false;
  walk(group, () => {
    isAsked = true;
    return false;
  });
  return isAsked;
}

/** Changes `pains`, and gives the way that opinions then go; null where they stay. */
function stepOf(pains: Map<string, PainPoint>, decision: Decision, digest: Digest): Step | null {
  if (decision.action === 'merge') return merge(pains, decision);
  const pain = pains.get(decision.pain);
  if (pain === undefined) return null;
  if (decision.action === 'split') return split(pains, pain, decision, digest);
  if (decision.action === 'rename') pains.set(pain.id, { ...pain, label: decision.label });
  else pains.set(pain.id, { ...pain, other: 'hidden' });
  return null;
}

function split(
  pains: Map<string, PainPoint>,
  pain: PainPoint,
  { term, label }: Decision & { readonly action: 'split' },
  digest: Digest,
): Step {
  const part = splitId(pain.id, term, digest);
  pains.set(part, { ...pain, id: part, label });
  return (id, contains) => (id === pain.id && contains(term) ? part : id);
}

/** A pain point that nobody has spoken of yet takes its description from the first of those merged into it. */
function merge(
  pains: Map<string, PainPoint>,
  { pain, others }: Decision & { readonly action: 'merge' },
): Step {
  const merged = new Set(others);
  if (!pains.has(pain)) {
    const first = others.flatMap((id) => pains.get(id) ?? [])[0];
    if (first !== undefined) pains.set(pain, { ...first, id: pain });
  }
  for (const id of merged) pains.delete(id);
  return (id) => (merged.has(id) ? pain : id);
}
