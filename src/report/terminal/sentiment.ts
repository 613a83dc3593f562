import type { PeriodFinding } from '../../model/findings.ts';
import { SENTIMENTS, type Sentiment } from '../../model/labels.ts';
import { coursePeriods } from '../course.ts';
import { BLANK, count, percent, percentOf, signed } from '../figures.ts';
import { say, WORDS } from '../wording.ts';
import { sparkline, widthOf } from './layout.ts';
import type { Page } from './page.ts';
import { shareLines } from './shares.ts';
import { type Column, roomBeside, tableRows } from './table.ts';

/** Shares of the four sentiments, then the course over time. */
export function sentimentSection(page: Page): string[] {
  const { findings, language, paint } = page;
  const rows = findings.sentiment.map(({ label, share }) => ({
    name: say(SENTIMENTS[label], language),
    share,
  }));
  const color = (cell: string, row: number): string =>
    paint[findings.sentiment[row]?.label ?? 'neutral'](cell);
  return [
    ...shareLines(say(WORDS.sentiment, language), rows, color, page),
    '',
    ...courseLines(page),
  ];
}
const SHOWN_PERIODS = 24;

function courseLines(page: Page): string[] {
  const { findings, language, width, paint } = page;
  const periods = coursePeriods(findings).slice(-SHOWN_PERIODS);
  if (periods.length === 0) return [say(WORDS.noDates, language)];
  const byMonth = periods[0]?.period.length === 7;
  const heads = [
    byMonth ? WORDS.month : WORDS.week,
    WORDS.voices,
    WORDS.negativeShare,
    WORDS.meanScore,
  ].map((word) => say(word, language));
  const figures = periods.map((period) => [
    period.period,
    count(period.voices),
    percentOf(period.negative),
    period.voices === 0 ? BLANK : signed(period.meanScore),
  ]);
  const barWidth = Math.min(50, roomBeside(heads, figures, width));
  const columns: Column[] = [
    ...heads.map((heading, index): Column => ({ heading, align: index === 0 ? 'left' : 'right' })),
    {
      heading: legend(page, barWidth),
      align: 'left',
      paint: (cell, row) => paintStack(cell, periods[row], page),
    },
  ];
  const rows = figures.map((cells, index) => [...cells, stackText(periods[index], barWidth)]);
  const table = tableRows(columns, rows, width, paint.dim);
  const weekly = findings.weeks
    .filter((week) => week.voices > 0)
    .map((week) => week.negative.value);
  const course = byMonth && weekly.length > 1 ? [weeklyLine(weekly, page)] : [];
  return [table.heading, ...table.rows.flat(), ...course];
}

const STACKED: readonly Sentiment[] = ['negative', 'mixed', 'neutral', 'positive'];
const SHADES: Readonly<Record<Sentiment, string>> = {
  negative: '█',
  mixed: '▓',
  neutral: '░',
  positive: '▒',
};

function legend({ language }: Page, barWidth: number): string {
  const text = STACKED.map((label) => `${SHADES[label]}${say(SENTIMENTS[label], language)}`).join(
    ' ',
  );
  return widthOf(text) <= barWidth ? text : '';
}

/** How many of `width` cells each sentiment of a period takes; rounding keeps the sum `width`. */
function stackOf(period: PeriodFinding, width: number): { label: Sentiment; cells: number }[] {
  let sum = 0;
  let drawn = 0;
  return STACKED.map((label) => {
    sum += period.sentiment[label];
    const end = period.voices === 0 ? 0 : Math.round((sum / period.voices) * width);
    const cells = end - drawn;
    drawn = end;
    return { label, cells };
  });
}

function stackText(period: PeriodFinding | undefined, width: number): string {
  if (!period) return '';
  return stackOf(period, width)
    .map(({ label, cells }) => SHADES[label].repeat(cells))
    .join('');
}

function paintStack(bar: string, period: PeriodFinding | undefined, { paint }: Page): string {
  if (!period) return bar;
  let from = 0;
  return stackOf(period, bar.trimEnd().length)
    .map(({ label, cells }) => {
      const part = bar.slice(from, from + cells);
      from += cells;
      return part === '' ? '' : paint[label](part);
    })
    .join('');
}

function weeklyLine(shares: readonly number[], { language, width, paint }: Page): string {
  const shown = shares.slice(-(width - 30));
  const low = percent(Math.min(...shown));
  const high = percent(Math.max(...shown));
  const heading = language === 'zh' ? '每周负面占比' : 'negative by week';
  return `${heading}  ${paint.negative(sparkline(shown, shown.length))}  ${low}–${high}`;
}
