import type { Scorer } from '../classify/score.ts';
import type { Judgement } from './judgement.ts';
import type { Reading } from './reading.ts';
import { type Balance, BLAME_WEIGHT, logOddsOf, trustIn } from './sentiment.ts';

/** What the polarity model is told of the rules' findings besides the text's own characters; each from -1 to 1. */
export const SIGNS = ['balance', 'brief', 'first', 'last', 'accusation', 'recommendation'] as const;

/** Voices of so few clauses are brief: what the rules find in them is nearly all there is. */
const BRIEF = 2;
/** Judgements from this weight on speak as clearly as can be. */
const CLEAR = 2;
/** How fast the balance saturates. */
const STEADINESS = 1;

/** The signs of a voice, in the order of `SIGNS`. */
export function signsOf(
  reading: Reading,
  judgements: readonly Judgement[],
  cues: ReadonlySet<string>,
  { praise, blame }: Balance,
): number[] {
  const balance = (praise - BLAME_WEIGHT * blame) / (praise + blame + STEADINESS);
  const telling = judgements.filter(({ weight }) => weight !== 0);
  return [
    balance,
    reading.clauses.length <= BRIEF ? balance : 0,
    clearness(telling[0]),
    clearness(telling.at(-1)),
    cues.has('kind:complaint') || cues.has('signal:churn') ? -1 : 0,
    cues.has('signal:recommend') || cues.has('signal:repurchase') ? 1 : 0,
  ];
}

/** Log-odds that the speaker of a voice is satisfied; without a model, or without words, the rules alone decide. */
export function satisfactionOf(
  reading: Reading,
  judgements: readonly Judgement[],
  cues: ReadonlySet<string>,
  balance: Balance,
  polarity: Scorer | null,
): number {
  const own =
    polarity && reading.words
      ? polarity.score(reading.folded, reading.words, turnedIn(judgements))
      : 0;
  const trusted = own * trustIn(reading.clauses.length, balance);
  return logOddsOf(signsOf(reading, judgements, cues, balance), polarity?.model ?? null, trusted);
}

function clearness(one: Judgement | undefined): number {
  return one ? Math.max(-1, Math.min(1, one.weight / CLEAR)) : 0;
}

/** What the rules turned into its opposite: the model, which knows the words alone, must not see it. */
export function turnedIn(judgements: readonly Judgement[]): readonly Judgement[] {
  return judgements.some(isTurned) ? judgements.filter(isTurned) : NONE;
}

function isTurned({ turned }: Judgement): boolean {
  return turned;
}

const NONE: readonly Judgement[] = [];
