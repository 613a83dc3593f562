import type { Domain, DomainCue, Role } from '../lexicon/entries.ts';
import { DOMAINS } from '../lexicon/entries.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import { type Hit, type PatternHit, scan } from '../lexicon/scan.ts';
import type { Span } from '../model/voice.ts';
import { clauses } from '../text/clauses.ts';
import { fold } from '../text/fold.ts';

/** One clause with what the dictionaries found in it. */
export interface Clause extends Span {
  readonly hits: readonly Hit[];
  /** Failures that are written as patterns; longest first where they start together. */
  readonly failures: readonly PatternHit[];
  /** Number of the sentence that it belongs to. */
  readonly sentence: number;
  /** Whether a question mark ends it. */
  readonly asked: boolean;
}

/** A text as all further steps see it. */
export interface Reading {
  readonly text: string;
  readonly folded: string;
  readonly clauses: readonly Clause[];
  /** Patterns that put labels on the whole voice, by start. */
  readonly cues: readonly PatternHit[];
  /** The industry that the words speak of, null if they do not tell. */
  readonly domain: Domain | null;
}

const SENTENCE_ENDS = '。！？…\n\r；';
/** Weight of domain words, counted once each, from which a domain is believed. */
const DOMAIN_THRESHOLD = 2;

/** Folds a text, cuts it into clauses and finds every dictionary entry in it. */
export function readText(text: string, lexicon: Lexicon): Reading {
  const folded = fold(text, lexicon.traditional);
  const { hits, patterns } = scan(folded, lexicon);
  return {
    text,
    folded,
    clauses: readClauses(folded, hits, patterns),
    cues: patterns.filter((pattern) => pattern.anchored.cue !== null),
    domain: domainOf(hits),
  };
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
  for (const span of clauses(folded)) {
    if (endsSentence(folded, previousEnd, span.start)) sentence++;
    previousEnd = span.end;
    const firstHit = hit;
    while (hit < hits.length && (hits[hit]?.start ?? 0) < span.end) hit++;
    const firstPattern = pattern;
    while (pattern < patterns.length && (patterns[pattern]?.start ?? 0) < span.end) pattern++;
    found.push({
      ...span,
      hits: hits.slice(firstHit, hit),
      failures: longestFailures(patterns.slice(firstPattern, pattern)),
      sentence,
      asked: folded.charAt(span.end) === '？',
    });
  }
  return found;
}

function endsSentence(folded: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (SENTENCE_ENDS.includes(folded.charAt(i))) return true;
  return false;
}

function longestFailures(patterns: readonly PatternHit[]): PatternHit[] {
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
  const cues = new Set<DomainCue>();
  for (const hit of hits) for (const cue of hit.term.domains) cues.add(cue);
  const scores = new Map<Domain, number>();
  for (const { domain, weight } of cues) scores.set(domain, (scores.get(domain) ?? 0) + weight);
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

/** The first hit with this role in a clause that starts before `limit`; null for none. */
export function roleBefore(clause: Clause, role: Role, limit: number): Hit | null {
  for (const hit of clause.hits) {
    if (hit.start >= limit) return null;
    if (hit.term.modifier?.role === role) return hit;
  }
  return null;
}
