import type { CauseWords } from '../lexicon/causes.ts';
import type { Span } from '../model/voice.ts';
import { clauses } from '../text/clauses.ts';
import { clean } from '../text/clean.ts';
import { receivedSpan } from '../text/offsets.ts';
import type { CleaningTables } from '../text/tables.ts';

/** A cause and its effect, as a speaker joins them with a marker word. */
export interface CausePair {
  readonly cause: Span;
  readonly effect: Span;
  readonly marker: string;
}

/** The pairs of a text as received; their spans point into it. */
export function causesOf(text: string, cleaning: CleaningTables, words: CauseWords): CausePair[] {
  const { text: read, offsets } = clean(text, cleaning);
  return causesIn(read, words).map(({ cause, effect, marker }) => ({
    cause: receivedSpan(offsets, cause),
    effect: receivedSpan(offsets, effect),
    marker,
  }));
}

/** A clause, and whether its sentence goes on after it; `asked` where a question mark ends it. */
interface Part extends Span {
  readonly goesOn: boolean;
  readonly asked: boolean;
}

interface Marker extends Span {
  readonly role: 'cause' | 'effect' | 'so';
  readonly text: string;
}

/**
 * Pairs of cause and effect that a cleaned text claims with a marker word (因为, 导致 …); spans point into it. What is asked, denied, feared
 * or only supposed is not claimed.
 */
export function causesIn(text: string, words: CauseWords): CausePair[] {
  // Few texts have one, and to look for each word at each place takes long.
  if (!words.marker.test(text)) return [];
  const parts = partsOf(text);
  const found: CausePair[] = [];
  let taken = -1;
  for (const [at, part] of parts.entries()) {
    if (at === taken || part.asked) continue;
    const marker = markerIn(text, part, words);
    if (marker === null) continue;
    const pair = joined(text, parts, at, marker, words);
    if (pair === null) continue;
    found.push({ ...pair.found, marker: marker.text });
    taken = pair.next ? at + 1 : taken;
  }
  return found;
}

function partsOf(text: string): Part[] {
  const spans = clauses(text);
  return spans.map((span, at) => {
    const between = text.slice(span.end, spans[at + 1]?.start ?? text.length);
    const said = text.slice(span.start, span.end);
    return {
      ...span,
      goesOn: at + 1 < spans.length && !/[。！？!?\n]/u.test(between),
      asked: /[？?]/u.test(between.slice(0, 2)) || /[吗呢]$|(?:什么|啥|为何|哪个|多少)/u.test(said),
    };
  });
}

/** The first marker of a clause; null without one, and where a word before it takes the claim away. */
function markerIn(text: string, part: Part, words: CauseWords): Marker | null {
  const first = text.slice(part.start).search(words.marker);
  if (first < 0 || part.start + first >= part.end) return null;
  for (let at = part.start; at < part.end; at++) {
    const stop = words.stop.find((word) => text.startsWith(word, at));
    if (stop !== undefined) {
      at += stop.length - 1;
      continue;
    }
    const marker = markerAt(text, at, part, words);
    if (marker === null) continue;
    const before = text.slice(part.start, at);
    return words.veto.some((word) => before.includes(word)) && vetoes(before, words)
      ? null
      : marker;
  }
  return null;
}

function markerAt(text: string, at: number, part: Part, words: CauseWords): Marker | null {
  const found = (['effect', 'cause', 'so'] as const).flatMap((role): Marker[] => {
    // 所以, 只好 join clauses only at the beginning of one.
    if (role === 'so' && at !== part.start) return [];
    const word = words[role].find((marker) => text.startsWith(marker, at));
    return word === undefined ? [] : [{ role, text: word, start: at, end: at + word.length }];
  });
  return found.sort((a, b) => b.end - a.end)[0] ?? null;
}

/** Words that suppose or fear rule the whole clause; a negation only what follows it at once. */
function vetoes(before: string, { veto }: CauseWords): boolean {
  return veto.some((word) => {
    const at = before.lastIndexOf(word);
    if (at < 0) return false;
    const near = before.length === at + word.length;
    return near || (word.length > 1 && !/^[没不未]/u.test(word));
  });
}

type Joined = { readonly found: Omit<CausePair, 'marker'>; readonly next: boolean } | null;

function joined(
  text: string,
  parts: readonly Part[],
  at: number,
  marker: Marker,
  words: CauseWords,
): Joined {
  const part = parts[at];
  if (part === undefined) return null;
  const before = trimmed(text, { start: part.start, end: marker.start }, words);
  const after = trimmed(text, { start: marker.end, end: part.end }, words);
  const last = parts[at - 1];
  const previous = last === undefined ? null : trimmed(text, last, words);
  const next = nextOf(text, part, parts[at + 1], words);
  if (marker.role === 'so') return pairOf(previous, after);
  if (marker.role === 'effect') {
    // 运输造成的: what was brought about has been said before.
    if (/^的$/u.test(text.slice(marker.end, part.end))) return pairOf(before, previous);
    const source = before ?? previous;
    return after === null ? pairOf(source, next, true) : pairOf(source, after);
  }
  if (before !== null) return pairOf(after, before);
  const near = last?.goesOn === true ? previous : null;
  const lead = text.slice(part.start, marker.start);
  // 不是因为贵，而是因为…: what the first half denies is no effect.
  if (lead === '而是') return null;
  const predicate = lead.endsWith('是');
  if (next === null || (predicate && near !== null)) return pairOf(after, near);
  return pairOf(after, next, true);
}

function nextOf(
  text: string,
  { goesOn }: Part,
  following: Part | undefined,
  words: CauseWords,
): Span | null {
  return goesOn && following !== undefined ? trimmed(text, following, words) : null;
}

function pairOf(cause: Span | null, effect: Span | null, next = false): Joined {
  return cause === null || effect === null ? null : { found: { cause, effect }, next };
}

const LEADING =
  /^(?:(?:之所以|而且|但是|但|然后|并且|这|那|就|都|也|还|是|的|了|主要|可能|直接|完全|全|我们|我)+)/u;
const TRAILING = /(?:(?:主要|完全|就是|这是|都是|全是|是|就|都|会|可能|直接|也|还|，)+)$/u;

/** A span without what only joins it; null where nothing of two characters is left. */
function trimmed(text: string, { start, end }: Span, words: CauseWords): Span | null {
  let said = text.slice(start, end);
  const so = words.so.find((word) => said.startsWith(word)) ?? '';
  said = said.slice(so.length);
  const lead = LEADING.exec(said)?.[0].length ?? 0;
  const kept = said.length - lead < 2 ? said : said.slice(lead);
  const tail = TRAILING.exec(kept)?.[0].length ?? 0;
  const from = end - kept.length;
  const to = end - tail;
  return to - from < 2 ? null : { start: from, end: to };
}
