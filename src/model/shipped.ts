/** What the package carries for the stages to look things up in, as it stands on disk. */
export interface Shipped {
  /** Bytes of the compiled dictionaries. */
  readonly dictionaries: Uint8Array;
  /** Bytes of the compiled word list. */
  readonly words: Uint8Array;
  /** Bytes of the polarity model. */
  readonly polarity: Uint8Array;
  /** Bytes of the opinion model. */
  readonly opinions: Uint8Array;
  /** Bytes of the aspect model. */
  readonly aspects: Uint8Array;
  /** Bytes of the model of advertisements. */
  readonly spam: Uint8Array;
}
