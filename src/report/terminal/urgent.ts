import { visible } from '../../model/visible.ts';
import { quoteOrigin } from '../sentences.ts';
import { urgentHeading, urgentHint } from '../urgent.ts';
import { hanging } from './layout.ts';
import type { Page } from './page.ts';

/** Voices that cannot wait: where they can be looked up, what they threaten, and their words. */
export function urgentSection({ findings, language, width, paint, limit }: Page): string[] {
  const shown = findings.urgentVoices.slice(0, limit);
  const hint = urgentHint(findings, shown.length, language);
  return [
    ...shown.flatMap((voice) => [
      ...hanging(
        '· ',
        [quoteOrigin(voice.quote, language), ...urgentHeading(voice, findings, language)].join(
          ' · ',
        ),
        width,
      ).map(paint.dim),
      ...hanging('  ', visible(`${voice.quote.span}${voice.quote.after}`), width),
    ]),
    ...(hint === null ? [] : hanging('', hint, width).map(paint.dim)),
  ];
}
