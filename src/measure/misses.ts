import type {
  ComparedVoice,
  EvaluatedField,
  LabelledOpinion,
  Labelling,
  Miss,
} from '../model/evaluation.ts';
import { labelsOf, URGENCIES } from '../model/labels.ts';
import { matchOpinions } from './opinions.ts';

const FIELDS: readonly EvaluatedField[] = [
  ...(['sentiment', 'polarity', 'kinds', 'stages', 'signals', 'urgency', 'opinions'] as const),
];

/**
 * The worst misses of each field: for sentiment those given with the highest score, for urgency those farthest
 * off, for sets and opinions the voices with most that is missed or spurious. Equals stand in the order of lines.
 */
export function missesOf(voices: readonly ComparedVoice[], limit: number): Miss[] {
  return FIELDS.flatMap((field) =>
    voices
      .flatMap((voice) => missOf(voice, field))
      .sort((a, b) => weightOf(b) - weightOf(a) || a.line - b.line)
      .slice(0, limit),
  );
}

function missOf(voice: ComparedVoice, field: EvaluatedField): Miss[] {
  const { gold, found, line, id, text } = voice;
  const [right, given] = labelsLeft(gold, found, field);
  if (right.length + given.length === 0) return [];
  return [{ field, line, id, text, missed: right, spurious: given, score: found.score ?? null }];
}

/** What the gold has and was not given, and the other way round. */
type Left = readonly [missed: Miss['missed'], spurious: Miss['spurious']];

function labelsLeft(gold: Labelling, found: Labelling, field: EvaluatedField): Left {
  if (gold[field] === undefined || found[field] === undefined) return [[], []];
  if (field === 'opinions') return opinionsLeft(gold.opinions ?? [], found.opinions ?? []);
  const [right, given] = [[gold[field]].flat() as string[], [found[field]].flat() as string[]];
  return [
    right.filter((label) => !given.includes(label)),
    given.filter((label) => !right.includes(label)),
  ];
}

function opinionsLeft(gold: readonly LabelledOpinion[], found: readonly LabelledOpinion[]): Left {
  const pairs = matchOpinions(gold, found);
  const matched = new Set(pairs.flatMap((pair) => [pair.gold, pair.found]));
  const left = (opinions: readonly LabelledOpinion[]): LabelledOpinion[] =>
    opinions.filter((opinion) => opinion.polarity !== 'neutral' && !matched.has(opinion));
  return [left(gold), left(found)];
}

function weightOf({ field, missed, spurious, score }: Miss): number {
  if (field === 'sentiment' || field === 'polarity') return Math.abs(score ?? 0);
  if (field !== 'urgency') return missed.length + spurious.length;
  const ranks: readonly Miss['missed'][number][] = labelsOf(URGENCIES);
  return Math.abs(ranks.indexOf(missed[0] ?? '') - ranks.indexOf(spurious[0] ?? ''));
}
