import type { Findings, PainFinding } from '../model/findings.ts';
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

/** Formats that list the first pain points by rank, each with its quotes. */
export type ListFormat = 'table' | 'md' | 'html';

/** Pain points and urgent voices that a format lists where nobody says how many: in the whole report, and in one view. */
const LIMITS: Readonly<Record<ListFormat, readonly [whole: number, view: number]>> = {
  table: [10, 50],
  md: [20, 20],
  html: [50, 50],
};

/** Whether a format lists the first pain points only. */
export function isListFormat(format: string): format is ListFormat {
  return format in LIMITS;
}

/** How much a report shows: as asked for, else as much as its audience reads, else as its format lists. */
export function extentOf(options: ReportOptions, format: ListFormat): Extent {
  const limit = LIMITS[format][options.view ? 1 : 0];
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

/** The pain points that a format lists with their quotes. */
export function listedPains(
  findings: Findings,
  options: ReportOptions,
  format: ListFormat,
): readonly PainFinding[] {
  if (!viewsOf(findings, options).includes('pains')) return [];
  return findings.pains.slice(0, extentOf(options, format).limit);
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
