import type { Findings } from '../../model/findings.ts';
import type { Language } from '../../model/labels.ts';

/** What a section of the HTML report needs to draw itself. */
export interface Page {
  readonly findings: Findings;
  readonly language: Language;
  /** How many pain points are listed. */
  readonly limit: number;
}
