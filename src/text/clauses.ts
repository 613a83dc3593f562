import type { Span } from '../model/voice.ts';
import { isAlphanumeric, isHan, isSpace } from './characters.ts';

const ENDS = new Set([...'。！？；，…~～!?;\n\r'].map((c) => c.charCodeAt(0)));

/**
 * The clauses of a folded text, in order, without the marks that end them and without spaces around them:
 * `folded.slice(start, end)` reads as one statement. A space between Han characters ends a clause too,
 * since many customers write it where others write a comma.
 */
export function clauses(folded: string): Span[] {
  const found: Span[] = [];
  let start = 0;
  for (let i = 0; i <= folded.length; i++) {
    if (i < folded.length && !endsClause(folded, i)) continue;
    const span = trim(folded, start, i);
    if (span.end > span.start) found.push(span);
    start = i + 1;
  }
  return found;
}

function endsClause(folded: string, i: number): boolean {
  const code = folded.charCodeAt(i);
  if (ENDS.has(code)) return !isInsideNumber(folded, i, code);
  return isSpace(code) && isGapBetweenHan(folded, i);
}

/** A full-width comma between digits, as in １，０００ or 2008，01，15, does not end anything. */
function isInsideNumber(folded: string, i: number, code: number): boolean {
  if (code !== 0xff0c) return false;
  return (
    folded.charCodeAt(i - 1) < 0x3a &&
    isAlphanumeric(folded.charCodeAt(i - 1)) &&
    isAlphanumeric(folded.charCodeAt(i + 1)) &&
    folded.charCodeAt(i + 1) < 0x3a
  );
}

function isGapBetweenHan(folded: string, i: number): boolean {
  let after = i + 1;
  while (after < folded.length && isSpace(folded.charCodeAt(after))) after++;
  return (
    isHan(folded.charCodeAt(i - 1)) && after < folded.length && isHan(folded.charCodeAt(after))
  );
}

function trim(folded: string, from: number, to: number): Span {
  let start = from;
  let end = to;
  while (start < end && isSpace(folded.charCodeAt(start))) start++;
  while (end > start && isSpace(folded.charCodeAt(end - 1))) end--;
  return { start, end };
}
