import type { Aspect, Stage } from './labels.ts';
import type { MetricSettings } from './metric.ts';

/** What a team writes down in `voc.yaml`, checked. What is not there is undefined: then the built-in one holds. */
export interface Configuration {
  /** UTC offset of times that state none, `+08:00`. */
  readonly tz?: string;
  readonly journey?: JourneyConfiguration;
  /** Metrics that are computed in another way than the built-in one, and further ones, by id. */
  readonly metrics?: Readonly<Record<string, MetricSettings>>;
  /** What metrics are to reach, by id. */
  readonly targets?: Readonly<Record<string, number>>;
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
