import type { InnerObject } from '../lexicon/entries.ts';
import type { Hit } from '../lexicon/scan.ts';
import { NAMES, SPECIFIC, traitsOf } from '../lexicon/traits.ts';
import type { Aspect } from '../model/labels.ts';
import type { Span } from '../model/voice.ts';
import type { Clause } from './reading.ts';

/** Units that may stand between an object and what is said of it. */
const REACH = 10;
/** Units that may stand between a judgement and the noun that it qualifies: 很小的 - 果子. */
const REACH_RIGHT = 2;

/** What is said of these is said of whose they are: the courier's attitude, the speed of delivery. */
export const ATTRIBUTES: ReadonlySet<string> = new Set(['态度', '服务', '速度', '效率', '时间']);
const OWNERS: ReadonlySet<Aspect> = new Set(['delivery', 'service', 'aftersales']);

/** Who deals with a fault: named directly behind it, they are not what fails (发动机异响|4S店拒修, 雷达故障|服务差). */
const HELPERS: ReadonlySet<Aspect> = new Set(['aftersales', 'service']);

/**
 * The object of a judgement in its clause: what stands before it, else what it qualifies or names itself; null
 * for none.
 * @param aspect what the judgement's own words speak of
 */
export function objectOf(
  clause: Clause,
  core: Span,
  inner: InnerObject | null,
  start: number,
  folded: string,
  aspect: Aspect | null,
): Hit | null {
  const left = objectBefore(clause, start);
  if (left && start - left.end <= REACH_RIGHT) return ownerOf(clause, left, folded);
  const right = objectAfter(clause, core, folded);
  const qualified = right && isHelper(right, core, aspect) ? null : right;
  const other = qualified ?? innerOf(core, inner);
  return other ?? (left && ownerOf(clause, left, folded));
}

function isHelper({ start, term }: Hit, core: Span, aspect: Aspect | null): boolean {
  if (aspect !== 'quality' || start !== core.end) return false;
  return HELPERS.has(term.aspect?.aspect ?? 'overall');
}

function innerOf(core: Span, inner: InnerObject | null): Hit | null {
  if (!inner) return null;
  const start = core.start + inner.offset;
  const { term } = inner;
  return { start, end: start + term.text.length, term, traits: traitsOf(term, false) };
}

function ownerOf(clause: Clause, object: Hit, folded: string): Hit {
  if (!ATTRIBUTES.has(object.term.aspect?.object ?? '')) return object;
  const owner = clause.hits.findLast(
    ({ end, traits }) => end <= object.start && (traits & NAMES) !== 0,
  );
  if (!owner || !OWNERS.has(owner.term.aspect?.aspect ?? 'overall')) return object;
  const between = folded.slice(owner.end, object.start);
  return between === '' || between === '的' ? owner : object;
}

function objectBefore({ hits }: Clause, start: number): Hit | null {
  let nearest: Hit | null = null;
  for (let i = 0; i < hits.length; i++) {
    const hit = hits[i] as Hit;
    if (hit.end > start) break;
    if ((hit.traits & NAMES) === 0 || start - hit.end > REACH) continue;
    if (nearest === null || isSpecific(hit) || !isSpecific(nearest)) nearest = hit;
  }
  return nearest;
}

function isSpecific({ traits }: Hit): boolean {
  return (traits & SPECIFIC) !== 0;
}

function objectAfter({ hits }: Clause, core: Span, folded: string): Hit | null {
  const linked = folded.startsWith('的', core.end);
  const from = linked ? core.end + 1 : core.end;
  for (let i = 0; i < hits.length; i++) {
    const hit = hits[i] as Hit;
    if (hit.start < from || (hit.traits & NAMES) === 0) continue;
    return hit.start - from <= (linked ? REACH_RIGHT : 0) ? hit : null;
  }
  return null;
}

const LINKS = new Set(['和', '与', '跟', '及', '、', '以及', '还有', '及其']);

const NO_HITS: readonly Hit[] = [];

/** What is said of two things together: 宣传和实物一致, 手机和充电器不兼容. */
const MUTUAL: ReadonlySet<string> = new Set([
  '一致',
  '一样',
  '相符',
  '不符',
  '匹配',
  '兼容',
  '差不多',
  '对应',
]);

/** What says of several things that something holds for each of them. */
const EACH = /^.{0,2}(?:都|全|均|皆|样样|各方面|也)/;

/**
 * The objects that share a judgement with `object`: 外观 in 外观和手感都不错. In text order. Names side by side without
 * a link are a list where 都 follows (外观手感都不错); else the first says whose the last is (信用卡年费太高, 菜品份量足).
 * @param judged the words of the judgement
 */
export function coordinated(
  clause: Clause,
  object: Hit,
  folded: string,
  judged: string,
): readonly Hit[] {
  if (MUTUAL.has(judged)) return NO_HITS;
  const last = clause.hits.indexOf(object) - 1;
  if (last < 0) return NO_HITS;
  const listed = EACH.test(folded.slice(object.end, object.end + REACH));
  const found: Hit[] = [];
  let next = object;
  for (let i = last; i >= 0; i--) {
    const hit = clause.hits[i];
    if (!hit) break;
    const between = folded.slice(hit.end, next.start);
    if ((hit.traits & NAMES) === 0) {
      if (between === '' && LINKS.has(hit.term.text)) continue;
      break;
    }
    if (!LINKS.has(between) && !(listed && between === '' && isSpecific(hit))) break;
    found.unshift(hit);
    next = hit;
  }
  return found;
}
