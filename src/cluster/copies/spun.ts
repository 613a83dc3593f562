import { groupsOf } from './leaders.ts';
import { type HashSets, setAt } from './sets.ts';

/** So many different wordings of one skeleton make a template. */
const LEAST_WORDINGS = 3;

/**
 * How much of each voice is template wording, from 0 to 1: the share of its skeleton's shingles that at least two other
 * wordings of the same template have too; 0 for a voice of no template. A template is a group of like skeletons in at
 * least three wordings; near-duplicates of one text are one wording, since copying is not spinning.
 * @param templates for each voice, the one whose skeleton its own is like
 * @param wordings for each voice, the one whose text its own is a copy of
 */
export function spunScores(
  skeletons: HashSets,
  templates: Int32Array,
  wordings: Int32Array,
): Float64Array {
  const scores = new Float64Array(templates.length);
  for (const members of groupsOf(templates).values()) {
    const firsts = firstOfEach(members, wordings);
    if (firsts.length < LEAST_WORDINGS) continue;
    const uses = new Map<number, number>();
    for (const at of firsts) {
      for (const hash of setAt(skeletons, at)) uses.set(hash, (uses.get(hash) ?? 0) + 1);
    }
    for (const at of members) {
      const own = setAt(skeletons, at);
      const shared = own.filter((hash) => (uses.get(hash) ?? 0) >= LEAST_WORDINGS).length;
      scores[at] = own.length === 0 ? 0 : shared / own.length;
    }
  }
  return scores;
}

/** One voice of each wording. */
function firstOfEach(members: readonly number[], wordings: Int32Array): number[] {
  const seen = new Set<number>();
  return members.filter((at) => {
    const wording = wordings[at] ?? at;
    if (seen.has(wording)) return false;
    seen.add(wording);
    return true;
  });
}
