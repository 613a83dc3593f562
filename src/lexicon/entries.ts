import type { Aspect, Stage } from '../model/labels.ts';
import type { Pattern } from './patterns.ts';

/** What a word or pattern says of what it is about. */
export interface Evaluation {
  /** The entry as it stands in its dictionary. */
  readonly entry: string;
  /** -3 (outrage) to 3 (delight); never 0. */
  readonly weight: number;
  readonly aspect: Aspect | null;
  readonly stage: Stage | null;
  /** The class of problem in customers' words, which merges synonyms (龟速, 迟迟不发 → 慢); null for praise. */
  readonly problem: string | null;
}

/** Whether more of an object is better (性价比), worse (油耗) or depends (0). */
export type MoreIs = 1 | -1 | 0;

/** Something that customers judge. */
export interface AspectTerm {
  readonly term: string;
  /** The name that its synonyms share: 小哥, 配送员 → 快递员. */
  readonly object: string;
  readonly aspect: Aspect;
  readonly stage: Stage | null;
  readonly more: MoreIs;
  /** What it is about in industries where that is another thing: the signal of a network, and of a phone. Null for none. */
  readonly senses: ReadonlyMap<Domain, Aspect> | null;
}

/** What a modifier does to the words around it. */
export const ROLES = [
  'negation',
  'degree',
  'filler',
  'contrast',
  'concession',
  'exception',
  'rhetorical',
  'conditional',
  'irony',
  'expectation',
  'promise',
  'question',
  'summary',
  'past',
  'present',
  'hearsay',
  'courtesy',
  'former',
  'demand',
] as const;
export type Role = (typeof ROLES)[number];

export interface Modifier {
  readonly term: string;
  readonly role: Role;
  /** Degree words multiply by it; for other roles 1. */
  readonly factor: number;
}

/** A quality that is good or bad only of certain objects: 高, 大, 长, 快 …. */
export interface Quality {
  readonly term: string;
  /** 1 if it means much (高, 大), -1 if it means little (低, 小), 0 if only the table of objects decides. */
  readonly direction: MoreIs;
  /** Weight where no object is known, 0 for none. */
  readonly weight: number;
  readonly aspect: Aspect | null;
  /** Weight and problem by object, or by aspect. */
  readonly cases: Map<string, QualityCase>;
}
export interface QualityCase {
  readonly weight: number;
  readonly problem: string | null;
}

/** The kinds of industry whose customers use the same words for different things. */
export const DOMAINS = [
  'shop',
  'hotel',
  'food',
  'car',
  'device',
  'phone',
  'beauty',
  'book',
  'bank',
  'citizen',
  'telecom',
  'app',
  'school',
  'hospital',
  'travel',
  'local',
] as const;
export type Domain = (typeof DOMAINS)[number];

export interface DomainCue {
  readonly domain: Domain;
  /** Its place in `DOMAINS`. */
  readonly at: number;
  readonly weight: number;
}

/** A pattern that puts a label on a voice: `kind:complaint`, `signal:refund`, `urgency:urgent`, `stage:loyalty`. */
export interface Cue {
  readonly entry: string;
  readonly label: string;
  readonly weight: number;
}

/** What is tried where one of the pattern's first words stands; exactly one of the two is there. */
export interface Anchored {
  readonly pattern: Pattern;
  readonly evaluation: Evaluation | null;
  readonly cue: Cue | null;
}

export interface InnerObject {
  readonly offset: number;
  readonly term: Term;
}

/** Everything that the dictionaries say of one string. */
export interface Term {
  readonly text: string;
  evaluation: Evaluation | null;
  aspect: AspectTerm | null;
  /** The object that a judging term names itself (发票 in 没有发票), and where in it. */
  inner: InnerObject | null;
  modifier: Modifier | null;
  quality: Quality | null;
  domains: readonly DomainCue[];
  /** Hides shorter terms inside it, and means nothing itself: 好像, 差不多. */
  stop: boolean;
  /** Whether it counts by itself, and not only as the beginning of a pattern. */
  meaning: boolean;
}
