import type { Move, PainEvent } from '../model/lineage.ts';

/** Share of opinions (Jaccard) from which a group of another engine is taken for the same pain point. */
const SAME = 0.5;
/** Share of its opinions that a pain point must share with another to have merged into it, or split off it. */
const MOST = 0.5;

/** Sums of moves by one end, those to or from nowhere left out. */
interface Sizes {
  readonly from: ReadonlyMap<string, number>;
  readonly to: ReadonlyMap<string, number>;
}

/**
 * Ids that go on living where another engine (other dictionaries) gave groups other ids: an id that is new takes that
 * of the one that is no longer, if they share at least half of all opinions that are in either. Largest share first;
 * of equals, the first ids.
 */
export function carriedIds(moves: readonly Move[]): Map<string, string> {
  const sizes = sizesOf(moves);
  const candidates = moves.flatMap(({ from, to, opinions }) => {
    if (from === null || to === null || sizes.to.has(from) || sizes.from.has(to)) return [];
    const either = (sizes.from.get(from) ?? 0) + (sizes.to.get(to) ?? 0) - opinions;
    return opinions / either >= SAME ? [{ from, to, share: opinions / either }] : [];
  });
  candidates.sort((a, b) => b.share - a.share || compare(a.from, b.from) || compare(a.to, b.to));
  const carried = new Map<string, string>();
  const taken = new Set<string>();
  for (const { from, to } of candidates) {
    if (carried.has(to) || taken.has(from)) continue;
    carried.set(to, from);
    taken.add(from);
  }
  return carried;
}

/** What happened to each pain point whose opinions are not as many as before, in id order. */
export function eventsOf(moves: readonly Move[]): PainEvent[] {
  const sizes = sizesOf(moves);
  const ids = [...new Set([...sizes.from.keys(), ...sizes.to.keys()])].sort(compare);
  return ids
    .map((id) => eventOf(id, sizes.from.get(id) ?? 0, sizes.to.get(id) ?? 0, moves))
    .filter(({ before, after }) => before !== after);
}

function eventOf(painId: string, before: number, after: number, moves: readonly Move[]): PainEvent {
  const counts = { painId, before, after };
  if (before > 0 && after > 0) {
    const event = after > before ? 'grown' : 'shrunk';
    return { ...counts, event, partner: null, overlap: null };
  }
  const isNew = before === 0;
  const partner = partnerOf(painId, moves, isNew ? after : before, isNew);
  if (partner === null) {
    return { ...counts, event: isNew ? 'born' : 'gone', partner: null, overlap: null };
  }
  return {
    ...counts,
    event: isNew ? 'split' : 'merged',
    partner: partner.id,
    overlap: partner.share,
  };
}

/** The pain point that most opinions of one came from, or went to; null where those are fewer than half. */
function partnerOf(
  painId: string,
  moves: readonly Move[],
  size: number,
  isNew: boolean,
): { readonly id: string; readonly share: number } | null {
  const shared = moves
    .filter((move) => (isNew ? move.to : move.from) === painId)
    .flatMap(({ from, to, opinions }) => {
      const id = isNew ? from : to;
      return id === null ? [] : [{ id, share: opinions / size }];
    })
    .sort((a, b) => b.share - a.share || compare(a.id, b.id));
  const first = shared[0];
  return first !== undefined && first.share >= MOST ? first : null;
}

function sizesOf(moves: readonly Move[]): Sizes {
  const from = new Map<string, number>();
  const to = new Map<string, number>();
  for (const move of moves) {
    if (move.from !== null) from.set(move.from, (from.get(move.from) ?? 0) + move.opinions);
    if (move.to !== null) to.set(move.to, (to.get(move.to) ?? 0) + move.opinions);
  }
  return { from, to };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
