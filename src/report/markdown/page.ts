import type { Findings } from '../../model/findings.ts';
import type { Language } from '../../model/labels.ts';
import type { Extent } from '../extent.ts';

/** What a section of the Markdown report needs to write itself. */
export interface Page extends Extent {
  readonly findings: Findings;
  readonly language: Language;
}
