import type {
  Estimate,
  Evaluation,
  FieldScore,
  LabelScore,
  Scores,
} from '../../model/evaluation.ts';
import type { Share } from '../../model/findings.ts';
import { rounded } from '../figures.ts';

/** Raised when a field changes its meaning or goes; a field more does not raise it. */
const EVALUATION_VERSION = 1;

/** An evaluation as one JSON document, ending in a line break. Figures have six significant digits. */
export function renderEvaluationJson({ scores, groups, misses }: Evaluation): string {
  const document = {
    version: EVALUATION_VERSION,
    ...scoreFields(scores),
    ...(groups === null
      ? {}
      : {
          by: groups.column,
          groups: groups.scores.map(({ name, scores: own }) => ({ name, ...scoreFields(own) })),
        }),
    misses,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function scoreFields({ voices, fields, opinions }: Scores): object {
  return {
    voices,
    fields: Object.fromEntries(fields.map((score) => [score.field, fieldFields(score)])),
    opinions: opinions.map((score) => ({
      polarity: score.label,
      criterion: score.criterion,
      ...figures(score),
    })),
  };
}

function fieldFields({
  voices,
  accuracy,
  kappa,
  labels,
  micro,
  macro,
  confusion,
}: FieldScore): object {
  return {
    voices,
    accuracy: share(accuracy),
    kappa: kappa === null ? null : rounded(kappa),
    micro: figures(micro),
    macro_f1: estimate(macro),
    labels: Object.fromEntries(labels.map((score) => [score.label, figures(score)])),
    ...(confusion === null ? {} : { confusion }),
  };
}

function figures({ support, found, hits, precision, recall, f1 }: LabelScore): object {
  return {
    support,
    found,
    hits,
    precision: share(precision),
    recall: share(recall),
    f1: support + found === 0 ? null : estimate(f1),
  };
}

function share(figure: Share): object | null {
  return figure.n === 0 ? null : estimate(figure);
}

function estimate({ value, low, high }: Estimate): object {
  return { value: rounded(value), low: rounded(low), high: rounded(high) };
}
