import type { WordEnds } from '../classify/features.ts';
import { type Boundaries, cutText } from '../lexicon/boundaries.ts';
import { DOMAINS, type Domain, type DomainCue, type Role, type Term } from '../lexicon/entries.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import { type Hit, type PatternHit, scanUnits } from '../lexicon/scan.ts';
import { JUDGES, ROLE, roleIn, TELLS } from '../lexicon/traits.ts';
import type { WordCutter } from '../lexicon/word-memory.ts';
import type { Span } from '../model/voice.ts';
import { tableOf } from '../text/characters.ts';
import { clauses } from '../text/clauses.ts';
import { clean } from '../text/clean.ts';
import { type Cleaned, receivedSpan } from '../text/offsets.ts';
import { firstPlace } from '../text/search.ts';
import { copyUnits } from '../text/units.ts';

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
  /** The cleaned text, and its UTF-16 units, which are quicker to look at. */
  readonly folded: string;
  readonly units: Uint16Array;
  /** Null where no words are known. */
  readonly boundaries: Boundaries | null;
  readonly words: WordEnds | null;
  readonly clauses: readonly Clause[];
  /** Patterns that put labels on the whole voice, by start. */
  readonly cues: readonly PatternHit[];
  /** The labels of the cues, also those that other cues take away. */
  readonly cueLabels: ReadonlySet<string>;
  /** The industry that the words speak of, null if they do not tell. */
  readonly domain: Domain | null;
}

const SENTENCE_ENDS = tableOf('。！？…\n\r；');
const QUESTION_MARK = 0xff1f;
/** Weight of domain words, counted once each, from which a domain is believed. */
const DOMAIN_THRESHOLD = 2;
/** The same where no word speaks of another domain: faint words that agree are believed. */
const HINTED = 1.5;

/** A text that is clean and whose words are known. */
export interface Prepared {
  readonly text: string;
  readonly cleaned: Cleaned;
  readonly units: Uint16Array;
  /** Null where no words are known. */
  readonly boundaries: Boundaries | null;
  readonly words: WordEnds | null;
}

/**
 * Cleans texts and finds where their words begin and end. Many together: the word list and the dictionaries do not
 * fit into the cache side by side, so that it pays to be done with the one before the other is opened. What is known
 * of the units of all texts stands side by side in three pieces of memory, since pieces for each would take longer
 * than filling them.
 */
export function prepareTexts(
  texts: readonly string[],
  lexicon: Lexicon,
  words: WordCutter | null,
): Prepared[] {
  const cleaned = texts.map((text) => clean(text, lexicon.cleaning));
  let room = 0;
  for (const { text } of cleaned) room += text.length + 1;
  const units = new Uint16Array(room);
  const boundaries = new Uint8Array(words ? room : 0);
  const ends = new Int32Array(words ? room : 0);
  const prepared: Prepared[] = [];
  let from = 0;
  for (let at = 0; at < texts.length; at++) {
    const own = cleaned[at] as Cleaned;
    const to = from + own.text.length + 1;
    const ownUnits = units.subarray(from, to - 1);
    copyUnits(own.text, ownUnits);
    const cut = words && cutInto(ownUnits, words, lexicon, boundaries, ends, from);
    prepared.push({
      text: texts[at] as string,
      cleaned: own,
      units: ownUnits,
      boundaries: cut?.boundaries ?? null,
      words: cut?.words ?? null,
    });
    from = to;
  }
  return prepared;
}

/** Cuts one text; what is found is written from `from` on. */
function cutInto(
  units: Uint16Array,
  words: WordCutter,
  lexicon: Lexicon,
  boundaries: Uint8Array,
  ends: Int32Array,
  from: number,
): { boundaries: Boundaries; words: WordEnds } {
  const to = from + units.length + 1;
  const own = boundaries.subarray(from, to);
  const ownEnds = ends.subarray(from, to);
  const count = cutText(units, words, lexicon, own, ownEnds);
  return { boundaries: own, words: { count, ends: ownEnds } };
}

/** Cuts a text into clauses and finds every dictionary entry in it, inside no word if words are known. */
export function readText(
  { text, cleaned, units, boundaries, words }: Prepared,
  lexicon: Lexicon,
): Reading {
  const { text: folded, offsets } = cleaned;
  const { hits, patterns } = scanUnits(units, lexicon, boundaries);
  const cues = patterns.some(isCue) ? byStart(patterns.filter(isCue)) : NO_PATTERNS;
  return {
    text,
    offsets,
    folded,
    units,
    boundaries,
    words,
    clauses: readClauses(turned(clauses(folded), hits), units, hits, patterns),
    cues,
    cueLabels: cues.length > 0 ? new Set(cues.map(labelOf)) : NO_LABELS,
    domain: domainOf(hits),
  };
}

function isCue({ anchored }: PatternHit): boolean {
  return anchored.cue !== null;
}

/** In the order of their starts: a quantity may begin a pattern before others whose words come first. */
function byStart(found: PatternHit[]): readonly PatternHit[] {
  return found.some(({ start }, at) => start < (found[at - 1]?.start ?? 0))
    ? found.sort((a, b) => a.start - b.start)
    : found;
}

const NO_LABELS: ReadonlySet<string> = new Set();

/** The label that a cue puts on the voice, or takes from it: `kind:complaint`, `notsignal:churn`. */
export function labelOf({ anchored }: PatternHit): string {
  return anchored.cue?.label ?? '';
}

/** Where a span of a reading stands in the text as received. */
export function received({ offsets }: Reading, span: Span): Span {
  return receivedSpan(offsets, span);
}

/** Shares out the hits and patterns of a text among its clauses. */
function readClauses(
  spans: readonly Span[],
  units: Uint16Array,
  hits: readonly Hit[],
  patterns: readonly PatternHit[],
): Clause[] {
  const found: Clause[] = [];
  let hit = 0;
  let pattern = 0;
  let sentence = 0;
  let previousEnd = 0;
  for (let index = 0; index < spans.length; index++) {
    const { start, end } = spans[index] as Span;
    if (endsSentence(units, previousEnd, start)) sentence++;
    previousEnd = end;
    const firstHit = hit;
    const firstPattern = pattern;
    hit = firstFrom(hits, hit, end);
    pattern = firstFrom(patterns, pattern, end);
    const own = hit === firstHit ? NO_HITS : hits.slice(firstHit, hit);
    found.push({
      start,
      end,
      hits: own,
      moods: own.some(setsMood) ? own.filter(setsMood) : NO_HITS,
      failures: longestFailures(patterns, firstPattern, pattern),
      sentence,
      asked: units[end] === QUESTION_MARK,
    });
  }
  return found;
}

/** The first of some spans from `from` on that begins at `limit` or behind it. */
function firstFrom(spans: readonly Span[], from: number, limit: number): number {
  let at = from;
  while (at < spans.length && (spans[at] as Span).start < limit) at++;
  return at;
}

/** Units that must stand behind a word of contrast for it to begin a clause by itself. */
const BEHIND_TURN = 2;

/** What runs on longer without a mark is no clause: rules that look at all of it must not take for ever. */
const LONGEST_CLAUSE = 1000;

/**
 * The clauses, cut where a word of contrast turns one that judges already and runs on without a comma:
 * 房间很大|但是太吵, not 服务员居然不知道; and where one runs on for ever.
 */
function turned(spans: readonly Span[], hits: readonly Hit[]): readonly Span[] {
  if (!hits.some(contrasts) && !spans.some(isEndless)) return spans;
  const found: Span[] = [];
  let next = 0;
  for (const { start, end } of spans) {
    let from = start;
    let judged = false;
    for (; next < hits.length; next++) {
      const hit = hits[next] as Hit;
      if (hit.start >= end) break;
      const turns = contrasts(hit) && judged && end - hit.end >= BEHIND_TURN;
      if (turns || hit.start - from >= LONGEST_CLAUSE) {
        found.push({ start: from, end: hit.start });
        from = hit.start;
        judged = false;
      } else judged ||= (hit.traits & JUDGES) !== 0;
    }
    found.push({ start: from, end });
  }
  return found;
}

function isEndless({ start, end }: Span): boolean {
  return end - start > LONGEST_CLAUSE;
}

function contrasts({ traits }: Hit): boolean {
  return roleIn(traits) === ROLE.contrast;
}

const NO_HITS: readonly Hit[] = [];

function setsMood({ traits }: Hit): boolean {
  const role = roleIn(traits);
  return role !== 0 && role !== ROLE.negation && role !== ROLE.degree && role !== ROLE.filler;
}

function endsSentence(units: Uint16Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (SENTENCE_ENDS[units[i] as number] === 1) return true;
  return false;
}

const NO_PATTERNS: readonly PatternHit[] = [];

function longestFailures(
  patterns: readonly PatternHit[],
  from: number,
  to: number,
): readonly PatternHit[] {
  let failures: PatternHit[] | null = null;
  for (let i = from; i < to; i++) {
    const pattern = patterns[i] as PatternHit;
    if (pattern.anchored.evaluation === null) continue;
    if (failures === null) failures = [pattern];
    else failures.push(pattern);
  }
  if (failures === null) return NO_PATTERNS;
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
  for (let i = 0; i < hits.length; i++) {
    const { term, traits } = hits[i] as Hit;
    if ((traits & TELLS) === 0) continue;
    if (telling === null) telling = [term];
    else if (!telling.includes(term)) telling.push(term);
  }
  return telling === null ? null : highest(telling);
}

function highest(terms: readonly Term[]): Domain | null {
  // A typed array of this size would have memory of its own, which takes longer than all that is done with it.
  const sums = DOMAINS.map(() => 0);
  for (let i = 0; i < terms.length; i++) {
    const { domains } = terms[i] as Term;
    for (let j = 0; j < domains.length; j++) {
      const { at, weight } = domains[j] as DomainCue;
      sums[at] = (sums[at] as number) + weight;
    }
  }
  let best: Domain | null = null;
  let most = 0;
  let all = 0;
  for (let at = 0; at < sums.length; at++) {
    const sum = sums[at] as number;
    all += sum;
    if (sum <= most) continue;
    best = DOMAINS[at] as Domain;
    most = sum;
  }
  return most >= DOMAIN_THRESHOLD || (most >= HINTED && all === most) ? best : null;
}

/** The first hit with this mood-setting role in a clause that starts before `limit`; null for none. */
export function roleBefore(clause: Clause, role: Role, limit: number): Hit | null {
  const { moods } = clause;
  for (let i = 0; i < moods.length; i++) {
    const hit = moods[i] as Hit;
    if (hit.start >= limit) return null;
    if (roleIn(hit.traits) === ROLE[role]) return hit;
  }
  return null;
}

/** The number of the clause that a stretch ends in; -1 where it ends behind the last. */
export function clauseAt({ clauses }: Reading, { end }: Span): number {
  const place = firstPlace(clauses.length, (at) => (clauses[at] as Clause).end >= end);
  return place < clauses.length ? place : -1;
}

/** The cues that begin in a stretch. */
export function cuesIn({ cues }: Reading, { start, end }: Span): readonly PatternHit[] {
  if (cues.length === 0) return NO_PATTERNS;
  const first = firstPlace(cues.length, (at) => (cues[at] as PatternHit).start >= start);
  let behind = first;
  while (behind < cues.length && (cues[behind] as PatternHit).start < end) behind++;
  return behind > first ? cues.slice(first, behind) : NO_PATTERNS;
}

/**
 * The number of the clause that begins the sentence of another.
 * @param reach how many clauses before the other are looked at: some sentences have millions
 */
export function sentenceStart({ clauses }: Reading, clause: number, reach: number): number {
  const sentence = clauses[clause]?.sentence;
  const last = Math.max(0, clause - reach);
  let first = clause;
  while (first > last && clauses[first - 1]?.sentence === sentence) first--;
  return first;
}
