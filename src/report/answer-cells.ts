import { ASPECTS, type Labels, type Language, POLARITIES } from '../model/labels.ts';
import type { MetricUnit } from '../model/metric.ts';
import type { Cell } from '../model/store.ts';
import { factor, percent, rounded, signed } from './figures.ts';
import { metricText } from './metric-figures.ts';

/** How a person reads a cell; see `Answer`. */
type Shown = (cell: Exclude<Cell, null>, language: Language, row: readonly Cell[]) => string;

/** A figure for programs: six significant digits, empty where there is none. */
export function figure(value: number | null): number | null {
  return value === null ? null : rounded(value);
}

/** A set in one cell, joined with `|`; a `|` inside a member becomes a full-width one. */
export function joined(members: readonly string[]): string {
  return members.map((member) => member.replaceAll('|', '｜')).join('|');
}

/** 0.382 as `38.2%`. */
export const shownShare: Shown = (cell) => percent(Number(cell));

/** 0.082 as `+8.2%`: a difference of shares. */
export const shownDifference: Shown = (cell) => `${signed(100 * Number(cell), 1)}%`;

/** 3.73 as `3.7`: a lift, a rate. */
export const shownFactor: Shown = (cell) => factor(Number(cell));

/** -0.123 as `-0.12`. */
export const shownSigned: Shown = (cell) => signed(Number(cell));

/** A false discovery rate: `<0.001` rather than 1.2e-9. */
export const shownRate: Shown = (cell) =>
  Number(cell) < 0.001 ? '<0.001' : Number(cell).toFixed(3);

/** Labels joined with `|`, by their names in a table of the codebook; anything else as it is. */
export const shownIn =
  (...tables: readonly Labels[]): Shown =>
  (cell, language) =>
    String(cell)
      .split('|')
      .map((id) => tables.find((table) => Object.hasOwn(table, id))?.[id]?.[language] ?? id)
      .join('|');

/** An aspect, a polarity, or one joined to the other. */
export const shownLabels: Shown = shownIn(ASPECTS, POLARITIES);

/** A metric's figure by the unit that stands in another cell of its row. */
export function metricFigure(unitAt: number): Shown {
  return (cell, language, row) =>
    metricText(Number(cell), String(row[unitAt]) as MetricUnit, language);
}
