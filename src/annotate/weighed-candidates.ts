import type { CandidatePart } from '../model/explanation.ts';
import type { Analysis } from './annotate.ts';
import { type Candidate, candidatesOf } from './candidates.ts';
import { contextOf, sortOf } from './opinion-features.ts';
import { decide, INPUTS, inputsOf, type OpinionModel, STYLES } from './opinion-model.ts';
import { raisedBlame } from './stated.ts';
import { createWorkspace } from './workspace.ts';

/** A candidate with what the model decides on it. */
export interface WeighedCandidate {
  readonly candidate: Candidate;
  readonly polarity: 'positive' | 'negative';
  /** Above 0 for an opinion. */
  readonly margin: number;
  /** They add up to the margin. */
  readonly parts: Readonly<Record<CandidatePart, number>>;
}

/** All candidates of a text as the model weighs them, in text order. */
export function weighedCandidates(
  { findings, satisfaction }: Analysis,
  model: OpinionModel,
): WeighedCandidate[] {
  const { reading, judgements } = findings;
  const { logOdds } = satisfaction;
  const candidates = candidatesOf(reading, judgements);
  const space = createWorkspace();
  const decisions = decide(model, reading, judgements, candidates, logOdds, space);
  const { balance } = contextOf(reading, judgements, candidates.length);
  const style = STYLES.indexOf(decisions.style);
  return candidates.map((candidate, i) => {
    const raised = raisedBlame(reading, candidate, decisions.style, logOdds);
    const negative = (decisions.negative[i] ?? 0) + raised;
    const positive = decisions.positive[i] ?? 0;
    const sign = negative > positive ? 0 : 1;
    const margin = Math.max(negative, positive);
    const line = lineOf(model, style, candidate, sign);
    // What the two sums of weights add is all that the rest does not.
    const [start = 0, , , shortness = 0, all = 0, satisfied = 0] = inputsOf(
      candidate,
      [0, 0],
      balance,
      logOdds,
    ).map((input, at) => input * (line[at] ?? 0));
    const parts = { start, shortness, balance: all, satisfaction: satisfied };
    const wording = margin - start - shortness - all - satisfied;
    return {
      candidate,
      polarity: sign === 0 ? 'negative' : 'positive',
      margin,
      parts: { ...parts, wording },
    };
  });
}

/** The weights of the inputs that decide on a candidate. */
function lineOf(
  { decisions }: OpinionModel,
  style: number,
  candidate: Candidate,
  sign: number,
): Float64Array {
  const from = ((style * 3 + sortOf(candidate)) * 2 + sign) * INPUTS;
  return decisions.subarray(from, from + INPUTS);
}
