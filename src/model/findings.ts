import type { Evidenced, GroupCount, PainFacts, Quote, Scope, UrgentVoice } from './facts.ts';
import type { Flag } from './flags.ts';
import type { JourneyMap } from './journey.ts';
import type { Aspect, Kind, Message, Sentiment, Signal, Urgency } from './labels.ts';
import type { MetricUnit, TargetStatus } from './metric.ts';

/** A share with its 95 % Wilson interval; all three from 0 to 1. `n` is what it is a share of. */
export interface Share {
  readonly count: number;
  readonly n: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** A figure with its 95 % interval and the number of answers behind it; null where nothing can be said. */
export interface Metric {
  /** `nps`, `csat`, `net_sentiment` …, and what a team added in `voc.yaml`. */
  readonly id: string;
  readonly name: Message;
  readonly unit: MetricUnit;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
  readonly better: 'high' | 'low';
  readonly formula: Message;
}

/** A metric with what must stand beside it: a score is never alone. */
export interface MetricFinding extends Metric {
  /** How many of the answers come with words; null where nobody counted. */
  readonly withText: number | null;
  readonly target: number | null;
  readonly status: TargetStatus | null;
  /** What the voices behind it complain of most, at most three, with their voices. */
  readonly pains: readonly {
    readonly id: string;
    readonly label: string;
    readonly voices: number;
  }[];
}

/** How the volume of a pain point moves: the last four weeks of the data against those before. */
export interface Trend {
  readonly direction: 'rising' | 'falling' | 'steady' | 'unclear';
  /** Voices in the recent window and in the base window, and the voices of any kind in each. */
  readonly recent: number;
  readonly recentTotal: number;
  readonly base: number;
  readonly baseTotal: number;
  /** Recent share over base share, 0.5 added to both counts; 1 means no change. */
  readonly ratio: number;
  /** Two-sided p-value, and the same after the Benjamini-Hochberg step over all pain points tested. */
  readonly p: number;
  readonly q: number;
}

/** A jump of a pain point in the last week of the data, or in the last two. */
export interface Surge {
  readonly weeks: 1 | 2;
  /** Voices in these weeks, and how many there would be at the share of the year before. */
  readonly voices: number;
  readonly expected: number;
  readonly ratio: number;
  /** One-sided p-value. */
  readonly p: number;
}

/** Where a pain point gathers: a candidate for its cause, to be looked into, never the cause. */
export interface Candidate {
  readonly dimension: 'product' | 'channel' | 'group' | 'stage';
  readonly name: string;
  readonly voices: number;
  /** Part that the value has in the pain point, and in all other voices. */
  readonly share: number;
  readonly base: number;
  /** Risk ratio with its 95 % interval. */
  readonly lift: number;
  readonly low: number;
  readonly high: number;
  /** After the Benjamini-Hochberg step over all values of all pain points. */
  readonly q: number;
}

/** What can be done about a pain point: it is firm enough to act on, or it is not, or it is not ranked and why. */
export type PainStatus = 'actionable' | 'insufficient' | 'general' | 'unclear' | 'hidden';

/** Volume and severity against those of the middle pain point. */
export type Quadrant = 'act' | 'ease' | 'watch' | 'note';

export interface PainFinding extends Omit<PainFacts, 'quotes' | 'weeks'> {
  readonly rank: number;
  readonly share: Share;
  /** 0 to 1, see `Findings.notes` for the formula. */
  readonly severity: number;
  /** Voices that say what is wrong, times (1 + severity). */
  readonly weight: number;
  /** What the ranking sorts by; see `Findings.notes` for the formula. 0 where it is not ranked. */
  readonly priority: number;
  /** `act`: many voices and severe; `ease`: many, not severe; `watch`: few and severe; `note`: neither. */
  readonly quadrant: Quadrant;
  /** 0 to 1, see `Findings.notes` for the formula. */
  readonly stability: number;
  readonly status: PainStatus;
  readonly surge: Surge | null;
  /** Where it gathers, strongest evidence first. */
  readonly candidates: readonly Candidate[];
  readonly trend: Trend;
  /** At most three, most typical first, no two nearly equal. */
  readonly quotes: readonly Quote[];
  /** One entry a week of the whole period, gaps filled with 0. */
  readonly series: readonly number[];
}

export interface PeriodFinding {
  /** `2026-04` for a month, the Monday `2026-04-06` for a week. */
  readonly period: string;
  readonly sentiment: Readonly<Record<Sentiment, number>>;
  readonly voices: number;
  readonly negative: Share;
  readonly meanScore: number;
}

export interface StageFinding {
  /** Of the codebook, or of the journey that a team has chosen in `voc.yaml`. */
  readonly stage: string;
  readonly name: Message;
  readonly voices: number;
  /** Mean polarity of the stage's opinions from -1 to 1 with its 95 % interval; null below `n` of 1. */
  readonly emotion: {
    readonly mean: number;
    readonly low: number;
    readonly high: number;
    readonly n: number;
  } | null;
  /** Best, worst and last stage among those with enough voices. */
  readonly marks: readonly ('peak' | 'valley' | 'end')[];
  /** Ids of its main pain points, heaviest first, at most three. */
  readonly pains: readonly string[];
}

export interface LabelFinding<Label extends string> {
  readonly label: Label;
  readonly share: Share;
}

/** How clean the voices are, and how figures change without those of a suspect flag. */
export interface CleaningFinding {
  /** In the order of `FLAGS`, those that some voice carries. */
  readonly flags: readonly { readonly flag: Flag; readonly voices: number }[];
  readonly groups: number;
  readonly excluded: number;
  /** Voices of the report that carry a suspect flag. */
  readonly suspect: number;
  /** Each metric that somebody answered, with all voices of the report and without the suspect ones. */
  readonly metrics: readonly { readonly all: Metric; readonly clean: Metric }[];
  /** The heaviest pain points of the report, likewise. */
  readonly pains: readonly {
    readonly id: string;
    readonly label: string;
    readonly all: Share;
    readonly clean: Share;
  }[];
}

/** How something stands against the period before. */
export type Change = 'new' | 'worse' | 'same' | 'better' | 'gone';

/** A pain point in two periods. */
export interface PainChange {
  readonly id: string;
  readonly label: string;
  /** Of all voices of the period. */
  readonly now: Share;
  readonly before: Share;
  /** Share in this period minus share before, with its 95 % interval; -1 to 1. */
  readonly difference: { readonly value: number; readonly low: number; readonly high: number };
  /** False discovery rate of the difference. */
  readonly q: number;
  readonly change: Change;
}

/** A metric in two periods. */
export interface MetricChange {
  readonly now: Metric;
  readonly before: Metric;
  /** This period less the one before in the unit of the metric, with its 95 % interval; null where nothing can be said. */
  readonly difference: {
    readonly value: number | null;
    readonly low: number | null;
    readonly high: number | null;
  };
  readonly change: Change;
}

/** A period beside the one before it. */
export interface Comparison {
  /** First and last day, both included. */
  readonly now: { readonly since: string; readonly until: string };
  readonly before: { readonly since: string; readonly until: string };
  readonly voices: { readonly now: number; readonly before: number };
  readonly negative: {
    readonly now: Share;
    readonly before: Share;
    /** As that of a pain point. */
    readonly difference: PainChange['difference'];
    readonly change: Change;
  };
  readonly metrics: readonly MetricChange[];
  /** Pain points of either period, the surest change first. */
  readonly pains: readonly PainChange[];
}

/** Everything that a report may say. A renderer can find nothing new. */
export interface Findings {
  readonly scope: Scope;
  readonly sentiment: readonly LabelFinding<Sentiment>[];
  readonly metrics: readonly MetricFinding[];
  readonly weeks: readonly PeriodFinding[];
  readonly months: readonly PeriodFinding[];
  readonly kinds: readonly LabelFinding<Kind>[];
  readonly signals: readonly LabelFinding<Signal>[];
  readonly urgency: readonly LabelFinding<Urgency>[];
  readonly aspects: readonly {
    readonly aspect: Aspect;
    readonly voices: number;
    readonly positive: number;
    readonly negative: number;
  }[];
  readonly stages: readonly StageFinding[];
  readonly sources: readonly GroupCount[];
  readonly channels: readonly GroupCount[];
  readonly groups: readonly GroupCount[];
  readonly products: readonly GroupCount[];
  /** Ranked pain points, by priority. */
  readonly pains: readonly PainFinding[];
  /** What volume (voices that say what is wrong) and severity are held against to tell the quadrants. */
  readonly middle: { readonly told: number; readonly severity: number };
  /** Negative opinions that name no problem or were not understood: kept, counted, not ranked. */
  readonly others: readonly PainFinding[];
  /** Ids of pain points whose trend is rising, strongest first; likewise falling. */
  readonly rising: readonly string[];
  readonly falling: readonly string[];
  /** Voices that cannot wait, the latest first. */
  readonly urgentVoices: readonly UrgentVoice[];
  readonly cleaning: CleaningFinding;
  /** At most three quotes for each count, no two nearly equal. */
  readonly evidence: readonly Evidenced[];
  /** Absent where nobody asked for it. */
  readonly comparison?: Comparison;
  /** The map with the nine elements; absent in formats that have no room for it. */
  readonly journey?: JourneyMap;
  /** What the figures mean and what cannot be said from so few voices. */
  readonly notes: readonly Message[];
}
