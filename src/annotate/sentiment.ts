import type { LinearModel } from '../classify/model.ts';
import type { Sentiment } from '../model/labels.ts';
import type { Judgement } from './judgement.ts';
import type { Reading } from './reading.ts';

/** What judgements and hints add up to, both sums at least 0. */
export interface Balance {
  readonly praise: number;
  readonly blame: number;
  /** How much of both sums together judgements are; the rest are hints. */
  readonly judged: number;
  /** Share of the smaller sum in both from which the voice is mixed. */
  readonly mixedFrom: number;
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
/** Satisfied customers complain more freely than dissatisfied ones praise. Tuned on the training splits. */
export const BLAME_WEIGHT = 0.85;
/** A denied fault or a wish counts, but one strong word must not drown a voice. */
const MOST = 3;
const MOST_HINTS = 2.5;

/** Adds up judgements; what stands before a contrast (…, 但是 …) counts less. */
export function balanceOf(reading: Reading, judgements: readonly Judgement[]): Balance {
  const turn = lastTurn(reading);
  const curt = reading.clauses.length <= CURT;
  const granted = curt ? 0.5 : 0.7;
  let praise = 0;
  let blame = 0;
  let judged = 0;
  for (const one of judgements) {
    const weight = Math.min(MOST, Math.abs(one.weight)) * (one.clause < turn ? granted : 1);
    if (one.weight > 0) praise += weight;
    else blame += weight;
    if (weight >= FAINT) judged += weight;
  }
  const hints = hintsIn(reading, judgements);
  const trust = judged < SILENT ? 1 : Math.min(1, reading.clauses.length / LONG);
  return {
    praise: praise + trust * hints.praise,
    blame: blame + trust * hints.blame,
    judged,
    mixedFrom: curt && turn === 0 ? CURT_SHARE : MIXED_SHARE,
  };
}

/** Words that betray how the speaker feels without judging anything (居然, 还会). */
function hintsIn(
  { cues }: Reading,
  judgements: readonly Judgement[],
): Pick<Balance, 'praise' | 'blame'> {
  let praise = 0;
  let blame = 0;
  const seen = new Set<string>();
  for (const { anchored, start, end } of cues) {
    const cue = anchored.cue;
    if (cue?.label !== 'sentiment' || seen.has(cue.entry)) continue;
    if (judgements.some((one) => one.start < end && one.end > start)) continue;
    seen.add(cue.entry);
    if (cue.weight > 0) praise += cue.weight;
    else blame -= cue.weight;
  }
  return { praise: Math.min(MOST_HINTS, praise), blame: Math.min(MOST_HINTS, blame) };
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

/** In so few clauses, with judgements of so much weight, rules see all there is and the model only words. */
const BRIEF = 2;
const OUTSPOKEN = 1;
const TRUST_IN_BRIEF = 0.7;

/** How much of what the model makes of a text's own words counts, from 0 to 1. */
export function trustIn(clauses: number, { judged }: Balance): number {
  return clauses <= BRIEF && judged >= OUTSPOKEN ? TRUST_IN_BRIEF : 1;
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
    sum += (signs[i] as number) * ((model ? model.dense[i] : RULES_ALONE[i]) ?? 0);
  }
  return sum;
}

/**
 * The voice's sentiment. The score is twice the probability that the speaker is satisfied, less one; it is never
 * 0. Hints are none in a voice that asks, and an accusation is one of whatever else it says.
 */
export function sentimentOf(
  { praise, blame, judged, mixedFrom }: Balance,
  logOdds: number,
  cues: ReadonlySet<string>,
): { label: Sentiment; score: number } {
  const score = round(Math.tanh(logOdds / 2));
  const sum = praise + blame;
  const asks = cues.has('kind:inquiry') || cues.has('kind:question');
  if (judged < SILENT && (asks || sum < SUGGESTIVE)) {
    if (cues.has('kind:complaint') || cues.has('signal:churn')) return { label: 'negative', score };
    if (asks || Math.abs(logOdds) < SURE) return { label: 'neutral', score };
  }
  const smaller = Math.min(praise, blame);
  const balanced = smaller >= MIXED_SUM && smaller / sum >= mixedFrom;
  if (balanced && Math.abs(logOdds) < DOMINANT) return { label: 'mixed', score };
  return { label: score >= 0 ? 'positive' : 'negative', score };
}

function round(score: number): number {
  return Math.round(score * 100) / 100 || UNDECIDED;
}
