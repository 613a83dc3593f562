import { annotateAll } from './annotate/annotate.ts';
import { type ElementIndex, findElements, loadElements } from './annotate/elements.ts';
import { createLetterScorer } from './classify/letters.ts';
import { openModel } from './classify/model.ts';
import { cluster, createGrouper } from './cluster/cluster.ts';
import { createComparison } from './cluster/copies/copies.ts';
import { decide } from './cluster/decisions.ts';
import { carriedIds, eventsOf } from './cluster/lineage.ts';
import { createFlagger, type Flagger } from './ingest/cleaning/flags.ts';
import { sideNamer } from './ingest/column-sides.ts';
import { detectLayout, LAYOUT_SAMPLE, type Layout, type LayoutOptions } from './ingest/layout.ts';
import { maskFileName } from './ingest/personal/file-name.ts';
import { createFinder, type PersonalFinder } from './ingest/personal/find.ts';
import { maskText } from './ingest/personal/mask.ts';
import { createPrivacy, type Privacy } from './ingest/personal/privacy.ts';
import { customerToken } from './ingest/personal/tokens.ts';
import { createReader } from './ingest/reader.ts';
import { type FilterRow, filterRow } from './ingest/rows.ts';
import { takeSample } from './ingest/sample.ts';
import type { ReadResult, VoiceOptions } from './ingest/voice.ts';
import { journeyOf } from './journey/journey.ts';
import { stagesOf } from './journey/map.ts';
import { FLAGS_FILE, type FlagLexicon, parseFlags } from './lexicon/flags.ts';
import { HEADERS_FILE, type HeaderLexicon, parseHeaders } from './lexicon/headers.ts';
import { lazily } from './lexicon/lazily.ts';
import type { Lexicon } from './lexicon/lexicon.ts';
import { PERSONAL_FILE, type PersonalLexicon, parsePersonal } from './lexicon/personal.ts';
import { openSections } from './lexicon/sections.ts';
import { parseSpun, SPUN_FILE, type SpunLexicon } from './lexicon/spun.ts';
import { compare, type Period } from './measure/comparison.ts';
import { measure } from './measure/measure.ts';
import { withQuotes } from './measure/pains.ts';
import { unlikeQuotes } from './measure/quotes.ts';
import type { Annotation } from './model/annotation.ts';
import type { PriorityWeights } from './model/configuration.ts';
import type { Evidenced, Facts, Quote } from './model/facts.ts';
import type { Findings } from './model/findings.ts';
import type { TextFlag } from './model/flags.ts';
import type { JourneyPlan, StageFacts } from './model/journey.ts';
import type { Sentiment } from './model/labels.ts';
import type { Grouping } from './model/lineage.ts';
import type { Clustering, StatedOpinion } from './model/pain.ts';
import type { Shipped } from './model/shipped.ts';
import type { Reject, Source, SourceItem } from './model/source.ts';
import type { AnnotatedVoice } from './model/store.ts';
import type { Voice } from './model/voice.ts';
import { type Annotating, loadAnnotating } from './pipeline/annotating.ts';
import type { UserWord } from './pipeline/segmenting.ts';
import type { Segmenter } from './segment/segmenter.ts';

export type { FilterRow, Privacy };
export { createComparison, customerToken, type Segmenter };

/** What reading exports and protecting personal data look things up in. */
export interface ReadingResources {
  readonly headers: HeaderLexicon;
  readonly personal: PersonalLexicon;
  readonly findPersonal: PersonalFinder;
}

/** What a filter looks things up in: loaded once, never changed. */
export interface FilterResources extends Annotating, ReadingResources {
  /** Words that a person added. */
  readonly userWords: readonly UserWord[];
  /** What all of it was loaded from, for threads that load it too. */
  readonly shipped: Shipped;
}

/** What the stages look things up in: loaded once, never changed. */
export interface Resources extends FilterResources {
  readonly elements: ElementIndex;
  readonly flagsOf: Flagger;
  /** Read when it is first asked for: only comparing voices with each other does. */
  readonly spun: SpunLexicon;
  readonly flagLexicon: FlagLexicon;
}

/** Loads what reading alone takes, from the compiled dictionaries: no models, no word list. */
export function loadReading(dictionaries: Uint8Array): ReadingResources {
  const { text } = openSections(dictionaries);
  const personal = parsePersonal(text(PERSONAL_FILE));
  return {
    headers: parseHeaders(text(HEADERS_FILE)),
    personal,
    findPersonal: createFinder(personal),
  };
}

/**
 * Loads what reading rows and annotating them takes.
 * @param userWords as `loadAnnotating` takes them
 * @throws InputError that names file and line of what is wrong in one
 */
export function loadFilter(shipped: Shipped, userWords: readonly UserWord[] = []): FilterResources {
  const annotating = loadAnnotating(shipped, userWords);
  return { ...annotating, ...loadReading(shipped.dictionaries), userWords, shipped };
}

/** As `loadFilter`, with all else that the package carries, which takes twice as long. */
export function loadResources(shipped: Shipped, userWords: readonly UserWord[] = []): Resources {
  const { text } = openSections(shipped.dictionaries);
  const filter = loadFilter(shipped, userWords);
  const { traditional } = filter.lexicon.cleaning;
  const spun = lazily(() => parseSpun(text(SPUN_FILE)));
  const flagLexicon = parseFlags(text(FLAGS_FILE));
  return {
    ...filter,
    elements: loadElements(text, traditional),
    flagLexicon,
    flagsOf: createFlagger(flagLexicon, traditional, createLetterScorer(openModel(shipped.spam))),
    get spun() {
      return spun();
    },
  };
}

/** An export whose columns are understood: its layout, and all its items, the looked-at ones included. */
export interface LaidOut {
  readonly layout: Layout;
  readonly sample: readonly SourceItem[];
  readonly batches: AsyncIterable<readonly SourceItem[]>;
}

/**
 * Looks at the beginning of an export to find out what its columns are for.
 * @param said what a person said of it, in this command or before
 * @throws InputError where no column holds text
 */
export async function layOut(
  source: Source,
  headers: HeaderLexicon,
  said: Pick<LayoutOptions, 'given' | 'profiles' | 'emptyIsFine'> = {},
): Promise<LaidOut> {
  const { sample, all } = await takeSample(source.batches, LAYOUT_SAMPLE);
  const layout = detectLayout(sample, headers, {
    name: source.name,
    format: source.format,
    ...said,
  });
  return sided({ layout, sample, batches: all });
}

/** The export with the sides in the place of speakers that the sample tells and the lexicon does not. */
function sided({ layout, sample, batches }: LaidOut): LaidOut {
  const side = sideNamer(layout);
  if (side === null) return { layout, sample, batches };
  return { layout, sample: sample.map(side), batches: eachItem(batches, side) };
}

/** As `layOut`, for a table of operational data: none of its columns needs to hold text. */
export async function layOutOperations(
  source: Source,
  headers: HeaderLexicon,
  given: NonNullable<LayoutOptions['given']>,
): Promise<LaidOut> {
  const { sample, all } = await takeSample(source.batches, LAYOUT_SAMPLE);
  const { name, format } = source;
  const layout = detectLayout(sample, headers, { name, format, given, withoutText: true });
  return { layout, sample, batches: all };
}

/**
 * What takes personal data out of an export.
 * @param keyed a keyed hash in hexadecimal, for tokens
 */
export function privacyOf(
  { layout, sample }: LaidOut,
  { headers, personal, findPersonal: find }: ReadingResources,
  keyed: (text: string) => string,
): Privacy {
  return createPrivacy(layout, sample, { headers, personal, find, keyed });
}

/** What puts a mark in the place of each piece of personal data of a text. */
export function maskingOf({
  findPersonal,
}: Pick<Resources, 'findPersonal'>): (text: string) => string {
  return (text) => maskText(text, findPersonal);
}

/** What takes personal data out of the names of files, where a name of somebody mostly stands by itself. */
export function fileMaskingOf({
  findPersonal: find,
  personal,
  segmenter,
}: Pick<Resources, 'findPersonal' | 'personal' | 'segmenter'>): (name: string) => string {
  const isWord = (part: string): boolean => {
    const [word, ...others] = segmenter.tokens(part);
    return others.length === 0 && word !== undefined && !PERSON_TAG.test(word.tag);
  };
  return (name) => maskFileName(name, { personal, find, isWord });
}

/** Tags of names of persons and of what the word list does not hold. */
const PERSON_TAG = /^(?:nr|x$)/;

/** The export without personal data: nothing that reads on meets any. */
export function protectedBy(privacy: Privacy, { sample, batches }: LaidOut): LaidOut {
  return {
    layout: privacy.layout,
    sample: sample.map(privacy.item),
    batches: eachItem(batches, privacy.item),
  };
}

async function* eachItem(
  batches: LaidOut['batches'],
  change: (item: SourceItem) => SourceItem,
): AsyncGenerator<readonly SourceItem[]> {
  for await (const items of batches) yield items.map(change);
}

/** Voices and rejected rows of an export, in order and in batches; one list for each row that holds data. */
export async function* readVoices(
  batches: AsyncIterable<readonly SourceItem[]>,
  layout: Layout,
  options: VoiceOptions,
): AsyncGenerator<readonly (readonly ReadResult[])[]> {
  const reader = createReader(layout, options);
  let last: readonly (readonly ReadResult[])[] = [];
  for await (const items of batches) {
    const read: (readonly ReadResult[])[] = [];
    for (const item of items) {
      const results = reader.read(item);
      if (results !== null) read.push(results);
    }
    if (read.length === 0) continue;
    if (last.length > 0) yield last;
    last = read;
  }
  // Conversations that went on to the end are made of rows that were counted: they come with the last of them.
  const final = [...(last.at(-1) ?? []), ...reader.end()];
  if (last.length > 0) yield [...last.slice(0, -1), final];
}

/** Texts of voices to be looked at, and what is known of each before. */
export interface TextJob {
  readonly texts: readonly string[];
  /** The annotation of a text that came with one; null of one that did not. */
  readonly given: readonly (Annotation | null)[];
  /** What the customer said last where the text is of a conversation; else null. */
  readonly lastTurns: readonly (string | null)[];
}

/** What was found in a text, whoever said it. */
export interface Found extends Required<Omit<AnnotatedVoice, 'voice'>> {
  readonly flags: readonly TextFlag[];
  /** Of what the customer said last in a conversation; null for other texts. */
  readonly lastSentiment: Sentiment | null;
}

/** What is found in texts, in their order. */
export function findInTexts({ texts, given, lastTurns }: TextJob, resources: Resources): Found[] {
  const unknown = texts.filter((_, at) => given[at] === null);
  const turns = lastTurns.filter((turn, at): turn is string => turn !== null && turn !== texts[at]);
  // All at once, which takes less time than one by one.
  const annotations = annotateAll([...unknown, ...turns], resources).values();
  const next = (): Annotation => annotations.next().value as Annotation;
  const found = texts.map((text, at) => {
    const annotation = given[at] ?? next();
    const elements = findElements(text, annotation.opinions, resources.elements);
    return { annotation, elements, flags: resources.flagsOf(text) };
  });
  return found.map((one, at) => {
    const last = lastTurns[at] ?? null;
    const turn = last === null || last === texts[at] ? one.annotation : next();
    return { ...one, lastSentiment: last === null ? null : turn.sentiment.label };
  });
}

/** A voice with what was found in its text; a conversation gets the attribute `last_sentiment`. */
export function withFindings(
  voice: Voice,
  { lastSentiment, annotation, elements, flags }: Found,
): AnnotatedVoice {
  if (lastSentiment === null) return { voice, annotation, elements, flags };
  const attributes = { ...voice.attributes, last_sentiment: lastSentiment };
  return { voice: { ...voice, attributes }, annotation, elements, flags };
}

/**
 * Groups negative opinions into pain points.
 * @param digest a cryptographic hash in hexadecimal, for ids
 */
export function findPainPoints(
  opinions: readonly StatedOpinion[],
  resources: { readonly lexicon: Lexicon; readonly segmenter: Segmenter },
  digest: (text: string) => string,
): Clustering {
  return cluster(opinions, resources, digest);
}

/**
 * What a store asks while it takes in pain points.
 * @param engine what tells these dictionaries from others
 * @param digest as `findPainPoints` takes it
 */
export function groupingOf(
  resources: { readonly lexicon: Lexicon; readonly segmenter: Segmenter },
  engine: string,
  digest: (text: string) => string,
): Grouping {
  return {
    engine,
    grouper: () => createGrouper(resources, digest),
    carry: carriedIds,
    decide: (groups, decisions) => decide(groups, decisions, digest),
    compare: eventsOf,
  };
}

/** Everything that a report may say about what the store counted. `priority` is how much each part of it counts. */
export function findingsOf(facts: Facts, priority?: PriorityWeights): Findings {
  return { ...measure(facts, priority), stages: journeyOf(facts) };
}

/**
 * Findings with the stages of a team's own journey in place of the codebook's.
 * @param evidence quotes of the stages, by their position in the plan
 */
export function stagedFindings(
  findings: Findings,
  facts: StageFacts,
  plan: JourneyPlan,
  evidence: readonly Evidenced[] = [],
): Findings {
  const others = findings.evidence.filter(({ of }) => of !== 'stage');
  const ofStages = evidence.flatMap(({ of, label, quotes }) => {
    const stage = plan.stages[Number(label)];
    return stage === undefined ? [] : [{ of, label: stage.id, quotes: unlikeQuotes(quotes) }];
  });
  return { ...findings, stages: stagesOf(facts, plan), evidence: [...others, ...ofStages] };
}

/** Findings with quotes of the pain points that have candidates for them, by id. */
export function quotedFindings(
  findings: Findings,
  candidates: ReadonlyMap<string, readonly Quote[]>,
): Findings {
  return { ...findings, pains: withQuotes(findings.pains, candidates) };
}

/** Findings of a period with what changed since the one before. */
export function comparedFindings(
  found: { readonly now: Findings; readonly before: Findings },
  periods: { readonly now: Period; readonly before: Period },
): Findings {
  return { ...found.now, comparison: compare(found, periods) };
}

/**
 * The rows of a filter, in order, a list for each batch. What is no row is handed to `putAside`, which may give a
 * row to stand in its place; else it is left out.
 */
export async function* filterRows(
  batches: AsyncIterable<readonly SourceItem[]>,
  layout: Layout,
  putAside: (reject: Reject) => Promise<FilterRow | undefined>,
): AsyncGenerator<readonly FilterRow[]> {
  const toRow = filterRow(layout);
  for await (const items of batches) {
    const rows: FilterRow[] = [];
    for (const item of items) {
      const row = toRow(item);
      if (row === null) continue;
      const kept = 'reject' in row ? await putAside(row.reject) : row;
      if (kept !== undefined) rows.push(kept);
    }
    if (rows.length > 0) yield rows;
  }
}
