import type { PersonalLexicon } from '../../lexicon/personal.ts';
import { fullNameBefore } from './likely-names.ts';
import { isAnonymous, isToken } from './tokens.ts';

/** What stands in the place of the customer's id or name where it comes again in other cells of its row. */
export const CUSTOMER_MARK = '[客户号]';

/** A value that means one person wherever it stands in its row, and what stands in its place. */
export interface Known {
  readonly value: string;
  readonly mark: string;
}

/** Least length of an id that a text holds for no other reason; of digits alone, which prices and hotlines are made of too. */
const LEAST = 5;
const LEAST_DIGITS = 6;

/** Whether an id, a nickname or a name is such that a text of its row which holds it means this person. */
export function isDistinctive(value: string, personal: PersonalLexicon): boolean {
  if (isAnonymous(value) || isToken(value) || /^\[.*\]$/.test(value)) return false;
  if (/^\d+$/.test(value)) return value.length >= LEAST_DIGITS;
  return value.length >= LEAST || fullNameBefore(value, value.length, personal) === 0;
}

/** A text with a mark wherever one of the values stands in it as a word of its own. */
export function withoutKnown(text: string, known: readonly Known[]): string {
  let masked = text;
  for (const one of known) if (masked.includes(one.value)) masked = replaced(masked, one);
  return masked;
}

function replaced(text: string, { value, mark }: Known): string {
  let kept = 0;
  let instead = '';
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length)) {
    if (!isWhole(text, at, value)) continue;
    instead += text.slice(kept, at) + mark;
    kept = at + value.length;
  }
  return instead + text.slice(kept);
}

/** Whether a value at a place is no piece of a longer code. */
function isWhole(text: string, at: number, value: string): boolean {
  const end = at + value.length;
  return (
    !(isCode(text[at - 1]) && isCode(value[0])) && !(isCode(text[end]) && isCode(value.at(-1)))
  );
}

const isCode = (unit: string | undefined): boolean => unit !== undefined && /[a-z0-9]/i.test(unit);
