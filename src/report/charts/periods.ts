import { scaleBand, scaleLinear } from 'd3-scale';
import { stack } from 'd3-shape';
import type { PeriodFinding } from '../../model/findings.ts';
import { type Language, SENTIMENTS, type Sentiment } from '../../model/labels.ts';
import { count, percent } from '../figures.ts';
import { type Markup, markup } from '../html/markup.ts';
import { say } from '../wording.ts';

const WIDTH = 420;
const HEIGHT = 240;
const MARGIN = { top: 18, right: 4, bottom: 24, left: 34 };
/** From the axis upwards: the worst stands on the ground, where its height can be compared. */
const ORDER: readonly Sentiment[] = ['negative', 'mixed', 'neutral', 'positive'];

/** Voices of each period as stacked columns, with the share of negative ones above each. */
export function periodChart(periods: readonly PeriodFinding[], language: Language): Markup {
  const x = scaleBand<string>()
    .domain(periods.map((period) => period.period))
    .range([MARGIN.left, WIDTH - MARGIN.right])
    .padding(0.25);
  const most = Math.max(1, ...periods.map((period) => period.voices));
  const y = scaleLinear()
    .domain([0, most])
    .nice(4)
    .range([HEIGHT - MARGIN.bottom, MARGIN.top]);
  const layers = stack<PeriodFinding, Sentiment>()
    .keys([...ORDER])
    .value((period, label) => period.sentiment[label])(periods);
  const columns = layers.flatMap((layer) =>
    layer.map(([low, high], index) => {
      const period = periods[index];
      if (!period || low === high) return null;
      const title = `${period.period} ${say(SENTIMENTS[layer.key], language)} ${count(period.sentiment[layer.key])}`;
      return markup`<rect class="fill-${layer.key}" x="${place(x(period.period) ?? 0)}" y="${place(y(high))}" width="${place(x.bandwidth())}" height="${place(y(low) - y(high))}"><title>${title}</title></rect>`;
    }),
  );
  const every = everyLabel(periods);
  const labels = periods.map((period, index) => {
    const middle = place((x(period.period) ?? 0) + x.bandwidth() / 2);
    const share = hasShares(periods)
      ? markup`<text class="strong" x="${middle}" y="${place(y(period.voices) - 5)}" text-anchor="middle">${percent(period.negative.value)}</text>`
      : null;
    return [
      share,
      index % every === 0
        ? markup`<text x="${middle}" y="${HEIGHT - 6}" text-anchor="middle">${shortPeriod(period.period, periods[index - every]?.period)}</text>`
        : null,
    ];
  });
  const grid = y
    .ticks(4)
    .map(
      (tick) =>
        markup`<line class="grid" x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${place(y(tick))}" y2="${place(y(tick))}"/><text x="${MARGIN.left - 6}" y="${place(y(tick) + 4)}" text-anchor="end">${count(tick)}</text>`,
    );
  return markup`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${summary(periods, language)}">${grid}${columns}${labels}</svg>`;
}

/** Columns from which the figures above them would meet; then only every second, third … has its name below. */
const MOST_NAMED = 8;

function everyLabel(periods: readonly PeriodFinding[]): number {
  return Math.ceil(periods.length / MOST_NAMED);
}

/** Whether there is room for the share of negative voices above each column. */
export function hasShares(periods: readonly PeriodFinding[]): boolean {
  return everyLabel(periods) === 1;
}

/** Coordinates with one decimal: finer than any screen, and the same digits on every machine. */
export function place(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** `03` for a month and `03-09` for a week, in full (`2026-01`) where a year begins. */
function shortPeriod(period: string, before: string | undefined): string {
  return before?.slice(0, 4) === period.slice(0, 4) ? period.slice(5) : period.slice(0, 7);
}

function summary(periods: readonly PeriodFinding[], language: Language): string {
  const first = periods[0];
  const last = periods.at(-1);
  if (!first || !last) return '';
  return language === 'zh'
    ? `各期声量与情感：${first.period} 负面 ${percent(first.negative.value)}，${last.period} 负面 ${percent(last.negative.value)}`
    : `Voices and sentiment by period: ${percent(first.negative.value)} negative in ${first.period}, ${percent(last.negative.value)} in ${last.period}`;
}
