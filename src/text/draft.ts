import type { Cleaned } from './offsets.ts';

/** A cleaned text while it is written: its units, and for each where what it stands for starts and ends. */
export interface Draft {
  units: Uint16Array;
  starts: Int32Array;
  ends: Int32Array;
  length: number;
}

/** Words of the other script may be longer than what they replace; most texts only shrink. */
const ROOM = 16;

/** An empty draft with room for a text of this length. */
export function createDraft(length: number): Draft {
  const room = length + ROOM;
  return {
    units: new Uint16Array(room),
    starts: new Int32Array(room),
    ends: new Int32Array(room),
    length: 0,
  };
}

/** Adds a unit that stands for `start` to `end` of the text as received. */
export function push(draft: Draft, unit: number, start: number, end: number): void {
  if (draft.length === draft.units.length) grow(draft);
  draft.units[draft.length] = unit;
  draft.starts[draft.length] = start;
  draft.ends[draft.length] = end;
  draft.length++;
}

function grow(draft: Draft): void {
  const room = draft.units.length * 2;
  const larger = { ...createDraft(room), length: draft.length };
  larger.units.set(draft.units);
  larger.starts.set(draft.starts);
  larger.ends.set(draft.ends);
  Object.assign(draft, larger);
}

/** The unit `back` places before the end (1 is the last), 0 before the beginning. */
export function unitAt(draft: Draft, back: number): number {
  return draft.units[draft.length - back] ?? 0;
}

/** The text from `start` to `end`, which is no further than a few hundred units. */
export function written(draft: Draft, start: number, end: number): string {
  return String.fromCharCode(...draft.units.subarray(Math.max(0, start), end));
}

/** Whether the draft ends with these words. */
export function endsWith(draft: Draft, words: string): boolean {
  if (draft.length < words.length) return false;
  for (let i = 1; i <= words.length; i++) {
    if (unitAt(draft, i) !== words.charCodeAt(words.length - i)) return false;
  }
  return true;
}

/** The place of the last such unit, no further back than `reach` units; -1 for none. */
export function lastPlace(draft: Draft, unit: number, reach: number): number {
  const first = Math.max(0, draft.length - reach);
  for (let at = draft.length - 1; at >= first; at--) if (draft.units[at] === unit) return at;
  return -1;
}

/** The draft as a cleaned text of `received`. */
export function finish(draft: Draft, received: string, text: string): Cleaned {
  if (isUnitForUnit(draft, received.length)) return { text, offsets: null };
  return {
    text,
    offsets: {
      starts: draft.starts.slice(0, draft.length),
      ends: draft.ends.slice(0, draft.length),
    },
  };
}

function isUnitForUnit({ starts, ends, length }: Draft, received: number): boolean {
  if (length !== received) return false;
  for (let i = 0; i < length; i++) if (starts[i] !== i || ends[i] !== i + 1) return false;
  return true;
}
