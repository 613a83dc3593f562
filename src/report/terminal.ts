import type { Findings } from '../model/findings.ts';
import type { Message } from '../model/labels.ts';
import { extentOf, titleOf, viewsOf } from './extent.ts';
import { clusterHint, EMPTY_HINT, headline, scopeLines } from './sentences.ts';
import { changeSection } from './terminal/changes.ts';
import { cleaningSection } from './terminal/cleaning.ts';
import { kindSection, metricSection, signalSection } from './terminal/labels.ts';
import { hanging, padRight, widthOf, wrap } from './terminal/layout.ts';
import type { Page } from './terminal/page.ts';
import { movementSection, painSection } from './terminal/pains.ts';
import { painting } from './terminal/paint.ts';
import { quadrantSection } from './terminal/quadrants.ts';
import { sentimentSection } from './terminal/sentiment.ts';
import { stageSection } from './terminal/stages.ts';
import { themeSection } from './terminal/themes.ts';
import { urgentSection } from './terminal/urgent.ts';
import { VIEWS, type View } from './views.ts';
import { type ReportOptions, say, WORDS } from './wording.ts';

/** How the terminal report is to look. */
export interface TerminalOptions extends ReportOptions {
  /** Whether colour codes may be written. */
  readonly color: boolean;
  /** Columns of the terminal; what is outside 60 to 200 is taken as the nearer of the two. */
  readonly width: number;
}

const SECTIONS: Readonly<Record<View, (page: Page) => string[]>> = {
  summary: summarySection,
  changes: changeSection,
  sentiment: sentimentSection,
  pains: painSection,
  quadrants: quadrantSection,
  themes: themeSection,
  rising: movementSection,
  stages: stageSection,
  urgent: urgentSection,
  kinds: kindSection,
  signals: signalSection,
  metrics: metricSection,
  cleaning: cleaningSection,
};

/**
 * The report for a person at a terminal, ending in a line break. Customers' words come without
 * control characters and marks of text direction; colour codes are the only escape sequences.
 */
export function renderTerminal(findings: Findings, options: TerminalOptions): string {
  const width = Math.max(60, Math.min(200, Math.floor(options.width)));
  const paint = painting(options.color);
  const { language } = options;
  const page: Page = {
    findings,
    language,
    width,
    paint,
    ...extentOf(options, 'table'),
    title: titleOf(options),
  };
  if (findings.scope.voices === 0) return `${wrap(say(EMPTY_HINT, language), width).join('\n')}\n`;
  const views = viewsOf(findings, options);
  const blocks = views.map((view) => [
    ...(view === 'summary' ? [] : [sectionTitle(VIEWS[view], page)]),
    ...SECTIONS[view](page),
  ]);
  const silent = page.brief || (options.view && options.view !== 'summary');
  const notes = silent ? [] : noteSection(page);
  if (notes.length > 0) blocks.push(notes);
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}

function sectionTitle(title: Message, { language, paint }: Page): string {
  return paint.bold(`▌${say(title, language)}`);
}

function summarySection(page: Page): string[] {
  const { findings, language, width, paint } = page;
  const facts = scopeLines(findings, language).slice(0, page.brief ? 1 : undefined);
  const headings = Math.max(...facts.map(([heading]) => widthOf(heading)));
  return [
    paint.bold(page.title),
    paint.dim('─'.repeat(width)),
    ...wrap(headline(findings, language).join(language === 'zh' ? '' : ' '), width),
    '',
    ...facts.flatMap(([heading, text]) => hanging(`${padRight(heading, headings)}  `, text, width)),
  ];
}

function noteSection(page: Page): string[] {
  const { findings, language, width, paint } = page;
  const hint = clusterHint(findings, language);
  const notes = [...findings.notes.map((note) => say(note, language)), ...(hint ? [hint] : [])];
  if (notes.length === 0) return [];
  return [
    sectionTitle(WORDS.notes, page),
    ...notes.flatMap((note) => hanging('· ', note, width)).map((line) => paint.dim(line)),
  ];
}
