import type { MetricAnswer, MetricDefinition } from '../model/metric.ts';

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

/** Of so many answers in a column one may be outside the scale: a code for no answer, or a slip. */
const STRAYS = 0.05;

/** An answer, and the column that it stands in. */
export type ColumnAnswer = MetricAnswer & { readonly column: string };

/**
 * The answers on the scale of a metric, those of columns that ask for the opposite turned round. A column in which more than one answer in twenty is off
 * the scale was asked on another one: none of its answers is taken, since those that fit would bend the figure.
 */
export function onScale<Answer extends ColumnAnswer>(
  answers: readonly Answer[],
  { scale, turnedBy }: Pick<MetricDefinition, 'scale' | 'turnedBy'>,
): Answer[] {
  if (scale === null) return [...answers];
  const [lowest, highest] = scale;
  const fits = ({ value }: MetricAnswer): boolean => value >= lowest && value <= highest;
  const tally = new Map<string, { all: number; off: number }>();
  for (const answer of answers) {
    const { all, off } = tally.get(answer.column) ?? { all: 0, off: 0 };
    const { voices } = answer;
    tally.set(answer.column, { all: all + voices, off: off + (fits(answer) ? 0 : voices) });
  }
  return answers
    .filter(({ column }) => {
      const { all, off } = tally.get(column) ?? { all: 0, off: 0 };
      return off <= STRAYS * all;
    })
    .filter(fits)
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
