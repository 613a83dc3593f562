import type { Lexicon } from '../lexicon/lexicon.ts';
import { ASPECTS, type Aspect, labelsOf, STAGES, type Stage } from '../model/labels.ts';
import type {
  Clustering,
  Ground,
  Grouper,
  PainPoint,
  Placement,
  StatedOpinion,
} from '../model/pain.ts';
import { namesIn } from './context.ts';
import { type Group, placedBy, type Reading, type Said, saidBy, type Words } from './group.ts';
import { referredTo } from './reference.ts';

/** What grouping asks: the dictionaries, and words for statements that the dictionaries do not know. */
export interface ClusterResources {
  readonly lexicon: Lexicon;
  readonly segmenter: Words;
}

/** Hexadecimal digits of an id. */
const ID_DIGITS = 8;

/**
 * Groups negative opinions by what is wrong with what, voice by voice. The group of an opinion follows from its voice and
 * the dictionaries alone, never from other voices: a further voice moves no opinion and no id, equal texts have equal
 * groups, and of all opinions that were added only their places are kept. `digest` must give at least 16 hexadecimal
 * digits, always the same for the same text.
 */
export function createGrouper(
  resources: ClusterResources,
  digest: (text: string) => string,
): Grouper {
  const readingOf = createReader(resources);
  const groups = new Map<string, Members>();
  const placed: number[] = [];
  const grounds: Ground[] = [];
  return {
    add: (voice) => {
      const told = voice.map((opinion) => ({
        reading: readingOf(opinion),
        aspect: opinion.aspect,
      }));
      for (const [at, group] of referredTo(told).entries()) {
        const members = groups.get(group.key) ?? createMembers(group, groups.size);
        groups.set(group.key, members);
        count(members, voice[at]);
        placed.push(members.place);
        grounds.push(group.ground);
      }
    },
    end: () => {
      const ids = idsOf([...groups.keys()], digest);
      const pains = [...groups.values()].map((members) => painOf(ids, members));
      const order = [...pains.keys()].sort((a, b) => compareIds(pains[a], pains[b]));
      const places: number[] = [];
      for (const [place, before] of order.entries()) places[before] = place;
      return {
        pains: order.flatMap((before) => pains[before] ?? []),
        placed: Uint32Array.from(placed, (before) => places[before] ?? 0),
        grounds,
      };
    },
  };
}

/** Groups opinions of any order that are all at hand, as `createGrouper` does: where each belongs, in their order. */
export function cluster(
  opinions: readonly StatedOpinion[],
  resources: ClusterResources,
  digest: (text: string) => string,
): Clustering {
  const grouper = createGrouper(resources, digest);
  const order: number[] = [];
  for (const voice of voicesOf(opinions)) {
    grouper.add(voice.flatMap((at) => opinions[at] ?? []));
    for (const at of voice) order.push(at);
  }
  const { pains, placed, grounds } = grouper.end();
  const placements: Placement[] = [];
  for (const [at, opinion] of order.entries()) {
    const painId = pains[placed[at] ?? 0]?.id ?? '';
    placements[opinion] = { painId, ground: grounds[at] ?? 'words' };
  }
  return { pains, placed: placements };
}

/** Indexes of the opinions of each voice, in the order of its text. */
function voicesOf(opinions: readonly StatedOpinion[]): Iterable<readonly number[]> {
  const voices = new Map<string, number[]>();
  for (const [at, { voiceKey }] of opinions.entries()) {
    const voice = voices.get(voiceKey);
    if (voice) voice.push(at);
    else voices.set(voiceKey, [at]);
  }
  const seqOf = (at: number): number => opinions[at]?.seq ?? 0;
  for (const voice of voices.values()) voice.sort((a, b) => seqOf(a) - seqOf(b));
  return voices.values();
}

/** Wordings, and texts around them, whose reading is kept for equal ones; a bound on memory, not on what is found. */
const MOST_WORDINGS = 50_000;
const MOST_TEXTS = 20_000;

/** Reads opinions one by one; what their voices tell of each other comes after. */
function createReader(resources: ClusterResources): (opinion: StatedOpinion) => Reading {
  const { lexicon, segmenter } = resources;
  const known = new Map<string, Said>();
  const names = namesIn(lexicon, segmenter, MOST_TEXTS);
  return (opinion) => {
    const { span, term, aspect } = opinion;
    const words = `${span}\u0000${term}\u0000${aspect}`;
    const said = known.get(words) ?? saidBy(opinion, resources);
    if (known.size >= MOST_WORDINGS) known.clear();
    known.set(words, said);
    return placedBy(said, opinion, names, lexicon);
  };
}

/** A group with the labels that its opinions have, counted. */
interface Members {
  readonly group: Group;
  /** Its place in the order in which the groups were met. */
  readonly place: number;
  readonly aspects: Map<Aspect, number>;
  readonly stages: Map<Stage, number>;
}

function createMembers(group: Group, place: number): Members {
  return { group, place, aspects: new Map(), stages: new Map() };
}

function count({ aspects, stages }: Members, opinion: StatedOpinion | undefined): void {
  if (opinion === undefined) return;
  aspects.set(opinion.aspect, (aspects.get(opinion.aspect) ?? 0) + 1);
  stages.set(opinion.stage, (stages.get(opinion.stage) ?? 0) + 1);
}

/** Should two groups share the first digits of their digest, the one later in order takes the next ones. */
function idsOf(
  groupKeys: readonly string[],
  digest: (text: string) => string,
): Map<string, string> {
  const ids = new Map<string, string>();
  const taken = new Set<string>();
  for (const key of [...groupKeys].sort()) {
    const digits = digest(key);
    let at = 0;
    while (taken.has(digits.slice(at, at + ID_DIGITS)) && at + 2 * ID_DIGITS <= digits.length) {
      at += ID_DIGITS;
    }
    const id = digits.slice(at, at + ID_DIGITS);
    taken.add(id);
    ids.set(key, `p${id}`);
  }
  return ids;
}

function painOf(
  ids: ReadonlyMap<string, string>,
  { group: { key, label, other }, aspects, stages }: Members,
): PainPoint {
  return {
    id: ids.get(key) ?? '',
    label,
    aspect: majority(labelsOf(ASPECTS), aspects),
    stage: majority(labelsOf(STAGES), stages),
    other,
  };
}

/** The label that most opinions have; of equals, the first in the codebook's order. */
function majority<Label extends string>(
  order: readonly Label[],
  counts: ReadonlyMap<Label, number>,
): Label {
  const votes = (label: Label): number => counts.get(label) ?? 0;
  return order.reduce((best, label) => (votes(label) > votes(best) ? label : best));
}

function compareIds(one: PainPoint | undefined, other: PainPoint | undefined): number {
  return (one?.id ?? '') < (other?.id ?? '') ? -1 : 1;
}
