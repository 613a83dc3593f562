import type { PriorityWeights } from '../model/configuration.ts';
import type { PainFacts } from '../model/facts.ts';
import type { Message } from '../model/labels.ts';
import type { WeekTotals } from './trend.ts';

/** What counts by how much where `voc.yaml` says nothing. */
export const DEFAULT_WEIGHTS: PriorityWeights = { volume: 4, severity: 3, burst: 3, rise: 1 };

/** What the priority of a pain point is made of, each from 0 to 1. */
export interface PriorityParts {
  readonly volume: number;
  readonly severity: number;
  readonly burst: number;
  readonly rise: number;
}

/** The weighted mean of the parts, from 0 to 1. Weights are at least 0, one of them more. */
export function priorityOf(parts: PriorityParts, weights: PriorityWeights): number {
  const names = ['volume', 'severity', 'burst', 'rise'] as const;
  const all = names.reduce((sum, name) => sum + weights[name], 0);
  return names.reduce((sum, name) => sum + weights[name] * parts[name], 0) / all;
}

/** Volume on the scale of its logarithm, 1 for the largest: a hundred voices are not ten times as urgent as ten. */
export function volumePart(voices: number, largest: number): number {
  return largest === 0 ? 0 : Math.log1p(voices) / Math.log1p(largest);
}

/** Weeks that a burst lasts at most. */
const BURST_WEEKS = 8;
/** Voices that are added to the others, so that three of three in a week are no burst yet. */
const SHRINK = 5;

/**
 * How much of the volume came at once, from 0 to 1: voices in its busiest eight weeks beyond its share of all voices in
 * these weeks, as part of its voices. A pain point that appeared with one event is near 1, one that is always there at 0.
 */
export function burstPart({ weeks }: Pick<PainFacts, 'weeks'>, totals: WeekTotals): number {
  const own = new Map(weeks.map(({ week, voices }) => [week, voices]));
  const sorted = [...totals].sort((a, b) => (a.week < b.week ? -1 : 1));
  const all = sorted.reduce((sum, { voices }) => sum + voices, 0);
  const n = sorted.reduce((sum, { week }) => sum + (own.get(week) ?? 0), 0);
  if (all === 0 || n === 0) return 0;
  let [inWindow, ofWindow, most] = [0, 0, 0];
  for (const [at, { week, voices }] of sorted.entries()) {
    inWindow += own.get(week) ?? 0;
    ofWindow += voices;
    const gone = sorted[at - BURST_WEEKS];
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
  const sum = volume + severity + burst + rise;
  return {
    zh: `优先级（0–1）＝（${volume}×声量＋${severity}×严重度＋${burst}×集中度＋${rise}×上升）÷${sum}。声量＝ln(1＋自己说出问题的声音数)÷最大痛点的同一数值；集中度＝最集中的 ${BURST_WEEKS} 周里超出其应有份额的声音数÷（声音数＋${SHRINK}）；上升＝正在上升或突增为 1，否则为 0。权重可在 voc.yaml 的 priority 下改。`,
    en: `Priority (0-1) = (${volume} × volume + ${severity} × severity + ${burst} × burst + ${rise} × rise) / ${sum}. Volume = ln(1 + voices that say what is wrong) / that of the largest pain point; burst = voices beyond its share in its busiest ${BURST_WEEKS} weeks / (voices + ${SHRINK}); rise = 1 where it is rising or surging, else 0. The weights are set in voc.yaml under priority.`,
  };
}
