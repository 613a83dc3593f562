import { type CharacterMap, foldUnit } from '../../text/fold.ts';
import { isLetter } from '../../text/letters.ts';

/** What stands before a colon and has no more letters is the heading of a form (外形外观：), which its fillers did not write. */
const LONGEST_HEADING = 6;
/** Texts are read no further: how one is worded shows long before. */
const MOST_UNITS = 4000;
const COLON = 0x3a;
const WIDE_COLON = 0xff1a;

/** The letters and digits of a text, folded, in Simplified script, without the headings of forms. */
export interface Spoken {
  readonly letters: string;
  /** Where each clause ends in the letters; the last one is their end. */
  readonly ends: readonly number[];
}

/** Reads what a person wrote of a text. */
export function spokenOf(text: string, traditional: CharacterMap): Spoken {
  const units: number[] = [];
  const ends: number[] = [];
  const most = Math.min(text.length, MOST_UNITS);
  for (let at = 0; at < most; at++) {
    const unit = foldUnit(text.charCodeAt(at), traditional);
    if (isLetter(unit)) {
      units.push(unit);
      continue;
    }
    const start = ends.at(-1) ?? 0;
    const isHeading = unit === COLON || unit === WIDE_COLON;
    if (isHeading && units.length - start <= LONGEST_HEADING) units.length = start;
    else if (units.length > start) ends.push(units.length);
  }
  if (units.length > (ends.at(-1) ?? 0)) ends.push(units.length);
  return { letters: String.fromCharCode(...units), ends };
}
