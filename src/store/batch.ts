import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api';
import type { Annotation } from '../model/annotation.ts';
import type { SourceFormat } from '../model/source.ts';
import type { AnnotatedVoice } from '../model/store.ts';
import { attributesJson } from './attributes.ts';
import { nameBatch, scratchFile } from './batch-files.ts';
import { disownFile, removeOwnFile } from './intent.ts';
import { count, inTransaction, quoted } from './query.ts';
import { type StoreOptions, whileOpen } from './session.ts';

/** Where the voices of a batch come from. */
export interface LoadSource {
  /** Name of the file for people; `-` for standard input. */
  readonly file: string;
  readonly format: SourceFormat;
  readonly encoding: string;
  /** Version of the program that annotated the voices. */
  readonly engine: string;
  /** Whether personal data was taken out of them. */
  readonly masked: boolean;
}

/** What is known when the last voice is read. */
export interface LoadCounts {
  readonly read: number;
  readonly rejected: number;
  /** Where the rejected rows are; absent without one. */
  readonly rejectsFile?: string | undefined;
}

/** Annotated voices on disk beside the store, complete and ready to be merged. */
export interface Batch {
  readonly id: string;
  readonly file: string;
  /** How many of its rows without an id are taken for the voice of another of its rows. */
  readonly coinciding: number;
}

/** Rows, and UTF-16 units in them, that are kept in memory before they go to disk. */
const FLUSH_ROWS = 20_480;
const FLUSH_UNITS = 4_000_000;
/**
 * The engine writes as many rows at a time as a row group has, and keeps long texts of them in memory until then:
 * few rows, or thousands of transcripts break the limit. Threads also run out of work while it is at more.
 */
const STAGING = { memoryLimit: '1GB', threads: 1, rowGroup: 20_480 };
/** What the engine may keep of rows that it has written: more, and it would fill the whole limit with them. */
const KEPT_WRITTEN = '96MB';

const TABLES = `
  CREATE TABLE load (
    id VARCHAR, file VARCHAR, format VARCHAR, encoding VARCHAR, engine VARCHAR,
    masked INTEGER, read INTEGER, rejected INTEGER, rejects_file VARCHAR, with_elements INTEGER);
  CREATE TABLE voices (
    row INTEGER, key VARCHAR, version VARCHAR, changed_at VARCHAR, id VARCHAR, source VARCHAR, channel VARCHAR, created_at VARCHAR,
    created_offset VARCHAR, customer_id VARCHAR, customer_group VARCHAR, rating DOUBLE,
    rating_max DOUBLE, product VARCHAR, text VARCHAR, attributes VARCHAR, sentiment VARCHAR,
    score DOUBLE, kinds VARCHAR, stages VARCHAR, signals VARCHAR, urgency VARCHAR, flags VARCHAR,
    former_key VARCHAR, order_number VARCHAR, repeatable BOOLEAN, progress INTEGER);
  CREATE TABLE opinions (
    row INTEGER, seq INTEGER, "start" INTEGER, "end" INTEGER, span VARCHAR, term VARCHAR,
    aspect VARCHAR, polarity VARCHAR, stage VARCHAR);
  CREATE TABLE elements (
    row INTEGER, "start" INTEGER, "end" INTEGER, element VARCHAR, item VARCHAR, opinion INTEGER)`;

/** A batch is read once, some minutes later: to compress it takes as long again as to write it. */
const PLAIN = `SET force_compression = 'uncompressed'`;

const COINCIDING =
  'SELECT count(*) - count(DISTINCT key) FROM voices WHERE repeatable IS NOT NULL AND NOT repeatable';

/**
 * Writes annotated voices to a batch file beside the store, in constant memory and without touching the store.
 * `counts` is asked after the last voice. A file is a batch only when it has its final name: whatever dies
 * earlier leaves nothing that a merge would take in.
 */
export async function stageBatch(
  path: string,
  source: LoadSource,
  voices: AsyncIterable<readonly AnnotatedVoice[]>,
  counts: () => LoadCounts,
  options: StoreOptions = {},
): Promise<Batch> {
  const store = resolve(path);
  const part = scratchFile(store);
  const id = randomUUID();
  try {
    const limits = { ...STAGING, ...options };
    const coinciding = await whileOpen(part, 'READ_WRITE', limits, async (staged) => {
      const { connection } = staged;
      // In one transaction, or the engine writes every row twice: to its log, and from there to the file.
      await inTransaction(connection, () => fill(connection, id, source, voices, counts));
      // Closing does this as well, but on a full disk without a word, and then the rows stay in a log that nobody merges.
      await connection.run('CHECKPOINT store');
      return count(staged, COINCIDING);
    });
    const file = await nameBatch(store, part);
    disownFile(part);
    return { id, file, coinciding };
  } catch (error) {
    removeOwnFile(part);
    throw error;
  }
}

async function fill(
  connection: DuckDBConnection,
  id: string,
  source: LoadSource,
  voices: AsyncIterable<readonly AnnotatedVoice[]>,
  counts: () => LoadCounts,
): Promise<void> {
  await connection.run(`${PLAIN}; ${TABLES}`);
  const rows = await connection.createAppender('voices', 'main', 'store');
  const opinions = await connection.createAppender('opinions', 'main', 'store');
  const elements = await connection.createAppender('elements', 'main', 'store');
  let row = 0;
  let [waitingRows, waitingUnits] = [0, 0];
  for await (const some of voices) {
    for (const voice of some) {
      row += 1;
      appendVoice(rows, row, voice);
      appendOpinions(opinions, () => opinions.appendInteger(row), voice.annotation);
      appendElements(elements, row, voice);
      waitingRows += 1;
      waitingUnits += unitsOf(voice);
      if (waitingRows < FLUSH_ROWS && waitingUnits < FLUSH_UNITS) continue;
      rows.flushSync();
      opinions.flushSync();
      elements.flushSync();
      await dropWritten(connection);
      [waitingRows, waitingUnits] = [0, 0];
    }
  }
  rows.closeSync();
  opinions.closeSync();
  elements.closeSync();
  const { file, format, encoding, engine, masked } = source;
  const { read, rejected, rejectsFile } = counts();
  const rejects = rejectsFile === undefined ? 'NULL' : quoted(rejectsFile);
  await connection.run(
    `INSERT INTO load VALUES (${[id, file, format, encoding, engine].map(quoted).join(', ')}, ${masked ? 1 : 0}, ${read}, ${rejected}, ${rejects}, 1)`,
  );
}

/** Has the engine forget rows that are on the disk: setting its limit lower does it. What is not written yet goes beside the store. */
async function dropWritten(connection: DuckDBConnection): Promise<void> {
  await connection.run(`SET memory_limit = '${KEPT_WRITTEN}'`);
  await connection.run(`SET memory_limit = '${STAGING.memoryLimit}'`);
}

/** About how much a voice takes: its text, and again what its opinions and attributes repeat of it or add. */
function unitsOf({ voice, annotation }: AnnotatedVoice): number {
  let units = voice.text.length;
  for (const value of Object.values(voice.attributes)) units += value.length;
  for (const { span } of annotation.opinions) units += span.length;
  return units;
}

function appendVoice(
  to: DuckDBAppender,
  row: number,
  { voice, annotation, flags }: AnnotatedVoice,
): void {
  const [time, offset] = localTime(voice.createdAt);
  to.appendInteger(row);
  appendText(to, voice.key);
  appendText(to, voice.version);
  appendText(to, voice.changedAt?.slice(0, 19) ?? null);
  for (const text of [voice.id, voice.source, voice.channel, time, offset]) appendText(to, text);
  appendText(to, voice.customerId);
  appendText(to, voice.customerGroup);
  appendNumber(to, voice.rating);
  appendNumber(to, voice.ratingMax);
  appendText(to, voice.product);
  to.appendVarchar(voice.text);
  to.appendVarchar(attributesJson(voice.attributes));
  to.appendVarchar(annotation.sentiment.label);
  to.appendDouble(annotation.sentiment.score);
  for (const labels of [annotation.kinds, annotation.stages, annotation.signals]) {
    to.appendVarchar(labels.join('|'));
  }
  to.appendVarchar(annotation.urgency);
  appendText(to, flags === null ? null : flags.join('|'));
  appendText(to, voice.unnamed?.formerKey ?? null);
  appendText(to, voice.unnamed?.order ?? null);
  if (voice.unnamed === undefined) to.appendNull();
  else to.appendBoolean(voice.unnamed.repeatable);
  if (voice.progress === undefined) to.appendNull();
  else to.appendInteger(voice.progress);
  to.endRow();
}

/**
 * Appends the opinions of a voice to a table of them.
 * @param appendVoice appends the first column, which says whose they are
 */
export function appendOpinions(
  to: DuckDBAppender,
  appendVoice: () => void,
  annotation: Annotation,
): void {
  for (const [seq, opinion] of annotation.opinions.entries()) {
    appendVoice();
    for (const number of [seq, opinion.start, opinion.end]) to.appendInteger(number);
    to.appendVarchar(opinion.span);
    appendText(to, opinion.term);
    to.appendVarchar(opinion.aspect);
    to.appendVarchar(opinion.polarity);
    to.appendVarchar(opinion.stage);
    to.endRow();
  }
}

function appendElements(to: DuckDBAppender, row: number, { elements }: AnnotatedVoice): void {
  for (const { start, end, element, item, opinion } of elements ?? []) {
    for (const number of [row, start, end]) to.appendInteger(number);
    to.appendVarchar(element);
    to.appendVarchar(item);
    if (opinion === null) to.appendNull();
    else to.appendInteger(opinion);
    to.endRow();
  }
}

function appendText(to: DuckDBAppender, text: string | null): void {
  if (text === null) to.appendNull();
  else to.appendVarchar(text);
}

function appendNumber(to: DuckDBAppender, number: number | null): void {
  if (number === null) to.appendNull();
  else to.appendDouble(number);
}

const WALL = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/;

/**
 * Splits an ISO time into its wall time and the rest, so that both together give the same text again. Throws
 * for a time that does not exist: in a batch it would block every later merge.
 */
function localTime(createdAt: string | null): readonly [string, string] | readonly [null, null] {
  if (createdAt === null) return [null, null];
  const wall = createdAt.slice(0, 19);
  // A day that its month does not have would be read as one of the next.
  if (!WALL.test(wall) || new Date(`${wall}Z`).getUTCDate() !== Number(wall.slice(8, 10))) {
    throw new RangeError(`not a local time with seconds: ${createdAt}`);
  }
  return [wall, createdAt.slice(19)];
}
