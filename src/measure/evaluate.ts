import type {
  ComparedVoice,
  EvaluatedField,
  Evaluation,
  FieldScore,
  Labelling,
  Scores,
} from '../model/evaluation.ts';
import { KINDS, labelsOf, SENTIMENTS, SIGNALS, STAGES, URGENCIES } from '../model/labels.ts';
import { wilson } from './interval.ts';
import { missesOf } from './misses.ts';
import { opinionScores } from './opinions.ts';
import { confusionOf, kappaOf, meanF1, scoreOf, tallyOf } from './scores.ts';

/** What is to be said besides the scores of all voices. */
export interface EvaluationOptions {
  /** Name of the column whose values are in `group`; null where voices are not told apart. */
  readonly column: string | null;
  /** How many misses are listed for each field. */
  readonly misses: number;
}

type LabelField = Exclude<EvaluatedField, 'opinions'>;

/** The labels of each field, and whether a voice has one of them or any number. */
const FIELDS: Readonly<Record<LabelField, { labels: readonly string[]; single: boolean }>> = {
  sentiment: { labels: labelsOf(SENTIMENTS), single: true },
  polarity: { labels: ['positive', 'negative'], single: true },
  kinds: { labels: labelsOf(KINDS), single: false },
  stages: { labels: labelsOf(STAGES), single: false },
  signals: { labels: labelsOf(SIGNALS), single: false },
  urgency: { labels: labelsOf(URGENCIES), single: true },
};

/** Compares what was found in voices with what is right. Only fields that both sides fill count. */
export function evaluate(
  voices: readonly ComparedVoice[],
  { column, misses }: EvaluationOptions,
): Evaluation {
  return {
    scores: scoresOf(voices),
    groups: column === null ? null : { column, scores: groupScores(voices) },
    misses: missesOf(voices, misses),
  };
}

function scoresOf(voices: readonly ComparedVoice[]): Scores {
  const fields = (Object.keys(FIELDS) as LabelField[])
    .map((field) => fieldScore(field, voices))
    .filter((score) => score.voices > 0);
  const opinions = voices.flatMap(({ gold, found }) =>
    gold.opinions && found.opinions ? [{ gold: gold.opinions, found: found.opinions }] : [],
  );
  return {
    voices: voices.length,
    fields,
    opinions: opinions.length > 0 ? opinionScores(opinions) : [],
  };
}

function groupScores(
  voices: readonly ComparedVoice[],
): { readonly name: string | null; readonly scores: Scores }[] {
  const byName = new Map<string | null, ComparedVoice[]>();
  for (const voice of voices) {
    const group = byName.get(voice.group);
    if (group === undefined) byName.set(voice.group, [voice]);
    else group.push(voice);
  }
  return [...byName]
    .map(([name, members]) => ({ name, scores: scoresOf(members) }))
    .sort((a, b) => b.scores.voices - a.scores.voices || (nameOf(a) < nameOf(b) ? -1 : 1));
}

function nameOf({ name }: { readonly name: string | null }): string {
  return name ?? '';
}

/** The labels of a field as a list; null where it was not labelled. */
function labelsIn(labels: Labelling, field: LabelField): readonly string[] | null {
  const value = labels[field];
  if (value === undefined) return null;
  return typeof value === 'string' ? [value] : value;
}

function fieldScore(field: LabelField, voices: readonly ComparedVoice[]): FieldScore {
  const { labels, single } = FIELDS[field];
  const pairs = voices.flatMap(({ gold, found }) => {
    const [right, given] = [labelsIn(gold, field), labelsIn(found, field)];
    return right && given ? [{ right, given }] : [];
  });
  const byLabel = labels.map((label) =>
    pairs.map(({ right, given }) => tallyOf(right, given, label)),
  );
  const whole = pairs.map(({ right, given }) => tallyOf(right, given));
  const scores = labels.map((label, at) => scoreOf(label, byLabel[at] ?? []));
  const right = whole.filter(({ spurious, missed }) => spurious + missed === 0).length;
  const confusion = single
    ? confusionOf(
        pairs.map(({ right, given }) => [right[0] ?? '', given[0] ?? '']),
        labels,
      )
    : null;
  return {
    field,
    voices: pairs.length,
    accuracy: wilson(right, pairs.length),
    kappa: confusion && kappaOf(confusion),
    labels: scores.filter(({ support, found }) => support + found > 0),
    micro: scoreOf('micro', whole),
    macro: meanF1(byLabel.filter((_, at) => (scores[at]?.support ?? 0) > 0)),
    confusion,
  };
}
