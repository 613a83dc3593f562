/**
 * Times whole commands beside @node-rs/jieba and DuckDB's own reading of CSV, and writes what it measured into
 * `docs/benchmarks.md`: `npm run bench`, with `-- --rows 100000` for a quick look and `-- --large` for ten million
 * voices too. Texts are random clauses of the fixtures, about 60 characters each, made anew with a fixed seed.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { writeVoices } from './made-voices.ts';

const root = new URL('..', import.meta.url).pathname;
const voc = [process.execPath, join(root, 'bin/voc.js')];
const { values: flags } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '3' },
    large: { type: 'boolean', default: false },
  },
});
const ROWS = Number(flags.rows);
const ROUNDS = Number(flags.rounds);
const CHARACTERS = 60;
const NIGHT = 10_000;
const folder = mkdtempSync(join(tmpdir(), 'voc-bench-'));
const at = (name: string): string => join(folder, name);

/** What a process took. */
interface Cost {
  readonly wall: number;
  readonly cpu: number;
  /** Peak of the resident memory in MB. */
  readonly memory: number;
}

/** Runs a command to its end, its output thrown away. Needs GNU time for the peak of memory. */
function once(command: readonly string[]): Cost {
  const out = spawnSync('/usr/bin/time', ['-f', '%e %U %S %M', ...command], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, VOC_KEY_FILE: at('key') },
  });
  const last = out.stderr.trimEnd().split('\n').at(-1) ?? '';
  const [wall, user, system, memory] = last.split(' ').map(Number);
  if (out.status !== 0 || memory === undefined || Number.isNaN(memory)) {
    throw new Error(`${command.join(' ')}: ${out.error?.message ?? out.stderr}`);
  }
  return { wall: wall ?? 0, cpu: (user ?? 0) + (system ?? 0), memory: memory / 1024 };
}

/** The cheapest of several rounds: what else the machine does can only add. */
function best(costs: readonly Cost[]): Cost {
  return costs.reduce((least, one) => (one.cpu < least.cpu ? one : least));
}

/** Several commands in turns, so that what disturbs one disturbs all. */
function inTurns(commands: Readonly<Record<string, readonly string[]>>): Record<string, Cost> {
  const costs = new Map<string, Cost[]>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, command] of Object.entries(commands)) {
      costs.set(name, [...(costs.get(name) ?? []), once(command)]);
    }
  }
  return Object.fromEntries([...costs].map(([name, all]) => [name, best(all)]));
}

/** Writes voices as CSV and as lines, `first` being the number of the first. */
function writeBoth(name: string, rows: number, first = 0): void {
  writeVoices(at(`${name}.csv`), { rows, first, characters: CHARACTERS, lines: at(`${name}.txt`) });
}

/** A program that only segments, with the peer of the package's tests. */
function writePeer(): string {
  const require = createRequire(join(root, 'package.json'));
  const [jieba, dict] = ['@node-rs/jieba', '@node-rs/jieba/dict'].map((name) =>
    JSON.stringify(require.resolve(name)),
  );
  const code = `const { Jieba } = require(${jieba}); const { dict } = require(${dict});
const jieba = Jieba.withDict(dict); let words = 0;
for (const line of require('fs').readFileSync(process.argv[2], 'utf8').split('\\n')) words += jieba.cut(line, true).length;
console.log(words);`;
  writeFileSync(at('peer.cjs'), code);
  return at('peer.cjs');
}

/** A program that does nothing but have DuckDB read the CSV into a table. */
function writeReader(): string {
  const require = createRequire(join(root, 'package.json'));
  const code = `const { DuckDBInstance } = require(${JSON.stringify(require.resolve('@duckdb/node-api'))});
(async () => { const db = await DuckDBInstance.create(process.argv[3]); const c = await db.connect();
await c.run("CREATE TABLE t AS FROM read_csv('" + process.argv[2] + "')"); c.closeSync(); db.closeSync(); })();`;
  writeFileSync(at('reader.cjs'), code);
  return at('reader.cjs');
}

const number = (value: number, digits = 1): string => value.toFixed(digits);
const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',');
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
const row = (name: string, { wall, cpu, memory }: Cost, ...rest: readonly string[]): string[] => [
  name,
  number(wall),
  number(cpu),
  number(memory, 0),
  ...rest,
];

/** Filters beside the peer, on the same lines. */
function filters(rows: number): string {
  writeBoth('filter', rows);
  const annotate = [...voc, 'annotate', 'filter.csv', '--format', 'ndjson', '--jobs'];
  const costs = inTurns({
    peer: [process.execPath, writePeer(), at('filter.txt')],
    segment: [...voc, 'segment', 'filter.txt'],
    'annotate --jobs 1': [...annotate, '1'],
    'annotate --jobs 2': [...annotate, '2'],
  });
  const peer = costs['peer']?.cpu ?? 0;
  const one = costs['annotate --jobs 1']?.wall ?? 0;
  return table(
    ['command', 's', 'CPU s', 'MB', 'CPU of the peer / CPU', 'wall of `--jobs 1` / wall'],
    Object.entries(costs).map(([name, cost]) =>
      row(
        name === 'peer' ? '@node-rs/jieba, segmenting only' : `voc ${name}`,
        cost,
        number(peer / cost.cpu, 2),
        name.startsWith('annotate') ? number(one / cost.wall, 2) : '',
      ),
    ),
  );
}

/** How time and memory of the filter grow with the rows, and what a second thread saves at the most of them. */
function growth(): string {
  const sizes = [10_000, 100_000, 1_000_000].filter((size) => size <= ROWS);
  const annotate = (jobs: string): Cost =>
    once([...voc, 'annotate', 'grow.csv', '--format', 'ndjson', '--jobs', jobs]);
  const perRow = (size: number, { cpu }: Cost): string => number((cpu / size) * 1e6, 0);
  const lines = sizes.map((size) => {
    writeBoth('grow', size);
    const cost = annotate('1');
    if (size < ROWS) return [row(grouped(size), cost, perRow(size, cost))];
    const two = annotate('2');
    const ratio = number(cost.wall / two.wall, 2);
    return [
      row(grouped(size), cost, perRow(size, cost)),
      row(`${grouped(size)}, \`--jobs 2\``, two, `${perRow(size, two)}, ${ratio} times as fast`),
    ];
  });
  return table(['rows', 's', 'CPU s', 'MB', 'CPU µs a row'], lines.flat());
}

/** The longest time in seconds for which the store could not be opened while a command ran. */
async function lockHeld(store: string, command: readonly string[]): Promise<number> {
  const { spawn } = await import('node:child_process');
  const child = spawn(command[0] ?? '', command.slice(1), {
    cwd: folder,
    stdio: 'ignore',
    env: { ...process.env, VOC_KEY_FILE: at('key') },
  });
  let running = true;
  const ended = new Promise<void>((done) => child.on('close', () => done()));
  void ended.then(() => {
    running = false;
  });
  let [longest, since] = [0, 0];
  while (running) {
    const started = performance.now();
    const isFree = await canOpen(store);
    if (isFree) since = 0;
    else if (since === 0) since = started;
    if (since > 0) longest = Math.max(longest, performance.now() - since);
    await new Promise((done) => setTimeout(done, 2));
  }
  return longest / 1000;
}

async function canOpen(store: string): Promise<boolean> {
  try {
    (await DuckDBInstance.create(store, { access_mode: 'READ_ONLY' })).closeSync();
    return true;
  } catch {
    return false;
  }
}

/** What an export of a night takes whose first voice has this number, and the lock of one as long behind it. */
async function night(first: number): Promise<readonly [cost: Cost, lock: string]> {
  const load = [...voc, 'ingest', 'night.csv', '--store', 'voc.db', '--quiet'];
  writeBoth('night', NIGHT, first);
  const cost = once(load);
  writeBoth('night', NIGHT, first + NIGHT);
  return [cost, `lock held ${number(await lockHeld(at('voc.db'), load), 2)} s`];
}

async function store(): Promise<string> {
  writeBoth('all', ROWS);
  const read = once([process.execPath, writeReader(), at('all.csv'), at('plain.db')]);
  const ingest = once([...voc, 'ingest', 'all.csv', '--store', 'voc.db', '--quiet']);
  const cluster = once([...voc, 'cluster', '--store', 'voc.db', '--quiet']);
  const reports = ['md', 'html', 'xlsx'].map((format) =>
    row(
      `voc report, ${format}`,
      once([...voc, 'report', '--store', 'voc.db', '--format', format, '-o', `report.${format}`]),
    ),
  );
  const voices = grouped(ROWS);
  const rows = [
    row(`DuckDB reads the CSV of ${voices} voices into a table, nothing else`, read),
    row(`voc ingest, ${voices} voices from CSV, annotated`, ingest),
    row('voc cluster', cluster),
    ...reports,
    row(`voc ingest, ${grouped(NIGHT)} new voices`, ...(await night(ROWS))),
    row(
      `voc ingest, ${grouped(NIGHT)} voices that were there, with another customer`,
      ...(await night(0)),
    ),
  ];
  if (flags.large) rows.push(...large());
  return table(
    ['command', 's', 'CPU s', 'MB', ''],
    rows.map((cells) => [...cells, ''].slice(0, 5)),
  );
}

/** What people wait for on a store of ten million voices, made of copies. */
function large(): string[][] {
  const voices = '10000000';
  const tsx = createRequire(join(root, 'package.json')).resolve('tsx/cli');
  once([
    process.execPath,
    tsx,
    join(root, 'scripts/big-store.ts'),
    '--voices',
    voices,
    '--store',
    at('large.db'),
  ]);
  const asked = { report: 'report.md', journey: 'journey.md' };
  return Object.entries(asked).map(([command, file]) =>
    row(
      `voc ${command}, ${grouped(Number(voices))} voices and twice as many opinions`,
      once([...voc, command, '--store', at('large.db'), '--format', 'md', '-o', file]),
    ),
  );
}

const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}`;
try {
  const parts = [
    '# Benchmarks',
    `Written by \`npm run bench\` on: ${machine}. Whole processes; of ${ROUNDS} rounds in turns the cheapest where commands are compared, else one. Texts of about ${CHARACTERS} characters, random clauses of the fixtures. \`s\` is wall time, MB the peak of resident memory.`,
    `## Filters, ${grouped(Math.min(ROWS, 200_000))} texts`,
    filters(Math.min(ROWS, 200_000)),
    '## Growth of `voc annotate --jobs 1`, and a second thread',
    growth(),
    `## The store, ${grouped(ROWS)} voices`,
    await store(),
  ];
  const text = `${parts.join('\n\n')}\n`;
  writeFileSync(join(root, 'docs/benchmarks.md'), text);
  process.stdout.write(text);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
