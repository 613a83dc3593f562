import type { Language } from '../../model/labels.ts';
import type { PublicFindings } from '../../model/public.ts';
import { documentHtml } from '../html/document.ts';
import { type Markup, markup } from '../html/markup.ts';
import { plain } from '../markdown/markup.ts';
import type { ViewRows } from '../rows.ts';
import { hanging, widthOf, wrap } from '../terminal/layout.ts';
import { painting } from '../terminal/paint.ts';
import {
  type PublicEntry,
  publicEntries,
  publicNotes,
  publicTitle,
  SIDES,
  WITHHELD,
} from './entries.ts';

/** The page as one HTML file that asks for nothing: each pain point beside what was done about it. */
export function publicHtml(findings: PublicFindings, language: Language): string {
  const [lead = '', ...notes] = publicNotes(findings, language);
  const entries = publicEntries(findings, language).map((entry) => entryHtml(entry, language));
  const body = markup`<p class="lead">${lead}</p>
<ol class="saiddone">${entries}</ol>
<ul class="notes">${notes.map((note) => markup`<li>${note}</li>`)}</ul>`;
  return documentHtml(publicTitle(findings, language), body, language);
}

function entryHtml(entry: PublicEntry, language: Language): Markup {
  const quotes =
    entry.quotes.length === 0
      ? markup`<p class="muted">${WITHHELD[language]}</p>`
      : entry.quotes.map((quote) => markup`<blockquote>${quote}</blockquote>`);
  const done =
    entry.did === null
      ? markup`<p class="muted">${SIDES.none[language]}</p>`
      : markup`<p class="did">${entry.did}</p><p class="muted">${entry.when}</p>${entry.effect === null ? null : markup`<p class="effect">${entry.effect}</p>`}`;
  return markup`<li class="card"><h2>${entry.label} <span class="muted">${entry.volume}</span></h2><div class="pair"><div><h3>${SIDES.said[language]}</h3>${quotes}</div><div class="${entry.did === null ? 'open' : `done ${entry.state}`}"><h3>${SIDES.done[language]}</h3>${done}</div></div></li>`;
}

/** The same as Markdown. */
export function publicMarkdown(findings: PublicFindings, language: Language): string {
  const [lead = '', ...notes] = publicNotes(findings, language).map(plain);
  const blocks = publicEntries(findings, language).flatMap((entry) => [
    `## ${plain(entry.label)}（${plain(entry.volume)}）`,
    `**${SIDES.said[language]}**`,
    entry.quotes.length === 0
      ? plain(WITHHELD[language])
      : entry.quotes.map((quote) => `> ${plain(quote)}`).join('\n>\n'),
    `**${SIDES.done[language]}**`,
    doneLines(entry, language).map(plain).join('  \n'),
  ]);
  const tail = notes.map((note) => `- ${note}`).join('\n');
  return `${[`# ${plain(publicTitle(findings, language))}`, lead, ...blocks, tail].join('\n\n')}\n`;
}

function doneLines(entry: PublicEntry, language: Language): string[] {
  if (entry.did === null) return [SIDES.none[language]];
  return [entry.did, entry.when, entry.effect].filter((line) => line !== null);
}

/** The same for a person at a terminal. */
export function publicTerminal(
  findings: PublicFindings,
  options: { readonly language: Language; readonly width: number; readonly color: boolean },
): string {
  const { language } = options;
  const width = Math.max(60, Math.min(200, options.width));
  const paint = painting(options.color);
  const [lead = '', ...notes] = publicNotes(findings, language);
  const side = (name: string, texts: readonly string[]): string[] =>
    texts.flatMap((text, at) =>
      hanging(at === 0 ? `  ${name}  ` : ' '.repeat(widthOf(name) + 4), text, width),
    );
  const blocks = publicEntries(findings, language).map((entry) => [
    paint.bold(`▌${entry.label}  ${entry.volume}`),
    ...side(
      SIDES.said[language],
      entry.quotes.length === 0 ? [WITHHELD[language]] : entry.quotes.map(quoted),
    ),
    ...side(SIDES.done[language], doneLines(entry, language)),
  ]);
  const lines = [
    [paint.bold(publicTitle(findings, language)), ...wrap(lead, width)],
    ...blocks,
    notes.flatMap((note) => hanging('· ', note, width)).map(paint.dim),
  ];
  return `${lines.map((block) => block.join('\n')).join('\n\n')}\n`;
}

const quoted = (text: string): string => `“${text}”`;

/** The same for programs, in the language of the page: what is not to be published is not in it. */
export function publicRows(findings: PublicFindings, language: Language): ViewRows {
  return {
    columns: ['label', 'voices', 'quotes', 'did', 'state', 'since', 'effect'],
    rows: publicEntries(findings, language).map((entry, at) => [
      ...[entry.label, entry.voices, entry.quotes.join('|'), entry.did, entry.state],
      ...[findings.pains[at]?.action?.since ?? null, entry.effect],
    ]),
  };
}

/** The same as one JSON document. */
export function publicJson(findings: PublicFindings, language: Language): string {
  const value = {
    version: 1,
    title: publicTitle(findings, language),
    first_day: findings.firstDay,
    last_day: findings.lastDay,
    least: findings.least,
    entries: publicEntries(findings, language).map((entry, at) => ({
      ...entry,
      since: findings.pains[at]?.action?.since ?? null,
    })),
    notes: publicNotes(findings, language),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}
