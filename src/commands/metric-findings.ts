import { minutesIn, numberIn, unitInName } from '../ingest/answers.ts';
import { type ColumnAnswer, onScale, withColumnsIn } from '../measure/metric-columns.ts';
import { definitionsOf, formulaOf } from '../measure/metric-definitions.ts';
import { figureOf, statusOf, unitOf } from '../measure/metrics.ts';
import { InputError } from '../model/errors.ts';
import type { MetricFinding } from '../model/findings.ts';
import type { MetricDefinition } from '../model/metric.ts';
import { attributeNames, groupBy } from '../store/columns.ts';
import { type RawAnswer, type RawMetric, readMetric } from '../store/metric-answers.ts';
import { selectPained } from '../store/pain-facts.ts';
import type { Store } from '../store/session.ts';
import { configurationOf } from './configuration.ts';
import type { Terminal } from './terminal.ts';

/** A metric of all voices, or of one group of them; null for all, and among groups for those without a value. */
export interface GroupedMetric {
  readonly group: string | null;
  readonly metric: MetricFinding;
}

/** The metrics as the nearest `voc.yaml` wants them. @throws InputError where a target has no metric */
export async function definitionsIn(terminal: Terminal): Promise<MetricDefinition[]> {
  const { metrics, targets } = await configurationOf(terminal);
  const definitions = definitionsOf(metrics, targets);
  const ids = definitions.map(({ id }) => id);
  const unknown = Object.keys(targets ?? {}).find((id) => !ids.includes(id));
  if (unknown === undefined) return definitions;
  throw new InputError({
    zh: `voc.yaml 的 targets: 里没有「${unknown}」这个指标；可用：${ids.join('、')}`,
    en: `voc.yaml has a target for "${unknown}", which is no metric; there are ${ids.join(', ')}`,
  });
}

/**
 * All metrics of the voices in `scope`, in the order of their definitions: as a whole, where one without answers has
 * null for its figures, or for each group that has answers.
 */
export async function readMetricFindings(
  reader: Store,
  definitions: readonly MetricDefinition[],
  by?: string,
): Promise<GroupedMetric[]> {
  if (by !== undefined) await groupBy(reader, by);
  await selectPained(reader);
  const attributes = await attributeNames(reader);
  const found: GroupedMetric[] = [];
  for (const definition of definitions) {
    const raw = await readMetric(reader, withColumnsIn(definition, attributes), by !== undefined);
    const answers = onScale(
      raw.answers.flatMap((answer) => valued(answer, definition)),
      definition,
    );
    const groups = by === undefined ? [null] : new Set(answers.map(({ group }) => group));
    for (const group of groups) {
      found.push({ group, metric: findingOf(definition, answers, raw.pains, group) });
    }
  }
  return found;
}

function findingOf(
  definition: MetricDefinition,
  answers: readonly GroupedAnswer[],
  pains: RawMetric['pains'],
  group: string | null,
): MetricFinding {
  const figure = figureOf(
    definition,
    answers.filter((answer) => answer.group === group),
  );
  return {
    id: definition.id,
    name: definition.name,
    unit: unitOf(definition),
    better: definition.better,
    formula: formulaOf(definition),
    ...figure,
    target: definition.target,
    status: statusOf(definition, figure),
    pains: pains
      .filter((pain) => figure.n > 0 && pain.group === group)
      .map(({ id, label, voices }) => ({ id, label, voices })),
  };
}

type GroupedAnswer = ColumnAnswer & Pick<RawAnswer, 'group'>;

/** An answer as a number; an empty list for one that is none. */
function valued(
  { raw, column, createdAt, voices, withText, group }: RawAnswer,
  { unit }: MetricDefinition,
): GroupedAnswer[] {
  const text = String(raw);
  const value =
    unit === null ? numberIn(text) : minutesIn(text, unitInName(column) ?? unit, createdAt);
  return value === null ? [] : [{ value, voices, withText, column, group }];
}
