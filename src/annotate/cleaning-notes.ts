import type { CleaningNote } from '../model/explanation.ts';
import type { Cleaned, Offsets } from '../text/offsets.ts';

/** What cleaning changed in a text or left out of it, in text order; neighbours are one note. */
export function cleaningNotes(received: string, { text, offsets }: Cleaned): CleaningNote[] {
  const notes: CleaningNote[] = [];
  const places = offsets ?? unitForUnit(text.length);
  let read = 0;
  for (let at = 0; at < text.length; ) {
    const start = places.starts[at] ?? 0;
    const end = places.ends[at] ?? 0;
    const from = at;
    do at++;
    while (at < text.length && places.starts[at] === start && places.ends[at] === end);
    add(notes, received, read, start, '');
    const cleaned = text.slice(from, at);
    if (cleaned !== received.slice(start, end)) add(notes, received, start, end, cleaned);
    read = end;
  }
  add(notes, received, read, received.length, '');
  return notes;
}

function unitForUnit(length: number): Offsets {
  const starts = Int32Array.from({ length }, (_, at) => at);
  return { starts, ends: starts.map((at) => at + 1) };
}

function add(
  notes: CleaningNote[],
  received: string,
  start: number,
  end: number,
  cleaned: string,
): void {
  if (end <= start) return;
  const last = notes.at(-1);
  const joins = last?.end === start && (last.cleaned === '') === (cleaned === '');
  if (joins) notes.pop();
  const from = joins ? last.start : start;
  const before = joins ? last.cleaned : '';
  notes.push({ start: from, end, span: received.slice(from, end), cleaned: before + cleaned });
}
