import type { Hit } from '../lexicon/scan.ts';
import { JUDGES, ROLE, roleIn, SPECIFIC } from '../lexicon/traits.ts';
import type { Span } from '../model/voice.ts';
import type { Clause } from './reading.ts';
import type { Scope } from './scope.ts';

/** Units that a standard of comparison may take: 没有|以前|好用, 不如|网上说的|香. */
const LONGEST_STANDARD = 9;
/** What denies that something reaches a standard, whatever the standard is. */
const COMPARES = /(?:不如|不及|不比|不会比|比不上|赶不上|不像)$/u;
/** Characters of the shortest of them: most of what stands before a judgement (不, 很) is shorter. */
const SHORTEST_COMPARING = 2;
/** What denies that something was ever met with, over its subject: 没有遇到|网上说的|断连, 没有一次|快递|准时. */
const DENIES = /^(?:从未|从没|从来没|没一|没有?(?:一次|一个|哪|任何|遇到|碰到|出现|发现))/u;
/** 没有 compares with these also what is bad; with anything else it lacks it (没有人管，太差). */
const STANDARD =
  /那么|以前|之前|从前|上次|上回|原来|当年|别|其他|隔壁|家|想象|想像|预想|预期|期望|期待|传说|想的|担心|预料|平时|摊|食堂|超市|商场|专柜|外面|楼下|自己[做弄]|记忆|说的|吹的|宣传|描述|照片|图片|图上|图里|实物|款|代|[你我他她它]们?$|(?:标准|高配|低配|旗舰|青春)版$|(?:手机|安卓|苹果|华为|小米|荣耀|三星|品牌|牌子)$|^[a-z]+\d*$/u;
/** The thing itself as the standard that others do not reach: 别家没有|这家|好. */
const SELF = /^这(?:家|款|里|儿|边|次|个)/u;
/** Degree words that point to what a thing is compared with: 没有图片那么好看. */
const AS_MUCH: ReadonlySet<string> = new Set(['那么', '那样']);
/** Degree words that compare; any other begins a statement of its own (没买错，很好). */
const COMPARING: ReadonlySet<string> = new Set(['', ...AS_MUCH, '更']);

/**
 * Whether a judgement is denied over a standard of comparison or a subject: 没有以前好用, 不比大牌差, 没有一次不准时.
 * 没有比这更好的 praises after all.
 */
export function fallsShort(clause: Clause, hit: Span, scope: Scope, folded: string): boolean {
  const own = folded.slice(scope.start, hit.start);
  const denial = denialBefore(clause, scope.start, AS_MUCH.has(own));
  if (!denial) return false;
  if (scope.negations === 0 && !COMPARING.has(own)) return false;
  // 没有优秀的教育 lacks a thing; 没有以前的优秀 falls short.
  if (folded.startsWith('的', hit.end) && hit.end + 1 < clause.end) return false;
  const standard = folded.slice(denial.end, scope.start);
  if (standard === '' || standard.includes('比') || SELF.test(standard)) return false;
  const { text } = denial.term;
  if (COMPARES.test(text) || DENIES.test(text)) return true;
  return /^没有?$/u.test(text) && STANDARD.test(standard + own);
}

/**
 * The nearest negation before a place, with nothing but a standard of comparison in between, which a thing may be only
 * where the comparison is plain (没有图片那么好看); null for none.
 */
function denialBefore({ hits }: Clause, at: number, isPlain: boolean): Hit | null {
  let other = false;
  for (let i = hits.length - 1; i >= 0; i--) {
    const hit = hits[i] as Hit;
    if (hit.end > at) continue;
    if (at - hit.end > LONGEST_STANDARD) return null;
    if (roleIn(hit.traits) === ROLE.negation) {
      return other && !isPlain && !COMPARES.test(hit.term.text) ? null : hit;
    }
    // 质量不比苹果差|款式好看: what was denied is judged before.
    if ((hit.traits & JUDGES) !== 0 && !isStandard({ hits }, i)) return null;
    other ||= (hit.traits & (JUDGES | SPECIFIC)) !== 0;
  }
  return null;
}

/** 大牌 in 不比大牌差: what something is compared with is not judged. */
export function isStandard({ hits }: Pick<Clause, 'hits'>, i: number): boolean {
  const before = hits[i - 1];
  if (!before || before.end !== hits[i]?.start) return false;
  const { text } = before.term;
  if (text.length < SHORTEST_COMPARING || !COMPARES.test(text)) return false;
  return hits.slice(i + 1).some(({ traits }) => (traits & JUDGES) !== 0);
}
