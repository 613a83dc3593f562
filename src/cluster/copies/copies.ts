import type { FlagLexicon } from '../../lexicon/flags.ts';
import type { Lexicon } from '../../lexicon/lexicon.ts';
import type { SpunLexicon } from '../../lexicon/spun.ts';
import type { ComparedVoice, CopyFinding } from '../../model/copies.ts';
import { groupsOf, leadersOf } from './leaders.ts';
import { createRunCutter } from './runs.ts';
import { createSetCollector, hashOf3 } from './sets.ts';
import { createShingler, LEAST_SHINGLES } from './shingles.ts';
import { spokenOf } from './spoken.ts';
import { type Templated, templateScores } from './templates.ts';
import { createSpunScore } from './wording.ts';

/** What comparing asks: characters of Traditional script, and what tells wording that nobody made for the purpose. */
export interface CompareResources {
  readonly lexicon: Pick<Lexicon, 'cleaning'>;
  readonly spun: SpunLexicon;
  readonly flagLexicon: Pick<FlagLexicon, 'empty'>;
}

/** Compares the voices that it is given, in any order, each with all. Keeps hashes of what they say, not the words. */
export interface Comparison {
  readonly add: (voice: ComparedVoice) => void;
  /**
   * What was found, in the order in which it was said; voices of which nothing was found are left out. Stops for a moment, now and
   * then, so that who asks may attend to something else.
   */
  readonly end: () => Generator<void, readonly CopyFinding[]>;
}

/** Share of the shingles of two voices that they have in common, from which on they are alike. */
const ALIKE = 0.7;
/** Fewer runs that are no stock are no template. */
const LEAST_RUNS = 4;
/** Shorter texts that several people write may come of themselves. */
const LONG_TEXT = 20;
/** Where neither customers nor products are known, so many copies are no slip of somebody who sent twice. */
const MANY_COPIES = 3;

/**
 * Finds near-duplicates: texts of which at least 70 % of the shingles are those of an earlier one; short ones that say the same
 * but for particles and words of degree. A group bears the key of
 * its first voice by time, then by key, the undated last, which is no copy itself: later loads move nothing.
 * `copied` are long texts of several customers or for several products, the kinds of duplicate that tell fake reviews
 * (Jindal and Liu, "Opinion Spam and Analysis", 2008). `spun` is the highest of three scores: templates that several
 * voices fill (`templateScores`), words that a rewriting program put in (`rewordedScore`), heaps of stock praise (`heapScore`).
 */
export function createComparison({ lexicon, spun, flagLexicon }: CompareResources): Comparison {
  const { traditional } = lexicon.cleaning;
  const shinglesOf = createShingler(traditional, flagLexicon.empty);
  const spunOf = createSpunScore(spun);
  const runsOf = createRunCutter(spun);
  const texts = createSetCollector(LEAST_SHINGLES);
  const runs = createSetCollector(LEAST_RUNS);
  const added: Added = {
    ...{ keys: [], saidAt: [], letters: [], customers: [], products: [], unusual: [], spun: [] },
  };
  return {
    add: ({ key, saidAt, text, customerId, product }) => {
      const { hashes, count, letters } = shinglesOf(text);
      texts.add(hashes, count);
      const spoken = spokenOf(text, traditional);
      const own = runsOf(spoken.letters);
      runs.add(own.hashes, own.count);
      added.unusual.push(own.count / own.all);
      added.spun.push(spunOf(spoken));
      added.keys.push(key);
      added.saidAt.push(saidAt ?? UNDATED);
      added.letters.push(letters);
      added.customers.push(nameHash(customerId));
      added.products.push(nameHash(product));
    },
    end: () => {
      const order = orderOf(added);
      const said = inOrder(added, order);
      return findCopies(said, {
        ...{ texts: texts.end(order), runs: runs.end(order) },
        ...{ customers: said.customers, unusual: said.unusual },
      });
    },
  };
}

/** Voices in the order of adding. */
interface Added {
  readonly keys: string[];
  readonly saidAt: number[];
  readonly letters: number[];
  readonly customers: number[];
  readonly products: number[];
  readonly unusual: number[];
  readonly spun: number[];
}

/** Voices in the order in which they were said. */
interface Compared {
  readonly keys: readonly string[];
  readonly letters: Uint32Array;
  /** Hashes of the names, which would fill the memory. */
  readonly customers: Int32Array;
  readonly products: Int32Array;
  /** Share of the runs that are no stock, and what the text alone scores. */
  readonly unusual: Float64Array;
  readonly spun: Float64Array;
}

/** Behind all dates. */
const UNDATED = Number.POSITIVE_INFINITY;

/** The voices by time and key, as places in the order of adding. */
function orderOf({ keys, saidAt }: Added): Uint32Array {
  return Uint32Array.from(keys.keys()).sort((one, other) => {
    const [time, otherTime] = [saidAt[one] ?? UNDATED, saidAt[other] ?? UNDATED];
    if (time !== otherTime) return time - otherTime;
    return (keys[one] ?? '') < (keys[other] ?? '') ? -1 : 1;
  });
}

/** The voices in an order; forgets them in that of adding, which would take as much room again. */
function inOrder(added: Added, order: Uint32Array): Compared {
  const voices: Compared = {
    keys: Array.from(order, (at) => added.keys[at] ?? ''),
    letters: Uint32Array.from(order, (at) => added.letters[at] ?? 0),
    customers: Int32Array.from(order, (at) => added.customers[at] ?? 0),
    products: Int32Array.from(order, (at) => added.products[at] ?? 0),
    unusual: Float64Array.from(order, (at) => added.unusual[at] ?? 0),
    spun: Float64Array.from(order, (at) => added.spun[at] ?? 0),
  };
  for (const list of Object.values(added)) list.length = 0;
  return voices;
}

/** A hash of a name, by which those of one group are told apart; 0 where there is no name. */
function nameHash(name: string | null): number {
  if (name === null) return 0;
  let hash = name.length;
  for (let at = 0; at < name.length; at++) hash = hashOf3(hash, name.charCodeAt(at), at);
  return hash === 0 ? 1 : hash | 0;
}

function* findCopies(voices: Compared, templated: Templated): Generator<void, CopyFinding[]> {
  const all = Uint32Array.from(voices.keys.keys());
  const leaders = yield* leadersOf(templated.texts, ALIKE, all);
  const groups = groupsOf(leaders);
  const copied = new Set(
    [...groups].filter(([, group]) => isCopied(group, voices)).map(([leader]) => leader),
  );
  const templates = yield* templateScores(templated);
  return voices.keys.flatMap((key, at) => {
    const leader = leaders[at] ?? at;
    const group = groups.has(leader) ? (voices.keys[leader] ?? null) : null;
    const score = Math.max(templates[at] ?? 0, voices.spun[at] ?? 0);
    if (group === null && score === 0) return [];
    return [{ key, group, copied: copied.has(leader), spun: score }];
  });
}

function isCopied(group: readonly number[], { letters, customers, products }: Compared): boolean {
  const [leader = 0] = group;
  if ((letters[leader] ?? 0) < LONG_TEXT) return false;
  const known = [customers, products].map(
    (values) => new Set(group.map((at) => values[at]).filter((value) => value !== 0)).size,
  );
  if (known.every((size) => size === 0)) return group.length >= MANY_COPIES;
  return known.some((size) => size > 1);
}
