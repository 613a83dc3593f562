import type { Scorer } from '../classify/score.ts';
import { hasOneOf } from './cues.ts';
import type { Judgement } from './judgement.ts';
import type { Reading } from './reading.ts';
import { ACCUSING, type Balance, BLAME_WEIGHT, logOddsOf, trustIn } from './sentiment.ts';

/** What the polarity model is told of the rules' findings besides the text's own characters; each from -1 to 1. */
export const SIGNS = ['balance', 'brief', 'first', 'last', 'accusation', 'recommendation'] as const;

/** Voices of so few clauses are brief: what the rules find in them is nearly all there is. */
const BRIEF = 2;
/** Judgements from this weight on speak as clearly as can be. */
const CLEAR = 2;
/** How fast the balance saturates. */
const STEADINESS = 1;

/** What one side of the balance is divided by: it saturates. */
export function saturation({ praise, blame }: Balance): number {
  return praise + blame + STEADINESS;
}

/** Labels of the cues that recommend. */
export const RECOMMENDING: readonly string[] = ['signal:recommend', 'signal:repurchase'];

/** The signs of a voice, in the order of `SIGNS`. */
export function signsOf(
  reading: Reading,
  judgements: readonly Judgement[],
  cues: ReadonlySet<string>,
  sums: Balance,
): number[] {
  const balance = (sums.praise - BLAME_WEIGHT * sums.blame) / saturation(sums);
  return [
    balance,
    isBrief(reading) ? balance : 0,
    clearness(judgements.find(tells)),
    clearness(judgements.findLast(tells)),
    hasOneOf(cues, ACCUSING) ? -1 : 0,
    hasOneOf(cues, RECOMMENDING) ? 1 : 0,
  ];
}

/** Whether a voice is so short that its balance counts twice. */
export function isBrief({ clauses }: Reading): boolean {
  return clauses.length <= BRIEF;
}

/** The judgements that claim something, the first and the last of which are signs. */
export function tellingOf(judgements: readonly Judgement[]): readonly Judgement[] {
  return judgements.filter(tells);
}

function tells({ weight }: Judgement): boolean {
  return weight !== 0;
}

/** How satisfied the speaker of a voice is, and what tells it. */
export interface Satisfaction {
  readonly logOdds: number;
  /** In the order of `SIGNS`. */
  readonly signs: readonly number[];
  /** How much the model's score of the text's own words counts, from 0 to 1; 0 where there is none. */
  readonly trust: number;
}

/** Log-odds that the speaker of a voice is satisfied; without a model, or without words, the rules alone decide. */
export function satisfactionOf(
  reading: Reading,
  judgements: readonly Judgement[],
  cues: ReadonlySet<string>,
  balance: Balance,
  polarity: Scorer | null,
): Satisfaction {
  const words = polarity === null ? null : reading.words;
  const own = words
    ? (polarity?.score(reading.units, words, turnedIn(judgements), judgements) ?? 0)
    : 0;
  const trust = words ? trustIn(isBrief(reading), balance) : 0;
  const signs = signsOf(reading, judgements, cues, balance);
  return { logOdds: logOddsOf(signs, polarity?.model ?? null, own * trust), signs, trust };
}

function clearness(one: Judgement | undefined): number {
  return one ? Math.max(-1, Math.min(1, one.weight / CLEAR)) : 0;
}

/** What the rules turned into its opposite: the model must not see its words, only what they claim. */
export function turnedIn(judgements: readonly Judgement[]): readonly Judgement[] {
  return judgements.some(isTurned) ? judgements.filter(isTurned) : NONE;
}

function isTurned({ turned }: Judgement): boolean {
  return turned;
}

const NONE: readonly Judgement[] = [];
