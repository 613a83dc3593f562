import type { AnnotatedVoice, Cell, Filter, Table } from '../model/store.ts';
import { JOIN_PAINS } from './clustering.ts';
import { FLAGS_SQL, JOIN_COPIES } from './copies.ts';
import { conditionOf } from './filter.ts';
import { ALL_ATTRIBUTES, JOIN_JOINED } from './joined.ts';
import { cells, query, stream } from './query.ts';
import type { Store } from './session.ts';
import { CHANGED_AT, CREATED_AT, ISO_CHANGED_AT } from './times.ts';

/** Tables whose rows the store knows by itself. `pains` needs findings and comes from the pipeline. */
export type TableName = 'voices' | 'opinions' | 'assignments' | 'versions';

interface Query {
  readonly columns: readonly string[];
  /** Selects the columns from the voices `v` that `condition` leaves. */
  readonly sql: (condition: string) => string;
}

const TABLES: Readonly<Record<TableName, Query>> = {
  voices: {
    columns: [
      ...['id', 'source', 'channel', 'created_at', 'customer_id', 'customer_group', 'rating'],
      ...['text', 'sentiment', 'score', 'kinds', 'stages', 'signals', 'urgency'],
      ...['key', 'rating_max', 'product', 'attributes', 'flags', 'duplicate_group', 'spun'],
    ],
    sql: (condition) => `
      SELECT v.id, v.source, v.channel, ${CREATED_AT}, v.customer_id, v.customer_group, v.rating, v.text,
        a.sentiment, a.score, a.kinds, a.stages, a.signals, a.urgency,
        v.key, v.rating_max, v.product, ${ALL_ATTRIBUTES}, ${FLAGS_SQL}, c.duplicate_group, coalesce(c.spun, 0)
      FROM voices v JOIN annotations a ON a.voice_key = v.key ${JOIN_COPIES} ${JOIN_JOINED} WHERE ${condition} ORDER BY v.key`,
  },
  opinions: {
    columns: [
      ...['voice_id', 'start', 'end', 'span', 'term', 'aspect', 'polarity', 'stage', 'pain_id'],
      'voice_key',
    ],
    sql: (condition) => `
      SELECT v.id, o."start", o."end", o.span, o.term, o.aspect, o.polarity, o.stage, p.pain_id, v.key
      FROM voices v JOIN opinions o ON o.voice_key = v.key
      ${JOIN_PAINS}
      WHERE ${condition} ORDER BY v.key, o.seq`,
  },
  assignments: {
    columns: ['voice_id', 'pain_id', 'voice_key'],
    // The first pain point that a voice names: it depends on the voice alone, never on what others say.
    sql: (condition) => `
      WITH said AS (
        SELECT o.voice_key, p.pain_id, min(o.seq) AS first
        FROM opinions o ${JOIN_PAINS}
        WHERE o.polarity = 'negative' GROUP BY ALL),
      ranked AS (
        SELECT said.voice_key, said.pain_id, row_number() OVER (
          PARTITION BY said.voice_key
          ORDER BY said.pain_id IS NULL, pains.other IS NOT NULL, said.first) AS rank
        FROM said LEFT JOIN pains ON pains.id = said.pain_id)
      SELECT v.id, r.pain_id, v.key FROM voices v JOIN ranked r ON r.voice_key = v.key AND r.rank = 1
      WHERE ${condition} ORDER BY v.key`,
  },
  // Both tables hold the same columns; what was found in a text comes from where its version is.
  versions: {
    columns: [
      ...['voice_id', 'current', 'changed_at', 'created_at', 'file', 'text', 'sentiment', 'score'],
      ...['rating', 'channel', 'customer_group', 'product', 'attributes', 'voice_key', 'version'],
    ],
    sql: (condition) => `
      SELECT v.id, CAST(v.current AS VARCHAR), ${CHANGED_AT}, ${CREATED_AT}, l.file, v.text, v.sentiment, v.score,
        v.rating, v.channel, v.customer_group, v.product, v.attributes, v.key, v.version
      FROM (
        SELECT *, false AS current FROM versions
        UNION ALL BY NAME
        SELECT v.*, a.sentiment, a.score, true AS current FROM voices v JOIN annotations a ON a.voice_key = v.key
        WHERE v.key IN (SELECT key FROM versions)) v
      LEFT JOIN loads l ON l.number = v.load
      WHERE ${condition} ORDER BY v.key, v.current, v.changed_at NULLS FIRST, v.reach NULLS FIRST, v.load, v.version`,
  },
};

/**
 * The rows of a table for other programs, ordered by voice key and place in the text, so that the order of
 * loading never shows. Rows are streamed: take them before the store closes.
 */
export function readTable(reader: Store, name: TableName, filter: Filter): Table {
  const { columns, sql } = TABLES[name];
  const { sql: condition, values } = conditionOf(filter);
  return { columns, rows: stream(reader.connection, sql(condition), values) };
}

/** The rows of `readTable` of the first voices by key, at most so many. */
export async function readFirstVoices(
  reader: Store,
  filter: Filter,
  most: number,
): Promise<{ readonly columns: readonly string[]; readonly rows: (readonly Cell[])[] }> {
  const { columns, sql } = TABLES.voices;
  const { sql: condition, values } = conditionOf(filter);
  // Chosen before their rows are read, so that the engine knows how few are left: to sort whole rows takes ten times as long.
  await reader.connection.run(
    `CREATE OR REPLACE TEMP TABLE first_voices AS SELECT key FROM voices v WHERE ${condition} ORDER BY key LIMIT ${most}`,
    values,
  );
  const rows = await cells(reader, sql('v.key IN (SELECT key FROM first_voices)'));
  return { columns, rows };
}

interface VoiceRow {
  readonly key: string;
  readonly version: string;
  readonly changedAt: string | null;
  readonly id: string;
  readonly text: string;
  readonly source: string;
  readonly channel: string | null;
  readonly createdAt: string | null;
  readonly customerId: string | null;
  readonly customerGroup: string | null;
  readonly rating: number | null;
  readonly ratingMax: number | null;
  readonly product: string | null;
  readonly attributes: string;
  readonly flags: string | null;
  readonly label: AnnotatedVoice['annotation']['sentiment']['label'];
  readonly score: number;
  readonly kinds: string;
  readonly stages: string;
  readonly signals: string;
  readonly urgency: AnnotatedVoice['annotation']['urgency'];
}

/** The voices with this id or key, in key order: an id may stand in several exports. Empty where there is none. */
export async function readVoice(reader: Store, id: string): Promise<AnnotatedVoice[]> {
  const rows = await query<VoiceRow>(
    reader,
    `SELECT v.key, coalesce(v.version, '') AS version,
       ${ISO_CHANGED_AT} AS "changedAt", v.id, v.text, v.source, v.channel, ${CREATED_AT} AS "createdAt", v.customer_id AS "customerId",
       v.customer_group AS "customerGroup", v.rating, v.rating_max AS "ratingMax", v.product, ${ALL_ATTRIBUTES} AS attributes,
       v.flags, a.sentiment AS label, a.score, a.kinds, a.stages, a.signals, a.urgency
     FROM voices v JOIN annotations a ON a.voice_key = v.key ${JOIN_JOINED} WHERE v.id = $id OR v.key = $id ORDER BY v.key`,
    { id },
  );
  const voices: AnnotatedVoice[] = [];
  for (const row of rows) {
    const { label, score, kinds, stages, signals, urgency, attributes, flags, ...voice } = row;
    const opinions = await query<AnnotatedVoice['annotation']['opinions'][number]>(
      reader,
      `SELECT span, "start", "end", polarity, aspect, stage, term FROM opinions
       WHERE voice_key = $key ORDER BY seq`,
      { key: row.key },
    );
    voices.push({
      voice: { ...voice, attributes: JSON.parse(attributes) },
      annotation: {
        sentiment: { label, score },
        kinds: labels(kinds),
        opinions,
        stages: labels(stages),
        signals: labels(signals),
        urgency,
      },
      flags: flags === null ? null : labels(flags),
    });
  }
  return voices;
}

const labels = <Label extends string>(joined: string): Label[] =>
  joined === '' ? [] : (joined.split('|') as Label[]);
