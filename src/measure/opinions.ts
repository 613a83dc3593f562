import type { Criterion, LabelledOpinion, OpinionScore } from '../model/evaluation.ts';
import { scoreOf, type Tally } from './scores.ts';

/** An opinion of the gold with the one given for it. */
export interface OpinionPair {
  readonly gold: LabelledOpinion;
  readonly found: LabelledOpinion;
}

/**
 * Pairs opinions one to one: same polarity, at least half of the gold span covered, and the span given not longer
 * than 2.5 times the gold span plus 4 characters. Pairs that overlap most come first; among equals the earlier.
 */
export function matchOpinions(
  gold: readonly LabelledOpinion[],
  found: readonly LabelledOpinion[],
): OpinionPair[] {
  const candidates = gold
    .flatMap((right, at) =>
      found.map((given, index) => ({ right, given, at, index, fit: fitOf(right, given) })),
    )
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit || a.at - b.at || a.index - b.index);
  const [taken, used] = [new Set<number>(), new Set<number>()];
  return candidates.flatMap(({ right, given, at, index }) => {
    if (taken.has(at) || used.has(index)) return [];
    taken.add(at);
    used.add(index);
    return [{ gold: right, found: given }];
  });
}

/** Share of the two spans that is common to both; 0 where they do not match. */
function fitOf(gold: LabelledOpinion, found: LabelledOpinion): number {
  const common = Math.min(gold.end, found.end) - Math.max(gold.start, found.start);
  const length = gold.end - gold.start;
  const matches =
    gold.polarity === found.polarity &&
    common >= length / 2 &&
    found.end - found.start <= 2.5 * length + 4;
  if (!matches) return 0;
  return common / (Math.max(gold.end, found.end) - Math.min(gold.start, found.start));
}

/** The opinions of one voice. */
export interface ComparedOpinions {
  readonly gold: readonly LabelledOpinion[];
  readonly found: readonly LabelledOpinion[];
}

const POLARITIES = ['all', 'positive', 'negative'] as const;

/**
 * Scores of opinions, by polarity, each by span and polarity alone, with the aspect, and with the stage. Neutral
 * opinions are left out. Aspect and stage count only where the gold has them for every opinion.
 */
export function opinionScores(voices: readonly ComparedOpinions[]): OpinionScore[] {
  const gold = voices.flatMap((voice) => voice.gold);
  const criteria: Criterion[] = ['span'];
  if (gold.every(({ aspect }) => aspect !== null)) criteria.push('aspect');
  if (gold.every(({ stage }) => stage !== null)) criteria.push('stage');
  return POLARITIES.flatMap((label) => {
    const counts = ({ polarity }: LabelledOpinion): boolean =>
      label === 'all' ? polarity !== 'neutral' : polarity === label;
    const compared = voices.map((voice) => {
      const [right, given] = [voice.gold.filter(counts), voice.found.filter(counts)];
      return { right, given, pairs: matchOpinions(right, given) };
    });
    return criteria.map((criterion) => {
      const tallies = compared.map(({ right, given, pairs }): Tally => {
        const hits = pairs.filter((pair) => agrees(pair, criterion)).length;
        return { hits, spurious: given.length - hits, missed: right.length - hits };
      });
      return { ...scoreOf(label, tallies), label, criterion };
    });
  });
}

function agrees({ gold, found }: OpinionPair, criterion: Criterion): boolean {
  return criterion === 'span' || gold[criterion] === found[criterion];
}
