import type { Message } from './labels.ts';

/** How answers become one figure. */
export type MetricFormula = 'balance' | 'share' | 'mean' | 'median';

/** What a metric's figure counts: points from -100 to 100, percent from 0 to 100, minutes, or the scale of its answers. */
export type MetricUnit = 'points' | 'percent' | 'minutes' | 'score';

/** What plain numbers of a column of durations count. */
export type TimeUnit = 'seconds' | 'minutes' | 'hours' | 'days';

/** What a team may say of a metric in `voc.yaml`; what is left out is that of the built-in one of the same name. */
export interface MetricSettings {
  readonly name?: string;
  /** By default what the rest implies: `bottom` a balance, `top` or `label` a share, `unit` a median, else a mean. */
  readonly formula?: MetricFormula;
  /** `rating`, or a column of the exports. */
  readonly column?: string;
  /** Instead of a column: the share of voices with this label of sentiment, kind, signal or urgency. */
  readonly label?: string;
  /** Voices of one source only. */
  readonly source?: string;
  /** Lowest and highest answer; others are left out. */
  readonly scale?: readonly [number, number];
  /** Lowest answer in favour, and highest one against. */
  readonly top?: number;
  readonly bottom?: number;
  readonly unit?: TimeUnit;
  /** Of `repeat_contact`: within how many days a contact counts as another about the same. */
  readonly days?: number;
  readonly better?: 'high' | 'low';
}

/** A metric with everything decided. */
export interface MetricDefinition {
  readonly id: string;
  readonly name: Message;
  readonly formula: MetricFormula;
  /** Where its answers stand: `rating`, `sentiment`, `repeat`, or columns of exports, of which a voice's first counts. */
  readonly columns: readonly string[];
  /** The label whose share it is; then there are no columns. */
  readonly label: string | null;
  readonly source: string | null;
  readonly scale: readonly [number, number] | null;
  readonly top: number | null;
  readonly bottom: number | null;
  /** Words in the name of a column of which a high answer is a bad one: its answers are turned round on the scale. */
  readonly turnedBy: readonly string[];
  /** Set for durations, which are told in minutes. */
  readonly unit: TimeUnit | null;
  readonly days: number | null;
  readonly better: 'high' | 'low';
  readonly target: number | null;
}

/** Of so many answers one may be a slip or a code for none; of fewer, one that is off the scale may show another scale. */
const LEAST_WITH_STRAY = 5;
/** Of more answers, so many may be. */
const STRAYS = 0.05;

/** How many of `answers` may be off the scale that they were asked on. */
export function straysAmong(answers: number): number {
  return answers < LEAST_WITH_STRAY ? 0 : Math.max(1, Math.floor(STRAYS * answers));
}

/** So many voices gave this answer, so many of them with a text. */
export interface MetricAnswer {
  readonly value: number;
  readonly voices: number;
  readonly withText: number;
}

/** A figure with its 95 % interval; null where nothing can be said. */
export interface MetricFigure {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
  /** How many of the n voices say something besides the answer. */
  readonly withText: number;
}

/** Whether the whole interval is on the good side of the target, on the bad one, or on both. */
export type TargetStatus = 'met' | 'missed' | 'unclear';
