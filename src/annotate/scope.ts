import type { Hit } from '../lexicon/scan.ts';
import { JUDGES, ROLE, roleIn, type Traits } from '../lexicon/traits.ts';
import type { Span } from '../model/voice.ts';
import { tableOf } from '../text/characters.ts';
import type { Clause } from './reading.ts';

/** What is left of praise that is denied, and of a fault that is denied (没有异味): weaker than the opposite. */
const DENIED_PRAISE = 0.9;
const DENIED_FAULT = 0.6;
/** Not big is not yet small. */
const DENIED_QUALITY = 0.5;
/** Two degree words do not multiply past this. */
const STRONGEST = 2;
const FAINTEST = 0.5;

/** The negations and degree words that belong to a word. */
export interface Scope {
  /** Where the first of them begins; where the word begins if there is none. */
  readonly start: number;
  readonly negations: number;
  readonly degree: number;
  /** The word is only wished away or warned of: 不要坏, 以免受伤. */
  readonly open: boolean;
  /** Who warns of too much praises in jest: 不要太好吃. */
  readonly jesting: boolean;
}

/**
 * The chain of negations, degree words and fillers that ends where the `i`-th hit begins, of a text as it is folded; a
 * negation may stand before the verb whose result the hit tells.
 */
export function scopeOf(clause: Clause, i: number, folded: string): Scope {
  return scopeWithVerb(clause, i, (clause.hits[i] as Hit).start, folded);
}

/** The chain that ends at `at`, where no hit need begin; a negation may reach over it (没有 over 有虫). */
export function scopeAt(clause: Clause, at: number, folded: string): Scope {
  const { hits } = clause;
  let i = 0;
  while (i < hits.length && (hits[i] as Hit).start < at) i++;
  const last = hits[i - 1];
  const over = last && last.end > at && roleIn(last.traits) === ROLE.negation;
  return scopeWithVerb(clause, i, over ? last.end : at, folded);
}

/** What denies that a deed had a result. */
const NOT_DONE = /(?:[没未]有?|[没未]能|[没无][法人]|没有人|不能|没办法|难以)$/u;
/** What may stand before the verb: for whom, upon what, and how. */
const BEFORE_VERB =
  '(?:[给帮为替跟向对把将][^给帮为替跟向对把将]{1,6}?){0,2}(?:再|完全|彻底|真正|认真|仔细|及时|很)?';
/** Verbs of work, and of what harms a thing, whose result a word behind them tells. */
const WORK = [
  '[擦扫洗刷拖冲涮晾烘熨烫换修装做弄搞讲说写教答封拧关配摆切剪削磨刮剃涂喷贴缝钉焊拼挂铺填补清收调印画标算核办退改治拔镶绑系捆扎包裹盖锁扣插放存搬烤煮炒煎炸蒸炖腌]',
  '[压摔碰磕撞挤碾折踩捏冻晒震颠烧]',
  '打[扫包磨理]|清[扫洗理洁]|冲洗|擦[洗拭]|收拾|整[理改治]|安[装排抚]|维[修护]|修[理复剪]|处[理置]|落实|解[决释答]|说明|讲解|交代|介绍|沟通|协调|包[装扎]|固定|密封|消毒|粉刷|检[查修]|核[实对]|调[试整]|设[置计]|更换|准备|布置|规划|执行|管理|监管|保[养护]|翻译|录入|登记|标[注示]|告知|通知|宣传|培训|治[疗理]|缝合|护理|照顾|服务|对接|跟进|衔接|配[备置合]|施工|恢复|回[答复]|答复',
  '[做达]到|达成|保[持证]|确保|体现|(?:体会|感受|享受)到?|变得|形成|得到|取得',
].join('|');
/** What such an entry begins with. */
const DEED_DENIED = tableOf('没未无');
/** The same as one entry, or as a pattern: 没打扫, 没人收拾. */
const DENIED_VERB = new RegExp(`^(?:[没未]有?|[没未]能|[没无]人)${BEFORE_VERB}(?:${WORK})$`, 'u');
const VERB_BETWEEN = new RegExp(`^${BEFORE_VERB}(?:${WORK})得?$`, 'u');
const VERB_BEHIND = new RegExp(`^${BEFORE_VERB}(?:${WORK})`, 'u');
/** Entries that deny a deed, whichever: 没给, 没帮; 没想到 and 没多久 deny none. */
const UNDONE = /^[没未](?![想料过]|多久|[几两一])/u;
/** Negations that deny only the word behind them: 护士不嫌麻烦帮我倒水. */
const BARE: ReadonlySet<string> = new Set(['不', '别', '莫', '非', '不是', '不会', '不用', '不要']);
/** How far before a result its negation is looked for. */
const FURTHEST_NEGATION = 16;

/** What stands before the `i`-th hit without a gap to `end`; else what denies the verb directly before it: 没|擦干净. */
function scopeWithVerb(clause: Clause, i: number, end: number, folded: string): Scope {
  const scope = scopeBefore(clause, i, end);
  if (scope.negations > 0 || scope.start <= clause.start) return scope;
  const { hits } = clause;
  const deed = deniedDeed(clause, Math.min(i, hits.length), scope.start, folded);
  if (deed >= 0) return { ...scope, start: deed, negations: 1 };
  for (let j = Math.min(i, hits.length) - 1; j >= 0; j--) {
    const hit = hits[j] as Hit;
    if (hit.start < scope.start - FURTHEST_NEGATION) break;
    if (hit.end >= scope.start || !deniesDeed(hit)) continue;
    if (!VERB_BETWEEN.test(folded.slice(hit.end, scope.start))) return scope;
    const before = scopeBefore(clause, j + 1, hit.end);
    const degree = Math.min(STRONGEST, scope.degree * before.degree);
    return { ...before, degree };
  }
  return scope;
}

/** Where an entry or a pattern begins that ends at `end` before the `i`-th hit and says that a deed was not done; -1 for none. */
function deniedDeed({ hits, failures }: Clause, i: number, end: number, folded: string): number {
  const ending = [hits[i - 1], failures.find((failure) => failure.end === end)].find(
    (one) =>
      one?.end === end &&
      DEED_DENIED[folded.charCodeAt(one.start)] === 1 &&
      DENIED_VERB.test(folded.slice(one.start, end)),
  );
  return ending?.start ?? -1;
}

/**
 * The chain of negations that stands inside a span, behind its beginning, and denies what the span ends with: 没有 in
 * 规则没有说清楚, 不怎么 in 师傅不怎么细心; null for none.
 * @param anyDeed whether it may deny whatever the span tells (服务员没给拿纸巾), not only verbs of work
 */
export function scopeWithin(
  clause: Clause,
  span: Span,
  folded: string,
  anyDeed: boolean,
): Scope | null {
  const { hits } = clause;
  for (let i = hits.length - 1; i >= 0 && (hits[i] as Hit).start > span.start; i--) {
    const denial = denialIn(clause, i, span, folded, anyDeed);
    if (denial !== null) return denial;
  }
  return null;
}

/** The chain that the `i`-th hit ends, or that denies it where it judges at the end of a span. */
function denialIn(
  clause: Clause,
  i: number,
  { start, end }: Span,
  folded: string,
  anyDeed: boolean,
): Scope | null {
  const hit = clause.hits[i] as Hit;
  if (hit.end > end) return null;
  if (hit.end === end) {
    const scope = (hit.traits & JUDGES) !== 0 ? scopeOf(clause, i, folded) : null;
    return scope !== null && scope.start > start && scope.negations > 0 ? scope : null;
  }
  const rest = folded.slice(hit.end, end);
  return anyDeed ? denialOfAny(clause, i, rest) : denialOfWork(clause, i, rest);
}

/** The chain that the `i`-th hit ends if it denies the verb of work behind it, or such a verb with it: 没解释. */
function denialOfWork(clause: Clause, i: number, rest: string): Scope | null {
  const hit = clause.hits[i] as Hit;
  if (DENIED_VERB.test(hit.term.text)) return denialBy(hit);
  return deniesDeed(hit) && VERB_BEHIND.test(rest) ? scopeBefore(clause, i + 1, hit.end) : null;
}

/** The chain that the `i`-th hit ends if it denies what stands behind it, unless that tells how soon it came: 还没睡醒就到了. */
function denialOfAny(clause: Clause, i: number, rest: string): Scope | null {
  const hit = clause.hits[i] as Hit;
  if (rest.includes('就')) return null;
  if (UNDONE.test(hit.term.text)) return denialBy(hit);
  const isDenial = roleIn(hit.traits) === ROLE.negation && !BARE.has(hit.term.text);
  return isDenial ? scopeBefore(clause, i + 1, hit.end) : null;
}

function denialBy({ start }: Hit): Scope {
  return { ...emptyScope(start), negations: 1 };
}

function emptyScope(start: number): { -readonly [Key in keyof Scope]: Scope[Key] } {
  return { start, negations: 0, degree: 1, open: false, jesting: false };
}

function deniesDeed({ term, traits }: Hit): boolean {
  return roleIn(traits) === ROLE.negation && NOT_DONE.test(term.text);
}

/**
 * What stands before the `i`-th hit without a gap to `end`, from right to left; a negation that is stammered counts
 * once.
 */
function scopeBefore({ hits }: Clause, i: number, end: number): Scope {
  const scope = emptyScope(end);
  let next = i < hits.length ? (hits[i] as Hit).term.text : '';
  let at = end;
  for (let j = i - 1; j >= 0; j--) {
    const hit = hits[j] as Hit;
    if (hit.end !== at || !isScoping(hit.traits)) break;
    const denies = roleIn(hit.traits) === ROLE.negation;
    if (denies && LINKS.has(next)) break;
    const { text } = hit.term;
    if (!denies || !next.startsWith(text)) take(scope, hit);
    if (text === '不要' && next === '太') scope.jesting = true;
    at = hit.start;
    next = text;
  }
  scope.degree = Math.min(STRONGEST, Math.max(FAINTEST, scope.degree));
  return scope;
}

/** Makes a word part of a scope, unless it is a filler. */
function take(scope: ReturnType<typeof emptyScope>, hit: Hit): void {
  const { modifier } = hit.term;
  if (modifier === null || modifier.role === 'filler') return;
  scope.start = hit.start;
  if (modifier.role === 'degree') scope.degree *= modifier.factor;
  else scope.negations++;
  if (modifier.factor === 0) scope.open = true;
}

function isScoping(traits: Traits): boolean {
  const role = roleIn(traits);
  return role === ROLE.negation || role === ROLE.degree || role === ROLE.filler;
}

/** What joins two statements, and lets no negation through: 不给好评就骚扰, 不也挺好. */
const LINKS: ReadonlySet<string> = new Set(['就', '也', '都', '还']);

/** The weight of a fault that is said not to be there; praise is left as it is. */
export function deniedFault(weight: number): number {
  return weight < 0 ? -weight * DENIED_FAULT : weight;
}

/** The weight of a word after its negations and degree words. */
export function denied(weight: number, scope: Scope, quality: boolean): number {
  if (scope.negations % 2 === 0) return weight * scope.degree;
  if (scope.open) return scope.jesting && weight > 0 ? weight * scope.degree : 0;
  const rest = quality ? DENIED_QUALITY : weight > 0 ? DENIED_PRAISE : DENIED_FAULT;
  return -weight * rest * Math.max(0.8, Math.min(1.2, scope.degree));
}
