import type { PriorityWeights } from '../model/configuration.ts';
import type { PainFacts } from '../model/facts.ts';
import type { Message } from '../model/labels.ts';
import type { WeekTotals } from './trend.ts';

/** What counts by how much where `voc.yaml` says nothing. */
export const DEFAULT_WEIGHTS: PriorityWeights = { volume: 1, severity: 1, burst: 3, rise: 0.5 };

/** What the priority of a pain point is made of. */
export interface PriorityParts {
  /** Voices that say what is wrong. */
  readonly told: number;
  /** From 0 to 1, as the others. */
  readonly severity: number;
  readonly burst: number;
  readonly rise: number;
}

/** Voices, to the power of their weight, each counted more the more is at stake, the more they came at once or rise. */
export function priorityOf(
  { told, severity, burst, rise }: PriorityParts,
  weights: PriorityWeights,
): number {
  const more = weights.severity * severity + weights.burst * burst + weights.rise * rise;
  return told === 0 ? 0 : told ** weights.volume * (1 + more);
}

/** Weeks that a burst lasts at most. */
const BURST_WEEKS = 8;
/** Voices that are added to the others, so that three of three in a week are no burst yet. */
const SHRINK = 5;

/**
 * How much of the volume came at once, from 0 to 1: voices in its busiest eight weeks beyond its share of all voices in
 * these weeks, as part of its voices. A pain point that appeared with one event is near 1, one that is always there at 0.
 * @param totals in order of time
 */
export function burstPart({ weeks }: Pick<PainFacts, 'weeks'>, totals: WeekTotals): number {
  const own = new Map(weeks.map(({ week, voices }) => [week, voices]));
  const all = totals.reduce((sum, { voices }) => sum + voices, 0);
  const n = totals.reduce((sum, { week }) => sum + (own.get(week) ?? 0), 0);
  if (all === 0 || n === 0) return 0;
  let [inWindow, ofWindow, most] = [0, 0, 0];
  for (const [at, { week, voices }] of totals.entries()) {
    inWindow += own.get(week) ?? 0;
    ofWindow += voices;
    const gone = totals[at - BURST_WEEKS];
    if (gone !== undefined) {
      inWindow -= own.get(gone.week) ?? 0;
      ofWindow -= gone.voices;
    }
    most = Math.max(most, inWindow - (n * ofWindow) / all);
  }
  return most / (n + SHRINK);
}

/** The formula with the weights that hold, for the notes of a report. */
export function priorityFormula({ volume, severity, burst, rise }: PriorityWeights): Message {
  const power = volume === 1 ? '' : `^${volume}`;
  return {
    zh: `优先级（排序依据）＝自己说出问题的声音数${power}×（1＋${severity}×严重度＋${burst}×集中度＋${rise}×上升）。集中度（0–1）＝最集中的 ${BURST_WEEKS} 周里超出应有份额的声音数÷（声音数＋${SHRINK}）；上升：正在上升或突增为 1，否则为 0。权重可在 voc.yaml 的 priority 下改。`,
    en: `Priority (what the ranking sorts by) = voices that say what is wrong${power} × (1 + ${severity} × severity + ${burst} × burst + ${rise} × rise). Burst (0-1) = voices beyond its share in its busiest ${BURST_WEEKS} weeks / (voices + ${SHRINK}); rise = 1 where it is rising or surging, else 0. The weights are set in voc.yaml under priority.`,
  };
}
