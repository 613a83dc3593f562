import type { Estimate, Evaluation, LabelScore, Scores } from '../../model/evaluation.ts';
import type { Share } from '../../model/findings.ts';
import type { Cell } from '../../model/store.ts';
import { rounded } from '../figures.ts';

const FIGURES = ['precision', 'recall', 'f1'] as const;
const COLUMNS = [
  ...['group', 'field', 'label', 'support', 'found', 'hits'],
  ...FIGURES.flatMap((figure) => [figure, `${figure}_low`, `${figure}_high`]),
  ...['accuracy', 'accuracy_low', 'accuracy_high', 'kappa'],
];

/**
 * All scores as rows, those of all voices first (`group` empty), then those of each group. `label` is a label or
 * `micro` or `macro`; for opinions a polarity, with `+aspect` or `+stage` where these must agree too.
 */
export function evaluationRows({ scores, groups }: Evaluation): {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
} {
  const ofGroups = groups?.scores ?? [];
  return {
    columns: COLUMNS,
    rows: [
      ...scoreRows(null, scores),
      ...ofGroups.flatMap(({ name, scores: own }) => scoreRows(name ?? '', own)),
    ],
  };
}

function scoreRows(group: string | null, { fields, opinions }: Scores): Cell[][] {
  const ofFields = fields.flatMap(({ field, labels, micro, macro, accuracy, kappa }) => [
    ...labels.map((score) => [group, field, score.label, ...figures(score), ...NO_ACCURACY]),
    [group, field, 'micro', ...figures(micro), ...estimate(accuracy), kappa && rounded(kappa)],
    [group, field, 'macro', ...NO_COUNTS, ...estimate(macro), ...NO_ACCURACY],
  ]);
  const ofOpinions = opinions.map((score) => [
    group,
    'opinions',
    score.criterion === 'span' ? score.label : `${score.label}+${score.criterion}`,
    ...figures(score),
    ...NO_ACCURACY,
  ]);
  return [...ofFields, ...ofOpinions];
}

const NO_ACCURACY: readonly Cell[] = [null, null, null, null];
/** Support, found, hits; precision and recall with their intervals. */
const NO_COUNTS: readonly Cell[] = Array.from({ length: 9 }, () => null);

function figures({ support, found, hits, precision, recall, f1 }: LabelScore): Cell[] {
  const nothing = support + found === 0;
  const means = nothing ? [null, null, null] : estimate(f1);
  return [support, found, hits, ...share(precision), ...share(recall), ...means];
}

function share(figure: Share): Cell[] {
  return figure.n === 0 ? [null, null, null] : estimate(figure);
}

function estimate({ value, low, high }: Estimate): Cell[] {
  return [rounded(value), rounded(low), rounded(high)];
}
