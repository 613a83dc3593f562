import type { LabelFinding } from '../../model/findings.ts';
import { KINDS, type Message, SIGNALS, URGENCIES } from '../../model/labels.ts';
import { count } from '../figures.ts';
import { metricInterval, metricValue } from '../metric-figures.ts';
import { say, WORDS } from '../wording.ts';
import type { Page } from './page.ts';
import { shareLines } from './shares.ts';
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
  page: Page,
): string[] {
  const entries = found.map(({ label, share }) => ({
    name: say(names[label], page.language),
    share,
  }));
  return shareLines(say(heading, page.language), entries, page.paint.mixed, page);
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
