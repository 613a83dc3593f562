import { scaleLinear } from 'd3-scale';
import { area, curveMonotoneX } from 'd3-shape';
import { type Markup, markup } from '../html/markup.ts';
import { place } from './periods.ts';

/** A horizontal bar of `value` (0 to 1) that stretches to the width of its place. It repeats a figure beside it. */
export function shareBar(value: number, color: string): Markup {
  const width = place(Math.max(0, Math.min(1, value)) * 100);
  return markup`<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="fill-soft" width="100" height="10"/><rect class="fill-${color}" width="${width}" height="10"/></svg>`;
}

const WIDTH = 120;
const HEIGHT = 32;

/** Voices week by week as a small area; `title` says it in words. */
export function sparkChart(series: readonly number[], color: string, title: string): Markup | null {
  if (series.length < 2) return null;
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
    .curve(curveMonotoneX)
    .digits(1)(series);
  return markup`<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${title}"><path class="fill-${color}" d="${shape ?? ''}"/></svg>`;
}
