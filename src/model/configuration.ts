/** What a team writes down in `voc.yaml`, checked. What is not there is undefined: then the built-in one holds. */
export interface Configuration {
  readonly priority?: PriorityWeights;
  /** UTC offset of times that state none, `+08:00`. */
  readonly tz?: string;
}

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
