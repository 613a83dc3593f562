import type { PainFacts } from '../model/facts.ts';
import type { Message } from '../model/labels.ts';

/** Below this a pain point is not firm enough to act on. */
export const LEAST_STABILITY = 0.5;
/** A resample agrees if its volume is within this part of the volume. */
const WITHIN = 0.25;

/**
 * How firm a pain point is, from 0 to 1: the chance that its volume stays within a quarter when the voices are drawn
 * anew (the normal form of the bootstrap of voices, so that no random number is needed), times the share of its voices
 * that say themselves what is wrong. Grouping needs no such factor: it does not depend on which other voices there are.
 */
export function stabilityOf(
  { voices, told }: Pick<PainFacts, 'voices' | 'told'>,
  allVoices: number,
): number {
  if (voices === 0 || allVoices === 0) return 0;
  const spread = Math.sqrt(voices * Math.max(1 - voices / allVoices, 1 / allVoices));
  return (told / voices) * (2 * normal((WITHIN * voices) / spread) - 1);
}

/** Distribution function of the normal distribution (Abramowitz and Stegun 26.2.17, error below 1e-7), for `x` of at least 0. */
function normal(x: number): number {
  const t = 1 / (1 + 0.2316419 * x);
  const powers = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429];
  const tail = powers.reduce((sum, factor, i) => sum + factor * t ** (i + 1), 0);
  return 1 - (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * tail;
}

/** The formula, for the notes of a report. */
export const STABILITY_FORMULA: Message = {
  zh: `稳定性（0–1）＝重新抽取声音时声量变化不超过四分之一的概率（自助法的正态近似）×自己说出问题的声音占比；低于 ${LEAST_STABILITY} 标为「暂不足以行动」。`,
  en: `Stability (0-1) = chance that the volume stays within a quarter when voices are drawn anew (normal form of the bootstrap) × share of voices that say themselves what is wrong; below ${LEAST_STABILITY}: not firm enough to act on.`,
};
