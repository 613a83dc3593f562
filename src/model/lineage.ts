import type { Grouper, PainPoint } from './pain.ts';

/** What a person decided about pain points. It holds in all later runs, for all that reads the store. */
export type Decision = { readonly number: number } & (
  | { readonly action: 'rename'; readonly pain: string; readonly label: string }
  /** The members of all `others` belong to `pain`. */
  | { readonly action: 'merge'; readonly pain: string; readonly others: readonly string[] }
  /** Opinions of `pain` whose words contain `term` are a pain point of their own. */
  | {
      readonly action: 'split';
      readonly pain: string;
      readonly term: string;
      readonly label: string;
    }
  /** Counted, but not ranked. */
  | { readonly action: 'hide'; readonly pain: string }
);

/** How many opinions that were in pain point `from` are in `to`; null for not (yet, or any more) in the store. */
export interface Move {
  readonly from: string | null;
  readonly to: string | null;
  readonly opinions: number;
}

/** What happened to a pain point from one run to the next. */
export interface PainEvent {
  readonly painId: string;
  readonly event: 'born' | 'grown' | 'shrunk' | 'merged' | 'split' | 'gone';
  /** Where it went (`merged`) or came from (`split`). */
  readonly partner: string | null;
  /** Opinions before and after. */
  readonly before: number;
  readonly after: number;
  /**
   * What decided: of a `merged` one the share of its opinions that are in the partner; of a `split` one the share of
   * its opinions that were there. Null where no partner is.
   */
  readonly overlap: number | null;
}

/** What decisions make of groups. */
export interface Decided {
  /** All pain points that there may be then; those that no opinion is in are none. */
  readonly pains: readonly PainPoint[];
  /** The pain point of an opinion of a group, by its words where these matter. */
  readonly painOf: (group: string, span: string) => string;
  /** Ids of the groups whose opinions are told apart by their words. */
  readonly divided: ReadonlySet<string>;
}

/** What the store asks while it takes in a clustering: pure answers, handed in by the pipeline. */
export interface Grouping {
  readonly grouper: () => Grouper;
  /** What grouped: dictionaries that differ give another one. */
  readonly engine: string;
  /** Old ids for new ones that hold mostly the same opinions. */
  readonly carry: (moves: readonly Move[]) => ReadonlyMap<string, string>;
  readonly decide: (groups: readonly PainPoint[], decisions: readonly Decision[]) => Decided;
  readonly compare: (moves: readonly Move[]) => readonly PainEvent[];
}

/** One run of `cluster`. */
export interface Run {
  readonly number: number;
  readonly engine: string;
  readonly voices: number;
  readonly opinions: number;
  readonly pains: number;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  /** Pain points that it changed. */
  readonly changes: number;
}
