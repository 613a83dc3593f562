import type { Findings } from '../../model/findings.ts';
import type { Language } from '../../model/labels.ts';
import type { Extent } from '../extent.ts';
import type { Paint } from './paint.ts';

/** What a section needs to draw itself. Every line that it gives fits `width`. */
export interface Page extends Extent {
  /** Title of the whole report. */
  readonly title: string;
  readonly findings: Findings;
  readonly language: Language;
  readonly width: number;
  readonly paint: Paint;
}
