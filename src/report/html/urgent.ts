import { SIGNALS } from '../../model/labels.ts';
import { quoteOrigin } from '../sentences.ts';
import { urgentHint } from '../urgent.ts';
import { VIEWS } from '../views.ts';
import { say } from '../wording.ts';
import { type Markup, markup } from './markup.ts';
import { type Page, toPain } from './page.ts';

/** Voices that cannot wait, each with what it threatens and the pain points that it names. */
export function urgentSection(page: Page): Markup {
  const { findings, language, limit } = page;
  const shown = findings.urgentVoices.slice(0, limit);
  const hint = urgentHint(findings, shown.length, language);
  const entries = shown.map(({ quote, channel, product, signals, pains }) => {
    const facts = [channel, product].filter((name) => name !== null);
    const badges = signals.map(
      (signal) => markup`<span class="badge">${say(SIGNALS[signal], language)}</span>`,
    );
    const named = pains.flatMap((id) => {
      const pain = findings.pains.find((one) => one.id === id);
      return pain === undefined ? [] : [markup`<li>${toPain(page, id, pain.label)}</li>`];
    });
    return markup`<li><p>${quote.span}${quote.after}</p><p class="origin" title="${quote.voiceKey}">${[quoteOrigin(quote, language), ...facts].join(' · ')} ${badges}</p><ul class="inline">${named}</ul></li>`;
  });
  return markup`<section class="card long" id="urgent"><h2>${say(VIEWS.urgent, language)}</h2><ul class="moves">${entries}</ul>${hint === null ? null : markup`<p class="muted">${hint}</p>`}</section>`;
}
