import type { Span } from '../model/voice.ts';

/**
 * The way from a cleaned text back to the text as received: for each unit of the cleaned text, where what it stands
 * for starts and ends. Neither list ever falls; a unit stands for at least one unit.
 */
export interface Offsets {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** A text as the steps read it, with the way back to the text as received; null where they match unit for unit. */
export interface Cleaned {
  readonly text: string;
  readonly offsets: Offsets | null;
}

/** Where a span of a cleaned text, not empty, stands in the text as received. */
export function receivedSpan(offsets: Offsets | null, { start, end }: Span): Span {
  if (offsets === null) return { start, end };
  return { start: offsets.starts[start] ?? 0, end: offsets.ends[end - 1] ?? 0 };
}
