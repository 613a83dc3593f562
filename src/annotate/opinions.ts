import { type Boundaries, wordEnd } from '../lexicon/boundaries.ts';
import type { Hit } from '../lexicon/scan.ts';
import type { Opinion } from '../model/annotation.ts';
import type { Aspect } from '../model/labels.ts';
import type { Span } from '../model/voice.ts';
import { isHan } from '../text/characters.ts';
import { aspectOf, stageOf } from './aspects.ts';
import type { Found, Judgement } from './judgement.ts';
import { coordinated } from './objects.ts';
import { type Clause, type Reading, received } from './reading.ts';
import { isFault, topicOf } from './topic.ts';

/** Judgements weaker than this are too vague to be an opinion. */
const WEAKEST = 0.3;
/** How far left an opinion without a known object may reach for an unknown one (鸭头不错). */
const UNKNOWN_OBJECT = 6;

/** The opinions of a voice in text order, at most one for each place and aspect. */
export function findOpinions(reading: Reading, judgements: readonly Judgement[]): Found[] {
  const found: Found[] = [];
  let topic: { aspect: Aspect; sentence: number } | null = null;
  let free = 0;
  let clauseIndex = -1;
  for (const one of merged(judgements)) {
    const clause = reading.clauses[one.clause];
    if (!clause) continue;
    if (one.clause !== clauseIndex) {
      clauseIndex = one.clause;
      free = clause.start;
    }
    const carried =
      topic && topic.sentence === clause.sentence && bare(one, clause) ? topic.aspect : null;
    const aspect = aspectOf(one, carried, reading.domain);
    if (one.object && aspect !== 'overall') topic = { aspect, sentence: clause.sentence };
    for (const opinion of opinionsOf(reading, clause, one, aspect, free)) {
      found.push({ opinion, judgement: one });
    }
    free = Math.max(one.end, free);
  }
  return found.sort((a, b) => a.opinion.start - b.opinion.start || a.opinion.end - b.opinion.end);
}

/** Judgements that may be opinions; of neighbours that say the same of the same (又快又好) the first stands for all. */
function merged(judgements: readonly Judgement[]): Judgement[] {
  const kept: Judgement[] = [];
  for (const one of judgements) {
    if (!one.stated || Math.abs(one.weight) < WEAKEST) continue;
    const last = kept.at(-1);
    if (last && continues(last, one)) {
      kept[kept.length - 1] = { ...last, end: one.end, aspect: last.aspect ?? one.aspect };
    } else kept.push(one);
  }
  return kept;
}

function continues(last: Judgement, next: Judgement): boolean {
  return (
    last.clause === next.clause &&
    Math.sign(last.weight) === Math.sign(next.weight) &&
    next.start - last.end <= 1 &&
    (next.object === null || next.object === last.object)
  );
}

function bare(one: Judgement, clause: Clause): boolean {
  return one.object === null && one.entry.length === 1 && one.start - clause.start <= 2;
}

function opinionsOf(
  reading: Reading,
  clause: Clause,
  one: Judgement,
  aspect: Aspect,
  free: number,
): Opinion[] {
  const span = spanOf(reading, clause, one, free);
  const main = opinion(reading, one, span, aspect, one.object);
  if (!one.object || one.object.start > one.start) return [main];
  const others = coordinated(clause, one.object, reading.folded).filter(
    (hit) => hit.start >= free && hit.term.aspect && hit.term.aspect.aspect !== aspect,
  );
  const shared = others.map((hit) =>
    opinion(
      reading,
      one,
      { start: hit.start, end: span.end },
      aspectOf({ ...one, object: hit }, null, reading.domain),
      hit,
    ),
  );
  return [...shared, main];
}

function opinion(
  reading: Reading,
  one: Judgement,
  place: Span,
  aspect: Aspect,
  object: Hit | null,
): Opinion {
  const named = object && !isFault(object.term) ? object : null;
  const thing = named ?? topicOf(reading, one, aspect) ?? object;
  const { start, end } = received(reading, place);
  const name = thing && received(reading, thing);
  return {
    span: reading.text.slice(start, end),
    start,
    end,
    polarity: one.weight > 0 ? 'positive' : 'negative',
    aspect,
    stage: stageOf({ ...one, object }, aspect),
    term: name && reading.text.slice(name.start, name.end),
  };
}

/** From the object, or what is likely to be one, to the end of the judgement. */
function spanOf(reading: Reading, clause: Clause, one: Judgement, free: number): Span {
  const object = one.object;
  const named = Math.max(one.end, object && object.start >= one.end ? object.end : 0);
  const stated = wholeWord(reading.boundaries, named);
  const end = reading.folded.startsWith('了', stated) ? stated + 1 : stated;
  if (object && object.start < one.start) {
    // What was said before may reach over this judgement; its own words are in its span all the same.
    return { start: Math.min(one.start, Math.max(free, extended(clause, object))), end };
  }
  return { start: unknownObject(reading, clause, one.start, free), end };
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

/** The rest of a word that a pattern ends in belongs to the span: 等了30分 - 钟. */
function wholeWord(boundaries: Boundaries | null, end: number): number {
  return boundaries ? wordEnd(boundaries, end) : end;
}

/** Words that tell whose judgement follows, which is no part of it: 旅客反映 - 空调不制冷. */
const REPORTS = /.*(?:反映|反应|反馈|表示|投诉|质疑|指出|认为|觉得|发现|因为|由于|称|说|讲|诉)/u;

function afterReport(folded: string, from: number, to: number): number {
  return from + (REPORTS.exec(folded.slice(from, to))?.[0].length ?? 0);
}

function unknownObject(
  { folded, boundaries }: Reading,
  clause: Clause,
  start: number,
  free: number,
): number {
  const from = Math.max(clause.start, free);
  if (start - from > UNKNOWN_OBJECT) return start;
  let at = from;
  for (const hit of clause.hits) {
    if (hit.start >= start) break;
    const role = hit.term.modifier?.role;
    if (hit.start === at && role !== undefined && role !== 'negation' && role !== 'degree')
      at = hit.end;
  }
  at = Math.max(at, afterReport(folded, at, start));
  while (at < start && !isHan(folded.charCodeAt(at))) at++;
  return Math.min(start, wholeWord(boundaries, at));
}
