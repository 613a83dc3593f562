import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Voice } from '../model/voice.ts';
import { isUnreadable } from './attributes.ts';
import { leftoversBeside, waitingBatches } from './batch-files.ts';
import { isAlive } from './intent.ts';
import { MISNUMBERED } from './numbers.ts';
import { count, stream } from './query.ts';
import { readVersions } from './schema.ts';
import type { Store } from './session.ts';
import { CREATED_AT, ISO_CHANGED_AT } from './times.ts';
import { OVERRULED } from './versions.ts';

/** Ways in which the rows of a store may not fit together. */
export type StoreFault =
  | 'duplicateKeys'
  | 'unannotated'
  | 'orphans'
  | 'misnumbered'
  | 'lostVoices'
  | 'unreadableColumns'
  | 'overruled'
  | 'lostPains'
  | 'unbalancedLoads'
  | 'miscountedLoads'
  | 'unbalancedJoins';

/** Tables whose rows people count. */
type StoreTable = 'loads' | 'voices' | 'versions' | 'opinions' | 'pains' | 'joins';

/** What `voc doctor` says about a store. Everything under `faults` is 0 in a sound one. */
export interface StoreCheck {
  readonly path: string;
  readonly bytes: number;
  readonly schemaVersion: number;
  readonly engineVersion: string;
  readonly rows: Readonly<Record<StoreTable, number>>;
  readonly faults: Readonly<Record<StoreFault, number>>;
  /** Loads whose voices hold personal data. */
  readonly unmaskedLoads: number;
}

/** Conditions that rows of a sound store never meet, as queries that give the rows that do. */
const FAULTS: Readonly<Record<StoreFault, string>> = {
  /** Keys that more than one voice has. */
  duplicateKeys: '(SELECT key FROM voices GROUP BY key HAVING count(*) > 1)',
  /** Voices without exactly one annotation. */
  unannotated: `(SELECT v.key FROM voices v LEFT JOIN annotations a ON a.voice_key = v.key AND a.sentiment IS NOT NULL
    GROUP BY v.key HAVING count(a.voice_key) <> count(DISTINCT v.rowid))`,
  /** Annotations, opinions, circumstances and joined columns without a voice. */
  orphans: `(SELECT voice_key FROM annotations UNION ALL SELECT voice_key FROM opinions
    UNION ALL SELECT voice_key FROM elements
    UNION ALL SELECT voice_key FROM joined UNION ALL SELECT voice_key FROM copies) o
    WHERE NOT EXISTS (SELECT 1 FROM voices v WHERE v.key = o.voice_key)`,
  /** Voices without a number of their own, and what belongs to a voice under another number than its. */
  misnumbered: MISNUMBERED,
  /** Versions without a voice. */
  lostVoices: 'versions h WHERE NOT EXISTS (SELECT 1 FROM voices v WHERE v.key = h.key)',
  /** Attributes and joined columns that are no JSON object: half a surrogate pair makes them so. */
  unreadableColumns: `(SELECT attributes FROM voices UNION ALL SELECT attributes FROM versions UNION ALL SELECT columns FROM joined) c
    WHERE ${isUnreadable('c.attributes')}`,
  /** Voices against which one of their other versions should count. */
  overruled: OVERRULED,
  /** Wordings assigned to a pain point that is not there. */
  lostPains: 'opinion_pains WHERE pain_id NOT IN (SELECT id FROM pains)',
  /** Loads whose rows read are not added, updated, outdated, duplicate or rejected. */
  unbalancedLoads: 'loads WHERE read <> added + updated + outdated + duplicate + rejected',
  /** Loads of which there are more or fewer versions than the log says, and versions of loads that it does not know. */
  miscountedLoads: `(
    SELECT coalesce(l.number, r.load) FROM loads l
    FULL JOIN (SELECT load, count(*) AS stored FROM (SELECT load FROM voices UNION ALL SELECT load FROM versions)
      GROUP BY load) r ON r.load = l.number
    WHERE l.number IS NULL OR coalesce(r.stored, 0) <> l.added + l.updated + l.outdated - l.removed)`,
  /** Joins whose voices are not matched, ambiguous or unmatched. */
  unbalancedJoins: 'joins WHERE considered <> matched + ambiguous + unmatched',
};

/** Counts what there is and what does not fit together. */
export async function checkStore(reader: Store): Promise<StoreCheck> {
  const { schema, engine } = await readVersions(reader);
  const rows = (table: string) => count(reader, `SELECT count(*) FROM ${table}`);
  const { size: bytes } = await stat(reader.path);
  const faults = {} as Record<StoreFault, number>;
  for (const [fault, found] of Object.entries(FAULTS))
    faults[fault as StoreFault] = await rows(found);
  return {
    path: reader.path,
    bytes,
    schemaVersion: schema,
    engineVersion: engine,
    rows: {
      loads: await rows('loads'),
      voices: await rows('voices'),
      versions: await rows('versions'),
      opinions: await rows('opinions'),
      pains: await rows('pains'),
      joins: await rows('joins'),
    },
    faults,
    unmaskedLoads: await rows('loads WHERE masked = 0 AND added > 0'),
  };
}

/** What lies beside a store that is not part of it. */
export interface Leftovers {
  /** Batches that wait for the next merge. */
  readonly waiting: readonly string[];
  /** Files and folders of processes that are gone. */
  readonly dead: readonly string[];
  /** Whether the log of the engine holds what is not in the file yet. */
  readonly log: boolean;
}

/** What lies beside a store, whether or not it can be opened. */
export async function checkLeftovers(path: string): Promise<Leftovers> {
  const store = resolve(path);
  const intent = await readFile(`${store}.intent`, 'utf8').catch(() => null);
  const stale = intent !== null && !isAlive(Number.parseInt(intent, 10));
  return {
    waiting: (await waitingBatches(store)).map(({ file }) => file),
    dead: [...(await leftoversBeside(store)), ...(stale ? [`${store}.intent`] : [])],
    log: existsSync(`${store}.wal`),
  };
}

/** A voice as it stands in the store, and whether its load was masked. */
export interface StoredVoice {
  readonly voice: Voice;
  readonly masked: boolean;
}

/**
 * All versions of all voices whose attributes can be read, in no order that matters, in constant memory.
 * @param which a condition on the voice `v`
 */
export async function* storedVoices(reader: Store, which = 'true'): AsyncGenerator<StoredVoice> {
  const columns = `v.key, coalesce(v.version, '') AS version, ${ISO_CHANGED_AT} AS "changedAt", v.id, v.text,
    v.source, v.channel, ${CREATED_AT} AS "createdAt", v.customer_id AS "customerId",
    v.customer_group AS "customerGroup", v.rating, v.rating_max AS "ratingMax", v.product, v.attributes`;
  const names = [
    ...['key', 'version', 'changedAt', 'id', 'text', 'source', 'channel', 'createdAt'],
    ...['customerId', 'customerGroup', 'rating', 'ratingMax', 'product', 'attributes'],
  ];
  const sql = `SELECT ${columns}, coalesce(l.masked, 0) AS masked
    FROM (SELECT * FROM voices UNION ALL BY NAME SELECT * EXCLUDE (sentiment, score, kinds, stages, signals, urgency, engine, opinions, elements) FROM versions) v
    LEFT JOIN loads l ON l.number = v.load WHERE NOT ${isUnreadable('v.attributes')} AND (${which})`;
  for await (const row of stream(reader.connection, sql, {})) {
    const fields = Object.fromEntries(names.map((name, at) => [name, row[at] ?? null]));
    const attributes = JSON.parse(String(fields['attributes']));
    const voice = { ...fields, attributes } as unknown as Voice;
    yield { voice, masked: row.at(-1) === 1 };
  }
}

/** Columns that a join has brought to a voice, and whether the join was masked. */
export interface StoredJoin {
  readonly columns: Readonly<Record<string, string>>;
  readonly masked: boolean;
}

/** What joins have brought as far as it can be read, voice after voice, in no order that matters. */
export async function* storedJoins(reader: Store): AsyncGenerator<StoredJoin> {
  const sql = `SELECT j.columns, coalesce(l.masked, 1) FROM joined j
    LEFT JOIN (SELECT file, prefix, min(masked) AS masked FROM joins GROUP BY ALL) l USING (file, prefix)
    WHERE NOT ${isUnreadable('j.columns')}`;
  for await (const [columns, masked] of stream(reader.connection, sql, {})) {
    yield { columns: JSON.parse(String(columns)), masked: masked === 1 };
  }
}

/** Keys of voices of which an opinion is not what stands at its place in the text. */
export async function misplacedOpinions(reader: Store): Promise<Set<string>> {
  const misplaced = new Set<string>();
  const sql = `SELECT v.key, v.text, o."start", o."end", o.span FROM opinions o JOIN voices v ON v.key = o.voice_key`;
  for await (const [key, text, start, end, span] of stream(reader.connection, sql, {})) {
    const place = String(text).slice(Number(start), Number(end));
    const length = Number(end) - Number(start);
    if (place !== span || length !== place.length) misplaced.add(String(key));
  }
  return misplaced;
}
