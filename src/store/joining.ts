import { basename, resolve } from 'node:path';
import type { DuckDBAppender } from '@duckdb/node-api';
import type {
  JoinCounts,
  OperationalRow,
  RowCounts,
  Unjoined,
  UnjoinedCode,
} from '../model/operations.ts';
import { attributesJson } from './attributes.ts';
import { scratchFile } from './batch-files.ts';
import { removeOwnFile } from './intent.ts';
import { withReader, withWriter } from './open.ts';
import { count, inTransaction, query, quoted, stream } from './query.ts';
import { type Store, type StoreOptions, whileOpen } from './session.ts';
import { CREATED_AT } from './times.ts';

/** How operational data is joined. */
export interface JoinPlan {
  /** The file, as people call it; a later join of it under the same prefix takes the place of this one. */
  readonly file: string;
  readonly prefix: string;
  /** What is joined by, for the log. */
  readonly key: string;
  /** Milliseconds that a voice and a row may lie apart; null for any. */
  readonly window: number | null;
  /** Whether of several rows the nearest in time is taken. */
  readonly nearest: boolean;
  readonly masked: boolean;
  /** Where who and what was not joined is listed. */
  readonly list: string;
}

/** What a voice may be joined by. */
export interface JoinableVoice {
  readonly key: string;
  readonly id: string;
  readonly createdAt: string | null;
  readonly customerId: string | null;
  readonly attributes: Readonly<Record<string, string>>;
}

const TABLES = `
  CREATE TABLE offered (line INTEGER, key VARCHAR, instant DOUBLE, columns VARCHAR);
  CREATE TABLE asked (voice_key VARCHAR, voice_id VARCHAR, key VARCHAR, instant DOUBLE)`;

/**
 * Joins rows of operational data to the voices of the store. Reading and matching happen beside the store; it is
 * opened for writing to take the result in alone, in one transaction.
 * @param valuesOf what a voice can be joined by, in the form of `OperationalRow.key`; none, one or several
 * @param rejectsFile where the rejected rows are, asked after the last row; null without one
 * @param tell is handed the voices that got nothing, then the rows that were given to none. The store knows the files by then,
 * so that `voc forget` finds them whenever this process dies
 * @returns the counts; all 0 where there is no store
 * @throws InputError as `withReader` and `withWriter` do
 */
export async function joinVoices(
  path: string,
  plan: JoinPlan,
  rows: AsyncIterable<OperationalRow>,
  valuesOf: (voice: JoinableVoice) => readonly string[],
  rejectsFile: () => string | null,
  tell: (unjoined: AsyncIterable<Unjoined>) => Promise<void>,
  options: StoreOptions,
): Promise<JoinCounts> {
  const store = resolve(path);
  const part = scratchFile(store);
  try {
    const counts = await whileOpen(part, 'READ_WRITE', options, async (scratch) => {
      await scratch.connection.run(TABLES);
      await offer(scratch, rows);
      const read = await withReader(store, options, (reader) => ask(scratch, reader, valuesOf));
      if (!read.found) return NOTHING;
      await match(scratch, plan);
      await matchRows(scratch, plan);
      return countAll(scratch);
    });
    if (counts === NOTHING) return counts;
    await takeIn(store, part, plan, counts, rejectsFile(), options);
    await whileOpen(part, 'READ_ONLY', options, (scratch) => tell(unjoinedOf(scratch)));
    return counts;
  } finally {
    removeOwnFile(part);
  }
}

const NO_ROWS = { matched: 0, ambiguous: 0, unmatched: 0 };
const NOTHING: JoinCounts = { considered: 0, ...NO_ROWS, rows: NO_ROWS };

const FLUSH_ROWS = 50_000;

async function offer({ connection }: Store, rows: AsyncIterable<OperationalRow>): Promise<void> {
  const to = await connection.createAppender('offered', 'main', 'store');
  let waiting = 0;
  for await (const { line, key, at, columns } of rows) {
    to.appendInteger(line);
    to.appendVarchar(key);
    appendTime(to, at);
    to.appendVarchar(attributesJson(columns));
    to.endRow();
    waiting += 1;
    if (waiting % FLUSH_ROWS === 0) to.flushSync();
  }
  to.closeSync();
}

async function ask(
  { connection }: Store,
  reader: Store,
  valuesOf: (voice: JoinableVoice) => readonly string[],
): Promise<void> {
  const to = await connection.createAppender('asked', 'main', 'store');
  const sql = `SELECT v.key, v.id, ${CREATED_AT}, v.customer_id, v.attributes FROM voices v`;
  let waiting = 0;
  for await (const [key, id, createdAt, customerId, attributes] of stream(
    reader.connection,
    sql,
    {},
  )) {
    const voice = {
      key: String(key),
      id: String(id),
      createdAt: textOrNull(createdAt),
      customerId: textOrNull(customerId),
      attributes: JSON.parse(String(attributes)),
    };
    const values = valuesOf(voice);
    for (const value of values.length === 0 ? [null] : values) {
      to.appendVarchar(voice.key);
      to.appendVarchar(voice.id);
      if (value === null) to.appendNull();
      else to.appendVarchar(value);
      appendTime(to, voice.createdAt);
      to.endRow();
    }
    waiting += 1;
    if (waiting % FLUSH_ROWS === 0) to.flushSync();
  }
  to.closeSync();
}

const textOrNull = (cell: unknown): string | null => (typeof cell === 'string' ? cell : null);

function appendTime(to: DuckDBAppender, at: string | null): void {
  if (at === null) to.appendNull();
  else to.appendDouble(Date.parse(at));
}

/**
 * Makes `answers` (what each voice could get, equal rows once) and `outcomes` (what became of each voice). Rows that
 * say the same are one answer: nothing has to be chosen between them.
 */
async function match({ connection }: Store, { window, nearest }: JoinPlan): Promise<void> {
  const inside = window === null ? 'true' : `coalesce(distance <= ${window}, false)`;
  await connection.run(`
    CREATE TABLE pairs AS
      SELECT a.voice_key, r.columns, min(r.line) AS line, min(abs(a.instant - r.instant)) AS distance,
        bool_or(a.instant IS NULL OR r.instant IS NULL) AS timeless
      FROM asked a JOIN offered r ON r.key = a.key GROUP BY ALL`);
  await connection.run(`
    CREATE TABLE answers AS
      SELECT voice_key, columns, line FROM pairs WHERE ${inside}
      ${nearest ? 'QUALIFY distance IS NULL OR distance = min(distance) OVER (PARTITION BY voice_key)' : ''}`);
  await connection.run(`
    CREATE TABLE outcomes AS
      WITH asking AS (SELECT voice_key, any_value(voice_id) AS voice_id, count(key) > 0 AS keyed FROM asked GROUP BY voice_key),
      paired AS (SELECT voice_key, bool_and(timeless) AS timeless, list(line ORDER BY line)[:10] AS lines FROM pairs GROUP BY voice_key),
      answered AS (SELECT voice_key, count(*) AS answers, list(line ORDER BY line)[:10] AS lines FROM answers GROUP BY voice_key)
      SELECT q.voice_key, q.voice_id, CASE
          WHEN n.answers = 1 THEN 'matched' WHEN n.answers > 1 THEN 'ambiguous' WHEN NOT q.keyed THEN 'no_key'
          WHEN p.voice_key IS NULL THEN 'no_row' WHEN p.timeless THEN 'no_time' ELSE 'outside_window' END AS code,
        array_to_string(coalesce(n.lines, p.lines, []), '|') AS lines
      FROM asking q LEFT JOIN paired p USING (voice_key) LEFT JOIN answered n USING (voice_key)`);
}

/** Makes `row_outcomes`, what became of each row of the file. A row that says what another of its key says shares its lot. */
async function matchRows({ connection }: Store, { nearest }: JoinPlan): Promise<void> {
  await connection.run(`
    CREATE TABLE row_outcomes AS
      WITH taken AS (
        SELECT a.key, n.columns, bool_or(o.code = 'matched') AS matched FROM answers n
        JOIN outcomes o USING (voice_key) JOIN asked a USING (voice_key) GROUP BY ALL),
      timed AS (SELECT key, bool_or(instant IS NOT NULL) AS timed FROM asked WHERE key IS NOT NULL GROUP BY key)
      SELECT r.line, CASE
          WHEN t.matched THEN 'matched' WHEN t.key IS NOT NULL THEN 'ambiguous' WHEN q.key IS NULL THEN 'no_voice'
          WHEN r.instant IS NULL OR NOT q.timed THEN 'no_time' ELSE '${nearest ? 'not_nearest' : 'outside_window'}' END AS code
      FROM offered r LEFT JOIN taken t ON t.key = r.key AND t.columns = r.columns LEFT JOIN timed q ON q.key = r.key`);
}

async function countAll(scratch: Store): Promise<JoinCounts> {
  const voices = await outcomesIn(scratch, 'outcomes');
  const considered = voices.matched + voices.ambiguous + voices.unmatched;
  return { considered, ...voices, rows: await outcomesIn(scratch, 'row_outcomes') };
}

async function outcomesIn(scratch: Store, table: string): Promise<RowCounts> {
  const [counts = NO_ROWS] = await query<RowCounts>(
    scratch,
    `SELECT count(*) FILTER (code = 'matched') AS matched, count(*) FILTER (code = 'ambiguous') AS ambiguous,
       count(*) FILTER (code NOT IN ('matched', 'ambiguous')) AS unmatched FROM ${table}`,
  );
  return counts;
}

async function* unjoinedOf({ connection }: Store): AsyncGenerator<Unjoined> {
  const voices = `SELECT voice_id, voice_key, code, lines FROM outcomes WHERE code <> 'matched'
    ORDER BY code, voice_key`;
  for await (const [id, key, code, lines] of stream(connection, voices, {})) {
    yield {
      voice: { id: String(id), key: String(key) },
      code: code as UnjoinedCode,
      lines: lines === '' ? [] : String(lines).split('|').map(Number),
    };
  }
  const rows = `SELECT line, code FROM row_outcomes WHERE code <> 'matched' ORDER BY code, line`;
  for await (const [line, code] of stream(connection, rows, {})) {
    yield { voice: null, code: code as UnjoinedCode, lines: [Number(line)] };
  }
}

/** Replaces what an earlier join of the file has brought; of two files with one prefix the later one's row counts. */
async function takeIn(
  store: string,
  part: string,
  plan: JoinPlan,
  counts: JoinCounts,
  rejectsFile: string | null,
  options: StoreOptions,
): Promise<void> {
  const files = [
    [plan.list, 'unjoined'] as const,
    ...(rejectsFile === null ? [] : [[rejectsFile, 'rejects'] as const]),
  ];
  const written = files
    .map(([path, kind]) => `(${quoted(resolve(path))}, ${quoted(kind)})`)
    .join(', ');
  const [file, prefix] = [quoted(basename(plan.file)), quoted(plan.prefix)];
  await withWriter(store, options, async ({ connection }) => {
    await connection.run(`ATTACH ${quoted(part)} AS scratch (READ_ONLY)`);
    await inTransaction(connection, async () => {
      await connection.run(`
        DELETE FROM joined WHERE prefix = ${prefix} AND (file = ${file} OR voice_key IN (
          SELECT voice_key FROM scratch.outcomes WHERE code = 'matched'));
        INSERT INTO joined BY NAME
          SELECT a.voice_key, ${prefix} AS prefix, ${file} AS file, a.line, a.columns FROM scratch.answers a
          JOIN scratch.outcomes o ON o.voice_key = a.voice_key AND o.code = 'matched'
          WHERE a.voice_key IN (SELECT key FROM voices);
        DELETE FROM joins WHERE prefix = ${prefix} AND file = ${file};
        INSERT INTO joins VALUES (${file}, ${prefix}, ${quoted(plan.key)}, ${plan.window ?? 'NULL'}, ${plan.masked ? 1 : 0},
          ${counts.considered}, ${counts.matched}, ${counts.ambiguous}, ${counts.unmatched});
        INSERT INTO join_files SELECT * FROM (VALUES ${written}) EXCEPT SELECT * FROM join_files`);
    });
    await connection.run('DETACH scratch');
  });
}

/** Names of columns that voices have of themselves and a join would bring again. */
export async function ownColumns(reader: Store, names: readonly string[]): Promise<string[]> {
  const own: string[] = [];
  for (const name of names) {
    const found = await count(
      reader,
      'SELECT count(*) FROM voices WHERE contains(attributes, $name)',
      { name: `${JSON.stringify(name)}:` },
    );
    if (found > 0) own.push(name);
  }
  return own;
}
