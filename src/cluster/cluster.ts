import type { Lexicon } from '../lexicon/lexicon.ts';
import { ASPECTS, labelsOf, STAGES } from '../model/labels.ts';
import type { Clustering, PainPoint, StatedOpinion } from '../model/pain.ts';
import { namesIn } from './context.ts';
import { type Group, groupOf, type Reading, type Words } from './group.ts';
import { referredTo } from './reference.ts';

/** What grouping asks: the dictionaries, and words for statements that the dictionaries do not know. */
export interface ClusterResources {
  readonly lexicon: Lexicon;
  readonly segmenter: Words;
}

/** Hexadecimal digits of an id. */
const ID_DIGITS = 8;

/**
 * Groups negative opinions by what is wrong with what. The group of an opinion follows from its voice and the
 * dictionaries alone, never from other voices: a further voice moves no opinion and no id, and equal texts have equal
 * groups. `digest` must give at least 16 hexadecimal digits, always the same for the same text.
 */
export function cluster(
  opinions: readonly StatedOpinion[],
  resources: ClusterResources,
  digest: (text: string) => string,
): Clustering {
  const groups = groupsOf(opinions, resources);
  const members = new Map<string, { readonly group: Group; readonly said: StatedOpinion[] }>();
  for (const [i, opinion] of opinions.entries()) {
    const group = groups[i];
    if (group === undefined) continue;
    const known = members.get(group.key);
    if (known) known.said.push(opinion);
    else members.set(group.key, { group, said: [opinion] });
  }
  const ids = idsOf([...members.keys()], digest);
  const pains = [...members].map(([key, { group, said }]) =>
    painOf(ids.get(key) ?? '', group, said),
  );
  return {
    pains: pains.sort((a, b) => (a.id < b.id ? -1 : 1)),
    placed: groups.map(({ key, ground }) => ({ painId: ids.get(key) ?? '', ground })),
  };
}

/** Readings that are kept for equal words; a bound on memory, not on what is found. */
const MOST_REMEMBERED = 20_000;

/** The group of each opinion, in their order, whatever that is. */
function groupsOf(opinions: readonly StatedOpinion[], resources: ClusterResources): Group[] {
  const known = new Map<string, Reading>();
  const names = namesIn(resources.lexicon, resources.segmenter, MOST_REMEMBERED);
  const remembering = { ...resources, names };
  const readings = opinions.map((opinion) => {
    const { span, term, aspect, before, head } = opinion;
    const words = [span, term, aspect, before, head].join('\u0000');
    const reading = known.get(words) ?? groupOf(opinion, remembering);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(words, reading);
    return reading;
  });
  return referredTo(opinions, readings);
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

function painOf(id: string, group: Group, said: readonly StatedOpinion[]): PainPoint {
  return {
    id,
    label: group.label,
    aspect: majority(
      labelsOf(ASPECTS),
      said.map(({ aspect }) => aspect),
    ),
    stage: majority(
      labelsOf(STAGES),
      said.map(({ stage }) => stage),
    ),
    other: group.other,
  };
}

/** The label that most opinions have; of equals, the first in the codebook's order. */
function majority<Label extends string>(order: readonly Label[], votes: readonly Label[]): Label {
  const counts = new Map<Label, number>();
  for (const label of votes) counts.set(label, (counts.get(label) ?? 0) + 1);
  const count = (label: Label): number => counts.get(label) ?? 0;
  return order.reduce((best, label) => (count(label) > count(best) ? label : best));
}
