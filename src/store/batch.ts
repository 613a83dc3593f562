import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Annotation } from '../model/annotation.ts';
import type { SourceFormat } from '../model/source.ts';
import type { AnnotatedVoice } from '../model/store.ts';
import { attributesJson } from './attributes.ts';
import { nameBatch, scratchFile } from './batch-files.ts';
import { disownFile, removeOwnFile } from './intent.ts';
import { count, inTransaction, quoted } from './query.ts';
import { type Columns, columnsSql, createRowWriter, type RowWriter } from './row-writer.ts';
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

const LOAD_TABLE = `
  CREATE TABLE load (
    id VARCHAR, file VARCHAR, format VARCHAR, encoding VARCHAR, engine VARCHAR,
    masked INTEGER, read INTEGER, rejected INTEGER, rejects_file VARCHAR, with_elements INTEGER)`;

/** The columns of what the whole of a voice is labelled with. */
export const LABELS: LabelColumns = {
  sentiment: 'VARCHAR',
  score: 'DOUBLE',
  kinds: 'VARCHAR',
  stages: 'VARCHAR',
  signals: 'VARCHAR',
  urgency: 'VARCHAR',
};

type LabelColumns = Readonly<Record<'score', 'DOUBLE'>> &
  Readonly<Record<'kinds' | 'sentiment' | 'signals' | 'stages' | 'urgency', 'VARCHAR'>>;

const VOICES = {
  row: 'INTEGER',
  key: 'VARCHAR',
  version: 'VARCHAR',
  changed_at: 'VARCHAR',
  id: 'VARCHAR',
  source: 'VARCHAR',
  channel: 'VARCHAR',
  created_at: 'VARCHAR',
  created_offset: 'VARCHAR',
  customer_id: 'VARCHAR',
  customer_group: 'VARCHAR',
  rating: 'DOUBLE',
  rating_max: 'DOUBLE',
  product: 'VARCHAR',
  text: 'VARCHAR',
  attributes: 'VARCHAR',
  ...LABELS,
  flags: 'VARCHAR',
  former_key: 'VARCHAR',
  order_number: 'VARCHAR',
  repeatable: 'BOOLEAN',
  progress: 'INTEGER',
} as const satisfies Columns;

/** The columns of an opinion besides the one that says whose it is. */
export const OPINION: OpinionColumns = {
  seq: 'INTEGER',
  start: 'INTEGER',
  end: 'INTEGER',
  span: 'VARCHAR',
  term: 'VARCHAR',
  aspect: 'VARCHAR',
  polarity: 'VARCHAR',
  stage: 'VARCHAR',
};

type OpinionColumns = Readonly<Record<'end' | 'seq' | 'start', 'INTEGER'>> &
  Readonly<Record<'aspect' | 'polarity' | 'span' | 'stage' | 'term', 'VARCHAR'>>;

const ELEMENTS = {
  row: 'INTEGER',
  start: 'INTEGER',
  end: 'INTEGER',
  element: 'VARCHAR',
  item: 'VARCHAR',
  opinion: 'INTEGER',
} as const satisfies Columns;

/**
 * A batch is read once, some minutes later: to compress it takes as long again as to write it. Each row group goes to the
 * file when it is full: of several that wait for each other, some go to another file first, for want of memory.
 */
const PLAIN = `SET force_compression = 'uncompressed'; SET write_buffer_row_group_count = 1`;

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
  await connection.run(`${PLAIN}; ${LOAD_TABLE}`);
  const rows = await tableOf(connection, 'voices', VOICES);
  const opinions = await tableOf(connection, 'opinions', { row: 'INTEGER', ...OPINION });
  const elements = await tableOf(connection, 'elements', ELEMENTS);
  const tables = [rows, opinions, elements];
  let row = 0;
  let [waitingRows, waitingUnits] = [0, 0];
  for await (const some of voices) {
    for (const voice of some) {
      row += 1;
      writeVoice(rows, row, voice);
      writeOpinions(opinions, opinions.put.row, row, voice.annotation);
      writeElements(elements, row, voice);
      waitingRows += 1;
      waitingUnits += unitsOf(voice);
      if (waitingRows < FLUSH_ROWS && waitingUnits < FLUSH_UNITS) continue;
      for (const table of tables) table.flush();
      await dropWritten(connection);
      [waitingRows, waitingUnits] = [0, 0];
    }
  }
  for (const table of tables) table.close();
  const { file, format, encoding, engine, masked } = source;
  const { read, rejected, rejectsFile } = counts();
  const rejects = rejectsFile === undefined ? 'NULL' : quoted(rejectsFile);
  await connection.run(
    `INSERT INTO load VALUES (${[id, file, format, encoding, engine].map(quoted).join(', ')}, ${masked ? 1 : 0}, ${read}, ${rejected}, ${rejects}, 1)`,
  );
}

async function tableOf<Of extends Columns>(
  connection: DuckDBConnection,
  name: string,
  columns: Of,
): Promise<RowWriter<Of>> {
  await connection.run(`CREATE TABLE ${name} (${columnsSql(columns)})`);
  return createRowWriter(connection, name, columns);
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

function writeVoice(
  { put, endRow }: RowWriter<typeof VOICES>,
  row: number,
  { voice, annotation, flags }: AnnotatedVoice,
): void {
  const [time, offset] = localTime(voice.createdAt);
  put.row(row);
  put.key(voice.key);
  put.version(voice.version);
  put.changed_at(voice.changedAt?.slice(0, 19) ?? null);
  put.id(voice.id);
  put.source(voice.source);
  put.channel(voice.channel);
  put.created_at(time);
  put.created_offset(offset);
  put.customer_id(voice.customerId);
  put.customer_group(voice.customerGroup);
  put.rating(voice.rating);
  put.rating_max(voice.ratingMax);
  put.product(voice.product);
  put.text(voice.text);
  put.attributes(attributesJson(voice.attributes));
  putLabels(put, annotation);
  put.flags(flags === null ? null : flags.join('|'));
  put.former_key(voice.unnamed?.formerKey ?? null);
  put.order_number(voice.unnamed?.order ?? null);
  put.repeatable(voice.unnamed?.repeatable ?? null);
  put.progress(voice.progress ?? null);
  endRow();
}

/** Puts what the whole of a voice is labelled with into the row at hand. */
export function putLabels(
  put: RowWriter<typeof LABELS>['put'],
  { sentiment, kinds, stages, signals, urgency }: Annotation,
): void {
  put.sentiment(sentiment.label);
  put.score(sentiment.score);
  put.kinds(kinds.join('|'));
  put.stages(stages.join('|'));
  put.signals(signals.join('|'));
  put.urgency(urgency);
}

/**
 * Writes the opinions of a voice to a table of them.
 * @param putOwner puts the column that says whose they are, which gets `owner`
 */
export function writeOpinions<Owner>(
  { put, endRow }: RowWriter<OpinionColumns>,
  putOwner: (owner: Owner) => void,
  owner: Owner,
  { opinions }: Annotation,
): void {
  for (const [seq, opinion] of opinions.entries()) {
    putOwner(owner);
    put.seq(seq);
    put.start(opinion.start);
    put.end(opinion.end);
    put.span(opinion.span);
    put.term(opinion.term);
    put.aspect(opinion.aspect);
    put.polarity(opinion.polarity);
    put.stage(opinion.stage);
    endRow();
  }
}

function writeElements(
  { put, endRow }: RowWriter<typeof ELEMENTS>,
  row: number,
  { elements }: AnnotatedVoice,
): void {
  for (const { start, end, element, item, opinion } of elements ?? []) {
    put.row(row);
    put.start(start);
    put.end(end);
    put.element(element);
    put.item(item);
    put.opinion(opinion);
    endRow();
  }
}

const WALL = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3])(?::[0-5]\d){2}$/;

/** Every month has so many days. */
const DAYS = 28;

/**
 * Splits an ISO time into its wall time and the rest, so that both together give the same text again. Throws
 * for a time that does not exist: in a batch it would block every later merge.
 */
function localTime(createdAt: string | null): readonly [string, string] | readonly [null, null] {
  if (createdAt === null) return [null, null];
  const wall = createdAt.slice(0, 19);
  const day = Number(wall.slice(8, 10));
  // A day that its month does not have would be read as one of the next.
  if (!WALL.test(wall) || (day > DAYS && new Date(`${wall}Z`).getUTCDate() !== day)) {
    throw new RangeError(`not a local time with seconds: ${createdAt}`);
  }
  return [wall, createdAt.slice(19)];
}
