import type { Decision } from '../model/lineage.ts';
import type { Clustering, PainPoint } from '../model/pain.ts';

type Digest = (text: string) => string;

/**
 * Applies what people decided, in the order in which they did. A decision speaks of ids, which follow from content, so
 * that it holds for voices to come; one about a pain point that is not there (yet) waits for it.
 * @param spans the words of the opinions, in the order of their placements
 */
export function decide(
  clustering: Clustering,
  spans: readonly string[],
  decisions: readonly Decision[],
  digest: Digest,
): Clustering {
  const pains = new Map(clustering.pains.map((pain) => [pain.id, pain]));
  let ids = clustering.placed.map(({ painId }) => painId);
  for (const decision of decisions) {
    ids = applyTo(pains, ids, spans, decision, digest);
  }
  const used = new Set(ids);
  return {
    pains: [...pains.values()]
      .filter(({ id }) => used.has(id))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    placed: clustering.placed.map((placement, at) => ({
      ...placement,
      painId: ids[at] ?? placement.painId,
    })),
  };
}

/** The id of what a split makes: the same whenever the same split is decided. */
export function splitId(pain: string, term: string, digest: Digest): string {
  return `p${digest(`split ${pain} ${term}`).slice(0, 8)}`;
}

/** Changes `pains`, and gives the ids that the opinions have then. */
function applyTo(
  pains: Map<string, PainPoint>,
  ids: string[],
  spans: readonly string[],
  decision: Decision,
  digest: Digest,
): string[] {
  const pain = pains.get(decision.pain);
  if (decision.action === 'merge') return merge(pains, ids, decision);
  if (pain === undefined) return ids;
  if (decision.action === 'rename') pains.set(pain.id, { ...pain, label: decision.label });
  else if (decision.action === 'hide') pains.set(pain.id, { ...pain, other: 'hidden' });
  else {
    const part = splitId(pain.id, decision.term, digest);
    pains.set(part, { ...pain, id: part, label: decision.label });
    return ids.map((id, at) =>
      id === pain.id && (spans[at] ?? '').includes(decision.term) ? part : id,
    );
  }
  return ids;
}

/** A pain point that nobody has spoken of yet takes its description from the first of those merged into it. */
function merge(
  pains: Map<string, PainPoint>,
  ids: string[],
  { pain, others }: Decision & { readonly action: 'merge' },
): string[] {
  const merged = new Set(others);
  if (!pains.has(pain)) {
    const first = others.flatMap((id) => pains.get(id) ?? [])[0];
    if (first !== undefined) pains.set(pain, { ...first, id: pain });
  }
  for (const id of merged) pains.delete(id);
  return ids.map((id) => (merged.has(id) ? pain : id));
}
