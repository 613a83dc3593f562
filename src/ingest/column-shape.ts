import type { HeaderLexicon } from '../lexicon/headers.ts';
import type { ColumnShape } from '../model/configuration.ts';
import { isBlank } from './cells.ts';
import { dateShare, textWeight } from './column-values.ts';
import { transcriptShare } from './transcript.ts';

/** Share of the values that must be alike. */
const MOST = 0.8;
/** Weight from which on a column holds texts and not words; see `textWeight`. */
const TEXTS = 5;

/** What the values of a column look like; says nothing of any person. */
export function shapeOf(values: readonly string[], lexicon: HeaderLexicon): ColumnShape {
  const filled = values.filter((value) => !isBlank(value)).map((value) => value.trim());
  if (filled.length === 0) return 'empty';
  const share = (test: RegExp): number =>
    filled.filter((value) => test.test(value)).length / filled.length;
  if (dateShare(filled) >= MOST) return 'date';
  if (share(/^[-+]?\d{1,9}(\.\d+)?%?$/) >= MOST) return 'number';
  if (share(/^(?=.*\d)[\w*=".'-]{4,40}$/) >= MOST) return 'code';
  if (transcriptShare(filled, lexicon) >= 0.5) return 'turns';
  return textWeight(filled) >= TEXTS ? 'text' : 'word';
}
