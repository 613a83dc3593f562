import { groupsOf, leadersOf } from './leaders.ts';
import { compareSets, type HashSets, setAt } from './sets.ts';

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
export function* spunScores(
  texts: HashSets,
  skeletons: HashSets,
  { wording, template }: Likeness,
): Generator<void, Float64Array> {
  const scores = new Float64Array(skeletons.count);
  const all = Uint32Array.from({ length: skeletons.count }, (_, at) => at);
  const order = yield* commonFirst(skeletons, all);
  const leaders = yield* leadersOf(skeletons, template, order);
  for (const places of groupsOf(leaders).values()) {
    const members = Uint32Array.from(places, (place) => order[place] ?? 0);
    const uses = usesOf(skeletons, yield* wordingsOf(members, texts, wording));
    for (const at of members) {
      const own = setAt(skeletons, at);
      const shared = own.filter((hash) => (uses.get(hash) ?? 0) >= LEAST_WORDINGS).length;
      scores[at] = own.length === 0 ? 0 : shared / own.length;
    }
  }
  return scores;
}

/** Some sets in the order of their content alone: those that come most often first, equally frequent ones sorted. */
function* commonFirst(sets: HashSets, some: Uint32Array): Generator<void, Uint32Array> {
  const sorted = yield* sortedByContent(sets, some);
  const runs: Uint32Array[] = [];
  const singles: number[] = [];
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    const first = sorted[from] ?? 0;
    while (to < sorted.length && compareSets(sets, first, sorted[to] ?? 0) === 0) to += 1;
    if (to - from > 1) runs.push(sorted.subarray(from, to));
    else singles.push(first);
  }
  // Sorting is stable: what comes equally often stays in the order of its content.
  runs.sort((one, other) => other.length - one.length);
  const order = new Uint32Array(sorted.length);
  let placed = 0;
  for (const run of [...runs, singles]) {
    order.set(run, placed);
    placed += run.length;
  }
  return order;
}

/** Parts by the first hashes of the sets in which sets are sorted, to stop between them. */
const PARTS = 2 ** 12;

function* sortedByContent(sets: HashSets, some: Uint32Array): Generator<void, Uint32Array> {
  const parts = new Map<number, number[]>();
  for (const at of some) {
    const part = Math.floor(((setAt(sets, at)[0] ?? -1) / 2 ** 32) * PARTS);
    const known = parts.get(part);
    if (known) known.push(at);
    else parts.set(part, [at]);
  }
  const sorted = new Uint32Array(some.length);
  let placed = 0;
  for (const [, part] of [...parts].sort(([one], [other]) => one - other)) {
    yield;
    part.sort((one, other) => compareSets(sets, one, other));
    sorted.set(part, placed);
    placed += part.length;
  }
  return sorted;
}

/** Some voices, with the number of the wording that the text of each is of, told by the texts alone. */
function* wordingsOf(
  members: Uint32Array,
  texts: HashSets,
  alike: number,
): Generator<void, readonly Worded[]> {
  const order = yield* commonFirst(texts, members);
  const leaders = yield* leadersOf(texts, alike, order);
  return Array.from(order, (at, place) => ({ at, wording: leaders[place] ?? place }));
}

interface Worded {
  readonly at: number;
  readonly wording: number;
}

/** In how many wordings each shingle of some skeletons stands; none where the wordings are too few for a template. */
function usesOf(skeletons: HashSets, worded: readonly Worded[]): ReadonlyMap<number, number> {
  const uses = new Map<number, number>();
  const known = new Map<number, number>();
  if (new Set(worded.map(({ wording }) => wording)).size < LEAST_WORDINGS) return uses;
  const byWording = [...worded].sort((one, other) => one.wording - other.wording);
  for (const { at, wording } of byWording) {
    for (const hash of setAt(skeletons, at)) {
      if (known.get(hash) === wording) continue;
      known.set(hash, wording);
      uses.set(hash, (uses.get(hash) ?? 0) + 1);
    }
  }
  return uses;
}
