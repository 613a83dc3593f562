import { quoteOrigin } from '../sentences.ts';
import { urgentHeading, urgentHint } from '../urgent.ts';
import { plain } from './markup.ts';
import type { Page } from './page.ts';

/** The latest urgent voices. */
export function urgentSection({ findings, language, limit }: Page): string[] {
  const shown = findings.urgentVoices.slice(0, limit);
  const hint = urgentHint(findings, shown.length, language);
  const entries = shown.map((voice) => {
    const heading = [
      quoteOrigin(voice.quote, language),
      ...urgentHeading(voice, findings, language),
    ].join(' · ');
    return `- “${plain(`${voice.quote.span}${voice.quote.after}`)}” ${plain(heading)}`;
  });
  return [
    ...(entries.length === 0 ? [] : [entries.join('\n')]),
    ...(hint === null ? [] : [plain(hint)]),
  ];
}
