import type { Findings, StageFinding } from '../model/findings.ts';
import type { Extent } from './extent.ts';

/** The stages that a report shows: all, or on one page the peak, the valley and the end, where there are any. */
export function shownStages(
  { stages }: Findings,
  { brief }: Pick<Extent, 'brief'>,
): readonly StageFinding[] {
  const marked = stages.filter(({ marks }) => marks.length > 0);
  return brief && marked.length > 0 ? marked : stages;
}
