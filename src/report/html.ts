import type { Findings } from '../model/findings.ts';
import { changeSection } from './html/changes.ts';
import { documentHtml } from './html/document.ts';
import { EVIDENCE, evidenceSection } from './html/evidence.ts';
import { GROUPS, groupSection } from './html/groups.ts';
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
import { VIEWS, type View, viewsOf } from './views.ts';
import { type ReportOptions, say, WORDS } from './wording.ts';

const SECTIONS: Readonly<Record<View, (page: Page) => Markup>> = {
  summary: summarySection,
  changes: changeSection,
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
 * The report, or one view of it, as one HTML file that asks for nothing. It reads on a phone and without its script,
 * prints with all quotes open, follows the reader's dark mode, and every figure leads to quotes.
 */
export function renderHtml(findings: Findings, options: ReportOptions): string {
  const { language } = options;
  const listing = options.view === undefined || options.view === 'pains';
  const listed = findings.pains.slice(0, listing ? (options.limit ?? LIMIT) : 0);
  const page: Page = { findings, language, listed };
  const title = say(WORDS.title, language);
  if (findings.scope.voices === 0) {
    return documentHtml(title, markup`<p class="lead">${say(EMPTY_HINT, language)}</p>`, language);
  }
  const body = options.view ? oneView(page, options.view) : sections(page);
  const evidence = evidenceSection(page, body);
  return documentHtml(title, markup`${body}${evidence}${notes(page)}`, language);
}

function oneView(page: Page, view: View): Markup {
  const groups = view === 'summary' ? groupSection(page) : null;
  return markup`${SECTIONS[view](page)}${groups}`;
}

function sections(page: Page): Markup {
  const { summary, changes, sentiment, pains, rising } = SECTIONS;
  const { stages, kinds, signals, metrics, cleaning } = SECTIONS;
  return markup`${summary(page)}
${contents(page)}
${page.findings.comparison ? changes(page) : null}
${sentiment(page)}
${pains(page)}
${rising(page)}
${stages(page)}
<div class="pair">${kinds(page)}${signals(page)}</div>
${groupSection(page)}
${metrics(page)}
${page.findings.cleaning.flags.length > 0 ? cleaning(page) : null}`;
}

/** Links to the parts of the whole report. */
function contents({ findings, language }: Page): Markup {
  const parts = viewsOf(findings, undefined)
    .filter((view) => view !== 'summary')
    .map((view) => [view, say(VIEWS[view], language)]);
  const links = [
    ...parts,
    ['groups', say(GROUPS, language)],
    ['evidence', say(EVIDENCE, language)],
  ].map(([id = '', name = '']) => markup`<li><a href="#${id}">${name}</a></li>`);
  const label = language === 'zh' ? '目录' : 'Contents';
  return markup`<nav aria-label="${label}"><ul>${links}</ul></nav>`;
}

function notes({ findings, language }: Page): Markup | null {
  const hint = clusterHint(findings, language);
  const texts = [...findings.notes.map((note) => say(note, language)), ...(hint ? [hint] : [])];
  if (texts.length === 0) return null;
  return markup`<section class="card" id="notes"><h2>${say(WORDS.notes, language)}</h2><ul class="notes">${texts.map((text) => markup`<li>${text}</li>`)}</ul></section>`;
}
