import { type Boundaries, boundariesOf } from '../lexicon/boundaries.ts';
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
  readonly clauses: readonly Clause[];
  /** Patterns that put labels on the whole voice, by start. */
  readonly cues: readonly PatternHit[];
  /** The industry that the words speak of, null if they do not tell. */
  readonly domain: Domain | null;
}

const SENTENCE_ENDS = '。！？…\n\r；';
/** Weight of domain words, counted once each, from which a domain is believed. */
const DOMAIN_THRESHOLD = 2;

/** Cleans a text, cuts it into clauses and finds every dictionary entry in it, inside no word if words are known. */
export function readText(text: string, lexicon: Lexicon, words: WordCutter | null): Reading {
  const { text: folded, offsets } = clean(text, lexicon.cleaning);
  const boundaries = words && boundariesOf(folded, words, lexicon);
  const { hits, patterns } = scan(folded, lexicon, boundaries);
  return {
    text,
    offsets,
    folded,
    boundaries,
    clauses: readClauses(folded, hits, patterns),
    cues: patterns.filter(({ anchored }) => anchored.cue !== null),
    domain: domainOf(hits),
  };
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
      failures: longestFailures(patterns.slice(firstPattern, pattern)),
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

const NONE: readonly PatternHit[] = [];

function longestFailures(patterns: readonly PatternHit[]): readonly PatternHit[] {
  if (patterns.length === 0) return NONE;
  const failures = patterns.filter((pattern) => pattern.anchored.evaluation !== null);
  if (failures.length < 2) return failures;
  const byLength = failures.sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: PatternHit[] = [];
  for (const failure of byLength) {
    const last = kept.at(-1);
    if (!last || failure.start >= last.end) kept.push(failure);
  }
  return kept;
}

function domainOf(hits: readonly Hit[]): Domain | null {
  const terms = new Set<Term>();
  for (const hit of hits) if (hit.term.domains.length > 0) terms.add(hit.term);
  if (terms.size === 0) return null;
  const scores = new Map<Domain, number>();
  for (const term of terms) {
    for (const { domain, weight } of term.domains) {
      scores.set(domain, (scores.get(domain) ?? 0) + weight);
    }
  }
  return highest(scores);
}

/** Ties go to the domain that stands first in `DOMAINS`. */
function highest(scores: ReadonlyMap<Domain, number>): Domain | null {
  let best: Domain | null = null;
  let most = 0;
  for (const domain of DOMAINS) {
    const score = scores.get(domain) ?? 0;
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
