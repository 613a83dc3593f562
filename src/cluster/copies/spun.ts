import { groupsOf, leadersOf } from './leaders.ts';
import { chosen, compareSets, type HashSets, setAt } from './sets.ts';

/** So many different wordings of one skeleton make a template. */
const LEAST_WORDINGS = 3;

/** Share of the shingles that two texts of one wording, and two skeletons of one template, have in common at least. */
export interface Likeness {
  readonly wording: number;
  readonly template: number;
}

/**
 * How much of each voice is template wording, from 0 to 1: the share of its skeleton's shingles that at least two other
 * wordings of the same template have too; 0 for a voice of no template. A template is a group of like skeletons in at
 * least three wordings; near-duplicates of one text are one wording, since copying is not spinning. The order of the
 * voices does not matter: the skeleton that most voices share leads a template, and of equals the one that sorts first.
 */
export function spunScores(
  texts: HashSets,
  skeletons: HashSets,
  { wording, template }: Likeness,
): Float64Array {
  const scores = new Float64Array(skeletons.count);
  const order = commonFirst(skeletons);
  const leaders = leadersOf(chosen(skeletons, order), template);
  for (const places of groupsOf(leaders).values()) {
    const members = places.map((place) => order[place] ?? 0);
    const uses = usesOf(members, skeletons, wordingsOf(members, texts, wording));
    for (const at of members) {
      const own = setAt(skeletons, at);
      const shared = own.filter((hash) => (uses.get(hash) ?? 0) >= LEAST_WORDINGS).length;
      scores[at] = own.length === 0 ? 0 : shared / own.length;
    }
  }
  return scores;
}

/** The sets by their content alone: those that come most often first. */
function commonFirst(sets: HashSets): Uint32Array {
  const order = Uint32Array.from({ length: sets.count }, (_, at) => at);
  order.sort((one, other) => compareSets(sets, one, other));
  const times = new Uint32Array(sets.count);
  for (let from = 0, to = 0; from < order.length; from = to) {
    const first = order[from] ?? 0;
    while (to < order.length && compareSets(sets, first, order[to] ?? 0) === 0) to += 1;
    for (let place = from; place < to; place++) times[order[place] ?? 0] = to - from;
  }
  // Sorting is stable: what comes equally often stays in the order of its content.
  return order.sort((one, other) => (times[other] ?? 0) - (times[one] ?? 0));
}

/** For each member the number of the wording that its text is of, told by the texts alone. */
function wordingsOf(members: readonly number[], texts: HashSets, alike: number): readonly number[] {
  const own = chosen(texts, members);
  const order = commonFirst(own);
  const leaders = leadersOf(chosen(own, order), alike);
  const wordings: number[] = [];
  for (const [place, member] of order.entries()) wordings[member] = leaders[place] ?? place;
  return wordings;
}

/** In how many wordings each shingle of some skeletons stands; none where the wordings are too few for a template. */
function usesOf(
  members: readonly number[],
  skeletons: HashSets,
  wordings: readonly number[],
): ReadonlyMap<number, number> {
  const uses = new Map<number, number>();
  const known = new Map<number, number>();
  if (new Set(wordings).size < LEAST_WORDINGS) return uses;
  const byWording = members.map((at, index) => ({ at, wording: wordings[index] ?? 0 }));
  byWording.sort((one, other) => one.wording - other.wording);
  for (const { at, wording } of byWording) {
    for (const hash of setAt(skeletons, at)) {
      if (known.get(hash) === wording) continue;
      known.set(hash, wording);
      uses.set(hash, (uses.get(hash) ?? 0) + 1);
    }
  }
  return uses;
}
