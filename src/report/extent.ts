import type { Findings } from '../model/findings.ts';
import { AUDIENCES, OUTLINES } from './audiences.ts';
import { VIEW_IDS, type View } from './views.ts';
import { type ReportOptions, WORDS } from './wording.ts';

/** How much of the findings is shown. */
export interface Extent {
  /** Pain points and urgent voices that are listed. */
  readonly limit: number;
  /** Quotes of each pain point. */
  readonly quotes: number;
  /** Whether all of it is to fit one page. */
  readonly brief: boolean;
}

/** All quotes that a pain point has. */
const EVERY_QUOTE = 3;

/** How much a report shows: as asked for, else as much as its audience reads, else as `limit` says of the format. */
export function extentOf(options: ReportOptions, limit: number): Extent {
  const outline =
    options.audience === undefined || options.view ? null : OUTLINES[options.audience];
  return {
    limit: options.limit ?? outline?.limit ?? limit,
    quotes: outline?.quotes ?? EVERY_QUOTE,
    brief: outline?.brief ?? false,
  };
}

/** The title of a report, with the audience that it is for. */
export function titleOf({ language, audience }: ReportOptions): string {
  const title = WORDS.title[language];
  if (audience === undefined) return title;
  const name = AUDIENCES[audience][language];
  return language === 'zh' ? `${title}·${name}版` : `${title} for ${name}`;
}

/** The views that a report shows: the one asked for, else all that its audience wants and that have something to say. */
export function viewsOf(
  findings: Findings,
  { view, audience }: Pick<ReportOptions, 'view' | 'audience'>,
): readonly View[] {
  if (view) return [view];
  const silent: readonly View[] = [
    ...(findings.cleaning.flags.length > 0 ? [] : (['cleaning'] as const)),
    ...(findings.comparison ? [] : (['changes'] as const)),
    ...(findings.urgentVoices.length > 0 ? [] : (['urgent'] as const)),
    ...(findings.pains.length > 0 ? [] : (['quadrants', 'themes'] as const)),
  ];
  const wanted = audience === undefined ? VIEW_IDS : OUTLINES[audience].views;
  return wanted.filter((id) => !silent.includes(id));
}
