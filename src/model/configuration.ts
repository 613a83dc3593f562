import type { Aspect, Stage } from './labels.ts';
import type { MetricSettings } from './metric.ts';
import type { PublicSettings } from './public.ts';
import type { ColumnRole } from './source.ts';

/** What a team writes down in `voc.yaml`, checked. What is not there is undefined: then the built-in one holds. */
export interface Configuration {
  readonly priority?: PriorityWeights;
  /** UTC offset of times that state none, `+08:00`. */
  readonly tz?: string;
  readonly journey?: JourneyConfiguration;
  /** Metrics that are computed in another way than the built-in one, and further ones, by id. */
  readonly metrics?: Readonly<Record<string, MetricSettings>>;
  /** What metrics are to reach, by id. */
  readonly targets?: Readonly<Record<string, number>>;
  /** Remembered mappings of columns, by the name that a person gave. */
  readonly profiles?: Readonly<Record<string, Profile>>;
  /** What is told to customers. */
  readonly public?: PublicSettings;
}

/** The journey as a team sees it. */
export interface JourneyConfiguration {
  /** Name of a ready pack. */
  readonly pack?: string;
  /** Own stages, in order; together they take in every stage of the codebook. */
  readonly stages?: readonly {
    readonly name: string;
    readonly id?: string;
    readonly stages?: readonly Stage[];
    readonly aspects?: readonly Aspect[];
    readonly words?: readonly string[];
  }[];
  /** In which stage voices of a channel or source are voiced, by its name. */
  readonly voiced?: Readonly<Record<string, Stage>>;
  /** What is done for customers at a valley, by name or id of the stage. */
  readonly recovery?: Readonly<Record<string, string>>;
  /** Names of the method's steps four to eight. */
  readonly method?: readonly string[];
}

/** How the exports of one system are read. Its columns are also the fingerprint by which they are known again. */
export interface Profile {
  /** In file order. */
  readonly columns: readonly ProfileColumn[];
  /** Line of the header, 0 without one. It is looked for anew in every file; this one is for comparison. */
  readonly header: number;
  /** Name of the source of its voices: part of what makes a voice itself, so that new columns must not change it. */
  readonly source: string;
  readonly channel?: string;
  /** UTC offset of times that state none. */
  readonly tz?: string;
  readonly sheet?: string;
  readonly encoding?: string;
  readonly delimiter?: string;
}

export interface ProfileColumn {
  readonly name: string;
  readonly role: ColumnRole;
  readonly shape: ColumnShape;
}

/** What the values of a column look like, as far as it helps to know it again under another name. */
export type ColumnShape = 'empty' | 'date' | 'number' | 'code' | 'word' | 'text' | 'turns';

/** How much each part counts in the priority of a pain point; at least 0 each. */
export interface PriorityWeights {
  /** The power of the volume: 1 counts voices, 0.5 their root, 0 not at all. */
  readonly volume: number;
  readonly severity: number;
  /** How much of the volume came at once. */
  readonly burst: number;
  /** Whether it is rising. */
  readonly rise: number;
}
