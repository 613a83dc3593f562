import type { Facts, PainFacts } from '../model/facts.ts';
import type { Candidate } from '../model/findings.ts';
import { falseDiscoveryRates, midP } from './binomial.ts';
import { Z95 } from './interval.ts';
import { voicesOf } from './periods.ts';

/** Voices of a pain point that a value must have to be tested. */
const LEAST_VOICES = 3;
/** False discovery rate at which a value is named, over all values of all pain points. */
const RATE = 0.05;
/** A value that is over-represented by less than a quarter is not worth naming. */
const LEAST_LIFT = 1.25;

interface Tested extends Omit<Candidate, 'q'> {
  readonly pain: number;
  readonly p: number;
}

/**
 * Where each pain point gathers, in the order of `pains`: products, channels, customer groups and stages that have a larger
 * part in its voices than in all others (lift: risk ratio with its 95 % interval after Katz). Two-sided mid-p values of
 * the binomial test pass the Benjamini-Hochberg step over everything tested, so that a long list of products does not
 * name one by chance. The stage of the pain point itself is left out: its voices speak of it by what they say. What is
 * over-represented is a candidate to look into, not a cause. Strongest evidence first.
 */
export function candidatesOf(facts: Facts, pains: readonly PainFacts[]): Candidate[][] {
  const tested = pains.flatMap((pain, at) => testsOf(facts, pain, at));
  const rates = falseDiscoveryRates(tested.map(({ p }) => p));
  const found = pains.map((): Candidate[] => []);
  for (const [i, { pain, p: _, ...candidate }] of tested.entries()) {
    const q = rates[i] ?? 1;
    if (q < RATE && candidate.lift >= LEAST_LIFT) found[pain]?.push({ ...candidate, q });
  }
  for (const list of found) {
    list.sort((a, b) => a.q - b.q || b.voices - a.voices || (a.name < b.name ? -1 : 1));
  }
  return found;
}

function testsOf(facts: Facts, pain: PainFacts, at: number): Tested[] {
  const all = facts.scope.voices;
  const groups = (list: Facts['products']) =>
    list.map(({ name, sentiment }) => ({ name, voices: voicesOf(sentiment) }));
  const dimensions = [
    ['product', pain.products, groups(facts.products)],
    ['channel', pain.channels, groups(facts.channels)],
    ['group', pain.groups, groups(facts.groups)],
    [
      'stage',
      pain.stages
        .filter(({ stage }) => stage !== pain.stage)
        .map(({ stage, voices }) => ({ name: stage, voices })),
      facts.stages.map(({ stage, voices }) => ({ name: stage, voices })),
    ],
  ] as const;
  return dimensions.flatMap(([dimension, own, total]) =>
    own.flatMap(({ name, voices }) => {
      const of = total.find((one) => one.name === name)?.voices ?? 0;
      const known = name !== null && voices >= LEAST_VOICES && of >= voices && of < all;
      return known ? [{ pain: at, dimension, name, ...liftOf(voices, pain.voices, of, all) }] : [];
    }),
  );
}

/** `voices` of the `n` of a pain point have the value, and `of` of `all`. */
function liftOf(
  voices: number,
  n: number,
  of: number,
  all: number,
): Omit<Tested, 'pain' | 'dimension' | 'name'> {
  const [restWith, rest] = [of - voices, all - n];
  // Half a voice is added on either side, so that nothing is infinitely often.
  const [share, base] = [(voices + 0.5) / (n + 1), (restWith + 0.5) / (rest + 1)];
  const lift = share / base;
  const error = Math.sqrt(
    Math.max(0, 1 / (voices + 0.5) - 1 / (n + 1) + 1 / (restWith + 0.5) - 1 / (rest + 1)),
  );
  return {
    voices,
    share: voices / n,
    base: rest > 0 ? restWith / rest : 0,
    lift,
    low: lift * Math.exp(-Z95 * error),
    high: lift * Math.exp(Z95 * error),
    p: midP(voices, n, of / all),
  };
}
