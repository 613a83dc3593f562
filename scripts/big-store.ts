/**
 * Makes a large store to measure on, beyond what annotating allows in a sitting: `npx tsx scripts/big-store.ts
 * --voices 1000000 --store /tmp/big.db`. Voices of our own clauses are ingested and clustered as ever; copies of them
 * with other keys, days, customers and words fill the rest, so that opinions, pain points and groups stand in the
 * proportions of a real store. The copies only look real: their texts were never annotated.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { writeVoices } from './made-voices.ts';

const root = new URL('..', import.meta.url).pathname;
const { values: flags } = parseArgs({
  options: {
    voices: { type: 'string', default: '1000000' },
    base: { type: 'string', default: '50000' },
    store: { type: 'string' },
  },
});
const [VOICES, BASE] = [Number(flags.voices), Number(flags.base)];
/** Numbers between those of two copies: more than a load of `BASE` voices gives. */
const SPARE = BASE + 1;
/** Of a text; makes for about two opinions a voice. */
const CHARACTERS = 38;

/** Common characters that copies put for each other: opinions of two copies are worded differently, at equal length. */
const EXCHANGED = '的了不一是我有还在就都也很太好天次个';

function voc(folder: string, ...args: readonly string[]): void {
  const { status, error } = spawnSync(process.execPath, [join(root, 'bin/voc.js'), ...args], {
    stdio: 'inherit',
    env: { ...process.env, VOC_KEY_FILE: join(folder, 'key') },
  });
  if (status !== 0) throw new Error(`voc ${args.join(' ')}: ${error?.message ?? status}`);
}

const TABLES = ['voices', 'annotations', 'opinions', 'elements', 'copies', 'opinion_pains'];

async function copyRows(connection: DuckDBConnection, copy: number): Promise<void> {
  const turned =
    EXCHANGED.slice(copy % EXCHANGED.length) + EXCHANGED.slice(0, copy % EXCHANGED.length);
  const words = (column: string): string =>
    `translate(${column}, '${EXCHANGED}', '${turned}') AS ${column}`;
  const number = `number + ${copy * SPARE} AS number`;
  const key = (column: string): string => `md5(${column} || '${copy}') AS ${column}, ${number}`;
  const changes: Readonly<Record<string, string>> = {
    voices: `${key('key')}, ${words('text')}, id || '-${copy}' AS id,
      created_at + to_days(${(copy * 37) % 600}) AS created_at,
      customer_id || '${copy % 4}' AS customer_id`,
    opinions: `${key('voice_key')}, ${words('span')}`,
    copies: `md5(voice_key || '${copy}') AS voice_key, md5(duplicate_group || '${copy}') AS duplicate_group`,
  };
  for (const table of TABLES) {
    // The key order of what `voc cluster` writes, and the order of loading of all else.
    const order = table === 'opinion_pains' ? 'ORDER BY voice_key, seq' : '';
    await connection.run(
      `INSERT INTO ${table} SELECT * REPLACE (${changes[table] ?? key('voice_key')}) FROM base.${table} ${order}`,
    );
  }
}

async function fill(base: string, store: string): Promise<void> {
  const database = await DuckDBInstance.create(store, { memory_limit: '2GB', threads: '2' });
  const connection = await database.connect();
  await connection.run(`ATTACH '${base}' AS base (READ_ONLY)`);
  for (let copy = 1; copy * BASE < VOICES; copy++) {
    await copyRows(connection, copy);
    if (copy % 10 === 0) await connection.run('CHECKPOINT');
  }
  const counted = await connection.runAndReadAll(
    `SELECT (SELECT count(*) FROM voices), (SELECT count(*) FROM opinions), (SELECT count(*) FROM opinion_pains),
       (SELECT count(DISTINCT span) FROM opinions WHERE polarity = 'negative'), (SELECT count(*) FROM pains)`,
  );
  const [voices, opinions, placed, wordings, pains] = (counted.getRows()[0] ?? []).map(Number);
  process.stdout.write(
    `${store}: ${voices} voices, ${opinions} opinions, ${placed} of them at a pain point, in ${wordings} wordings, ${pains} pain points\n`,
  );
  connection.closeSync();
  database.closeSync();
}

if (flags.store === undefined) throw new Error('--store FILE is missing');
const store = resolve(flags.store);
const folder = mkdtempSync(join(tmpdir(), 'voc-big-'));
try {
  const csv = join(folder, 'base.csv');
  writeVoices(csv, { rows: BASE, characters: CHARACTERS });
  for (const file of [store, join(folder, 'base.db')]) {
    voc(folder, 'ingest', csv, '--store', file, '--quiet');
    voc(folder, 'cluster', '--store', file, '--quiet');
  }
  await fill(join(folder, 'base.db'), store);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
