import type { LinearModel } from '../classify/model.ts';
import type { PatternHit } from '../lexicon/scan.ts';
import type { Contribution } from '../model/explanation.ts';
import type { Span } from '../model/voice.ts';
import type { Analysis } from './annotate.ts';
import { blockedCues } from './cues.ts';
import type { Judgement } from './judgement.ts';
import { labelOf } from './reading.ts';
import { ACCUSING, BLAME_WEIGHT, sharesOf, signWeight } from './sentiment.ts';
import { isBrief, RECOMMENDING, SIGNS, saturation, tellingOf } from './signs.ts';

/** What the model adds at each unit of the cleaned text, and behind it for each judgement: `added[unit] * trust`. */
export interface ModelShares {
  readonly added: Float64Array;
  readonly trust: number;
}

/**
 * The log-odds taken apart, strongest first. Each judgement and hint has its share of the balance; a judgement has what the
 * model makes of its claim besides, and the first and the last have that sign; the cues of an accusation or a recommendation
 * share theirs equally; each token has what the model's features in it add.
 */
export function contributionsOf(
  analysis: Analysis,
  model: LinearModel | null,
  shares: ModelShares | null,
  tokens: readonly Span[],
): Contribution[] {
  const all = [
    ...balanceShares(analysis, model, shares),
    ...cueShares(analysis, model, 'accusation', ACCUSING),
    ...cueShares(analysis, model, 'recommendation', RECOMMENDING),
    ...(shares ? tokenShares(shares, tokens) : []),
  ];
  if (model) all.push({ source: 'bias', origin: 'model', index: null, logOdds: model.bias });
  return all
    .filter(({ logOdds }) => logOdds !== 0)
    .sort((a, b) => Math.abs(b.logOdds) - Math.abs(a.logOdds) || (a.index ?? -1) - (b.index ?? -1));
}

function weightOf(model: LinearModel | null, sign: (typeof SIGNS)[number]): number {
  return signWeight(model, SIGNS.indexOf(sign));
}

function balanceShares(
  { findings, balance, satisfaction }: Analysis,
  model: LinearModel | null,
  learned: ModelShares | null,
): Contribution[] {
  const { reading, judgements } = findings;
  const brief = isBrief(reading) ? weightOf(model, 'brief') : 0;
  const worth = weightOf(model, 'balance') + brief;
  const unit = worth / saturation(balance);
  const share = (weight: number): number => unit * (weight > 0 ? weight : BLAME_WEIGHT * weight);
  const shares = sharesOf(reading, judgements, balance);
  const places = placeShares(judgements, satisfaction.signs, model);
  return [
    ...shares.judgements.map(({ item, weight }, index): Contribution => {
      const unit = reading.units.length + index;
      const own = learned ? modelShare(learned, unit, unit + 1) : 0;
      const logOdds = share(weight) + (places.get(item) ?? 0) + own;
      return { source: 'judgement', origin: item.origin, index, logOdds };
    }),
    ...shares.hints.map(({ item, weight }): Contribution => {
      const index = reading.cues.indexOf(item);
      return { source: 'hint', origin: 'lexicon', index, logOdds: share(weight) };
    }),
  ];
}

/** What the first and the last judgement add because they stand there. */
function placeShares(
  judgements: readonly Judgement[],
  signs: readonly number[],
  model: LinearModel | null,
): Map<Judgement, number> {
  const telling = tellingOf(judgements);
  const shares = new Map<Judgement, number>();
  for (const [sign, one] of [['first', telling[0]] as const, ['last', telling.at(-1)] as const]) {
    if (!one) continue;
    const worth = (signs[SIGNS.indexOf(sign)] ?? 0) * weightOf(model, sign);
    shares.set(one, (shares.get(one) ?? 0) + worth);
  }
  return shares;
}

function cueShares(
  { findings, satisfaction }: Analysis,
  model: LinearModel | null,
  source: 'accusation' | 'recommendation',
  labels: readonly string[],
): Contribution[] {
  const { cues } = findings.reading;
  const blocked = blockedCues(cues);
  const live = (hit: PatternHit): boolean => labels.includes(labelOf(hit)) && !blocked.has(hit);
  const indices = [...cues.keys()].filter((index) => live(cues[index] as PatternHit));
  const logOdds =
    ((satisfaction.signs[SIGNS.indexOf(source)] ?? 0) * weightOf(model, source)) / indices.length;
  return indices.map((index) => ({ source, origin: 'lexicon', index, logOdds }));
}

function tokenShares(shares: ModelShares, tokens: readonly Span[]): Contribution[] {
  return tokens.map(({ start, end }, index) => {
    const logOdds = modelShare(shares, start, end);
    return { source: 'model', origin: 'model', index, logOdds };
  });
}

function modelShare({ added, trust }: ModelShares, start: number, end: number): number {
  let sum = 0;
  for (let unit = start; unit < end; unit++) sum += added[unit] ?? 0;
  return sum * trust;
}
