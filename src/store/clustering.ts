import type { Decision, Grouping, Move, PainEvent } from '../model/lineage.ts';
import type { Clustering, PainPoint, StatedOpinion } from '../model/pain.ts';
import type { Cell } from '../model/store.ts';
import { appendRows } from './append.ts';
import { readDecisions } from './decisions.ts';
import { count, inTransaction, query, stream } from './query.ts';
import type { Store, WritableStore } from './session.ts';

/** Joins each opinion `o` to the row `p` of its pain point, null where it has none. */
export const JOIN_PAINS =
  'LEFT JOIN opinion_pains p ON p.voice_key = o.voice_key AND p.seq = o.seq';

/** Text units before an opinion, and at the beginning of its voice, that may name what it is about. */
const AROUND = 64;

/** All negative opinions, sorted by voice and place in its text. */
export async function readStatedOpinions({ connection }: Store): Promise<StatedOpinion[]> {
  const opinions: StatedOpinion[] = [];
  // Equal texts are kept once: of millions of opinions every copy counts.
  const same = createSame();
  let last = { voiceKey: '', whole: '' };
  const rows = stream(
    connection,
    `SELECT o.voice_key, o.seq, o.span, o.term, o.aspect, o.stage, o."start", v.text
     FROM opinions o JOIN voices v ON v.key = o.voice_key
     WHERE o.polarity = 'negative' ORDER BY o.voice_key, o.seq`,
    {},
  );
  for await (const [voiceKey, seq, span, term, aspect, stage, start, text] of rows) {
    if (voiceKey !== last.voiceKey) last = { voiceKey: String(voiceKey), whole: String(text) };
    const [from, { whole }] = [Number(start), last];
    const labels = { span: same(span), term: same(term), aspect: same(aspect), stage: same(stage) };
    opinions.push({
      ...(labels as Omit<StatedOpinion, 'voiceKey' | 'seq' | 'before' | 'head'>),
      voiceKey: last.voiceKey,
      seq: Number(seq),
      before: whole.slice(Math.max(0, from - AROUND), from),
      head: whole.slice(0, Math.min(from, AROUND)),
    });
  }
  return opinions;
}

/** Texts that are looked for among those that came before; a bound on memory. */
const MOST_SAME = 100_000;

/** Gives the text that came before for an equal one. */
function createSame(): (text: Cell | undefined) => Cell | undefined {
  const known = new Map<Cell | undefined, Cell | undefined>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size < MOST_SAME) known.set(text, text);
    return text;
  };
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
  opinions: readonly StatedOpinion[],
  clustering: Clustering,
  grouping: Grouping,
): Promise<RunSummary> {
  if (opinions.length !== clustering.placed.length) {
    throw new RangeError(`${opinions.length} opinions, ${clustering.placed.length} placements`);
  }
  return inTransaction(writer.connection, async () => {
    await keepEarlier(writer);
    const carried = await carriedIds(writer, opinions, clustering, grouping);
    const groups = withIds(clustering, carried);
    const decisions = await readDecisions(writer);
    const decided = grouping.decide(
      groups,
      opinions.map(({ span }) => span),
      effective(decisions),
    );
    await writeTables(writer, opinions, groups, decided);
    return recordRun(writer, grouping);
  });
}

/** Applies the decisions to the groups that the last run made, as after a new decision. */
export async function decideAgain(writer: WritableStore, grouping: Grouping): Promise<RunSummary> {
  const opinions = await readStatedOpinions(writer);
  const groups = await readGroups(writer, opinions);
  return inTransaction(writer.connection, async () => {
    await keepEarlier(writer);
    const decisions = await readDecisions(writer);
    const known = opinions.filter((_, at) => groups.placed[at]?.painId !== '');
    const placed = groups.placed.filter(({ painId }) => painId !== '');
    const base = { pains: groups.pains, placed };
    const decided = grouping.decide(
      base,
      known.map(({ span }) => span),
      effective(decisions),
    );
    await writeTables(writer, known, base, decided);
    return recordRun(writer, grouping);
  });
}

function effective(decisions: readonly (Decision & { undone: boolean })[]): Decision[] {
  return decisions.filter(({ undone }) => !undone);
}

async function keepEarlier({ connection }: WritableStore): Promise<void> {
  await connection.run(
    'CREATE OR REPLACE TEMP TABLE earlier AS SELECT voice_key, seq, group_id, pain_id FROM opinion_pains',
  );
}

/** Ids of groups of an earlier engine that go on living; asked anew only where the engine is another one. */
async function carriedIds(
  writer: WritableStore,
  opinions: readonly StatedOpinion[],
  clustering: Clustering,
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
  const moves = await movesTo(writer, opinions, withIds(clustering, carried));
  const fresh = [...carry(moves)];
  await appendRows(writer, 'carried_ids', fresh);
  return new Map([...carried, ...fresh]);
}

/** How the opinions of the groups before moved to those of a clustering that is not yet written. */
async function movesTo(
  writer: WritableStore,
  opinions: readonly StatedOpinion[],
  { placed }: Clustering,
): Promise<Move[]> {
  const before = new Map<string, string>();
  for await (const [voice, seq, group] of stream(
    writer.connection,
    'SELECT voice_key, seq, group_id FROM earlier',
    {},
  )) {
    before.set(`${voice} ${seq}`, String(group));
  }
  const counts = new Map<string, Move>();
  for (const [at, { voiceKey, seq }] of opinions.entries()) {
    const from = before.get(`${voiceKey} ${seq}`) ?? null;
    const to = placed[at]?.painId ?? null;
    const key = `${from} ${to}`;
    counts.set(key, { from, to, opinions: (counts.get(key)?.opinions ?? 0) + 1 });
  }
  return [...counts.values()];
}

function withIds({ pains, placed }: Clustering, ids: ReadonlyMap<string, string>): Clustering {
  const idOf = (id: string): string => ids.get(id) ?? id;
  return {
    pains: pains.map((pain) => ({ ...pain, id: idOf(pain.id) })),
    placed: placed.map((placement) => ({ ...placement, painId: idOf(placement.painId) })),
  };
}

async function readGroups(reader: Store, opinions: readonly StatedOpinion[]): Promise<Clustering> {
  const pains = await query<PainPoint>(reader, 'SELECT * FROM groups ORDER BY id');
  const known = new Map<string, Clustering['placed'][number]>();
  const rows = stream(
    reader.connection,
    'SELECT voice_key, seq, group_id, ground FROM opinion_pains',
    {},
  );
  for await (const [voice, seq, painId, ground] of rows) {
    known.set(`${voice} ${seq}`, { painId, ground } as Clustering['placed'][number]);
  }
  const none = { painId: '', ground: 'words' } as const;
  return {
    pains,
    placed: opinions.map(({ voiceKey, seq }) => known.get(`${voiceKey} ${seq}`) ?? none),
  };
}

async function writeTables(
  writer: WritableStore,
  opinions: readonly StatedOpinion[],
  groups: Clustering,
  decided: Clustering,
): Promise<void> {
  const rowsOf = ({ pains }: Clustering): (string | null)[][] =>
    pains.map(({ id, label, aspect, stage, other }) => [id, label, aspect, stage, other]);
  for (const table of ['opinion_pains', 'groups', 'pains']) {
    await writer.connection.run(`DELETE FROM ${table}`);
  }
  await appendRows(writer, 'groups', rowsOf(groups));
  await appendRows(writer, 'pains', rowsOf(decided));
  await appendRows(writer, 'opinion_pains', placements(opinions, groups, decided));
}

function* placements(
  opinions: readonly StatedOpinion[],
  groups: Clustering,
  decided: Clustering,
): Generator<(string | number | null)[]> {
  for (const [at, { voiceKey, seq }] of opinions.entries()) {
    const group = groups.placed[at];
    const pain = decided.placed[at]?.painId ?? null;
    yield [voiceKey, seq, group?.painId ?? null, group?.ground ?? null, pain];
  }
}

/** Records what the run covered and what it changed; a run that changed nothing is recorded once. */
async function recordRun(
  writer: WritableStore,
  { engine, compare }: Grouping,
): Promise<RunSummary> {
  const moves = await query<Move>(
    writer,
    `SELECT e.pain_id AS "from", p.pain_id AS "to", count(*) AS opinions
     FROM earlier e FULL JOIN opinion_pains p ON p.voice_key = e.voice_key AND p.seq = e.seq
     GROUP BY ALL ORDER BY ALL`,
  );
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
