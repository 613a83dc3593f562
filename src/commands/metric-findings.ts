import { minutesIn, numberIn, unitInName } from '../ingest/answers.ts';
import type { GivenScore } from '../measure/contradictions.ts';
import {
  type ColumnAnswer,
  type OffScale,
  OWN_ANSWERS,
  offScale,
  onScale,
  turnedColumns,
  withColumnsIn,
} from '../measure/metric-columns.ts';
import { definitionsOf, formulaOf, leftOut } from '../measure/metric-definitions.ts';
import { figureOf, statusOf, unitOf } from '../measure/metrics.ts';
import { unlikeQuotes } from '../measure/quotes.ts';
import { InputError } from '../model/errors.ts';
import type { Quote } from '../model/facts.ts';
import type { MetricFinding } from '../model/findings.ts';
import type { Message } from '../model/labels.ts';
import type { MetricDefinition } from '../model/metric.ts';
import { type ChosenVoice, readChosenVoices } from '../store/chosen-voices.ts';
import { attributeNames, groupBy } from '../store/columns.ts';
import { selectCounts } from '../store/counts.ts';
import { evidenced, type Shown } from '../store/evidence.ts';
import {
  type Answered,
  type RawAnswer,
  type RawMetric,
  readAnswerVoices,
  readMetric,
} from '../store/metric-answers.ts';
import { readScored, type ScoreText, selectScored } from '../store/scored.ts';
import type { Store } from '../store/session.ts';
import { configurationOf } from './configuration.ts';
import type { Terminal, Voicing } from './terminal.ts';

/** A metric of all voices, or of one group of them; null for all, and among groups for those without a value. */
export interface GroupedMetric {
  readonly group: string | null;
  readonly metric: MetricFinding;
  /** What those say who gave the worst and the best answers; empty where nobody asked. */
  readonly quotes: readonly Quote[];
}

/**
 * The metrics as the nearest `voc.yaml` wants them; says which of its targets may mean something else.
 * @throws InputError where a target has no metric, or is a part of 1 where the metric is to reach percents
 */
export async function definitionsIn(
  terminal: Terminal,
  { say }: Pick<Voicing, 'say'>,
): Promise<MetricDefinition[]> {
  const { metrics, targets } = await configurationOf(terminal);
  const definitions = definitionsOf(metrics, targets);
  const ids = definitions.map(({ id }) => id);
  const unknown = Object.keys(targets ?? {}).find((id) => !ids.includes(id));
  if (unknown === undefined) {
    for (const definition of definitions) {
      const doubt = doubtOf(definition);
      // Of what is to be rare, less than one in a hundred can be meant.
      if (doubt !== null && definition.better === 'high') throw new InputError(doubt);
      if (doubt !== null) say(doubt);
    }
    return definitions;
  }
  throw new InputError({
    zh: `voc.yaml 的 targets: 里没有「${unknown}」这个指标；可用：${ids.join('、')}`,
    en: `voc.yaml has a target for "${unknown}", which is no metric; there are ${ids.join(', ')}`,
  });
}

/** What is to be said of a target below 1 % of a metric in percent; null of any other. */
function doubtOf(definition: MetricDefinition): Message | null {
  const { id, target } = definition;
  if (unitOf(definition) !== 'percent' || target === null || target <= 0 || target >= 1)
    return null;
  const meant = Number((100 * target).toPrecision(6));
  return {
    zh: `voc.yaml 的 targets: 里 ${id}: ${target} 是 ${target} %，因为这个指标按百分数算（0 到 100）；要的是 ${meant} % 就写 ${meant}`,
    en: `voc.yaml, targets: ${id}: ${target} means ${target} %, since this metric is in percent (0 to 100); if ${meant} % is meant, write ${meant}`,
  };
}

/**
 * All metrics of the voices in `scope`, in the order of their definitions: as a whole, where one without answers has
 * null for its figures, or for each group that has answers. Warns of answers off the scale.
 */
export async function readMetricFindings(
  reader: Store,
  definitions: readonly MetricDefinition[],
  { warn }: Pick<Voicing, 'warn'>,
  { by, quoted = false }: { readonly by?: string | undefined; readonly quoted?: boolean } = {},
): Promise<GroupedMetric[]> {
  if (by !== undefined) await groupBy(reader, by);
  await selectCounts(reader);
  const attributes = await attributeNames(reader);
  const found: (Omit<GroupedMetric, 'quotes'> & { readonly ends: readonly End[] })[] = [];
  for (const definition of definitions) {
    const present = withColumnsIn(definition, attributes);
    const raw = await readMetric(reader, present, by !== undefined);
    const given = raw.answers.flatMap((answer) => valued(answer, definition));
    const answers = onScale(given, definition);
    const off = offScale(given, definition);
    for (const column of off) warn(offScaleWarning(column, definition));
    const formula = formulaOf(definition, turnedColumns(answers, definition), off);
    const groups = by === undefined ? [null] : new Set(answers.map(({ group }) => group));
    const ends = quoted ? await readEnds(reader, present, answers) : [];
    for (const group of groups) {
      found.push({
        group,
        ends,
        metric: { ...findingOf(definition, answers, raw.pains, group), formula },
      });
    }
  }
  // The words of all at once: to look for a few voices takes as long as for many.
  const said = found.flatMap(({ ends }) => ends.flat());
  const voices = await readChosenVoices(
    reader,
    said.flatMap(({ shown }) => shown.numbers),
  );
  return found.map(({ ends, ...one }) => ({ ...one, quotes: quotesOf(ends, voices) }));
}

/** What became of a column with answers off the scale of a metric, and what to do where that is wrong. */
function offScaleWarning(column: OffScale, { id, name, scale }: MetricDefinition): Message {
  const { zh, en } = leftOut(column, scale);
  return {
    zh: `${name.zh}：${zh}；分制不同就在 voc.yaml 里写 metrics: { ${id}: { scale: [最低, 最高] } }`,
    en: `${name.en}: ${en}; if the scale is another, set it in voc.yaml: metrics: { ${id}: { scale: [lowest, highest] } }`,
  };
}

function findingOf(
  definition: MetricDefinition,
  answers: readonly GroupedAnswer[],
  pains: RawMetric['pains'],
  group: string | null,
): Omit<MetricFinding, 'formula'> {
  const figure = figureOf(
    definition,
    answers.filter((answer) => answer.group === group),
  );
  return {
    id: definition.id,
    name: definition.name,
    unit: unitOf(definition),
    better: definition.better,
    ...figure,
    target: definition.target,
    status: statusOf(definition, figure),
    pains: pains
      .filter((pain) => figure.n > 0 && pain.group === group)
      .map(({ id, label, voices }) => ({ id, label, voices })),
  };
}

/** Answers of each end of a metric whose voices are looked at: they may say the same, or nothing. */
const MOST_ANSWERS = 3;

/** Answers of one end of a metric, with the voices that show best what those say who gave them. */
type End = readonly {
  /** Null where it is no answer of theirs, but what was found of them. */
  readonly answer: string | null;
  readonly shown: Shown;
}[];

/**
 * The worst answers to a metric, then the best, of those who gave a reason; of a share of voices, those that count in it.
 */
async function readEnds(
  reader: Store,
  definition: MetricDefinition,
  answers: readonly GroupedAnswer[],
): Promise<End[]> {
  const isMark = definition.label !== null || definition.columns[0] === 'repeat';
  const isGiven = !isMark && definition.columns[0] !== 'sentiment';
  const worst = answers
    .filter(({ value, withText }) => withText > 0 && (!isMark || value === 1))
    .sort((a, b) => (definition.better === 'high' ? a.value - b.value : b.value - a.value));
  const low = worst.slice(0, MOST_ANSWERS);
  const high = worst.slice(low.length).slice(-MOST_ANSWERS).reverse();
  const asked = [...low, ...high];
  const voices = await readAnswerVoices(reader, definition, asked);
  const said = asked.map(({ raw }, at): End => {
    const shown = voices.get(at);
    return shown === undefined ? [] : [{ answer: isGiven ? String(raw) : null, shown }];
  });
  return [said.slice(0, low.length).flat(), said.slice(low.length).flat()];
}

/** What those say who gave the answers of both ends. */
function quotesOf(ends: readonly End[], voices: ReadonlyMap<number, ChosenVoice>): Quote[] {
  return ends.flatMap((end) =>
    unlikeQuotes(
      end.flatMap(({ answer, shown }) =>
        evidenced(shown, voices).quotes.map((quote) =>
          answer === null ? quote : { ...quote, answer },
        ),
      ),
    ),
  );
}

type GroupedAnswer = ColumnAnswer & Answered & Pick<RawAnswer, 'group'>;

/** An answer as a number; an empty list for one that is none. */
function valued(
  { raw, column, createdAt, voices, withText, group }: RawAnswer,
  { unit }: MetricDefinition,
): GroupedAnswer[] {
  const text = String(raw);
  const value =
    unit === null ? numberIn(text) : minutesIn(text, unitInName(column) ?? unit, createdAt);
  return value === null ? [] : [{ value, raw, createdAt, voices, withText, column, group }];
}

/** Metrics whose columns hold a score of how good it was. */
const SCORING: readonly string[] = ['nps', 'csat'];

/**
 * The scores that voices of `scope` have in columns of the exports besides the rating, by the voice's number, in the
 * order of the metrics and of the columns in their definitions.
 * @param condition what voices `s` of the scope must meet; may ask the temporary table `scored`
 */
export async function readColumnScores(
  reader: Store,
  definitions: readonly MetricDefinition[],
  condition: string,
): Promise<Map<number, GivenScore[]>> {
  const names = await attributeNames(reader);
  const asked = definitions
    .filter(({ id, scale }) => SCORING.includes(id) && scale !== null)
    .map((definition) => withColumnsIn(definition, names));
  const columns = asked.flatMap(({ id, columns, source }) =>
    columns
      .filter((column) => !OWN_ANSWERS.includes(column))
      .map((column) => ({ metric: id, column, source })),
  );
  const values = valuesOf(asked, await selectScored(reader, columns));
  const place = columns.map(keyOf);
  const found = (await readScored(reader, condition)).sort(
    (a, b) => place.indexOf(keyOf(a)) - place.indexOf(keyOf(b)),
  );
  const scores = new Map<number, GivenScore[]>();
  for (const { n, metric, column, raw } of found) {
    const value = values.get(`${keyOf({ metric, column })}\0${raw}`);
    const best = asked.find(({ id }) => id === metric)?.scale?.[1];
    if (value === undefined || best === undefined) continue;
    scores.set(n, [...(scores.get(n) ?? []), { column, value, best }]);
  }
  return scores;
}

const keyOf = ({ metric, column }: Pick<ScoreText, 'metric' | 'column'>): string =>
  `${metric}\0${column}`;

/** What texts in the columns mean on the scales of their metrics. */
function valuesOf(
  definitions: readonly MetricDefinition[],
  texts: readonly ScoreText[],
): Map<string, number> {
  const pairs = definitions.flatMap((definition) => {
    const answers = texts
      .filter(({ metric }) => metric === definition.id)
      .flatMap((text) => {
        const value = numberIn(text.raw);
        return value === null ? [] : [{ ...text, value, withText: 0 }];
      });
    return onScale(answers, definition).map(
      (answer) => [`${keyOf(answer)}\0${answer.raw}`, answer.value] as const,
    );
  });
  return new Map(pairs);
}
