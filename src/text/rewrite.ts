import {
  isColon,
  isHan,
  isInvisible,
  isPartOfSign,
  isSign,
  isSkinTone,
  SKIN_TONE_LEAD,
} from './characters.ts';
import { addressStart, isOfAddress, reduceMarkup } from './debris.ts';
import { createDraft, type Draft, finish, push, unitAt } from './draft.ts';
import { foldUnit, punctuate } from './fold.ts';
import { addresseeStart, headingBefore, isForwarding, platformLineStart } from './frames.ts';
import type { Cleaned } from './offsets.ts';
import { CLASS, type CleaningTables } from './tables.ts';
import { codeAt } from './units.ts';

/** A draft with where in it the words of somebody else begin, -1 if it is the customer who speaks. */
interface Writing {
  readonly draft: Draft;
  readonly text: string;
  readonly tables: CleaningTables;
  readonly inWords: boolean;
  /** Whether the last unit is the space that an address left. */
  inAddress: boolean;
  othersFrom: number;
  /** Whether they end with their line. */
  quoted: boolean;
}

/**
 * Writes a text anew, unit by unit. Whatever a unit completes (a tag, an entity, a heading) is looked for in what is
 * written already, so that pieces inside pieces are found in one pass.
 * @param inWords whether words of Traditional script are converted as words
 */
export function rewrite(text: string, tables: CleaningTables, inWords: boolean): Cleaned {
  const writing = newWriting(text, tables, inWords);
  const { draft } = writing;
  const { length } = text;
  for (let at = 0; at < length; ) at = takeAt(writing, at);
  leaveOutOthers(writing);
  leaveOutLine(writing);
  const units = draft.units.subarray(0, draft.length);
  return finish(draft, text, punctuate(units));
}

function newWriting(text: string, tables: CleaningTables, inWords: boolean): Writing {
  const draft = createDraft(text.length);
  return { draft, text, tables, inWords, inAddress: false, othersFrom: -1, quoted: false };
}

/** Writes what stands at `at`, and gives where to go on. */
function takeAt(writing: Writing, at: number): number {
  const own = codeAt(writing.text, at);
  if (isPlain(writing, own)) {
    writing.inAddress = false;
    push(writing.draft, own, at, at + 1);
    return at + 1;
  }
  const length = writing.inWords ? wordAt(writing, at) : 0;
  if (length > 0) return at + length;
  put(writing, own, at, at + 1);
  return at + 1;
}

/** Whether a unit is a character that completes nothing, stands for itself and begins no word of the other script: most are. */
function isPlain({ draft, tables, inWords }: Writing, unit: number): boolean {
  if (tables.classes[unit] !== 0 || !isHan(unit) || unit === unitAt(draft, 1)) return false;
  return !inWords || tables.longestWord[unit] === 0;
}

/** Writes the word of the other script that stands at `at`; gives its length, 0 for none. */
function wordAt(writing: Writing, at: number): number {
  const { text, tables } = writing;
  const longest = tables.longestWord[text.charCodeAt(at)] ?? 0;
  for (let length = Math.min(longest, text.length - at); length > 0; length--) {
    const word = tables.words.get(text.slice(at, at + length));
    if (word === undefined) continue;
    const same = word.length === length;
    for (let i = 0; i < word.length; i++) {
      const start = same ? at + i : at;
      write(writing, word.charCodeAt(i), start, same ? start + 1 : at + length);
    }
    return length;
  }
  return 0;
}

function put(writing: Writing, unit: number, start: number, end: number): void {
  write(writing, foldUnit(unit, writing.tables.traditional), start, end);
}

/** Writes one folded unit, and takes back what it completes and nobody should read. */
function write(writing: Writing, unit: number, start: number, end: number): void {
  const { draft } = writing;
  if (belongsToLast(draft, unit) || continuesAddress(writing, unit)) {
    draft.ends[draft.length - 1] = end;
    return;
  }
  if (isInvisible(unit) || isPartOfSign(unit)) return;
  if (unit === 0x0a) endLine(writing);
  readHeading(writing, unit, start);
  if (unit === 0x40 && isForwarding(draft)) leaveOutFrom(writing, draft.length - 2, true);
  const addressee = addresseeStart(draft, unit);
  const address = addressStart(draft, unit);
  if (addressee >= 0) takeBack(writing, addressee);
  else if (address >= 0) takeAddress(writing, address, end);
  else {
    push(draft, unit, start, end);
    reduce(writing, end);
  }
}

/** Leaves a space of the beginning of an address; what continues it is left out. */
function takeAddress(writing: Writing, address: number, end: number): void {
  const from = writing.draft.starts[address] ?? 0;
  takeBack(writing, address);
  write(writing, 0x20, from, end);
  writing.inAddress = true;
}

function continuesAddress(writing: Writing, unit: number): boolean {
  writing.inAddress &&= isOfAddress(unit);
  return writing.inAddress;
}

/** Whether a unit says no more than the last one: the third of a run, a variant or colour of an emoji. */
function belongsToLast(draft: Draft, unit: number): boolean {
  const last = unitAt(draft, 1);
  if (isHan(unit)) return unit === last && unit === unitAt(draft, 2);
  if (isPartOfSign(unit)) return isSign(last);
  if (!isSkinTone(unit) || last !== SKIN_TONE_LEAD || !isSign(unitAt(draft, 2))) return false;
  draft.length--;
  return true;
}

function reduce(writing: Writing, end: number): void {
  const { draft } = writing;
  const reduction = reduceMarkup(draft);
  if (reduction === null) return;
  const start = draft.starts[reduction.start] ?? 0;
  takeBack(writing, reduction.start);
  for (let i = 0; i < reduction.text.length; i++) {
    put(writing, reduction.text.charCodeAt(i), start, end);
  }
}

function takeBack(writing: Writing, length: number): void {
  writing.draft.length = length;
  if (writing.othersFrom > length) writing.othersFrom = length;
}

/** Looks for a heading before the unit that comes next. */
function readHeading(writing: Writing, unit: number, start: number): void {
  const { draft, tables } = writing;
  if (((tables.classes[unit] ?? 0) & CLASS.headingLimit) === 0) return;
  const headed = (tables.classes[unitAt(draft, 1)] ?? 0) & CLASS.headingEnd;
  if (headed === 0 && !isColon(unit)) return;
  const heading = headingBefore(draft, unit, tables.frames);
  if (heading === null) return;
  if (heading.role !== 'addendum') {
    leaveOutFrom(writing, heading.start, heading.role === 'quote');
  } else if (writing.othersFrom >= 0) {
    const from = draft.starts[heading.start] ?? 0;
    leaveOutOthers(writing);
    put(writing, 0x0a, from, start);
  }
}

function leaveOutFrom(writing: Writing, from: number, quoted: boolean): void {
  if (writing.othersFrom >= 0) return;
  writing.othersFrom = from;
  writing.quoted = quoted;
}

function endLine(writing: Writing): void {
  if (writing.quoted) leaveOutOthers(writing);
  if (writing.othersFrom < 0) leaveOutLine(writing);
}

function leaveOutOthers(writing: Writing): void {
  if (writing.othersFrom >= 0) writing.draft.length = writing.othersFrom;
  writing.othersFrom = -1;
  writing.quoted = false;
}

function leaveOutLine({ draft, tables }: Writing): void {
  const start = platformLineStart(draft, tables.frames);
  if (start >= 0) draft.length = start;
}
