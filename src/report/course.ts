import type { Findings, PeriodFinding } from '../model/findings.ts';

/** Months where there are at least three of them, otherwise weeks. */
export function coursePeriods(findings: Findings): readonly PeriodFinding[] {
  return findings.months.length >= 3 ? findings.months : findings.weeks;
}
