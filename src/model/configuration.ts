/** What a team writes down in `voc.yaml`, checked. What is not there is undefined: then the built-in one holds. */
export interface Configuration {
  /** UTC offset of times that state none, `+08:00`. */
  readonly tz?: string;
}
