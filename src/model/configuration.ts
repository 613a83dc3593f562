import type { MetricSettings } from './metric.ts';

/** What a team writes down in `voc.yaml`, checked. What is not there is undefined: then the built-in one holds. */
export interface Configuration {
  /** UTC offset of times that state none, `+08:00`. */
  readonly tz?: string;
  /** Metrics that are computed in another way than the built-in one, and further ones, by id. */
  readonly metrics?: Readonly<Record<string, MetricSettings>>;
  /** What metrics are to reach, by id. */
  readonly targets?: Readonly<Record<string, number>>;
}
