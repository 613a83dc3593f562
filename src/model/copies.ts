/** What comparing needs to know of a voice. */
export interface ComparedVoice {
  readonly key: string;
  /** When it was said, in microseconds since 1970; null where nobody knows. */
  readonly saidAt: number | null;
  readonly text: string;
  readonly customerId: string | null;
  readonly product: string | null;
}

/** What comparing a voice with all others found. */
export interface CopyFinding {
  readonly key: string;
  /** Key of the first voice of the near-duplicates that this one is among, itself included; null for none. */
  readonly group: string | null;
  /** Whether the group is a long text of several customers or for several products. */
  readonly copied: boolean;
  /** How far nobody worded it for the purpose, from 0 to 1: a template that others filled, words put in by a program, a heap of stock praise. */
  readonly spun: number;
}
