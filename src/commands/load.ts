import { access, constants } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { givenAnnotations } from '../ingest/given.ts';
import type { Layout } from '../ingest/layout.ts';
import { createRejectsFile, type RejectsFile } from '../io/rejects.ts';
import { EXIT, InputError } from '../model/errors.ts';
import type { Message } from '../model/labels.ts';
import type { Source } from '../model/source.ts';
import type { MergeResult } from '../model/store.ts';
import { fileMaskingOf, type Resources } from '../pipeline.ts';
import { type Batch, stageBatch } from '../store/batch.ts';
import { explain } from '../store/faults.ts';
import { mergeBatches } from '../store/merge.ts';
import { withReader } from '../store/open.ts';
import { configurationOf } from './configuration.ts';
import { type FileNaming, fileNaming } from './file-names.ts';
import { forEachSource, openingOptions } from './inputs.ts';
import { type Counts, type RatingColumn, tell, tellKept, tellUnusable } from './load-summary.ts';
import {
  annotatedVoices,
  batchesOf,
  finding,
  type Reading,
  voicesOf,
  withoutAnnotations,
} from './load-voices.ts';
import { collectNow } from './memory.ts';
import { storeOptions } from './opening.ts';
import { keyedHash } from './privacy.ts';
import { type ProfileFlags, profilesOf, saveProfile, withProfile } from './profiles.ts';
import { startProgress } from './progress.ts';
import type { ReadingFlags, VoiceFlags } from './reading.ts';
import { type JobsFlags, loadJobsOf, type StoreFlags, storePath } from './settings.ts';
import type { Terminal, Voicing } from './terminal.ts';
import { inThreads } from './threads.ts';

export type LoadFlags = ReadingFlags &
  VoiceFlags &
  StoreFlags &
  JobsFlags &
  ProfileFlags & { readonly rejects?: string; readonly annotated?: boolean };

/** What loading some files came to. */
export interface LoadOutcome {
  /** Files that are in the store now; the others were told of on standard error. */
  readonly loaded: number;
  /** 0, 3 where rows were rejected, 1 (2 for wrong usage) where a file could not be read. */
  readonly status: number;
}

/** What all files of one command share. */
interface Context extends Reading {
  readonly flags: LoadFlags;
  readonly terminal: Terminal;
  readonly store: string;
  readonly naming: FileNaming;
  /** Rejects files by path: several exports may share one. */
  readonly rejects: Map<string, RejectsFile>;
  /** Exports that a profile was asked to be made of. */
  readonly remembered: string[];
}

/** A file that is read and annotated and waits beside the store. */
interface Staged extends Readonly<Counts> {
  readonly file: string;
  readonly batch: Batch;
  readonly coinciding: number;
  readonly rejectsPath: string;
  readonly warnings: readonly Message[];
  readonly rating: RatingColumn;
  readonly seconds: number;
}

/**
 * Reads and annotates exports one after the other, merges them into the store in one short open, and says in
 * one line for each what came of it. A file that cannot be read is told of and does not keep out the others.
 * @throws InputError where the store is at fault or busy
 */
export async function loadFiles(
  files: readonly string[],
  flags: LoadFlags,
  terminal: Terminal,
  voice: Voicing,
  resources: Resources,
): Promise<LoadOutcome> {
  const store = storePath(flags, terminal);
  const keyed = keyedHash(terminal, { mayMakeKey: true });
  const naming = fileNaming(voice, flags.mask ? fileMaskingOf(resources) : null, keyed);
  const { say } = naming;
  const configuration = await configurationOf(terminal);
  const rejects = new Map<string, RejectsFile>();
  const profiles = profilesOf(flags, configuration);
  const context = {
    flags,
    terminal,
    say,
    naming,
    resources,
    configuration,
    profiles,
    store,
    keyed,
    rejects,
    remembered: [],
  };
  await requireStore(store);
  const staged: Staged[] = [];
  let failed: number = EXIT.done;
  try {
    const options = openingOptions(
      withProfile(flags, profiles),
      resources,
      say,
      Object.values(profiles.profiles),
    );
    failed = await forEachSource(files, options, terminal, naming, async (source, path) => {
      staged.push(await stageSource(source, path, context));
    });
    // In its place before the merge: whatever happens then, the rows are either merged or kept to be.
    await settleRejects(context, staged);
  } finally {
    for (const rejects of context.rejects.values()) await rejects.discard().catch(() => undefined);
  }
  if (staged.length > 0) {
    // What reading took, the shared texts of a workbook above all, is not needed beside what the merge takes.
    collectNow();
    await mergeStaged(staged, context);
  }
  const rejected = staged.some((file) => file.rejected > 0);
  return { loaded: staged.length, status: failed || (rejected ? EXIT.rejected : EXIT.done) };
}

/** Refuses what is no store of ours, or may not be written, before hours go into reading. A busy store may be free by then. */
async function requireStore(store: string): Promise<void> {
  try {
    const { found } = await withReader(store, { waitSeconds: 0 }, async () => undefined);
    if (found) await access(store, constants.W_OK);
  } catch (error) {
    if (error instanceof InputError && error.status === EXIT.busy) return;
    throw explain(error, store);
  }
}

/** @param path the file that the source is in: itself, or an archive or workbook of several */
async function stageSource(source: Source, path: string, context: Context): Promise<Staged> {
  const { flags, terminal, say, naming, resources, store } = context;
  const file = naming.shown(source.name);
  const started = performance.now();
  const given = flags.annotated ? givenAnnotations(terminal.version) : null;
  const { results, layout } = await voicesOf(
    given === null ? source : withoutAnnotations(source, given),
    context,
  );
  const rejectsPath = flags.rejects ?? rejectsBeside(store, naming.shown(path));
  const rejects = rejectsAt(rejectsPath, context);
  const counts: Counts = {
    rows: 0,
    voices: 0,
    rejected: 0,
    unsided: 0,
    untimed: 0,
    flags: {},
    offScale: new Map(),
  };
  const progress = await startProgress(terminal, say, basename(file));
  try {
    const batch = await stageBatch(
      store,
      {
        file: naming.shown(basename(path) + source.name.slice(path.length)),
        format: source.format,
        encoding: source.encoding ?? '',
        engine: terminal.version,
        masked: flags.mask,
      },
      annotatedVoices(
        inThreads(
          batchesOf(results, given),
          finding(resources),
          resources,
          loadJobsOf(flags, source.format),
        ),
        counts,
        (reject) => rejects.add(file, reject),
        progress.at,
      ),
      () => ({
        read: counts.voices + counts.rejected,
        rejected: counts.rejected,
        rejectsFile: counts.rejected > 0 ? resolve(rejectsPath) : undefined,
      }),
      storeOptions(flags, say),
    );
    await remember(source, layout, context);
    if (given !== null && given.unusable() > 0) tellUnusable(file, given.unusable(), say);
    const seconds = (performance.now() - started) / 1000;
    const { coinciding } = batch;
    const { warnings } = source;
    const rating = ratingIn(layout);
    return { file, batch, coinciding, rejectsPath, warnings, rating, seconds, ...counts };
  } finally {
    progress.stop();
  }
}

function ratingIn({ columns, ratingScale }: Layout): RatingColumn {
  const name = columns.find(({ role }) => role === 'rating')?.name ?? '';
  return { name, scale: ratingScale };
}

/** Writes down how the first export was read, where a person asked for it. */
async function remember(source: Source, layout: Layout, context: Context): Promise<void> {
  const { flags, terminal, say, remembered } = context;
  if (flags.saveProfile === undefined) return;
  if (remembered.length === 0) {
    await saveProfile(flags.saveProfile, source, layout, flags, terminal, say);
  } else {
    say.warn({
      zh: `${source.name}：--save-profile 只记第一个文件（${remembered[0]}），这一个没有记`,
      en: `${source.name}: --save-profile remembers the first file (${remembered[0]}), not this one`,
    });
  }
  remembered.push(source.name);
}

function rejectsAt(path: string, { rejects, say }: Context): RejectsFile {
  const known = rejects.get(path) ?? createRejectsFile(path, say.language);
  rejects.set(path, known);
  return known;
}

/** Puts the rejects of the files that were read into their place; what a file left that failed half-way is thrown away. */
async function settleRejects(context: Context, staged: readonly Staged[]): Promise<void> {
  for (const [path, rejects] of context.rejects) {
    if (!staged.some(({ rejectsPath }) => rejectsPath === path)) continue;
    await rejects.commit();
    context.rejects.delete(path);
  }
}

async function mergeStaged(staged: readonly Staged[], context: Context): Promise<void> {
  const { flags, say, store } = context;
  const started = performance.now();
  let results: readonly MergeResult[] = [];
  try {
    const batches = staged.map(({ batch }) => batch);
    const merged = await mergeBatches(store, batches, storeOptions(flags, say));
    results = merged.results;
    for (const load of merged.kept) tellKept(load, say);
  } finally {
    const share = (performance.now() - started) / 1000 / staged.length;
    for (const [at, file] of staged.entries()) tell(file, results[at], share, say);
  }
}

function rejectsBeside(store: string, path: string): string {
  const name = path === '-' ? 'stdin' : basename(path);
  return join(dirname(store), `${name}.rejects.csv`);
}
