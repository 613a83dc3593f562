import { scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import type { PeriodFinding } from '../../model/findings.ts';
import type { Language } from '../../model/labels.ts';
import { percent } from '../figures.ts';
import { type Markup, markup } from '../html/markup.ts';
import { place } from './periods.ts';

const WIDTH = 420;
const HEIGHT = 120;
const MARGIN = { top: 8, right: 4, bottom: 20, left: 38 };

/**
 * The negative share of each week as a line, with its 95 % interval as a band. A week without voices breaks both: nothing is known
 * of what lies between its neighbours. A week alone is a dot.
 */
export function weekChart(all: readonly PeriodFinding[], language: Language): Markup {
  const weeks = all.filter((week) => week.voices > 0);
  const start = time(weeks[0]);
  const x = scaleLinear()
    .domain([start, Math.max(start + 1, time(weeks.at(-1)))])
    .range([MARGIN.left, WIDTH - MARGIN.right]);
  const y = scaleLinear()
    .domain([0, Math.max(0.1, ...weeks.map((week) => week.negative.high))])
    .nice(3)
    .range([HEIGHT - MARGIN.bottom, MARGIN.top]);
  const band = area<PeriodFinding>()
    .x((week) => x(time(week)))
    .y0((week) => y(week.negative.low))
    .y1((week) => y(week.negative.high))
    .digits(1);
  const course = line<PeriodFinding>()
    .x((week) => x(time(week)))
    .y((week) => y(week.negative.value))
    .digits(1);
  const runs = runsOf(weeks);
  const lines = runs.map((run) => {
    const [first] = run;
    if (first === undefined) return null;
    if (run.length > 1)
      return markup`<path class="band" d="${band([...run]) ?? ''}"/><path class="course" d="${course([...run]) ?? ''}"/>`;
    const at = place(x(time(first)));
    const { value, low, high } = first.negative;
    return markup`<line class="band-line" x1="${at}" x2="${at}" y1="${place(y(low))}" y2="${place(y(high))}"/><circle class="fill-negative" cx="${at}" cy="${place(y(value))}" r="2"/>`;
  });
  const grid = y
    .ticks(3)
    .map(
      (tick) =>
        markup`<line class="grid" x1="${MARGIN.left}" x2="${WIDTH}" y1="${place(y(tick))}" y2="${place(y(tick))}"/><text x="${MARGIN.left - 6}" y="${place(y(tick) + 4)}" text-anchor="end">${Math.round(tick * 100)}%</text>`,
    );
  const ends = markup`<text x="${MARGIN.left}" y="${HEIGHT - 4}">${weeks[0]?.period ?? ''}</text><text x="${WIDTH - MARGIN.right}" y="${HEIGHT - 4}" text-anchor="end">${weeks.at(-1)?.period ?? ''}</text>`;
  return markup`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${summary(weeks, language)}">${grid}${lines}${ends}</svg>`;
}

/** Weeks that follow each other without a gap. */
function runsOf(weeks: readonly PeriodFinding[]): PeriodFinding[][] {
  const runs: PeriodFinding[][] = [];
  for (const week of weeks) {
    const run = runs.at(-1);
    if (run !== undefined && time(week) - time(run.at(-1)) === 7) run.push(week);
    else runs.push([week]);
  }
  return runs;
}

/** Days since 1970 of a week's Monday. */
function time(week: PeriodFinding | undefined): number {
  return week ? Date.parse(`${week.period}T00:00:00Z`) / 86_400_000 : 0;
}

function summary(weeks: readonly PeriodFinding[], language: Language): string {
  const shares = weeks.map((week) => week.negative.value);
  const low = percent(Math.min(...shares));
  const high = percent(Math.max(...shares));
  return language === 'zh'
    ? `每周负面占比在 ${low} 到 ${high} 之间`
    : `Negative share by week, from ${low} to ${high}`;
}
