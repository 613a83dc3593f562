import type { AspectTerm, Domain, Evaluation, Term } from '../lexicon/entries.ts';
import { qualityCase } from '../lexicon/problem.ts';
import type { Hit, PatternHit } from '../lexicon/scan.ts';
import { BLAMES, EVALUATES, JUDGES, MEASURES, NAMES, ROLE, roleIn } from '../lexicon/traits.ts';
import type { Span } from '../model/voice.ts';
import { tableOf } from '../text/characters.ts';
import { standsAt } from '../text/units.ts';
import { weightFromAfar } from './afar.ts';
import { fallsShort, isStandard } from './comparison.ts';
import { weighedTogether } from './discourse.ts';
import { faultsInstead } from './instead.ts';
import { copyOf, type Judgement } from './judgement.ts';
import { moodOf, PLAIN } from './mood.ts';
import { objectOf } from './objects.ts';
import { asksWhether } from './questions.ts';
import type { Clause, Reading } from './reading.ts';
import { withRemedies } from './remedies.ts';
import { denied, deniedFault, type Scope, scopeAt, scopeOf, scopeWithin } from './scope.ts';
import { isAgentsTurn } from './turns.ts';

/** Weight of something that is missing (没有发票). */
const MISSING = -1;
/** What is left, turned round, of a judgement that a standard is not reached (没有以前好用). */
const SHORT = 0.8;
/** What is left, turned round, of praise in quotation marks. */
const MOCKED = 0.8;
/** What is left of a judgement that is granted before the one that counts (便宜是便宜). */
const CONCEDED = 0.4;

/** Every judgement of a text, in text order, with what the text around its clause makes of it. */
export function findJudgements(reading: Reading): readonly Judgement[] {
  const found: Judgement[] = [];
  for (let index = 0; index < reading.clauses.length; index++) {
    const clause = reading.clauses[index] as Clause;
    const first = found.length;
    const failures = failuresOf(clause);
    for (const failure of failures) {
      const one = failureAt(reading, clause, index, failure);
      if (one) insert(found, first, one);
    }
    const { hits } = clause;
    for (let i = 0; i < hits.length; i++) {
      const hit = hits[i] as Hit;
      if ((hit.traits & (JUDGES | NAMES)) === 0 || isInFailure(failures, hit)) continue;
      const one = judgementAt(reading, clause, index, i, hit);
      if (one) insert(found, first, one);
    }
  }
  return weighedTogether(reading, withUnsaid(reading, found));
}

/** With what only shows in the light of other clauses: what was put right, and what came instead of a promise. */
function withUnsaid(reading: Reading, found: Judgement[]): readonly Judgement[] {
  const righted = withRemedies(reading, found);
  if (righted !== found) righted.sort(byClause);
  const faults = faultsInstead(reading, righted);
  return faults.length > 0 ? [...righted, ...faults].sort(byClause) : righted;
}

function byClause(one: Judgement, other: Judgement): number {
  return one.clause - other.clause || byPlace(one, other);
}

/** Adds a judgement where it belongs among those of its clause, which begin at `first`: nearly always at the end. */
function insert(found: Judgement[], first: number, one: Judgement): void {
  let at = found.length;
  found.push(one);
  for (; at > first && byPlace(found[at - 1] as Judgement, one) > 0; at--) {
    found[at] = found[at - 1] as Judgement;
  }
  found[at] = one;
}

function byPlace(one: Judgement, other: Judgement): number {
  return one.core.start - other.core.start || other.core.end - one.core.end;
}

function failureAt(
  reading: Reading,
  clause: Clause,
  index: number,
  { start, end, anchored }: PatternHit,
): Judgement | null {
  const { evaluation } = anchored;
  if (!evaluation || (evaluation.weight > 0 && isAgentsTurn(reading, clause))) return null;
  const core = { start, end: wholeWord(clause, end) };
  const object =
    objectWithin(clause, core) ??
    objectOf(clause, core, null, core.start, reading.folded, evaluation.aspect);
  const scope = scopeAt(clause, core.start, reading.folded);
  const weight =
    evaluation.weight < 0
      ? failed(reading, clause, core, scope, evaluation)
      : achieved(reading, clause, core, scope, evaluation);
  return judgement(reading, index, core, scope.start, evaluation, weight, object);
}

/** What a pattern denies that itself praises or blames so: 没*4后悔, 不通知. */
const OWN_DENIAL = /[不没无未别]/u;
/** What has such a character and denies nothing. */
const NO_DENIAL =
  /特别|分别|别人|别[家的]|不[错少但仅光只断停]|不到(?=[\d一二两三四五六七八九十半几])|没想到|没[多过几两]|无[论比数]|未来/gu;
/** What stands before a deed that nobody did. */
const NOBODY = /(?:没有?|无)(?:人|谁)(?:[来肯愿会]|[给帮][我们]{0,2})?$/u;
/** What stands behind a deed that could not be done: 休息日也处理|不了. */
const UNABLE = /^(?:不[了上到成完]|无人|没人)/u;
/** The same where it is one word with the end of what matched. */
const FAILING = /不[了上到成完]$/u;

/** Whether what a pattern matched holds a denial that its own words demand. */
function deniesItself(folded: string, { start, end }: Span, entry: string): boolean {
  return OWN_DENIAL.test(entry) && OWN_DENIAL.test(folded.slice(start, end).replace(NO_DENIAL, ''));
}

/** The weight of a praising pattern: denied before it (没有|一次性告知清楚), in it (规则|没有说清楚) or behind it. */
function achieved(
  { folded }: Reading,
  clause: Clause,
  core: Span,
  scope: Scope,
  { entry, weight }: Evaluation,
): number {
  if (deniesItself(folded, core, entry)) return weight;
  if (scope.negations > 0) {
    return isNotFound(clause, scope.start) || isNotFound(clause, core.start)
      ? weight
      : denied(weight, scope, false);
  }
  if (isUndone(folded, clause, core)) {
    return denied(weight, { ...scope, negations: 1 }, false);
  }
  const within = scopeWithin(clause, core, folded, true);
  if (within !== null) return denied(weight, within, false);
  return weightFromAfar(clause, core.start, core.start, folded, weight) ?? weight;
}

/** Whether nobody did what a span tells, or it could not be done. */
function isUndone(folded: string, clause: Clause, { start, end }: Span): boolean {
  return (
    NOBODY.test(folded.slice(clause.start, start)) ||
    UNABLE.test(folded.slice(end, clause.end)) ||
    FAILING.test(folded.slice(start, end))
  );
}

function failed(
  { folded }: Reading,
  clause: Clause,
  core: Span,
  scope: Scope,
  { entry, weight }: Evaluation,
): number {
  const own = isUnresolved(folded, scope, core) ? weight : denied(weight, scope, false);
  if (own < 0 && !deniesItself(folded, core, entry)) {
    const within = scopeWithin(clause, core, folded, false);
    if (within !== null) return denied(weight, within, false);
  }
  if (own < 0 && fallsShort(clause, core, scope, folded)) return -own * SHORT;
  if (own < 0 && isNotFound(clause, scope.start)) return deniedFault(own);
  if (own < 0 && isNoSuch(folded, clause, core, entry)) return deniedFault(own);
  return weightFromAfar(clause, scope.start, core.start, folded, own) ?? own;
}

/** What says inside a pattern that it is not so: 监控|不是|摆设. Asked, it reproaches. */
const NO_SUCH = /不是|并非|绝非/u;
const ASKED_BEHIND = /[吗么嘛]$/u;

/** Whether a clause denies a fault inside it or behind it. */
function isNoSuch(folded: string, clause: Clause, { start, end }: Span, entry: string): boolean {
  const rest = folded.slice(end, clause.end);
  if (isGoneBehind(rest)) return true;
  if (OWN_DENIAL.test(entry) || clause.asked || ASKED_BEHIND.test(rest)) return false;
  return NO_SUCH.test(folded.slice(start, end));
}

/** What says that a fault was not put right: 没能解决|卡顿 leaves it. */
const UNRESOLVED =
  /^(?:[没未]有?|[没未]能|无法|难以|没办法|没法|没人|无人)[^，]{0,4}(?:解决|处理|改善|消除|改掉|根治|修复|整改|治理|避免)/u;

function isUnresolved(folded: string, { start, negations }: Scope, core: Span): boolean {
  return (
    negations > 0 && core.start - start > 2 && UNRESOLVED.test(folded.slice(start, core.start))
  );
}

/** The failures of a clause without those that begin inside a longer judgement: 值这个价 in 不值这个价. */
function failuresOf(clause: Clause): readonly PatternHit[] {
  if (clause.failures.length === 0) return clause.failures;
  return clause.failures.filter(
    ({ start }) => !clause.hits.some((hit) => judges(hit) && hit.start < start && hit.end > start),
  );
}

/** A pattern that ends inside a word (才发 in 才发货) means the whole word. */
function wholeWord(clause: Clause, end: number): number {
  return clause.hits.find((hit) => hit.start < end && hit.end > end)?.end ?? end;
}

function objectWithin(clause: Clause, core: Span): Hit | null {
  return (
    clause.hits.find(
      ({ start, end, traits }) => start >= core.start && end <= core.end && (traits & NAMES) !== 0,
    ) ?? null
  );
}

function isInFailure(failures: readonly PatternHit[], { start, end }: Hit): boolean {
  if (failures.length === 0) return false;
  return failures.some((failure) => start < failure.end && end > failure.start);
}

function judgementAt(
  reading: Reading,
  clause: Clause,
  index: number,
  i: number,
  hit: Hit,
): Judgement | null {
  if (actsAsModifier(clause, i, hit) || isStandard(clause, i)) return null;
  if (isMeasured(clause, i, hit) || measures(reading.folded, clause, i, hit)) return null;
  if (!judges(hit)) return missingObject(reading, clause, index, i, hit);
  const scope = scopeOf(clause, i, reading.folded);
  const told = hit.term.evaluation?.aspect ?? null;
  const object = objectOf(clause, hit, hit.term.inner, scope.start, reading.folded, told);
  const evaluation = evaluationOf(hit.term, object?.term.aspect ?? null, reading.domain);
  if (!evaluation || !isPredicate(reading.units, clause, hit, scope.start, object)) return null;
  if (evaluation.weight > 0 && isAgentsTurn(reading, hit)) return null;
  const isLeft = evaluation.weight < 0 && isUnresolved(reading.folded, scope, hit);
  const own = isLeft
    ? evaluation.weight
    : denied(evaluation.weight, scope, (hit.traits & MEASURES) !== 0);
  const weight = turned(reading, clause, hit, scope, own);
  return judgement(reading, index, hit, scope.start, evaluation, weight, object);
}

/**
 * 好 in 好贵, 无法 in 无法接受: a modifier when what it modifies follows at once; 最好 in 最好有电梯: a wish when
 * anything follows.
 */
function actsAsModifier(clause: Clause, i: number, hit: Hit): boolean {
  const role = roleIn(hit.traits);
  if (role === 0) return false;
  if (role === ROLE.conditional) return clause.end - hit.end > 1;
  if (role !== ROLE.degree && role !== ROLE.negation) return false;
  const next = clause.hits[i + 1];
  return next?.start === hit.end && judges(next);
}

/** The rest of a clause that denies the fault before it: 卡顿|都没有, 异响|的问题不存在. */
const DENIED_BEHIND =
  /^的?(?:这些|这种|这类|那种|等)?(?:问题|现象|情况|毛病|状况|迹象|感觉|感受)?(?:都|也|是|并|还|目前|暂时|根本|完全|从来|基本)*(?:没有|没|不存在|未)(?:出现|发现|存在|遇到|感觉到?|感到|察觉)?[过了的]?$/u;
/** The rest of a clause that misses the praise before it: 优点|都没有. */
const MISSED_BEHIND =
  /^(?:的地方|的(?:感觉|感受|体验|意思|样子)|的)?(?:都|也)(?:没有|没|谈不上|算不上)$/u;
/** The rest of a clause that put the fault before it right: 漏水|的问题解决了, 卡顿|已经修好了. */
const RIGHTED_BEHIND =
  /^的?(?:这些|这个|那些|那个)?(?:问题|现象|情况|毛病|状况|烦恼|难题)?(?:都|也|已经|已|终于|总算|全部?|基本|彻底|完全|马上|很快|当天|当场|立刻|及时)*(?:得到了?)?(?:解决|修好|修复|改掉|改善|消失|治好|处理好|整改|搞定)[了啦]$/u;
/** The rest of a clause that finds little of what it says: 热情|不起来, 好看|不到哪去. */
const LITTLE_BEHIND = /^不(?:起来|到(?:哪|那)|了多少)/u;
/** What both begin with: hardly any rest need be asked for more. */
const BEHIND = tableOf(
  '的这那等问现情毛状迹都也是并还目暂根完从基没不未个什啥才已终总全彻马很当立及解修改消治处整搞得烦难',
);
/** The rest of a clause that scoffs at the praise before it: 好用|个屁, 方便|才怪. */
const SCOFFED_BEHIND =
  /^(?:个(?:屁|鬼|毛|球|锤子|铲铲|头|寂寞|什么|啥)|(?:什么|啥)[呀啊]?$|才怪|才有鬼|是不可能的)/u;
/** The rest of a clause that finds the opposite of what it says unthinkable: 不好用|才怪, 贵|才怪. */
const DOUBTED_BEHIND = /^(?:才怪|才有鬼|是不可能的)/u;
/** The rest of a clause that says how hard the opposite is: 想不喜欢|都难, 想满意|也难. */
const HARD_BEHIND = /^(?:都|也)(?:很|太|挺)?(?:难|不行|不可能)了?$/u;
/** What denies the fault that follows, also over its object: 没发现|信号不好, 没有觉得|哪里不好. */
const NOT_FOUND =
  /^(?:(?:再也|从来|从|并)?(?:没有?|未|不|不用|不用再|不必|无需|不需要)(?:会|会再|会去|会说)?(?:发现|发生|存在|出现|造成|导致|引起|产生|遇[到见]|遭遇|碰到|感觉到?|感到|觉得|察觉|担心|害怕|怕)过?(?:任何)?|(?:再也)?不会再?(?:有|像)|不会说有)$/u;

/** What the rest of the clause makes of a weight. */
function turned(reading: Reading, clause: Clause, hit: Hit, scope: Scope, weight: number): number {
  const { folded, units } = reading;
  if (hit.end < clause.end && BEHIND[units[hit.end] as number] === 1) {
    const answered = turnedBehind(folded.slice(hit.end, clause.end), weight);
    if (answered !== null) return answered;
  }
  if (weight < 0 && isNotFound(clause, scope.start)) return deniedFault(weight);
  if (fallsShort(clause, hit, scope, folded)) return -weight * SHORT;
  if (isQuoted(units, hit)) return weight > 0 ? -weight * MOCKED : weight;
  return (
    weightFromAfar(clause, scope.start, hit.start, folded, weight) ?? repeated(reading, hit, weight)
  );
}

/** What the rest of a clause behind a judgement makes of its weight; null if nothing. */
function turnedBehind(rest: string, weight: number): number | null {
  if (HARD_BEHIND.test(rest)) return -weight;
  if (LITTLE_BEHIND.test(rest)) return weight > 0 ? -weight : deniedFault(weight);
  if (weight > 0 && MISSED_BEHIND.test(rest)) return -weight;
  if (weight > 0 && SCOFFED_BEHIND.test(rest)) return -weight * MOCKED;
  if (weight < 0 && DOUBTED_BEHIND.test(rest)) return -weight;
  return isGoneBehind(rest) ? deniedFault(weight) : null;
}

/** Whether the rest of a clause says that the fault before it is not there, or no more. */
function isGoneBehind(rest: string): boolean {
  return DENIED_BEHIND.test(rest) || RIGHTED_BEHIND.test(rest);
}

/** Whether the words before a fault say that it is not there, with nothing else that is judged between. */
function isNotFound({ hits }: Clause, start: number): boolean {
  let found = false;
  for (let i = 0; i < hits.length; i++) {
    const { end, traits, term } = hits[i] as Hit;
    if (end > start) break;
    if (roleIn(traits) === ROLE.negation && term.text.length > 1) found = NOT_FOUND.test(term.text);
    // 不会出现|大|耗电: how much of a fault is not there.
    else if ((traits & JUDGES & ~MEASURES) !== 0) found = false;
  }
  return found;
}

const OPENING_QUOTES = tableOf('"“‘「『\'');
const CLOSING_QUOTES = tableOf('"”’」』\'');
/** Longer quotations are somebody's words. */
const LONGEST_MOCKERY = 4;

/** 真是“好”服务: praise in quotation marks of its own is mockery. */
function isQuoted(units: Uint16Array, { start, end }: Hit): boolean {
  if (start === 0 || OPENING_QUOTES[units[start - 1] as number] === 0) return false;
  if (end - start > LONGEST_MOCKERY || end >= units.length) return false;
  return CLOSING_QUOTES[units[end] as number] === 1;
}

/** What stands between a word and itself to concede it, and to scoff at it. */
const GRANTING = tableOf('是归');
const SCOFFING = '什么';
/** What stands between a word and itself to ask whether it is so. */
const CHOOSING = tableOf('不没');

/** 便宜是便宜, 贵归贵: said twice around 是 or 归, it is conceded once; 好什么好: around 什么, it is scoffed at once. */
function repeated({ units }: Reading, { start, end, term }: Hit, weight: number): number {
  const { text } = term;
  if (isChoice(units, start, end, text)) return 0;
  if (end < units.length && GRANTING[units[end] as number] === 1) {
    if (standsAt(units, end + 1, text)) return weight * CONCEDED;
  }
  const scoffed = end + SCOFFING.length;
  if (weight > 0 && standsAt(units, end, SCOFFING) && standsAt(units, scoffed, text)) {
    return -weight * MOCKED;
  }
  return repeats(units, start, text) ? 0 : weight;
}

/** 干净不干净, 干净没干净: said twice around a negation, it is asked; 不贵不贵 only stresses it. */
function isChoice(units: Uint16Array, start: number, end: number, text: string): boolean {
  const first = start - text.length - 1;
  if (first >= 0 && isChosen(units, start - 1) && standsAt(units, first, text)) {
    return first === 0 || !isChosen(units, first - 1);
  }
  if (end >= units.length || !isChosen(units, end) || !standsAt(units, end + 1, text)) return false;
  return start === 0 || !isChosen(units, start - 1);
}

function isChosen(units: Uint16Array, at: number): boolean {
  return CHOOSING[units[at] as number] === 1;
}

/** Whether a word stands for the second time around what concedes it or scoffs at it. */
function repeats(units: Uint16Array, start: number, text: string): boolean {
  const granted = start - text.length - 1;
  if (granted < 0) return false;
  if (GRANTING[units[start - 1] as number] === 1) return standsAt(units, granted, text);
  const scoffed = start - text.length - SCOFFING.length;
  return (
    scoffed >= 0 &&
    standsAt(units, start - SCOFFING.length, SCOFFING) &&
    standsAt(units, scoffed, text)
  );
}

const AFTER_PREDICATE = tableOf('了的啊呀啦哦吧呢死哈得很爆极到点些一多太翻透起');

/**
 * A single character judges only where it can be the predicate: with a degree word or an object before it, or
 * at an end of the clause; 好 in 填好表 does not.
 */
function isPredicate(
  units: Uint16Array,
  clause: Clause,
  hit: Hit,
  start: number,
  object: Hit | null,
): boolean {
  if (hit.end - hit.start > 1 || start < hit.start || object?.end === hit.start) return true;
  if (hit.end === clause.end || hit.start === clause.start || isQuoted(units, hit)) return true;
  return hit.end >= units.length || AFTER_PREDICATE[units[hit.end] as number] === 1;
}

/** 噪音 in 噪音很小: a bad thing of which the clause says how much there is; that word judges. */
function isMeasured({ hits }: Clause, i: number, hit: Hit): boolean {
  if ((hit.traits & EVALUATES) === 0 || (hit.traits & NAMES) === 0) return false;
  for (let j = i + 1; j < hits.length; j++) {
    const { start, traits } = hits[j] as Hit;
    if (start - hit.end > 3 || (traits & NAMES) !== 0) return false;
    if ((traits & MEASURES) !== 0) return true;
  }
  return false;
}

/** 快 in 掉漆快, 坏得快: a quality that tells how bad a fault before it is. */
function measures(folded: string, clause: Clause, i: number, { start, traits }: Hit): boolean {
  if ((traits & JUDGES) !== MEASURES) return false;
  let at = i - 1;
  while (at > 0 && isDegree(clause.hits[at] as Hit)) at--;
  const fault = clause.hits[at];
  if (!fault || (fault.traits & (BLAMES | NAMES)) !== BLAMES) return false;
  return !isStandard(clause, at) && /^得?[很太真好]?$/u.test(folded.slice(fault.end, start));
}

function isDegree({ term, traits }: Hit): boolean {
  return roleIn(traits) === ROLE.degree || term.text === '得';
}

function evaluationOf(
  term: Term,
  object: AspectTerm | null,
  domain: Domain | null,
): Evaluation | null {
  if (!term.quality) return term.evaluation;
  const quality = term.quality;
  const known = qualityCase(quality, object, domain);
  const weight = known?.weight ?? quality.weight;
  if (weight === 0) return null;
  return {
    entry: known ? `${object?.object ?? ''}+${term.text}` : term.text,
    weight,
    aspect: quality.aspect,
    stage: null,
    problem: known?.problem ?? null,
  };
}

/** What says that a thing is not there; who has not found, felt or seen it says another thing. */
const ABSENT = /^(?!.*[觉感发察遇碰看听闻见]).*(?:[没无缺]|木有)/u;
/** What somebody has not done, and so does not miss: 没玩游戏, 还没测试视频, 没有升级系统. */
const DEED =
  /^(?:怎么|正式|过|来得及|时间|机会|空)?(?:[玩打试测看听换买去升拆拍用学弄搞摸](?!不)|研究|了解|习惯|安装|体验|充过|充电$)/u;

const POINTED_AT: ReadonlySet<string> = new Set(['那么', '这么', '那样']);

/** 没有发票, 缺少衣橱: something that should be there is not. */
function missingObject(
  reading: Reading,
  clause: Clause,
  index: number,
  i: number,
  hit: Hit,
): Judgement | null {
  const aspect = hit.term.aspect;
  const absence = clause.hits[i - 1];
  if (
    !aspect ||
    !absence ||
    hit.start - absence.end > 4 ||
    roleIn(absence.traits) !== ROLE.negation
  )
    return null;
  if (aspect.aspect === 'overall' || !ABSENT.test(absence.term.text)) return null;
  if (DEED.test(reading.folded.slice(absence.end, hit.end))) return null;
  if (aspect.aspect === 'price' && aspect.more !== 1) return null;
  // 没有照片那么好看 falls short of them.
  const behind = POINTED_AT.has(clause.hits[i + 1]?.term.text ?? '') ? i + 2 : i + 1;
  const next = clause.hits[behind];
  if (next && next.start - hit.end <= 2 && judges(next)) return null;
  const evaluation: Evaluation = {
    entry: `没有+${aspect.object}`,
    weight: aspect.more === -1 ? -MISSING : MISSING,
    aspect: null,
    stage: null,
    problem: '没有',
  };
  const core = { start: absence.start, end: hit.end };
  const found = judgement(reading, index, core, core.start, evaluation, evaluation.weight, hit);
  const missing = copyOf(found);
  missing.origin = 'rule';
  return missing;
}

function judges({ traits }: Hit): boolean {
  return (traits & JUDGES) !== 0;
}

function judgement(
  reading: Reading,
  index: number,
  core: Span,
  start: number,
  evaluation: Evaluation,
  weight: number,
  object: Hit | null,
): Judgement {
  const clause = reading.clauses[index];
  // Who says that he will come again says it, whatever the condition; who asks whether he can leave says nothing.
  const vows = evaluation.stage === 'loyalty' && clause && !asksWhether(clause, reading);
  const mood = clause && !vows ? moodOf(clause, core, start, weight, reading) : PLAIN;
  return {
    clause: index,
    start,
    end: core.end,
    core: { start: core.start, end: core.end },
    entry: evaluation.entry,
    origin: 'lexicon',
    own: evaluation.weight,
    weight: weight * mood.factor,
    aspect: evaluation.aspect,
    stage: evaluation.stage,
    problem: evaluation.problem,
    object,
    stated: mood.stated,
    turned: !mood.stated || evaluation.weight * weight * mood.factor <= 0,
    relieved: false,
    mood: mood.by,
  };
}
