import { wordEnd } from '../lexicon/boundaries.ts';
import type { Hit } from '../lexicon/scan.ts';
import type { Opinion } from '../model/annotation.ts';
import type { Aspect, Polarity, Stage } from '../model/labels.ts';
import type { Span } from '../model/voice.ts';
import { tableOf } from '../text/characters.ts';
import { type AspectModel, cellsAround, likeliestAspect } from './aspect-model.ts';
import { aspectOf, isOfAftersales, stageOf } from './aspects.ts';
import type { Candidate } from './candidates.ts';
import type { Found, Judgement } from './judgement.ts';
import { coordinated } from './objects.ts';
import type { OpinionModel } from './opinion-model.ts';
import { type Clause, type Reading, received } from './reading.ts';
import { statedIn } from './stated.ts';
import { isFault, topicOf } from './topic.ts';
import { roomForCells, type Workspace } from './workspace.ts';

/** The trained models of this step. */
export interface OpinionModels {
  /** Null where the dictionaries alone decide what is an opinion. */
  readonly opinions: OpinionModel | null;
  /** Null where what names nothing is about the whole. */
  readonly aspects: AspectModel | null;
}

/**
 * The opinions of a voice in text order, at most one for each place and aspect.
 * @param logOdds that the speaker is satisfied
 */
export function findOpinions(
  reading: Reading,
  judgements: readonly Judgement[],
  logOdds: number,
  { opinions, aspects }: OpinionModels,
  space: Workspace,
): Found[] {
  const found: Found[] = [];
  let topic: { aspect: Aspect; sentence: number } | null = null;
  for (const { candidate, judgement: one } of statedIn(
    reading,
    judgements,
    logOdds,
    opinions,
    space,
  )) {
    const clause = reading.clauses[candidate.clause];
    if (!clause) continue;
    const carried =
      topic && topic.sentence === clause.sentence && bare(one, clause) ? topic.aspect : null;
    const told = toldAspect(reading, one, carried);
    const learned = learnedAspect(aspects, reading, one, told, space);
    const aspect = answeredAspect(one, learned ?? told);
    if (one.object && aspect !== 'overall') topic = { aspect, sentence: clause.sentence };
    for (const opinion of opinionsOf(reading, clause, candidate, one, aspect)) {
      found.push({ opinion, judgement: one, isAspectLearned: opinion.aspect === learned });
    }
  }
  return withCauseOfWhole(reading, saidOnce(reading, inOrder(found)));
}

/** Where who is dissatisfied with the whole may have been let down before there was anything to use. */
const BEFORE_USE: ReadonlySet<Stage> = new Set(['purchase', 'delivery', 'service']);

/**
 * Dissatisfaction with the whole was caused where all that is blamed besides went wrong, as long as nothing is told of
 * use: 两个小时才送到，差评. Satisfaction with the whole is satisfaction with what was bought.
 */
function withCauseOfWhole({ domain }: Reading, found: Found[]): Found[] {
  const stage = domain === 'citizen' ? null : causeOfAll(found);
  if (stage === null) return found;
  return found.map((one) =>
    isOfWhole(one) ? { ...one, opinion: { ...one.opinion, stage } } : one,
  );
}

/** The only stage that opinions of parts were caused in, where one is blamed; null where there are several, or it is use. */
function causeOfAll(found: readonly Found[]): Stage | null {
  let cause: Stage | null = null;
  let blamed = false;
  for (let i = 0; i < found.length; i++) {
    const { aspect, polarity, stage } = (found[i] as Found).opinion;
    if (aspect === 'overall') continue;
    if (!BEFORE_USE.has(stage) || (cause !== null && cause !== stage)) return null;
    cause = stage;
    blamed ||= polarity === 'negative';
  }
  return blamed ? cause : null;
}

/** Who names what is bad speaks of its use: 苹果差. */
function isOfWhole({ opinion, judgement }: Found): boolean {
  const { aspect, polarity, stage } = opinion;
  const isBlamed = aspect === 'overall' && polarity === 'negative' && stage === 'use';
  return isBlamed && judgement.stage === null && judgement.object === null;
}

/** What the words of a judgement, its object and those before it tell of what it is about. */
function toldAspect(reading: Reading, one: Judgement, carried: Aspect | null): Aspect {
  const told = aspectOf(one, one.object, carried, reading.domain);
  return told === 'service' && isOfAftersales(reading, one) ? 'aftersales' : told;
}

/** What an answer may be about besides those who give it: 客服说换不了, 商家说运费自理. */
const ANSWERED: ReadonlySet<Aspect> = new Set([
  'service',
  'aftersales',
  'policy',
  'price',
  'delivery',
]);

/** An answer that nothing in the dictionaries judges is one of those who give it, whatever it names. */
function answeredAspect({ origin, stage }: Judgement, aspect: Aspect): Aspect {
  const isAnswer = origin === 'model' && stage === 'service';
  return isAnswer && !ANSWERED.has(aspect) ? 'service' : aspect;
}

/** Sorts opinions by their places; nearly always they stand in order, and sorting takes memory even then. */
function inOrder(found: Found[]): Found[] {
  for (let at = 1; at < found.length; at++) {
    if (byPlace(found[at - 1] as Found, found[at] as Found) > 0) return found.sort(byPlace);
  }
  return found;
}

function byPlace(one: Found, other: Found): number {
  return one.opinion.start - other.opinion.start || one.opinion.end - other.opinion.end;
}

/** Units that two opinions end in alike where the second says the first again. */
const SAME_WORDS = 6;
/** Units of a dictionary's entry that are enough to say so: 噪音扰民. */
const SAME_FAULT = 4;

/** Without complaints that repeat earlier words, as letters do with their title: said twice it is one. */
function saidOnce({ folded }: Reading, found: Found[]): Found[] {
  if (!repeats(found)) return found;
  const said = new Set<string>();
  return found.filter(({ opinion: { span, polarity, aspect }, judgement }) => {
    if (!isRepeatable(polarity, span)) return true;
    const words = `${aspect} ${span.slice(-SAME_WORDS)}`;
    const { entry, core } = judgement;
    const fault =
      entry === '' || core.end - core.start < SAME_FAULT
        ? words
        : entryOf(aspect, folded.slice(core.start, core.end));
    if (said.has(words) || said.has(fault)) return false;
    said.add(words).add(fault);
    return true;
  });
}

/** Whether one of several opinions may say another again. */
function repeats(found: readonly Found[]): boolean {
  let repeatable = 0;
  for (let i = 0; i < found.length && repeatable < 2; i++) {
    const { polarity, span } = (found[i] as Found).opinion;
    if (isRepeatable(polarity, span)) repeatable++;
  }
  return repeatable > 1;
}

function isRepeatable(polarity: Polarity, span: string): boolean {
  return polarity !== 'positive' && span.length >= SAME_WORDS;
}

/** What stands for the words of an entry among those that opinions end in. */
function entryOf(aspect: Aspect, words: string): string {
  return `${aspect}=${words}`;
}

/**
 * What the model makes of a judgement that no dictionary tells the aspect of, or not surely: what is named in a clause
 * that no entry judges may only stand by (送到公司门口，电梯都没进). Null where the dictionaries' word stands, or no model is there.
 */
function learnedAspect(
  model: AspectModel | null,
  reading: Reading,
  one: Judgement,
  told: Aspect,
  space: Workspace,
): Aspect | null {
  if (model === null) return null;
  const isUntold = told === 'overall' && unnamed(one);
  if (!isUntold && one.origin !== 'model') return null;
  const cells = roomForCells(space, cellsAround(one));
  const likeliest = likeliestAspect(model, reading, one, isUntold ? null : told, cells);
  return isUntold || likeliest !== told ? likeliest : null;
}

/** Whether neither its words nor its object tell what a judgement is about. */
function unnamed({ aspect, object }: Judgement): boolean {
  const named = object?.term.aspect?.aspect ?? null;
  return aspect === null && (named === null || named === 'overall');
}

function bare(one: Judgement, clause: Clause): boolean {
  if (one.object !== null) return false;
  return one.origin === 'model' || (one.entry.length === 1 && one.start - clause.start <= 2);
}

function opinionsOf(
  reading: Reading,
  clause: Clause,
  span: Candidate,
  one: Judgement,
  aspect: Aspect,
): Opinion[] {
  const main = opinion(reading, one, span, aspect, one.object);
  if (!one.object || one.object.start > one.start) return [main];
  const together = coordinated(clause, one.object, reading.folded, one.entry);
  if (together.length === 0) return [main];
  const others = together.filter(
    (hit) => hit.start >= span.from && hit.term.aspect && hit.term.aspect.aspect !== aspect,
  );
  const shared = others.map((hit) =>
    opinion(
      reading,
      one,
      { start: hit.start, end: span.end },
      aspectOf(one, hit, null, reading.domain),
      hit,
    ),
  );
  return [...shared, main];
}

/** What links an opinion to what was said before, and is no part of it: 而且|送得慢. Not 另外两个, nor what no list of words tells from it: 其次品, 此外卖. */
const LINK =
  /^(?:而且|并且|况且|再加上|加上|所以|因此|另外(?![一两二三四五六七八九十几半那\d])|此外(?![卖观壳])|同时|其次(?!品)|首先|因为|由于|以及|还有就是)(?!是|的|吧|说)/u;
/** What these begin with: most opinions need no second look. */
const LINKING = tableOf('而并况再加所因另此同其首由以还');
/** Units of the longest of them, and the one behind it. */
const LONGEST_LINK = 5;
/** Units of the shortest opinion that is left. */
const SHORTEST = 2;

/**
 * Where an opinion begins behind what links it to the one before: models are asked with that, since it tells of another. What
 * ends inside a word is no link: 同时期产品.
 */
function behindLink({ folded, units, boundaries }: Reading, { start, end }: Span): number {
  if (LINKING[units[start] as number] === 0) return start;
  const link = LINK.exec(folded.slice(start, start + LONGEST_LINK));
  if (link === null) return start;
  const behind = start + link[0].length;
  if (end - behind < SHORTEST) return start;
  return boundaries && wordEnd(boundaries, behind) > behind ? start : behind;
}

function opinion(
  reading: Reading,
  one: Judgement,
  place: Span,
  aspect: Aspect,
  object: Hit | null,
): Opinion {
  const named = object && !isFault(object) ? object : null;
  const thing = named ?? topicOf(reading, one, aspect) ?? object;
  const { start, end } = received(reading, { start: behindLink(reading, place), end: place.end });
  const name = thing && received(reading, thing);
  return {
    span: reading.text.slice(start, end),
    start,
    end,
    polarity: one.weight > 0 ? 'positive' : 'negative',
    aspect,
    stage: isWaitForHelp(reading, one, aspect)
      ? 'service'
      : stageOf(one, object ?? (aspect === 'overall' ? thing : null), aspect, reading.domain),
    term: name && reading.text.slice(name.start, name.end),
  };
}

/** What somebody waits for who has bought already: money back, a claim, a repair, an answer. */
const HELP =
  /退(?:款|费|保|押|钱|票|货|换|订|还|掉)|赔|报案|报修|维修|返[厂修]|投诉|工单|回[复电]|答复|解决|处理(?!器)/u;

/** Whether a wait is one for help, and not for what is delivered: 退保的钱等了一个月. */
function isWaitForHelp({ folded, clauses }: Reading, one: Judgement, aspect: Aspect): boolean {
  if (one.stage !== 'delivery' || aspect === 'delivery' || aspect === 'packaging') return false;
  const own = clauses[one.clause];
  return own !== undefined && HELP.test(folded.slice(own.start, own.end));
}
