import type { Decision, Grouping, Move, PainEvent } from '../model/lineage.ts';
import type { Grouped, PainPoint, StatedOpinion } from '../model/pain.ts';
import type { Cell } from '../model/store.ts';
import { appendRows } from './append.ts';
import { readDecisions } from './decisions.ts';
import { count, inTransaction, query, quoted, stream } from './query.ts';
import type { Store, StoreOptions, WritableStore } from './session.ts';

/** Joins each opinion `o` to the row `p` of its pain point, null where it has none. */
export const JOIN_PAINS =
  'LEFT JOIN opinion_pains p ON p.voice_key = o.voice_key AND p.seq = o.seq';

/** Text units before an opinion, and at the beginning of its voice, that may name what it is about. */
const AROUND = 64;

/** How a store is opened for clustering: what does not fit is sorted and joined on disk, beside the store. */
export const CLUSTERING: Readonly<Record<'read' | 'write', StoreOptions>> = {
  read: { memoryLimit: '512MB' },
  // What was found is in memory, too.
  write: { memoryLimit: '384MB' },
};

/** The negative opinions of one voice, in the order of its text. */
interface StatedVoice {
  readonly key: string;
  readonly opinions: readonly StatedOpinion[];
}

/**
 * Negative opinions that belong to a voice, and before those of each voice its text, which comes once, however many
 * there are; the key stands with the text alone.
 */
const STATED = `SELECT CASE WHEN seq IS NULL THEN key END, seq, words, term, aspect, stage, "start" FROM (
    SELECT key, NULL AS seq, text AS words, NULL AS term, NULL AS aspect, NULL AS stage, NULL AS "start"
    FROM voices WHERE key IN (SELECT voice_key FROM opinions WHERE polarity = 'negative')
    UNION ALL SELECT voice_key, seq, span, term, aspect, stage, "start"
    FROM opinions WHERE polarity = 'negative' AND voice_key IN (SELECT key FROM voices))
  ORDER BY key, seq NULLS FIRST`;

/** All voices with negative opinions, sorted by key; streamed. */
export async function* readStatedVoices(store: Store): AsyncGenerator<StatedVoice> {
  let voice: { key: string; text: string; opinions: StatedOpinion[] } | null = null;
  for await (const row of stream(store.connection, STATED, {})) {
    const [key, seq, words] = row;
    if (seq === null) {
      if (voice !== null) yield voice;
      voice = { key: String(key), text: String(words), opinions: [] };
    } else if (voice !== null) voice.opinions.push(statedOf(voice.key, voice.text, row));
  }
  if (voice !== null) yield voice;
  await store.release();
}

function statedOf(voiceKey: string, text: string, row: readonly Cell[]): StatedOpinion {
  const from = Number(row[6]);
  return {
    voiceKey,
    seq: Number(row[1]),
    span: String(row[2]),
    term: row[3] as StatedOpinion['term'],
    aspect: row[4] as StatedOpinion['aspect'],
    stage: row[5] as StatedOpinion['stage'],
    before: text.slice(Math.max(0, from - AROUND), from),
    head: text.slice(0, Math.min(from, AROUND)),
  };
}

/** Groups of the negative opinions of a store; `grouped` is in the order of the keys. */
export interface StoredGroups {
  readonly grouped: Grouped;
  /** Keys of the voices, each once, and how many opinions each has. */
  readonly voices: readonly string[];
  readonly sizes: readonly number[];
  /** The place of each opinion among those of its voice. */
  readonly seqs: readonly number[];
}

/** Groups the negative opinions of a store, voice by voice. */
export async function groupOpinions(store: Store, grouping: Grouping): Promise<StoredGroups> {
  const grouper = grouping.grouper();
  const voices: string[] = [];
  const sizes: number[] = [];
  const seqs: number[] = [];
  for await (const { key, opinions } of readStatedVoices(store)) {
    grouper.add(opinions);
    voices.push(key);
    sizes.push(opinions.length);
    for (const { seq } of opinions) seqs.push(seq);
  }
  return { grouped: grouper.end(), voices, sizes, seqs };
}

/** What a run of `cluster` changed. */
export interface RunSummary {
  readonly number: number;
  readonly events: readonly PainEvent[];
}

/**
 * Replaces the pain points of the store, and what belongs to them, in one transaction, and records the run. People's
 * decisions are read in it, so that none made meanwhile is lost.
 */
export async function writeClustering(
  writer: WritableStore,
  stored: StoredGroups,
  grouping: Grouping,
): Promise<RunSummary> {
  const { pains, placed } = stored.grouped;
  if (stored.seqs.length !== placed.length) {
    throw new RangeError(`${stored.seqs.length} opinions, ${placed.length} placements`);
  }
  return inTransaction(writer.connection, async () => {
    await temporary(writer, 'placed', PLACED, placements(stored));
    const ids = await carriedIds(writer, pains, grouping);
    const groups = pains.map((pain) => ({
      raw: pain.id,
      ...pain,
      id: ids.get(pain.id) ?? pain.id,
    }));
    return takeIn(writer, groups, grouping);
  });
}

/** Applies the decisions to the groups that the last run made, as after a new decision. */
export async function decideAgain(writer: WritableStore, grouping: Grouping): Promise<RunSummary> {
  return inTransaction(writer.connection, async () => {
    await writer.connection.run(
      `CREATE OR REPLACE TEMP TABLE placed AS
         SELECT p.voice_key, p.seq, p.group_id AS raw, p.ground FROM opinion_pains p
         SEMI JOIN opinions o ON o.voice_key = p.voice_key AND o.seq = p.seq AND o.polarity = 'negative'
         WHERE p.voice_key IN (SELECT key FROM voices)`,
    );
    const groups = await query<PainPoint>(writer, 'SELECT * FROM groups ORDER BY id');
    return takeIn(
      writer,
      groups.map((group) => ({ raw: group.id, ...group })),
      grouping,
    );
  });
}

/** Columns of `placed`: the group of each opinion under the id that it has before any is carried on. */
const PLACED = 'voice_key VARCHAR, seq INTEGER, raw VARCHAR, ground VARCHAR';

function* placements({ grouped, voices, sizes, seqs }: StoredGroups): Generator<Cell[]> {
  const { pains, placed, grounds } = grouped;
  let at = 0;
  for (const [voice, key] of voices.entries()) {
    for (const end = at + (sizes[voice] ?? 0); at < end; at++) {
      const pain = pains[placed[at] ?? -1];
      if (pain === undefined) throw new RangeError(`no group ${placed[at]} for an opinion`);
      yield [key, seqs[at] ?? null, pain.id, grounds[at] ?? null];
    }
  }
}

/** A table that is gone when the store is closed. */
async function temporary(
  writer: WritableStore,
  name: string,
  columns: string,
  rows: Iterable<readonly Cell[]>,
): Promise<void> {
  await writer.connection.run(`CREATE OR REPLACE TEMP TABLE ${name} (${columns})`);
  await appendRows(writer, name, rows, 'temp');
}

/** Ids of groups of an earlier engine that go on living; asked anew only where the engine is another one. */
async function carriedIds(
  writer: WritableStore,
  pains: readonly PainPoint[],
  { engine, carry }: Grouping,
): Promise<Map<string, string>> {
  const rows = await query<{ group_id: string; pain_id: string }>(
    writer,
    'SELECT group_id, pain_id FROM carried_ids ORDER BY group_id',
  );
  const carried = new Map(rows.map(({ group_id, pain_id }) => [group_id, pain_id]));
  const last = `SELECT count(*) FROM runs WHERE engine = $engine
    AND number = (SELECT max(number) FROM runs)`;
  const runs = await count(writer, 'SELECT count(*) FROM opinion_pains');
  if (runs === 0 || (await count(writer, last, { engine })) > 0) return carried;
  const fresh = [...carry(await movesTo(writer, pains, carried))];
  await appendRows(writer, 'carried_ids', fresh);
  return new Map([...carried, ...fresh]);
}

/** How the opinions of the groups before moved to those of a clustering that is not yet written. */
async function movesTo(
  writer: WritableStore,
  pains: readonly PainPoint[],
  ids: ReadonlyMap<string, string>,
): Promise<Move[]> {
  const rows = pains.map(({ id }) => [id, ids.get(id) ?? id]);
  await temporary(writer, 'ids', 'raw VARCHAR, id VARCHAR', rows);
  return query<Move>(
    writer,
    `SELECT e.group_id AS "from", i.id AS "to", count(*) AS opinions FROM placed p JOIN ids i USING (raw)
     LEFT JOIN opinion_pains e ON e.voice_key = p.voice_key AND e.seq = p.seq
     GROUP BY ALL ORDER BY ALL`,
  );
}

/** A group, and the id under which `placed` has it. */
type PlacedGroup = PainPoint & { readonly raw: string };

/** Makes pain points of the groups in `placed`, as people decided, and records the run. */
async function takeIn(
  writer: WritableStore,
  groups: readonly PlacedGroup[],
  grouping: Grouping,
): Promise<RunSummary> {
  const { connection } = writer;
  const decisions = await readDecisions(writer);
  const effective: Decision[] = decisions.filter(({ undone }) => !undone);
  const { pains, painOf, divided } = grouping.decide(groups, effective);
  const routes = new Map(groups.map(({ raw, id }) => [raw, [raw, id, painOf(id, '')]]));
  await temporary(
    writer,
    'routes',
    'raw VARCHAR, group_id VARCHAR, pain_id VARCHAR',
    routes.values(),
  );
  const told = await toldApart(writer, divided, painOf);
  await temporary(writer, 'told', 'voice_key VARCHAR, seq INTEGER, pain_id VARCHAR', told);
  await connection.run(
    `CREATE TABLE decided AS
       SELECT p.voice_key, p.seq, r.group_id, p.ground, coalesce(t.pain_id, r.pain_id) AS pain_id, v.number
       FROM placed p JOIN routes r USING (raw) LEFT JOIN voices v ON v.key = p.voice_key
       LEFT JOIN told t ON t.voice_key = p.voice_key AND t.seq = p.seq
       ORDER BY v.number, p.seq`,
  );
  await connection.run('DROP TABLE temp.placed');
  const moves = await query<Move>(
    writer,
    `SELECT e.pain_id AS "from", p.pain_id AS "to", count(*) AS opinions
     FROM opinion_pains e FULL JOIN decided p ON p.voice_key = e.voice_key AND p.seq = e.seq
     GROUP BY ALL ORDER BY ALL`,
  );
  await connection.run('DROP TABLE opinion_pains; ALTER TABLE decided RENAME TO opinion_pains');
  const used = new Set(moves.map(({ to }) => to));
  await replaceRows(writer, 'groups', groups);
  await replaceRows(
    writer,
    'pains',
    pains.filter(({ id }) => used.has(id)),
  );
  return recordRun(writer, moves, grouping);
}

/** Opinions of divided groups that their words put elsewhere than the rest of the group. */
async function toldApart(
  { connection }: WritableStore,
  divided: ReadonlySet<string>,
  painOf: (group: string, span: string) => string,
): Promise<Cell[][]> {
  if (divided.size === 0) return [];
  const told: Cell[][] = [];
  const rows = stream(
    connection,
    `SELECT p.voice_key, p.seq, r.group_id, o.span FROM placed p JOIN routes r USING (raw)
     JOIN opinions o ON o.voice_key = p.voice_key AND o.seq = p.seq
     WHERE r.group_id IN (${[...divided].map((id) => quoted(id)).join(', ')})`,
    {},
  );
  for await (const [voice = null, seq = null, group, span] of rows) {
    const pain = painOf(String(group), String(span));
    if (pain !== painOf(String(group), '')) told.push([voice, seq, pain]);
  }
  return told;
}

async function replaceRows(
  writer: WritableStore,
  table: 'groups' | 'pains',
  pains: readonly PainPoint[],
): Promise<void> {
  await writer.connection.run(`DELETE FROM ${table}`);
  const rows = pains.map(({ id, label, aspect, stage, other }) => [
    id,
    label,
    aspect,
    stage,
    other,
  ]);
  await appendRows(writer, table, rows);
}

/** Records what the run covered and what it changed; a run that changed nothing is recorded once. */
async function recordRun(
  writer: WritableStore,
  moves: readonly Move[],
  { engine, compare }: Grouping,
): Promise<RunSummary> {
  const labels = await query<{ id: string; label: string }>(
    writer,
    `SELECT id, label FROM pains UNION ALL
     SELECT id, any_value(label) FROM groups WHERE id NOT IN (SELECT id FROM pains) GROUP BY id`,
  );
  const labelOf = new Map(labels.map(({ id, label }) => [id, label]));
  const events = compare(moves);
  const number = (await count(writer, 'SELECT coalesce(max(number), 0) FROM runs')) + 1;
  await writer.connection.run(
    `INSERT INTO runs SELECT ${number}, $engine, (SELECT count(*) FROM voices),
       (SELECT count(*) FROM opinion_pains), (SELECT count(*) FROM pains WHERE other IS NULL),
       CAST(CAST(min(created_at) AS DATE) AS VARCHAR), CAST(CAST(max(created_at) AS DATE) AS VARCHAR)
     FROM voices`,
    { engine },
  );
  await appendRows(
    writer,
    'run_pains',
    events.map(({ painId, event, partner, before, after, overlap }) => [
      ...[number, painId, labelOf.get(painId) ?? null, event, partner, before, after, overlap],
    ]),
  );
  return { number, events };
}
