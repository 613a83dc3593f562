import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { decide } from '../../src/cluster/decisions.ts';
import { carriedIds, eventsOf } from '../../src/cluster/lineage.ts';
import type { Opinion } from '../../src/model/annotation.ts';
import type { Grouping } from '../../src/model/lineage.ts';
import type { Grouper, StatedOpinion } from '../../src/model/pain.ts';
import type { AnnotatedVoice, Cell, Filter } from '../../src/model/store.ts';
import type { Voice } from '../../src/model/voice.ts';
import { groupOpinions, readStatedVoices, writeClustering } from '../../src/store/clustering.ts';
import { readFacts } from '../../src/store/facts.ts';
import { loadVoices } from '../../src/store/merge.ts';
import { withReader, withWriter } from '../../src/store/open.ts';
import type { Store } from '../../src/store/session.ts';
import { readTable, type TableName } from '../../src/store/tables.ts';

/** A folder that goes away with the test. */
export async function tempFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'voc-store-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export const keyOf = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 32);

/** What the speaker says of one thing; the text of a voice is its statements joined by a comma. */
export type Statement = Pick<Opinion, 'span' | 'term' | 'aspect' | 'polarity' | 'stage'>;

export const SLOW: Statement = {
  span: '等了三天才发货',
  term: '发货',
  aspect: 'delivery',
  polarity: 'negative',
  stage: 'delivery',
};
export const RUDE: Statement = {
  span: '客服爱答不理',
  term: '客服',
  aspect: 'service',
  polarity: 'negative',
  stage: 'service',
};
export const BAD: Statement = {
  span: '太失望了',
  term: null,
  aspect: 'overall',
  polarity: 'negative',
  stage: 'use',
};
export const TASTY: Statement = {
  span: '味道很正',
  term: '味道',
  aspect: 'taste',
  polarity: 'positive',
  stage: 'use',
};

/** A voice that says these things, annotated as they say. */
export function voiceOf(
  id: string,
  statements: readonly Statement[],
  fields: Partial<Voice> = {},
  labels: Partial<Omit<AnnotatedVoice['annotation'], 'opinions'>> = {},
): AnnotatedVoice {
  const text = fields.text ?? statements.map(({ span }) => span).join('，');
  const opinions = statements.map((statement) => {
    const start = text.indexOf(statement.span);
    return { ...statement, start, end: start + statement.span.length };
  });
  const negative = statements.some(({ polarity }) => polarity === 'negative');
  return {
    voice: {
      key: keyOf(id),
      version: keyOf(JSON.stringify([text, fields])),
      changedAt: null,
      id,
      source: 'review',
      channel: null,
      createdAt: '2026-04-03T10:22:00+08:00',
      customerId: null,
      customerGroup: null,
      rating: null,
      ratingMax: null,
      product: null,
      attributes: {},
      ...fields,
      text,
    },
    annotation: {
      sentiment: negative ? { label: 'negative', score: -0.94 } : { label: 'positive', score: 0.8 },
      kinds: negative ? ['service_issue'] : ['praise'],
      stages: [...new Set(statements.map(({ stage }) => stage))],
      signals: [],
      urgency: negative ? 'normal' : 'none',
      opinions,
      ...labels,
    },
    flags: [],
  };
}

export async function* streamOf<T>(rows: Iterable<T>): AsyncGenerator<T> {
  yield* rows;
}

/** Voices as a load hands them on. */
export async function* inBatches(
  voices: Iterable<AnnotatedVoice>,
): AsyncGenerator<readonly AnnotatedVoice[]> {
  for (const voice of voices) yield [voice];
}

export const SOURCE = {
  file: 'reviews.csv',
  format: 'csv',
  encoding: 'gb18030',
  engine: '1',
  masked: true,
} as const;

/** Loads voices as one export without rejects. */
export function load(
  path: string,
  voices: readonly AnnotatedVoice[],
  options: Parameters<typeof loadVoices>[4] = {},
): ReturnType<typeof loadVoices> {
  return loadVoices(
    path,
    SOURCE,
    inBatches(voices),
    () => ({ read: voices.length, rejected: 0 }),
    options,
  );
}

/** Reads from a store that must be there. */
export async function read<T>(path: string, use: (reader: Store) => Promise<T>): Promise<T> {
  const answer = await withReader(path, {}, use);
  if (!answer.found) throw new Error('no store');
  return answer.value;
}

export function tableOf(path: string, name: TableName, filter: Filter = {}): Promise<Cell[][]> {
  return read(path, async (reader) => {
    const rows: Cell[][] = [];
    for await (const row of readTable(reader, name, filter).rows) rows.push([...row]);
    return rows;
  });
}

/** Everything that may be seen of a store from outside. */
export async function everythingIn(path: string): Promise<unknown> {
  return {
    voices: await tableOf(path, 'voices'),
    opinions: await tableOf(path, 'opinions'),
    assignments: await tableOf(path, 'assignments'),
    facts: await read(path, (reader) => readFacts(reader, {})),
    keys: await read(path, readStatedOpinions),
  };
}

/** All negative opinions of a store. */
export async function readStatedOpinions(reader: Store): Promise<StatedOpinion[]> {
  const stated: StatedOpinion[] = [];
  for await (const { opinions } of readStatedVoices(reader)) stated.push(...opinions);
  return stated;
}

/** One pain point an aspect; `overall` is a judgement without a problem. */
function groupByAspect(): Grouper {
  const keys: StatedOpinion[] = [];
  const idOf = (aspect: string) => `p${keyOf(aspect).slice(0, 8)}`;
  return {
    add: (voice) => keys.push(...voice),
    end: () => {
      const aspects = [...new Set(keys.map(({ aspect }) => aspect))].sort();
      const pains = aspects.map((aspect) => ({
        id: idOf(aspect),
        label: `${aspect}有问题`,
        aspect,
        stage: keys.find((key) => key.aspect === aspect)?.stage ?? ('use' as const),
        other: aspect === 'overall' ? ('general' as const) : null,
      }));
      pains.sort((a, b) => (a.id < b.id ? -1 : 1));
      const places = new Map(pains.map(({ id }, place) => [id, place]));
      return {
        pains,
        placed: Uint32Array.from(keys, ({ aspect }) => places.get(idOf(aspect)) ?? 0),
        grounds: keys.map(() => 'words'),
      };
    },
  };
}

/** Groups by aspect, as `engine`. */
export function grouping(engine = 'test'): Grouping {
  return {
    engine,
    grouper: groupByAspect,
    carry: carriedIds,
    decide: (groups, decisions) => decide(groups, decisions, keyOf),
    compare: eventsOf,
  };
}

export async function cluster(path: string): Promise<void> {
  const groups = await read(path, (reader) => groupOpinions(reader, grouping()));
  await withWriter(path, {}, (writer) => writeClustering(writer, groups, grouping()));
}
