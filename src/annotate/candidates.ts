import { type Boundaries, wordEnd } from '../lexicon/boundaries.ts';
import type { Hit } from '../lexicon/scan.ts';
import type { Span } from '../model/voice.ts';
import { isAlphanumeric, isHan } from '../text/characters.ts';
import type { Judgement } from './judgement.ts';
import type { Clause, Reading } from './reading.ts';

/** Judgements weaker than this say nothing. */
const FAINTEST = 0.1;
/** Units that a span may have; of a longer stretch only the object and its judgement are kept. */
const LONGEST = 18;
/** How far left a judgement in a long stretch may reach for an object that no dictionary knows (鸭头不错). */
const UNKNOWN_OBJECT = 6;

/** A stretch of a clause that may state one opinion; the span is what the opinion would show. */
export interface Candidate extends Span {
  /** Index of its clause. */
  readonly clause: number;
  /** All of the clause that belongs to no other candidate. */
  readonly from: number;
  readonly to: number;
  /** The dictionary's judgement in it, null where no entry judges. */
  readonly judgement: Judgement | null;
}

/** What may be an opinion, in text order: each judgement with its surroundings, and each clause without one. */
export function candidatesOf(reading: Reading, judgements: readonly Judgement[]): Candidate[] {
  const found: Candidate[] = [];
  let next = 0;
  for (const [index, clause] of reading.clauses.entries()) {
    const first = next;
    while (next < judgements.length && judgements[next]?.clause === index) next++;
    const own = merged(judgements, first, next);
    if (own.length === 0) found.push(unjudged(reading, clause, index));
    else judged(reading, clause, own, found);
  }
  return found;
}

function unjudged(reading: Reading, clause: Clause, index: number): Candidate {
  const { start: from, end: to } = clause;
  const start = leading(reading, clause, from, to);
  return { start: start < to ? start : from, end: to, clause: index, from, to, judgement: null };
}

function judged(
  reading: Reading,
  clause: Clause,
  own: readonly Judgement[],
  found: Candidate[],
): void {
  let from = clause.start;
  for (const [i, judgement] of own.entries()) {
    const stated = statedEnd(reading, judgement);
    const follower = own[i + 1];
    const to = follower ? Math.max(stated, beginningOf(follower, stated)) : clause.end;
    const head = Math.min(judgement.start, leading(reading, clause, from, judgement.start));
    const end = to - head <= LONGEST ? to : stated;
    const start = end - head <= LONGEST ? head : startOf(reading, clause, judgement, head);
    found.push({ start, end, clause: judgement.clause, from, to, judgement });
    from = Math.max(from, end);
  }
}

/** One for each place; neighbours that say the same of the same (又快又好) are one. */
function merged(judgements: readonly Judgement[], first: number, next: number): Judgement[] {
  const kept: Judgement[] = [];
  for (let i = first; i < next; i++) {
    const one = judgements[i];
    if (!one || Math.abs(one.weight) < FAINTEST) continue;
    const last = kept.pop();
    if (!last) kept.push(one);
    else if (continues(last, one)) kept.push(joined(last, one));
    else if (one.start >= last.end) kept.push(last, one);
    else kept.push(isStronger(one, last) ? one : last);
  }
  return kept;
}

function joined(last: Judgement, one: Judgement): Judgement {
  return {
    ...last,
    end: one.end,
    aspect: last.aspect ?? one.aspect,
    stated: last.stated || one.stated,
    weight: Math.abs(one.weight) > Math.abs(last.weight) ? one.weight : last.weight,
  };
}

function continues(last: Judgement, next: Judgement): boolean {
  return (
    Math.sign(last.weight) === Math.sign(next.weight) &&
    next.start - last.end <= 1 &&
    (next.object === null || next.object === last.object)
  );
}

function isStronger(one: Judgement, other: Judgement): boolean {
  return (
    Math.abs(one.weight) > Math.abs(other.weight) && one.end - one.start > other.end - other.start
  );
}

/** Where the judgement, or an object that it qualifies, ends: at the end of a word. */
function statedEnd({ boundaries, folded }: Reading, { end, object }: Judgement): number {
  const named = Math.max(end, object && object.start >= end ? object.end : 0);
  const whole = boundaries ? wordEnd(boundaries, named) : named;
  return folded.startsWith('了', whole) ? whole + 1 : whole;
}

function beginningOf({ start, object }: Judgement, limit: number): number {
  return object && object.start >= limit ? Math.min(start, object.start) : start;
}

/** Where the object of a judgement begins, or what is likely to be one; not before `from`. */
function startOf(reading: Reading, clause: Clause, one: Judgement, from: number): number {
  const object = one.object;
  const near =
    object && object.start < one.start
      ? extended(clause, object)
      : wholeWord(reading.boundaries, Math.max(from, one.start - UNKNOWN_OBJECT));
  return Math.min(one.start, Math.max(from, near));
}

/** 房间设施: nouns that stand directly before the object belong to it. */
function extended(clause: Clause, object: Hit): number {
  let start = object.start;
  for (let i = clause.hits.indexOf(object) - 1; i >= 0; i--) {
    const hit = clause.hits[i];
    if (!hit?.term.aspect || hit.end !== start) break;
    start = hit.start;
  }
  return start;
}

function wholeWord(boundaries: Boundaries | null, at: number): number {
  return boundaries ? wordEnd(boundaries, at) : at;
}

/** Who says what follows, which is no part of it: 旅客反映 - 空调不制冷, 我觉得 - 太贵. */
const REPORTS =
  /^(?:(?:用户|旅客|顾客|客户|乘客|市民|居民|村民|业主|患者|家长|网友|学生|员工|来电人|投诉人)+(?:来电)?(?:反映|反应|反馈|表示|投诉|质疑|指出|认为|觉得|发现|称|说)|(?:我们?|本人|个人)?(?:反映|投诉|质疑|认为|觉得|感觉|发现))(?!很|太|非常|到)/u;

/** Where a stretch begins without what links it to what was said before, or tells who says it. */
function leading(
  { folded, boundaries }: Reading,
  clause: Clause,
  from: number,
  to: number,
): number {
  let at = from;
  for (const hit of clause.hits) {
    if (hit.start > at || hit.end > to) break;
    if (hit.start === at && hit.term.modifier?.role === 'contrast') at = hit.end;
  }
  at += REPORTS.exec(folded.slice(at, to))?.[0].length ?? 0;
  while (at < to && !isHan(folded.charCodeAt(at)) && !isAlphanumeric(folded.charCodeAt(at))) at++;
  return Math.min(to, wholeWord(boundaries, at));
}
