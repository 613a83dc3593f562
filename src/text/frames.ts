import { isAlphanumeric, isColon, isDigit, isHan, isSpace } from './characters.ts';
import { type Draft, lastPlace, unitAt, written } from './draft.ts';

/**
 * What stands around a customer's words in an export. `reply`: headings that only platforms write over the company's
 * reply; `answer`: words over a reply that customers use too; `addendum`: over what the customer added later;
 * `quote`: over what somebody else wrote, to the end of the line; `line`: whole lines that the platform writes, with
 * `*` for what changes in them.
 */
export const FRAME_ROLES = ['reply', 'answer', 'addendum', 'quote', 'line'] as const;
export type FrameRole = (typeof FRAME_ROLES)[number];

/** The frames, ready to be looked up. */
export interface Frames {
  /** All but lines. */
  readonly headings: ReadonlyMap<string, FrameRole>;
  /** Letters, digits and Han characters alone. */
  readonly lines: ReadonlySet<string>;
  /** What stands before and after the part that changes. */
  readonly openLines: readonly (readonly [string, string])[];
}

/** Frames from the rows of their dictionary. */
export function framesOf(rows: readonly (readonly [string, FrameRole])[]): Frames {
  const lines = rows.filter(([, role]) => role === 'line').map(([text]) => text);
  return {
    headings: new Map(rows.filter(([, role]) => role !== 'line')),
    lines: new Set(lines.filter((line) => !line.includes('*'))),
    openLines: lines
      .filter((line) => line.includes('*'))
      .map((line) => {
        const [before = '', after = ''] = line.split('*');
        return [before, after] as const;
      }),
  };
}

/** A heading that the last units of a draft are. */
export interface Heading {
  readonly role: FrameRole;
  /** Where it begins, brackets around it included. */
  readonly start: number;
}

/** Units of the longest heading. */
const LONGEST_HEADING = 8;
/** Units that a date, its brackets and spaces may take between a heading and its colon. */
const LONGEST_DATE = 32;
const COLONS = ':：';
const OPENING = '[【(（<《「';
const CLOSING = ']】)）>》」';
const SENTENCE_ENDS = '。.！!？?；;…~～”"';
const OF_DATES = '年月日时分秒-/.[]()（）【】:：';
const LIMITS = unitsOf(COLONS + CLOSING + OPENING + OF_DATES);

function unitsOf(text: string): ReadonlySet<number> {
  return new Set([...text].map((character) => character.charCodeAt(0)));
}

/** Whether a unit that is no space may follow a heading, or a date after it. */
export function isHeadingLimit(unit: number): boolean {
  return isDigit(unit) || LIMITS.has(unit);
}

/** The heading that ends where this unit is about to be written, or before a date there; null for none. */
export function headingBefore(draft: Draft, unit: number, { headings }: Frames): Heading | null {
  const mark = String.fromCharCode(unit);
  const strong = isColon(unit) || CLOSING.includes(mark) || mark === '\n';
  const end = isColon(unit) ? beforeDate(draft) : draft.length;
  const dated = /\d/u.test(written(draft, end, draft.length));
  for (let start = Math.max(0, end - LONGEST_HEADING); start <= end - 2; start++) {
    const role = headings.get(written(draft, start, end));
    if (role === undefined) continue;
    const place = placeOf(draft, start);
    if (counts(role, { strong, dated, place })) return { role, start: opening(draft, start) };
  }
  return null;
}

/** The end of what stands before a date, where the draft ends with one. */
function beforeDate(draft: Draft): number {
  const first = Math.max(0, draft.length - LONGEST_DATE);
  let end = draft.length;
  while (end > first && isOfDate(draft.units[end - 1] ?? 0)) end--;
  return end;
}

function isOfDate(unit: number): boolean {
  return isDigit(unit) || isSpace(unit) || OF_DATES.includes(String.fromCharCode(unit));
}

/** What stands before a heading: nothing else in its line, a sentence, or the words that it belongs to. */
type Place = 'line' | 'gap' | 'sentence' | 'words';

function placeOf(draft: Draft, start: number): Place {
  const at = opening(draft, start);
  if (at < start) return 'gap';
  const before = draft.units[at - 1] ?? 0x0a;
  if (before === 0x0a || before === 0x0d) return 'line';
  if (isSpace(before)) return 'gap';
  return SENTENCE_ENDS.includes(String.fromCharCode(before)) ? 'sentence' : 'words';
}

function opening(draft: Draft, start: number): number {
  const bracketed = start > 0 && OPENING.includes(String.fromCharCode(draft.units[start - 1] ?? 0));
  return bracketed ? start - 1 : start;
}

interface Setting {
  /** A colon, a closing bracket or a line break follows. */
  readonly strong: boolean;
  readonly dated: boolean;
  readonly place: Place;
}

/** 客服回复：明天到 may be told by the customer; with a date, or on a line of its own, it is a heading. */
function counts(role: FrameRole, { strong, dated, place }: Setting): boolean {
  if (role === 'addendum' || (dated && role !== 'quote')) return true;
  if (!strong || place === 'words') return false;
  if (role === 'reply') return true;
  return role === 'answer' ? place !== 'sentence' : place === 'line';
}

/** How far back the name may begin in 回复@某人：. */
const LONGEST_NAME = 30;

/** Where 回复@某人 begins, if this unit, about to be written after it, is a colon; -1 for none. */
export function addresseeStart(draft: Draft, unit: number): number {
  if (!isColon(unit)) return -1;
  const at = lastPlace(draft, 0x40, LONGEST_NAME);
  if (at < 2 || written(draft, at - 2, at) !== '回复') return -1;
  for (let i = at; i < draft.length; i++) if (isSpace(draft.units[i] ?? 0)) return -1;
  return at - 2;
}

/** Whether the draft ends with the marks of a forwarded post, before the @ of its author. */
export function isForwarding(draft: Draft): boolean {
  return unitAt(draft, 1) === 0x2f && unitAt(draft, 2) === 0x2f;
}

/** Lines of the platform are short. */
const LONGEST_LINE = 60;

/** Where the draft's last line begins, if it is one that the platform writes; -1 if not. */
export function platformLineStart(draft: Draft, { lines, openLines }: Frames): number {
  const feed = lastPlace(draft, 0x0a, LONGEST_LINE);
  if (feed < 0 && draft.length > LONGEST_LINE) return -1;
  const start = feed + 1;
  let key = '';
  for (let i = start; i < draft.length; i++) {
    const unit = draft.units[i] ?? 0;
    if (isHan(unit) || isAlphanumeric(unit)) key += String.fromCharCode(unit);
  }
  if (lines.has(key)) return start;
  const open = openLines.some(
    ([before, after]) =>
      key.length >= before.length + after.length && key.startsWith(before) && key.endsWith(after),
  );
  return open ? start : -1;
}
