import type { GivenAnnotations } from '../ingest/given.ts';
import type { Layout } from '../ingest/layout.ts';
import type { ProfileChoice } from '../ingest/profile-match.ts';
import type { ReadResult } from '../ingest/voice.ts';
import { answersTo } from '../measure/metric-columns.ts';
import { definitionsOf } from '../measure/metric-definitions.ts';
import type { Configuration } from '../model/configuration.ts';
import type { Reject, Source, SourceItem } from '../model/source.ts';
import type { AnnotatedVoice } from '../model/store.ts';
import {
  type Found,
  findInTexts,
  layOut,
  privacyOf,
  protectedBy,
  type Resources,
  readVoices,
  type TextJob,
  withFindings,
} from '../pipeline.ts';
import { describe } from './describe.ts';
import { digest } from './digest.ts';
import { countFlags } from './flag-summary.ts';
import type { Counts } from './load-summary.ts';
import { type Parcel, unpack } from './parcel.ts';
import { forSource, voicesBy } from './profiles.ts';
import { givenColumns, type ReadingFlags, timeZone, type VoiceFlags } from './reading.ts';
import { schemaReport } from './schema-report.ts';
import type { Voicing } from './terminal.ts';
import type { Task } from './threads.ts';

/** What reading an export takes. */
export interface Reading {
  readonly flags: ReadingFlags & VoiceFlags;
  readonly say: Voicing;
  readonly resources: Resources;
  readonly configuration: Configuration;
  readonly profiles: ProfileChoice;
  readonly keyed: (text: string) => string;
}

/** The voices and rejected rows of an export, without personal data unless it is to be kept, and its layout. */
export async function voicesOf(
  source: Source,
  { flags, say, resources, configuration, profiles, keyed }: Reading,
): Promise<{ readonly results: AsyncIterable<Results>; readonly layout: Layout }> {
  const asReceived = await layOut(source, resources.headers, {
    given: givenColumns(flags),
    profiles: forSource(profiles, source),
  });
  const privacy = privacyOf(asReceived, resources, keyed);
  const { layout, batches } = flags.mask ? protectedBy(privacy, asReceived) : asReceived;
  say.detail(describe(source, layout));
  const shown = (line: string): string => (flags.mask ? privacy.text(line) : line);
  for (const { zh, en } of schemaReport(source.name, asReceived.layout)) {
    say.warn({ zh: shown(zh), en: shown(en) });
  }
  const fixed = voicesBy(layout, profiles, flags);
  const results = readVoices(batches, layout, {
    lexicon: resources.headers,
    digest,
    isAnswer: answersTo(definitionsOf(configuration.metrics)),
    ...fixed,
    tz: timeZone(fixed, configuration),
    ...(flags.mask ? {} : { unmasked: privacy }),
  });
  return { results, layout };
}

/** Voices and rejected rows of a batch of rows, a list for each. */
type Results = readonly (readonly ReadResult[])[];

/** A batch with what is to be looked for in it. */
interface Batch {
  readonly results: Results;
  readonly job: TextJob;
}

/** Batches whose texts are to be looked at, and with each text the annotation that came with it. */
export async function* batchesOf(
  batches: AsyncIterable<Results>,
  given: GivenAnnotations | null,
): AsyncGenerator<Batch> {
  for await (const results of batches) {
    const voices = results.flat().filter((result) => result.kind === 'voice');
    const texts = voices.map(({ voice }) => voice.text);
    const lastTurns = voices.map(({ lastTurn }) => lastTurn ?? null);
    yield {
      results,
      job: { texts, given: texts.map((text) => given?.of(text) ?? null), lastTurns },
    };
  }
}

/** What was found in the texts of a batch: in this thread, or in another. */
type Answer = readonly Found[] | Parcel;

/** Looking for what is in the texts of voices. */
export function finding(resources: Resources): Task<Batch, TextJob, Answer> {
  return {
    worker: 'find-worker',
    rowsIn: ({ results }) => results.length,
    jobOf: ({ job }) => job,
    here: (job) => findInTexts(job, resources),
  };
}

/** Batches of voices with what was found in them, in order; rejects put aside, both counted. */
export async function* annotatedVoices(
  batches: AsyncIterable<{ readonly input: Batch; readonly answer: Answer }>,
  counts: Counts,
  putAside: (reject: Reject) => Promise<void>,
  progress: (rows: number) => void,
): AsyncGenerator<readonly AnnotatedVoice[]> {
  for await (const { input, answer } of batches) {
    const { results, job } = input;
    counts.rows += results.length;
    progress(counts.rows);
    const findings = 'numbers' in answer ? unpack(answer, job) : answer;
    const voices: AnnotatedVoice[] = [];
    for (const result of results.flat()) {
      if (result.kind === 'rejected') {
        counts.rejected += 1;
        await putAside(result.reject);
        continue;
      }
      const found = findings[voices.length];
      if (found === undefined) throw new Error('fewer answers than voices');
      countVoice(counts, result, found);
      voices.push(withFindings(result.voice, found));
    }
    yield voices;
  }
}

function countVoice(
  counts: Counts,
  { unsided, untimed, offScale }: Extract<ReadResult, { readonly kind: 'voice' }>,
  { flags }: Found,
): void {
  counts.voices += 1;
  if (unsided) counts.unsided += 1;
  if (offScale !== undefined) countValue(counts.offScale, offScale);
  countFlags(counts.flags, flags);
  if (untimed === undefined) return;
  counts.untimed += 1;
  counts.firstUntimed ??= untimed;
}

/** A hostile export has a new value in every row. */
const MOST_VALUES = 1000;

function countValue(values: Map<string, number>, value: string): void {
  if (values.has(value) || values.size < MOST_VALUES) {
    values.set(value, (values.get(value) ?? 0) + 1);
  }
}

/** The export without the annotations that came with it. */
export function withoutAnnotations(source: Source, given: GivenAnnotations): Source {
  async function* batches(): AsyncGenerator<readonly SourceItem[]> {
    for await (const items of source.batches) yield given.take(items);
  }
  return { ...source, batches: batches() };
}
