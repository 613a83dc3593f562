import type { Findings } from '../model/findings.ts';
import { KINDS, SIGNALS, URGENCIES } from '../model/labels.ts';
import { extentOf, titleOf, viewsOf } from './extent.ts';
import { changeSection } from './markdown/changes.ts';
import { cleaningSection } from './markdown/cleaning.ts';
import { metricSection } from './markdown/metrics.ts';
import { noteSection } from './markdown/notes.ts';
import type { Page } from './markdown/page.ts';
import { movementSection, painSection, quadrantSection } from './markdown/pains.ts';
import { stageSection } from './markdown/stages.ts';
import { labelTable, sentimentSection, summarySection } from './markdown/summary.ts';
import { themeSection } from './markdown/themes.ts';
import { urgentSection } from './markdown/urgent.ts';
import { EMPTY_HINT } from './sentences.ts';
import { VIEWS, type View } from './views.ts';
import { type ReportOptions, say, WORDS } from './wording.ts';

const SECTIONS: Readonly<Record<View, (page: Page) => string[]>> = {
  summary: summarySection,
  sentiment: sentimentSection,
  pains: painSection,
  quadrants: quadrantSection,
  themes: themeSection,
  rising: movementSection,
  stages: stageSection,
  urgent: urgentSection,
  kinds: ({ findings, language }) => [labelTable(findings.kinds, KINDS, WORDS.kind, language)],
  signals: ({ findings, language }) => [
    labelTable(findings.signals, SIGNALS, WORDS.signal, language),
    labelTable(findings.urgency, URGENCIES, WORDS.urgency, language),
  ],
  metrics: metricSection,
  cleaning: cleaningSection,
  changes: changeSection,
};

/** The report, or one view of it, as Markdown (GitHub tables). Customers' words are escaped: they make no markup. */
export function renderMarkdown(findings: Findings, options: ReportOptions): string {
  const { language } = options;
  const page: Page = { findings, language, ...extentOf(options, 'md') };
  const title = `# ${titleOf(options)}`;
  if (findings.scope.voices === 0) return `${title}\n\n${say(EMPTY_HINT, language)}\n`;
  const views = viewsOf(findings, options);
  const blocks = views.flatMap((view) => [
    ...(view === 'summary' ? [] : [`## ${say(VIEWS[view], language)}`]),
    ...SECTIONS[view](page),
  ]);
  const silent = page.brief || (options.view && options.view !== 'summary');
  const notes = silent ? [] : noteSection(page);
  return `${[title, ...blocks, ...notes].join('\n\n')}\n`;
}
