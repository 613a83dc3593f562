import type { Lexicon } from '../lexicon/lexicon.ts';
import { ASPECTS, labelsOf, STAGES } from '../model/labels.ts';
import type { Clustering, OpinionKey, PainPoint } from '../model/pain.ts';
import type { Segmenter } from '../segment/segmenter.ts';
import { type Group, groupOf } from './group.ts';

/** What grouping asks: the dictionaries, and words for statements that the dictionaries do not know. */
export interface ClusterResources {
  readonly lexicon: Lexicon;
  readonly segmenter: Pick<Segmenter, 'tokens'>;
}

/** Hexadecimal digits of an id. */
const ID_DIGITS = 8;

/**
 * Groups negative opinions by what is wrong with what. The group of an opinion follows from its own words
 * and the dictionaries alone, never from the other opinions: a further voice moves no opinion and no id,
 * and equal words have equal groups. `digest` must give at least 16 hexadecimal digits, always the same for
 * the same text.
 */
export function cluster(
  keys: readonly OpinionKey[],
  resources: ClusterResources,
  digest: (text: string) => string,
): Clustering {
  const groups = keys.map((key) => groupOf(key, resources));
  const members = new Map<string, OpinionKey[]>();
  const byKey = new Map<string, Group>();
  for (const [i, group] of groups.entries()) {
    const key = keys[i];
    if (key === undefined) continue;
    byKey.set(group.key, group);
    const sofar = members.get(group.key);
    if (sofar) sofar.push(key);
    else members.set(group.key, [key]);
  }
  const ids = idsOf([...byKey.keys()], digest);
  const pains = [...byKey.values()].map((group) =>
    painOf(ids.get(group.key) ?? '', group, members.get(group.key) ?? []),
  );
  return {
    pains: pains.sort((a, b) => (a.id < b.id ? -1 : 1)),
    assigned: groups.map((group) => ids.get(group.key) ?? ''),
  };
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

function painOf(id: string, group: Group, members: readonly OpinionKey[]): PainPoint {
  return {
    id,
    label: group.label,
    aspect: majority(
      labelsOf(ASPECTS),
      members.map(({ aspect, voices }) => [aspect, voices]),
    ),
    stage: majority(
      labelsOf(STAGES),
      members.map(({ stage, voices }) => [stage, voices]),
    ),
    other: group.other,
  };
}

/** The label that most voices have; of equals, the first in the codebook's order. */
function majority<Label extends string>(
  order: readonly Label[],
  votes: readonly (readonly [Label, number])[],
): Label {
  const counts = new Map<Label, number>();
  for (const [label, voices] of votes) counts.set(label, (counts.get(label) ?? 0) + voices);
  const count = (label: Label): number => counts.get(label) ?? 0;
  return order.reduce((best, label) => (count(label) > count(best) ? label : best));
}
