import type { Findings } from '../model/findings.ts';
import { documentHtml } from './html/document.ts';
import { type Markup, markup } from './html/markup.ts';
import type { Page } from './html/page.ts';
import { movementSection, painSection } from './html/pains.ts';
import { sentimentSection, summarySection } from './html/summary.ts';
import {
  cleaningSection,
  kindSection,
  metricSection,
  signalSection,
  stageSection,
} from './html/tables.ts';
import { clusterHint, EMPTY_HINT } from './sentences.ts';
import type { View } from './views.ts';
import { type ReportOptions, say, WORDS } from './wording.ts';

const SECTIONS: Readonly<Record<View, (page: Page) => Markup>> = {
  summary: summarySection,
  sentiment: sentimentSection,
  pains: painSection,
  rising: movementSection,
  stages: stageSection,
  kinds: kindSection,
  signals: signalSection,
  metrics: metricSection,
  cleaning: cleaningSection,
};
const LIMIT = 50;
/**
 * The report, or one view of it, as one HTML file without scripts and without a request to anywhere.
 * It reads on a phone, prints with all quotes open, and follows the reader's dark mode.
 */
export function renderHtml(findings: Findings, options: ReportOptions): string {
  const { language } = options;
  const page: Page = { findings, language, limit: options.limit ?? LIMIT };
  const title = say(WORDS.title, language);
  const body =
    findings.scope.voices === 0
      ? markup`<p class="lead">${say(EMPTY_HINT, language)}</p>`
      : markup`${sections(page, options.view)}${notes(page)}`;
  return documentHtml(title, body, language);
}

function sections(page: Page, view: View | undefined): Markup {
  if (view) return SECTIONS[view](page);
  const { summary, sentiment, pains, rising, stages, kinds, signals, metrics, cleaning } = SECTIONS;
  return markup`${summary(page)}
${sentiment(page)}
${pains(page)}
${rising(page)}
${stages(page)}
<div class="pair">${kinds(page)}${signals(page)}</div>
${metrics(page)}
${page.findings.cleaning.flags.length > 0 ? cleaning(page) : null}`;
}

function notes({ findings, language }: Page): Markup | null {
  const hint = clusterHint(findings, language);
  const texts = [...findings.notes.map((note) => say(note, language)), ...(hint ? [hint] : [])];
  if (texts.length === 0) return null;
  return markup`<section class="card"><h2>${say(WORDS.notes, language)}</h2><ul class="notes">${texts.map((text) => markup`<li>${text}</li>`)}</ul></section>`;
}
