import type { Findings } from '../model/findings.ts';
import { extentOf, listedPains, titleOf, viewsOf } from './extent.ts';
import { changeSection } from './html/changes.ts';
import { documentHtml } from './html/document.ts';
import { EVIDENCE, evidenceSection } from './html/evidence.ts';
import { GROUPS, groupSection } from './html/groups.ts';
import { type Markup, markup } from './html/markup.ts';
import type { Page } from './html/page.ts';
import { movementSection, painSection } from './html/pains.ts';
import { quadrantSection } from './html/quadrants.ts';
import { sentimentSection, summarySection } from './html/summary.ts';
import {
  cleaningSection,
  kindSection,
  metricSection,
  signalSection,
  stageSection,
} from './html/tables.ts';
import { themeSection } from './html/themes.ts';
import { urgentSection } from './html/urgent.ts';
import { clusterHint, EMPTY_HINT } from './sentences.ts';
import { VIEWS, type View } from './views.ts';
import { type ReportOptions, say, WORDS } from './wording.ts';

const SECTIONS: Readonly<Record<View, (page: Page) => Markup>> = {
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
 * The report, or one view of it, as one HTML file that asks for nothing. It reads on a phone and without its script,
 * prints with all quotes open, follows the reader's dark mode, and every figure leads to quotes.
 */
export function renderHtml(findings: Findings, options: ReportOptions): string {
  const { language } = options;
  const title = titleOf(options);
  if (findings.scope.voices === 0) {
    return documentHtml(title, markup`<p class="lead">${say(EMPTY_HINT, language)}</p>`, language);
  }
  const views = viewsOf(findings, options);
  const listed = listedPains(findings, options, 'html');
  const page: Page = { findings, language, listed, ...extentOf(options, 'html') };
  const body = options.view ? oneView(page, options.view) : sections(page, views);
  const evidence = evidenceSection(page, body);
  const kind = page.brief ? 'brief' : null;
  return documentHtml(
    title,
    markup`${body}${evidence}${page.brief ? null : notes(page)}`,
    language,
    kind,
  );
}

function oneView(page: Page, view: View): Markup {
  const groups = view === 'summary' ? groupSection(page) : null;
  return markup`${SECTIONS[view](page)}${groups}`;
}

/** Views that stand beside each other where both are shown. */
const BESIDE: Readonly<Partial<Record<View, View>>> = { kinds: 'signals' };

function sections(page: Page, views: readonly View[]): Markup {
  const beside = new Set(Object.values(BESIDE).filter((view) => views.includes(view)));
  const drawn = views
    .filter((view) => view !== 'summary' && !(beside.has(view) && views.includes('kinds')))
    .map((view) => {
      const other = BESIDE[view];
      const section = SECTIONS[view](page);
      if (other === undefined || !views.includes(other)) return section;
      return markup`<div class="pair">${section}${SECTIONS[other](page)}</div>`;
    });
  return markup`${SECTIONS.summary(page)}
${page.brief ? null : contents(page, views)}
${drawn}
${page.brief ? null : groupSection(page)}`;
}

/** Links to the parts of the whole report. */
function contents({ language }: Page, views: readonly View[]): Markup {
  const parts = views
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
