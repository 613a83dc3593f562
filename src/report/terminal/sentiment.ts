import type { PeriodFinding } from '../../model/findings.ts';
import { SENTIMENTS, type Sentiment } from '../../model/labels.ts';
import { coursePeriods } from '../course.ts';
import { count, percent, signed } from '../figures.ts';
import { say, WORDS } from '../wording.ts';
import { bar, padRight, sparkline, widthOf } from './layout.ts';
import type { Page } from './page.ts';
import { type Column, tableRows } from './table.ts';

/** Shares of the four sentiments, then the course over time. */
export function sentimentSection(page: Page): string[] {
  const { findings, language, width, paint } = page;
  const most = Math.max(...findings.sentiment.map((entry) => entry.share.value));
  const barWidth = Math.max(8, Math.min(40, width - 40));
  const columns: Column[] = [
    { heading: say(WORDS.sentiment, language), align: 'left' },
    {
      heading: '',
      align: 'left',
      paint: (cell, row) => paint[findings.sentiment[row]?.label ?? 'neutral'](cell),
    },
    { heading: say(WORDS.voices, language), align: 'right' },
    { heading: say(WORDS.share, language), align: 'right' },
  ];
  const rows = findings.sentiment.map(({ label, share }) => [
    say(SENTIMENTS[label], language),
    padRight(bar(most === 0 ? 0 : share.value / most, barWidth), barWidth),
    count(share.count),
    percent(share.value),
  ]);
  const table = tableRows(columns, rows, width, paint.dim);
  return [...table.rows.flat(), '', ...courseLines(page)];
}

const SHOWN_PERIODS = 24;

function courseLines(page: Page): string[] {
  const { findings, language, width, paint } = page;
  const periods = coursePeriods(findings).slice(-SHOWN_PERIODS);
  if (periods.length === 0) return [say(WORDS.noDates, language)];
  const byMonth = periods[0]?.period.length === 7;
  const barWidth = Math.max(10, Math.min(50, width - 38));
  const columns: Column[] = [
    { heading: say(byMonth ? WORDS.month : WORDS.week, language), align: 'left' },
    { heading: say(WORDS.voices, language), align: 'right' },
    { heading: say(WORDS.negativeShare, language), align: 'right' },
    { heading: say(WORDS.meanScore, language), align: 'right' },
    {
      heading: legend(page, barWidth),
      align: 'left',
      paint: (cell, row) => paintStack(cell, periods[row], page),
    },
  ];
  const rows = periods.map((period) => [
    period.period,
    count(period.voices),
    percent(period.negative.value),
    signed(period.meanScore),
    stackOf(period, barWidth)
      .map(({ label, cells }) => SHADES[label].repeat(cells))
      .join(''),
  ]);
  const table = tableRows(columns, rows, width, paint.dim);
  const weekly = findings.weeks.map((week) => week.negative.value);
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
  return widthOf(text) <= barWidth + 4 ? text : '';
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
