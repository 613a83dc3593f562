import type { HeaderLexicon } from '../lexicon/headers.ts';
import { isBlank } from './cells.ts';
import { inferDateFormat, parseDate } from './dates.ts';
import { inferScale, parseRating } from './ratings.ts';

/** Share of the values that are dates, 0 to 1; 0 for a column of plain numbers, which may be anything. */
export function dateShare(values: readonly string[]): number {
  const filled = values.filter((value) => !isBlank(value));
  const format = inferDateFormat(filled);
  if (filled.length === 0 || format.kind !== 'calendar') return 0;
  const dates = filled.filter((value) => parseDate(value, format, '+00:00') !== null);
  return dates.length / filled.length;
}

/** Share of the values that are scores, 0 to 1. */
export function ratingShare(
  name: string,
  values: readonly string[],
  lexicon: HeaderLexicon,
): number {
  const filled = values.filter((value) => !isBlank(value));
  if (filled.length === 0) return 0;
  const scale = inferScale(name, filled, lexicon);
  return (
    filled.filter((value) => parseRating(value, scale, lexicon) !== null).length / filled.length
  );
}

/** Whether the values are scores in stars or words, which nothing else looks like. */
export function hasWrittenScores(values: readonly string[], lexicon: HeaderLexicon): boolean {
  const filled = values.filter((value) => !isBlank(value));
  const written = filled.filter((value) => !/^\d+(\.\d+)?$/.test(value.trim()));
  return written.length > 0.5 * filled.length && ratingShare('', filled, lexicon) >= 0.9;
}

/** How much a column looks like free text: mean length times the share of distinct values; 0 for numbers, dates and codes. */
export function textWeight(values: readonly string[]): number {
  const filled = values.filter((value) => !isBlank(value));
  if (filled.length === 0) return 0;
  const prose = filled.filter(isProse).length / filled.length;
  if (prose < 0.5 || dateShare(filled) > 0.5) return 0;
  const length = filled.reduce((sum, value) => sum + value.trim().length, 0) / filled.length;
  return length * prose * (new Set(filled).size / filled.length);
}

/** Whether values look like ids: all different codes with digits, but not the numbers 1, 2, 3 of a list. */
export function looksLikeIds(values: readonly string[]): boolean {
  const filled = values.filter((value) => !isBlank(value)).map((value) => value.trim());
  if (filled.length < 3 || new Set(filled).size < filled.length) return false;
  if (!filled.every((value) => /^[A-Za-z_-]{0,12}\d[\w-]{2,40}$/.test(value))) return false;
  return dateShare(filled) === 0;
}

function isProse(value: string): boolean {
  const text = value.trim();
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  if (han >= 2) return han >= 0.3 * text.length;
  // One letter on either side is enough, and a long word is not gone through again from each of its letters.
  return /\p{L} \p{L}+ \p{L}/u.test(text);
}
