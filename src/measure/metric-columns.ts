import type { Message } from '../model/labels.ts';
import { type MetricAnswer, type MetricDefinition, straysAmong } from '../model/metric.ts';

/** Answers that every voice of the store has a place for; they win over columns of exports. */
export const OWN_ANSWERS: readonly string[] = ['rating', 'sentiment', 'repeat'];

/**
 * A metric with those of its columns that there are, in the order of preference of its definition. Names of columns are
 * the same but for width, case, spaces, what stands in brackets (a scale, a unit), and a word for score or unit at their
 * end.
 * @param names the columns of exports in the store
 */
export function withColumnsIn(
  definition: MetricDefinition,
  names: readonly string[],
): MetricDefinition {
  const there = [...names].sort().map((name) => ({ name, core: coreOf(name) }));
  const found = definition.columns.flatMap((column) => {
    if (OWN_ANSWERS.includes(column)) return [{ name: column }];
    const exact = there.filter(({ name }) => name === column);
    const core = coreOf(column);
    return [...exact, ...there.filter((one) => one.core === core && one.name !== column)];
  });
  return { ...definition, columns: [...new Set(found.map(({ name }) => name))] };
}

/**
 * What tells whether a number in a column of an export is an answer to one of the metrics, on its scale where it has one.
 * Times are none: a row that holds nothing else says nothing.
 */
export function answersTo(
  definitions: readonly MetricDefinition[],
): (column: string, value: number) => boolean {
  const asked = definitions
    .filter(({ unit }) => unit === null)
    .flatMap(({ columns, scale }) =>
      columns
        .filter((column) => !OWN_ANSWERS.includes(column))
        .map((column) => ({ core: coreOf(column), scale })),
    );
  return (column, value) => {
    const core = coreOf(column);
    return asked.some(
      ({ core: known, scale }) =>
        known === core && (scale === null || (value >= scale[0] && value <= scale[1])),
    );
  };
}

const BRACKETS = /[([{【〔][^)\]}】〕]*[)\]}】〕]/g;
const ENDING =
  /(?:评分|得分|打分|分数|分值|分钟?|小时|秒数?|天数?|seconds?|secs?|minutes?|mins?|hours?|score)$/;

/** What of the name of a column tells what it holds: 满意度, 3. 满意度（1-5分） and 满意度得分 are one. */
function coreOf(name: string): string {
  const bare = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(BRACKETS, '')
    .replace(/^\s*q?\d+[.、:\s]+/, '')
    .replace(/[\s_\-:：?？]/g, '');
  const core = bare.replace(ENDING, '');
  return core === '' ? bare : core;
}

/** An answer, and the column that it stands in. */
export type ColumnAnswer = MetricAnswer & { readonly column: string };

/** A column with answers off the scale of a metric. */
export interface OffScale {
  readonly column: string;
  /** How many answers it has, and how many of them are off the scale. */
  readonly all: number;
  readonly off: number;
  /** What is off the scale, lowest first, each once. */
  readonly values: readonly number[];
  /** Whether those that fit are taken. */
  readonly isTaken: boolean;
}

/**
 * The columns with answers off the scale of a metric, by name. Where these are more than slips (`straysAmong`), the
 * column was asked on another scale.
 */
export function offScale(
  answers: readonly ColumnAnswer[],
  { scale }: Pick<MetricDefinition, 'scale'>,
): OffScale[] {
  if (scale === null) return [];
  const all = new Map<string, number>();
  const off = new Map<string, { voices: number; values: Set<number> }>();
  for (const { column, value, voices } of answers) {
    all.set(column, (all.get(column) ?? 0) + voices);
    if (fits(value, scale)) continue;
    const found = off.get(column) ?? { voices: 0, values: new Set() };
    off.set(column, found);
    found.voices += voices;
    found.values.add(value);
  }
  return [...off.keys()].sort().map((column) => {
    const { voices, values } = off.get(column) ?? { voices: 0, values: new Set() };
    const sorted = [...values].sort((a, b) => a - b);
    const answered = all.get(column) ?? 0;
    const isTaken = voices <= straysAmong(answered);
    return { column, all: answered, off: voices, values: sorted, isTaken };
  });
}

function fits(value: number, [lowest, highest]: readonly [number, number]): boolean {
  return value >= lowest && value <= highest;
}

/** The first few of values, for a line. */
export function someOf(values: readonly (string | number)[]): Message {
  const [first, more] = [values.slice(0, MOST_SHOWN), values.length > MOST_SHOWN ? ' …' : ''];
  return { zh: first.join('、') + more, en: first.join(', ') + more };
}

const MOST_SHOWN = 5;

/**
 * The answers on the scale of a metric, those of columns that ask for the opposite turned round. Of a column that was asked
 * on another scale (`offScale`) none is taken, since those that fit would bend the figure.
 */
export function onScale<Answer extends ColumnAnswer>(
  answers: readonly Answer[],
  { scale, turnedBy }: Pick<MetricDefinition, 'scale' | 'turnedBy'>,
): Answer[] {
  if (scale === null) return [...answers];
  const [lowest, highest] = scale;
  const others = offScale(answers, { scale }).filter(({ isTaken }) => !isTaken);
  const dropped = new Set(others.map(({ column }) => column));
  return answers
    .filter(({ column, value }) => !dropped.has(column) && fits(value, scale))
    .map((answer) =>
      isTurned(answer.column, turnedBy)
        ? { ...answer, value: lowest + highest - answer.value }
        : answer,
    );
}

function isTurned(column: string, turnedBy: readonly string[]): boolean {
  return turnedBy.some((word) => column.includes(word));
}

/** The columns of answers that `onScale` has turned round, sorted. */
export function turnedColumns(
  answers: readonly ColumnAnswer[],
  { scale, turnedBy }: Pick<MetricDefinition, 'scale' | 'turnedBy'>,
): string[] {
  if (scale === null) return [];
  const columns = new Set(answers.map(({ column }) => column));
  return [...columns].filter((column) => isTurned(column, turnedBy)).sort();
}
