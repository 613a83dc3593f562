import type { Change, Share } from './findings.ts';

/** How far something that is done for customers has come. */
export type ActionState = 'planned' | 'doing' | 'done';

/** What a team does about a pain point, in its own words; nobody else can know it. */
export interface PublicAction {
  readonly did: string;
  /** First day on which it holds, `YYYY-MM-DD`. */
  readonly since?: string;
  readonly state?: ActionState;
}

/** What a team writes in `voc.yaml` for the page that it publishes. */
export interface PublicSettings {
  readonly title?: string;
  /** Numbers below this are not told. */
  readonly least?: number;
  /** Actions by the id of the pain point. */
  readonly actions?: Readonly<Record<string, PublicAction>>;
}

/** A pain point before and since something was done about it. */
export interface Effect {
  /** Of all voices of the period; periods are of equal length, or as long as the data reach back. */
  readonly before: Share;
  readonly after: Share;
  /** Share since minus share before, with its 95 % interval; -1 to 1. */
  readonly difference: { readonly value: number; readonly low: number; readonly high: number };
  readonly change: Change;
}

/** A pain point as it may be published: without ids, in words that tell nobody. */
export interface PublicPain {
  readonly label: string;
  readonly voices: number;
  /** Customers' words without personal data. */
  readonly quotes: readonly string[];
  readonly action: PublicAction | null;
  /** Null where nothing was done yet, or too few voices have come since to tell. */
  readonly effect: Effect | null;
}

/** What a team tells its customers: what they said, and what was done. */
export interface PublicFindings {
  readonly title: string | null;
  readonly voices: number;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  readonly least: number;
  readonly pains: readonly PublicPain[];
}
