import { scaleLinear } from 'd3-scale';
import { area } from 'd3-shape';
import { type Markup, markup } from '../html/markup.ts';
import { place } from './periods.ts';

/** A horizontal bar of `value` (0 to 1) that stretches to the width of its place. It repeats a figure beside it. */
export function shareBar(value: number, color: string): Markup {
  const width = place(Math.max(0, Math.min(1, value)) * 100);
  return markup`<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="fill-soft" width="100" height="10"/><rect class="fill-${color}" width="${width}" height="10"/></svg>`;
}

const WIDTH = 120;
const HEIGHT = 32;

/** Points that so small a chart can show; longer courses are summed up to fewer. */
const MOST_POINTS = 60;

/** Voices week by week as a small area; `title` says it in words. */
export function sparkChart(weeks: readonly number[], color: string, title: string): Markup | null {
  if (weeks.length < 2) return null;
  const series = summedUp(weeks);
  const x = scaleLinear()
    .domain([0, series.length - 1])
    .range([1, WIDTH - 1]);
  const y = scaleLinear()
    .domain([0, Math.max(1, ...series)])
    .range([HEIGHT - 1, 2]);
  const shape = area<number>()
    .x((_, week) => x(week))
    .y0(HEIGHT - 1)
    .y1((voices) => y(voices))
    .digits(1)(series);
  return markup`<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${title}"><path class="fill-${color}" d="${shape ?? ''}"/></svg>`;
}

/** Sums of as many neighbouring weeks as leave at most `MOST_POINTS`, counted from the last week. */
function summedUp(weeks: readonly number[]): number[] {
  const size = Math.ceil(weeks.length / MOST_POINTS);
  const sums: number[] = [];
  // The first weeks do not fill a sum where the number does not divide: they are left out of the picture.
  for (let end = weeks.length; end >= size; end -= size) {
    sums.unshift(weeks.slice(end - size, end).reduce((sum, voices) => sum + voices, 0));
  }
  return sums;
}
