import type { Counted } from '../../model/facts.ts';
import type { Findings, PainFinding } from '../../model/findings.ts';
import type { Language } from '../../model/labels.ts';
import type { Extent } from '../extent.ts';
import { type Markup, markup } from './markup.ts';

/** What a section of the HTML report needs to draw itself. */
export interface Page extends Extent {
  readonly findings: Findings;
  readonly language: Language;
  /** The pain points that the page lists with their quotes. */
  readonly listed: readonly PainFinding[];
}

/** Whether there are quotes behind a count. */
export function isCited({ findings }: Page, of: Counted, label: string | null): boolean {
  return findings.evidence.some((entry) => entry.of === of && entry.label === label);
}

/** A figure as a link to the quotes behind it; as plain text where there are none. */
export function cited(
  { findings }: Page,
  of: Counted,
  label: string | null,
  figure: string,
): Markup {
  const at = findings.evidence.findIndex((entry) => entry.of === of && entry.label === label);
  return at < 0 ? markup`${figure}` : markup`<a href="#q${at}">${figure}</a>`;
}

/** A link to the quotes of a pain point that the report lists, which opens them; else plain text. */
export function toPain({ listed }: Page, id: string, text: string): Markup {
  return listed.some((pain) => pain.id === id)
    ? markup`<a href="#${id}-quotes">${text}</a>`
    : markup`${text}`;
}
