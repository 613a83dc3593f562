import type { WordEnds } from '../classify/features.ts';
import { type Boundaries, cutText } from '../lexicon/boundaries.ts';
import { DOMAINS, type Domain, type Role, type Term } from '../lexicon/entries.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import { type Hit, type PatternHit, scan } from '../lexicon/scan.ts';
import type { WordCutter } from '../lexicon/word-memory.ts';
import type { Span } from '../model/voice.ts';
import { clauses } from '../text/clauses.ts';
import { clean } from '../text/clean.ts';
import { type Cleaned, receivedSpan } from '../text/offsets.ts';

/** One clause with what the dictionaries found in it. */
export interface Clause extends Span {
  readonly hits: readonly Hit[];
  /** Those of the hits that set the mood of what follows: 虽然, 但, 如果, 本以为 …. */
  readonly moods: readonly Hit[];
  /** Failures that are written as patterns; longest first where they start together. */
  readonly failures: readonly PatternHit[];
  /** Number of the sentence that it belongs to. */
  readonly sentence: number;
  /** Whether a question mark ends it. */
  readonly asked: boolean;
}

/** A text as all further steps see it. Every offset in it points into the cleaned text. */
export interface Reading {
  /** The text as received, which only what is told to users points into: see `received`. */
  readonly text: string;
  readonly offsets: Cleaned['offsets'];
  /** The cleaned text. */
  readonly folded: string;
  /** Null where no words are known. */
  readonly boundaries: Boundaries | null;
  readonly words: WordEnds | null;
  readonly clauses: readonly Clause[];
  /** Patterns that put labels on the whole voice, by start. */
  readonly cues: readonly PatternHit[];
  /** The industry that the words speak of, null if they do not tell. */
  readonly domain: Domain | null;
}

const SENTENCE_ENDS = '。！？…\n\r；';
/** Weight of domain words, counted once each, from which a domain is believed. */
const DOMAIN_THRESHOLD = 2;

/** A text that is clean and whose words are known. */
export interface Prepared {
  readonly text: string;
  readonly cleaned: Cleaned;
  /** Null where no words are known. */
  readonly boundaries: Boundaries | null;
  readonly words: WordEnds | null;
}

/**
 * Cleans texts and finds where their words begin and end. Many together: the word list and the dictionaries do not
 * fit into the cache side by side, so that it pays to be done with the one before the other is opened.
 */
export function prepareTexts(
  texts: readonly string[],
  lexicon: Lexicon,
  words: WordCutter | null,
): Prepared[] {
  const cleaned = texts.map((text) => clean(text, lexicon.cleaning));
  const cuts = words && cutAll(cleaned, words, lexicon);
  return texts.map((text, at) => ({
    text,
    cleaned: cleaned[at] as Cleaned,
    boundaries: cuts?.[at]?.boundaries ?? null,
    words: cuts?.[at]?.words ?? null,
  }));
}

interface TextCut {
  readonly boundaries: Boundaries;
  readonly words: WordEnds;
}

/** The words of each text, side by side in two pieces of memory: pieces for each would take longer than filling them. */
function cutAll(cleaned: readonly Cleaned[], words: WordCutter, lexicon: Lexicon): TextCut[] {
  const total = cleaned.reduce((sum, { text }) => sum + text.length + 1, 0);
  const allBoundaries = new Uint8Array(total);
  const allEnds = new Int32Array(total);
  let from = 0;
  return cleaned.map(({ text }) => {
    const to = from + text.length + 1;
    const boundaries = allBoundaries.subarray(from, to);
    const ends = allEnds.subarray(from, to);
    from = to;
    return { boundaries, words: { count: cutText(text, words, lexicon, boundaries, ends), ends } };
  });
}

/** Cuts a text into clauses and finds every dictionary entry in it, inside no word if words are known. */
export function readText(
  { text, cleaned, boundaries, words }: Prepared,
  lexicon: Lexicon,
): Reading {
  const { text: folded, offsets } = cleaned;
  const { hits, patterns } = scan(folded, lexicon, boundaries);
  return {
    text,
    offsets,
    folded,
    boundaries,
    words,
    clauses: readClauses(folded, hits, patterns),
    cues: patterns.some(isCue) ? patterns.filter(isCue) : NO_PATTERNS,
    domain: domainOf(hits),
  };
}

function isCue({ anchored }: PatternHit): boolean {
  return anchored.cue !== null;
}

/** Where a span of a reading stands in the text as received. */
export function received({ offsets }: Reading, span: Span): Span {
  return receivedSpan(offsets, span);
}

function readClauses(
  folded: string,
  hits: readonly Hit[],
  patterns: readonly PatternHit[],
): Clause[] {
  const found: Clause[] = [];
  let hit = 0;
  let pattern = 0;
  let sentence = 0;
  let previousEnd = 0;
  for (const span of turned(clauses(folded), hits)) {
    if (endsSentence(folded, previousEnd, span.start)) sentence++;
    previousEnd = span.end;
    const firstHit = hit;
    while (hit < hits.length && (hits[hit]?.start ?? 0) < span.end) hit++;
    const own = hits.slice(firstHit, hit);
    const firstPattern = pattern;
    while (pattern < patterns.length && (patterns[pattern]?.start ?? 0) < span.end) pattern++;
    found.push({
      start: span.start,
      end: span.end,
      hits: own,
      moods: own.some(setsMood) ? own.filter(setsMood) : NO_HITS,
      failures: longestFailures(patterns, firstPattern, pattern),
      sentence,
      asked: folded.charAt(span.end) === '？',
    });
  }
  return found;
}

/** Units that must stand behind a word of contrast for it to begin a clause by itself. */
const BEHIND_TURN = 2;

/**
 * The clauses, cut where a word of contrast turns one that judges already and runs on without a comma:
 * 房间很大|但是太吵, not 服务员居然不知道.
 */
function turned(spans: readonly Span[], hits: readonly Hit[]): Span[] {
  const found: Span[] = [];
  let next = 0;
  for (const { start, end } of spans) {
    let from = start;
    let judged = false;
    for (; next < hits.length; next++) {
      const hit = hits[next];
      if (!hit || hit.start >= end) break;
      if (hit.term.modifier?.role === 'contrast' && judged && end - hit.end >= BEHIND_TURN) {
        found.push({ start: from, end: hit.start });
        from = hit.start;
        judged = false;
      } else judged ||= hit.term.evaluation !== null || hit.term.quality !== null;
    }
    found.push({ start: from, end });
  }
  return found;
}

const NO_HITS: readonly Hit[] = [];

function setsMood({ term }: Hit): boolean {
  const role = term.modifier?.role;
  return role !== undefined && role !== 'negation' && role !== 'degree' && role !== 'filler';
}

function endsSentence(folded: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (SENTENCE_ENDS.includes(folded.charAt(i))) return true;
  return false;
}

const NO_PATTERNS: readonly PatternHit[] = [];

function longestFailures(
  patterns: readonly PatternHit[],
  from: number,
  to: number,
): readonly PatternHit[] {
  if (from === to) return NO_PATTERNS;
  const failures = patterns
    .slice(from, to)
    .filter((pattern) => pattern.anchored.evaluation !== null);
  if (failures.length < 2) return failures;
  const byLength = failures.sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: PatternHit[] = [];
  for (const failure of byLength) {
    const last = kept.at(-1);
    if (!last || failure.start >= last.end) kept.push(failure);
  }
  return kept;
}

/** The domain that the words speak of, each word counted once; ties go to the one that stands first in `DOMAINS`. */
function domainOf(hits: readonly Hit[]): Domain | null {
  let telling: Term[] | null = null;
  for (const { term } of hits) {
    if (term.domains.length === 0 || telling?.includes(term)) continue;
    if (telling === null) telling = [term];
    else telling.push(term);
  }
  return telling === null ? null : highest(telling);
}

function weightOf(terms: readonly Term[], wanted: Domain): number {
  let sum = 0;
  for (const { domains } of terms) {
    for (const { domain, weight } of domains) if (domain === wanted) sum += weight;
  }
  return sum;
}

function highest(terms: readonly Term[]): Domain | null {
  let best: Domain | null = null;
  let most = 0;
  for (const domain of DOMAINS) {
    const score = weightOf(terms, domain);
    if (score < DOMAIN_THRESHOLD || score <= most) continue;
    best = domain;
    most = score;
  }
  return best;
}

/** The first hit with this mood-setting role in a clause that starts before `limit`; null for none. */
export function roleBefore(clause: Clause, role: Role, limit: number): Hit | null {
  for (const hit of clause.moods) {
    if (hit.start >= limit) return null;
    if (hit.term.modifier?.role === role) return hit;
  }
  return null;
}
