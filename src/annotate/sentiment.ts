import type { LinearModel } from '../classify/model.ts';
import type { PatternHit } from '../lexicon/scan.ts';
import type { SentimentReason } from '../model/explanation.ts';
import type { Sentiment } from '../model/labels.ts';
import { overlapping } from '../text/search.ts';
import { hasOneOf } from './cues.ts';
import type { Judgement } from './judgement.ts';
import { appeals, REPROACHING } from './questions.ts';
import { labelOf, type Reading } from './reading.ts';

/** What judgements and hints add up to, both sums at least 0. */
export interface Balance {
  readonly praise: number;
  readonly blame: number;
  /** How much of both sums together judgements are; the rest are hints. */
  readonly judged: number;
  /** Share of the smaller sum in both from which the voice is mixed. */
  readonly mixedFrom: number;
  /** Whether the voice lists what is good and what is bad, each under its name. */
  readonly listed: boolean;
  /** Whether the voice says no more than two clauses: then opinions are not counted, but weighed. */
  readonly curt: boolean;
}

/** How many opinions of each side a voice states. */
export interface Stated {
  readonly praise: number;
  /** How many of the praising ones are only granted before what counts. */
  readonly granted: number;
  readonly blame: number;
  /** How many of the blaming ones no entry states that tell a fact, which may be bad as it stands. */
  readonly facts: number;
}

/** Judgements below this, and sums of others below the next, are no evaluation. */
const FAINT = 0.25;
const SILENT = 0.25;
/** Who says no more than these clauses and turns means the last; who does not turn means both. */
const CURT = 2;
const CURT_SHARE = 0.3;
/** Beside a judgement, hints count in full from this number of clauses on: one clause says what it means. */
const LONG = 4;
/** Hints without a judgement are one from this sum on. */
const SUGGESTIVE = 1;
/** Share of the smaller sum in both from which a voice is mixed, and the sum that it must reach. */
const MIXED_SHARE = 0.33;
const MIXED_SUM = 0.9;
/** Log-odds from which one side dominates, however much is said for the other. */
const DOMINANT = 2;
/** Log-odds below which what is said for both sides is counted, weighed or not: entries know few facts. */
const TIPPING = 0.5;
/** Satisfied customers complain more freely than dissatisfied ones praise. Tuned on the training splits. */
export const BLAME_WEIGHT = 0.85;
/** A denied fault or a wish counts, but one strong word must not drown a voice. */
const MOST = 3;
const MOST_HINTS = 2.5;

/** Adds up judgements; what stands before a contrast (…, 但是 …) counts less. */
export function balanceOf(reading: Reading, judgements: readonly Judgement[]): Balance {
  const turn = lastTurn(reading);
  const curt = reading.clauses.length <= CURT;
  let praise = 0;
  let blame = 0;
  let judged = 0;
  for (const one of judgements) {
    const weight = countedWeight(one, turn, reading.clauses.length);
    if (one.weight > 0) praise += weight;
    else blame += weight;
    if (weight >= FAINT) judged += weight;
  }
  const hints = hintSums(hintsIn(reading, judgements));
  const trust = trustInHints(reading, judged);
  return {
    praise: praise + trust * Math.min(MOST_HINTS, hints.praise),
    blame: blame + trust * Math.min(MOST_HINTS, hints.blame),
    judged,
    listed: LISTED.test(reading.folded),
    mixedFrom: curt && turn === 0 ? CURT_SHARE : MIXED_SHARE,
    curt,
  };
}

/** Names under which what is good and what is bad are listed, in either order; the only good thing is no list. */
const LISTED = listing(
  '(?<!唯一|唯一的|没有?|没有?什么|无|毫无|除了)(?:优点|长处|好的(?:地方|方面)|加分项?|亮点|好听的)',
  '(?<!唯一|唯一的|没有?|没有?什么|无|毫无|除了)(?:缺点|短处|不足之处|不好的|扣分项?|减分项?|槽点|难听的|差的(?:地方|方面))',
);

/** Units within which both names stand. */
function listing(good: string, bad: string): RegExp {
  return new RegExp(`${good}[^]{0,60}${bad}|${bad}[^]{0,60}${good}`, 'u');
}

/** What a judgement adds to its side of the balance; less before the clause `turn`, which sets itself against it. */
function countedWeight({ weight, clause }: Judgement, turn: number, clauses: number): number {
  const granted = clauses <= CURT ? 0.5 : 0.7;
  return Math.min(MOST, Math.abs(weight)) * (clause < turn ? granted : 1);
}

/** What a judgement or a hint adds to the balance: positive to praise, negative to blame. */
export interface Share<Item> {
  readonly item: Item;
  readonly weight: number;
}

/** The balance taken apart: what `balanceOf` adds up. */
export function sharesOf(
  reading: Reading,
  judgements: readonly Judgement[],
  { judged }: Balance,
): { judgements: Share<Judgement>[]; hints: Share<PatternHit>[] } {
  const turn = lastTurn(reading);
  const hints = hintsIn(reading, judgements);
  const sums = hintSums(hints);
  const trust = trustInHints(reading, judged);
  return {
    judgements: judgements.map((item) => ({
      item,
      weight: Math.sign(item.weight) * countedWeight(item, turn, reading.clauses.length),
    })),
    hints: hints.map((item) => {
      const weight = item.anchored.cue?.weight ?? 0;
      const sum = weight > 0 ? sums.praise : sums.blame;
      return { item, weight: trust * weight * Math.min(1, MOST_HINTS / sum) };
    }),
  };
}

function trustInHints({ clauses }: Reading, judged: number): number {
  return judged < SILENT ? 1 : Math.min(1, clauses.length / LONG);
}

/** Words that betray how the speaker feels without judging anything (居然, 还会), each once. */
function hintsIn(
  { cues, cueLabels }: Reading,
  judgements: readonly Judgement[],
): readonly PatternHit[] {
  if (!cueLabels.has(HINT)) return NO_HINTS;
  const seen = new Set<string>();
  const judgementOver = overlapping([...judgements].sort((a, b) => a.start - b.start));
  return cues.filter((hit) => {
    const entry = hit.anchored.cue?.entry ?? '';
    if (!isHint(hit) || seen.has(entry) || judgementOver(hit) !== undefined) return false;
    seen.add(entry);
    return true;
  });
}

function isHint(cue: PatternHit): boolean {
  return labelOf(cue) === HINT;
}

const HINT = 'sentiment';

const NO_HINTS: readonly PatternHit[] = [];

function hintSums(hints: readonly PatternHit[]): Pick<Balance, 'praise' | 'blame'> {
  let praise = 0;
  let blame = 0;
  for (const { anchored } of hints) {
    const weight = anchored.cue?.weight ?? 0;
    if (weight > 0) praise += weight;
    else blame -= weight;
  }
  return { praise, blame };
}

/** The last clause that sets itself against what stands before it: 但 …, 就是 …; 0 for none. */
function lastTurn({ clauses, folded }: Reading): number {
  const curt = clauses.length <= CURT;
  for (let i = clauses.length - 1; i > 0; i--) {
    const clause = clauses[i];
    if (!clause) continue;
    const first = clause.hits[0];
    if (first?.start === clause.start && first.term.modifier?.role === 'contrast') return i;
    if (curt && QUIET_TURN.test(folded.slice(clause.start, clause.end))) return i;
  }
  return 0;
}

/** What turns a text of two clauses, and in longer ones only adds: 就是 …, 实际 …, … 却 …. */
const QUIET_TURN = /^就是|^实际|却/u;

/**
 * Where nothing tips the scale: of the training texts that no entry speaks for, three in five are of satisfied
 * customers. A score of 0 would leave the choice open.
 */
const UNDECIDED = 0.01;
/** Log-odds of satisfaction for each sign where no model is loaded; as the model has them, roughly. */
const RULES_ALONE = [3, 0.5, 0.3, 0, 1, 0.3];
/** A voice without judgements takes sides if the model is as sure as this (log-odds). */
const SURE = 1.5;
/** Nor is a voice satisfied, by less than this, that states no opinion; nor does it evaluate by what it states and no entry judges. */
const HARDLY = 0.8;

/** Who tells a fact leans to blame from here on, and not by the words alone of what happened (log-odds). */
const LEANING = -0.4;

/** In a brief voice with judgements of so much weight, rules see all there is and the model only words. */
const OUTSPOKEN = 1;
const TRUST_IN_BRIEF = 0.5;

/** How much of what the model makes of a text's own words counts, from 0 to 1. */
export function trustIn(brief: boolean, { judged }: Balance): number {
  return brief && judged >= OUTSPOKEN ? TRUST_IN_BRIEF : 1;
}

/**
 * Log-odds that the speaker is satisfied: what the model makes of the characters and words, and of the signs that
 * the rules found. Without a model the signs alone decide.
 */
export function logOddsOf(
  signs: readonly number[],
  model: LinearModel | null,
  score: number,
): number {
  let sum = model ? score + model.bias : 0;
  for (let i = 0; i < signs.length; i++) {
    sum += (signs[i] as number) * signWeight(model, i);
  }
  return sum;
}

/** Log-odds of satisfaction that the `i`-th sign is worth where it is 1. */
export function signWeight(model: LinearModel | null, i: number): number {
  return (model ? model.dense[i] : RULES_ALONE[i]) ?? 0;
}

/**
 * The voice's sentiment. The score is twice the probability that the speaker is satisfied, less one; it is never
 * 0. Hints are none in a voice that asks, and an accusation is one of whatever else it says. Who asks or wishes and
 * states no opinion evaluates nothing, whatever sad words his case takes (癌症能报销吗).
 * Who asks or wishes states what he is satisfied with or not, and only who states praise and blame alike is torn.
 * Who comes back, or sends others, is satisfied without saying with what.
 * A failure may be told as a bare fact, which no entry judges, but who is hardly satisfied and does not say with what evaluates nothing.
 */
export function sentimentOf(
  balance: Balance,
  logOdds: number,
  cues: ReadonlySet<string>,
  stated: Stated,
): { label: Sentiment; score: number; reason: SentimentReason } {
  const score = round(Math.tanh(logOdds / 2));
  const asks = cues.has('kind:inquiry') || cues.has('kind:question');
  const wants = asks || appeals(cues);
  const claims = isClaimed(score, stated);
  const isTold =
    !wants && (tellsFailure(logOdds, cues, stated) || isBorneOut(score, logOdds, stated));
  const returns = !wants && comesBack(score, cues);
  const isSilent = !isTold && !returns && isMute(balance, asks);
  const isUnstated = !returns && isHardlySatisfied(score, logOdds, stated);
  if (isSilent || isUnstated || (wants && !claims)) {
    const { label, reason } = unsaid(cues, wants, logOdds);
    if (reason !== 'silence' || Math.abs(logOdds) < SURE) return { label, score, reason };
  }
  if (isTorn(balance, stated, Math.abs(logOdds))) {
    return { label: 'mixed', score, reason: 'both' };
  }
  return { label: score >= 0 ? 'positive' : 'negative', score, reason: 'score' };
}

/** Whether somebody who leans to blame, and does not come back, tells a fact that may be bad as it stands. */
function tellsFailure(logOdds: number, cues: ReadonlySet<string>, { facts }: Stated): boolean {
  return facts > 0 && logOdds < LEANING && !hasOneOf(cues, RETURNING);
}

/** Whether a voice takes the side of what it states so clearly that it evaluates, though no entry judges it: 半星都嫌多. */
function isBorneOut(score: number, logOdds: number, stated: Stated): boolean {
  return Math.abs(logOdds) >= HARDLY && isClaimed(score, stated);
}

function isClaimed(score: number, { praise, blame }: Stated): boolean {
  return (score >= 0 ? praise : blame) > 0;
}

/** Whether a voice judges nothing, and hints at less than an evaluation. */
function isMute({ praise, blame, judged }: Balance, asks: boolean): boolean {
  return judged < SILENT && (asks || praise + blame < SUGGESTIVE);
}

/** Whether somebody who leans to no blame comes back or sends others: that is praise, whatever for. */
function comesBack(score: number, cues: ReadonlySet<string>): boolean {
  return score >= 0 && hasOneOf(cues, RETURNING);
}

function isHardlySatisfied(score: number, logOdds: number, { praise, blame }: Stated): boolean {
  return score >= 0 && praise + blame === 0 && logOdds < HARDLY;
}

/** Whether praise and blame are stated, and neither outweighs the other by far, in weight or, where the mood tips to no side, in number. */
function isTorn(
  { praise, blame, listed, mixedFrom, curt }: Balance,
  stated: Stated,
  tilt: number,
): boolean {
  if (stated.praise === 0 || stated.blame === 0 || tilt >= DOMINANT) return false;
  if (listed) return true;
  const clear = stated.praise - stated.granted;
  const fewer = Math.min(clear, stated.blame);
  if (!curt && tilt < TIPPING && fewer >= MIXED_SHARE * (clear + stated.blame)) return true;
  const smaller = Math.min(praise, blame);
  return smaller >= MIXED_SUM && smaller / (praise + blame) >= mixedFrom;
}

/** Labels that only who is dissatisfied gets, whatever he asks for. */
export const ACCUSING: readonly string[] = ['kind:complaint', 'signal:churn'];
/** Labels that tell a failure, unless the voice asks (被狗咬了打疫苗能报销吗) or sounds content (承诺的赠品收到了). */
const FAILING: readonly string[] = [
  'signal:escalation',
  'signal:expectation',
  'signal:repeat',
  'signal:safety',
  REPROACHING,
];

/** Labels of who comes back or sends others: the facts that he tells are no failures. */
const RETURNING = ['signal:repurchase', 'signal:recommend'];

/** What a voice is that judges nothing. */
function unsaid(
  cues: ReadonlySet<string>,
  asks: boolean,
  logOdds: number,
): { label: Sentiment; reason: SentimentReason } {
  if (hasOneOf(cues, ACCUSING) || (!asks && logOdds < 0 && hasOneOf(cues, FAILING))) {
    return { label: 'negative', reason: 'accusation' };
  }
  return { label: 'neutral', reason: asks ? 'question' : 'silence' };
}

function round(score: number): number {
  return Math.round(score * 100) / 100 || UNDECIDED;
}
