import type { LabelFinding } from '../../model/findings.ts';
import { KINDS, type Message, SIGNALS, URGENCIES } from '../../model/labels.ts';
import { count, percent } from '../figures.ts';
import { metricInterval, metricValue } from '../metric-figures.ts';
import { say, WORDS } from '../wording.ts';
import { bar, padRight } from './layout.ts';
import type { Page } from './page.ts';
import { type Column, tableRows } from './table.ts';

/** How many voices are of which kind. */
export function kindSection(page: Page): string[] {
  return labelTable(page.findings.kinds, KINDS, WORDS.kind, page);
}

/** How many voices carry which signal, and how urgent voices are. */
export function signalSection(page: Page): string[] {
  return [
    ...labelTable(page.findings.signals, SIGNALS, WORDS.signal, page),
    '',
    ...labelTable(page.findings.urgency, URGENCIES, WORDS.urgency, page),
  ];
}

function labelTable<Label extends string>(
  found: readonly LabelFinding<Label>[],
  names: Readonly<Record<Label, Message>>,
  heading: Message,
  { language, width, paint }: Page,
): string[] {
  const most = Math.max(...found.map((entry) => entry.share.value));
  const barWidth = Math.max(8, Math.min(40, width - 40));
  const columns: Column[] = [
    { heading: say(heading, language), align: 'left' },
    { heading: '', align: 'left', paint: paint.mixed },
    { heading: say(WORDS.voices, language), align: 'right' },
    { heading: say(WORDS.share, language), align: 'right' },
  ];
  const rows = found.map(({ label, share }) => [
    say(names[label], language),
    padRight(bar(most === 0 ? 0 : share.value / most, barWidth), barWidth),
    count(share.count),
    percent(share.value),
  ]);
  const table = tableRows(columns, rows, width, paint.dim);
  return [table.heading, ...table.rows.flat()];
}

/** Scores, each with its interval and the number of answers behind it. */
export function metricSection({ findings, language, width, paint }: Page): string[] {
  if (findings.metrics.length === 0) return [say(WORDS.noMetrics, language)];
  const columns: Column[] = [
    { heading: say(WORDS.metric, language), align: 'left' },
    { heading: say(WORDS.value, language), align: 'right', paint: paint.bold },
    { heading: say(WORDS.interval, language), align: 'left' },
    { heading: 'n', align: 'right' },
    { heading: say(WORDS.formula, language), align: 'left', flexible: true, paint: paint.dim },
  ];
  const rows = findings.metrics.map((metric) => [
    say(metric.name, language),
    metricValue(metric),
    metricInterval(metric),
    count(metric.n),
    say(metric.formula, language),
  ]);
  const table = tableRows(columns, rows, width, paint.dim);
  return [table.heading, ...table.rows.flat()];
}
