import { type HeaderLexicon, plainName } from '../lexicon/headers.ts';
import { straysAmong } from '../model/metric.ts';

/** Top of a scale: 5 for stars (1 to 5), 10 for NPS (0 to 10), 100 for points. */
export type RatingScale = 5 | 10 | 100;

/** What stands further on in a cell is no part of a score. */
const MAX_LENGTH = 64;

/**
 * The scale of a column, from what its name says, else the smallest that holds the values of the sample. One value, or
 * two kinds of it, among many that fit is a code for no answer or a slip and makes no scale (3, 5, 4, 99).
 */
export function inferScale(
  name: string,
  values: readonly string[],
  lexicon: HeaderLexicon,
): RatingScale {
  const header = name.normalize('NFKC').toLowerCase();
  if (/nps|推荐|0 ?[-~到至] ?10|10分|十分制|recommend/.test(header)) return 10;
  if (/100|百分/.test(header)) return 100;
  if (/星|star|[1一] ?[-~到至] ?[5五]/.test(header)) return 5;
  const scores = values.map((value) => readScore(value, lexicon)).filter((score) => score !== null);
  const tops = scores.map(({ value, max }) => max ?? value);
  const holds = (scale: number): boolean => {
    const above = tops.filter((top) => top > scale);
    return above.length <= straysAmong(tops.length) && new Set(above).size <= KINDS_OF_STRAY;
  };
  if (holds(5)) return 5;
  return holds(10) ? 10 : 100;
}

/** Values of three kinds above a scale are no slips: 6, 7 and 8 belong to a scale of ten that few use. */
const KINDS_OF_STRAY = 2;

/** What a cell of a column of ratings says. */
export interface Rated {
  /** As `parseRating` gives it. */
  readonly rating: number | null;
  /** Whether the cell gives a score, but none on the scale: 0 or 9 in a column of stars. */
  readonly isOffScale: boolean;
}

/** Cells that are remembered: ratings are few; where they are not, they are read anew. */
const MOST_CELLS = 1000;

/** Reads the ratings of a column. The same few cells come again and again: what they say is remembered. */
export function createRatingReader(
  scale: RatingScale,
  lexicon: HeaderLexicon,
): (cell: string) => Rated {
  const known = new Map<string, Rated>();
  return (cell) => {
    const before = known.get(cell);
    if (before !== undefined) return before;
    const rating = parseRating(cell, scale, lexicon);
    const rated = { rating, isOffScale: rating === null && readScore(cell, lexicon) !== null };
    if (known.size < MOST_CELLS && cell.length <= MAX_LENGTH) known.set(cell, rated);
    return rated;
  };
}

/** The score that a cell gives on a scale, e.g. `5星`, `★★★★☆`, `非常满意(5)`, `8/10`; null where it gives none. */
export function parseRating(
  value: string,
  scale: RatingScale,
  lexicon: HeaderLexicon,
): number | null {
  const score = readScore(value, lexicon);
  if (score === null) return null;
  const max = score.max ?? scale;
  if (score.value > max || score.value < (max === 5 ? 1 : 0)) return null;
  if (max === scale) return score.value;
  // Stars are whole steps from 1: words and stars in a column of points keep their place on the scale.
  return Math.round((score.value / max) * scale * 100) / 100;
}

/** A score and, where the cell says it, the top of its scale. */
function readScore(
  value: string,
  lexicon: HeaderLexicon,
): { value: number; max: number | null } | null {
  const text = value
    .slice(0, MAX_LENGTH)
    .normalize('NFKC')
    .replace(/^="|"$|\ufe0f/g, '')
    .trim();
  if (text === '') return null;
  const stars = /^([★⭐]{1,5})[☆✩]*$/u.exec(text);
  if (stars !== null) return { value: [...(stars[1] ?? '')].length, max: 5 };
  const word = lexicon.scores.get(plainName(text));
  if (word !== undefined) return { value: word, max: 5 };
  const fraction = /^(\d{1,3}(?:\.\d{1,4})?) ?\/ ?(5|10|100)$/.exec(text);
  if (fraction !== null) return { value: Number(fraction[1]), max: Number(fraction[2]) };
  const found = /^(?:[^\d-]{0,12}\()?(\d{1,3}(?:\.\d{1,4})?) ?(?:颗?星级?|分|stars?)?\)?$/i.exec(
    text,
  );
  if (found !== null) return { value: Number(found[1]), max: null };
  const named = /^(\d{1,3}) ?[-.、:分(]{1,2} ?(\p{L}{2,8})\)?$/u.exec(text);
  if (named === null) return null;
  return lexicon.scores.has(named[2] ?? '') ? { value: Number(named[1]), max: null } : null;
}
