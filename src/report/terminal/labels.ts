import type { LabelFinding } from '../../model/findings.ts';
import { KINDS, type Labels, type Message, SIGNALS, URGENCIES } from '../../model/labels.ts';
import { visible } from '../../model/visible.ts';
import { count } from '../figures.ts';
import {
  answeredMetrics,
  besideText,
  blankSentence,
  metricInterval,
  metricValue,
  targetText,
} from '../metric-figures.ts';
import { say, WORDS } from '../wording.ts';
import { hanging } from './layout.ts';
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
  names: Labels<Label>,
  heading: Message,
  page: Page,
): string[] {
  const entries = found.map(({ label, share }) => ({
    name: say(names[label], page.language),
    share,
  }));
  return shareLines(say(heading, page.language), entries, page.paint.mixed, page);
}

/** Scores, each with its interval, the number of answers behind it and what those who gave them complain of. */
export function metricSection({ findings, language, width, paint, brief }: Page): string[] {
  const shown = answeredMetrics(findings);
  if (shown.length === 0) return [say(WORDS.noMetrics, language)];
  const words = [WORDS.metric, WORDS.value, WORDS.interval].map((word) => say(word, language));
  const columns: Column[] = [
    { heading: words[0] ?? '', align: 'left' },
    { heading: words[1] ?? '', align: 'right', paint: paint.bold },
    { heading: words[2] ?? '', align: 'left' },
    { heading: 'n', align: 'right' },
    { heading: say(WORDS.mainPains, language), align: 'left', flexible: true },
  ];
  const rows = shown.map((metric) => [
    say(metric.name, language),
    metricValue(metric, language),
    metricInterval(metric, language),
    count(metric.n),
    [targetText(metric, language), besideText(metric, language)]
      .filter((part) => part !== null)
      .map(visible)
      .join(language === 'zh' ? '；' : '; '),
  ]);
  const table = tableRows(columns, rows, width, paint.dim);
  const formulas = shown.map(({ name, formula }) => [say(name, language), say(formula, language)]);
  const blank = blankSentence(findings, language);
  return [
    table.heading,
    ...table.rows.flat(),
    ...(brief || blank === null ? [] : hanging('', blank, width).map(paint.dim)),
    ...(brief ? [] : formulas).flatMap(([name = '', formula = '']) =>
      hanging('· ', `${name}${language === 'zh' ? '：' : ': '}${formula}`, width).map(paint.dim),
    ),
  ];
}
