import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { buildSync } from 'esbuild';
import { createRandom } from '../../scripts/random.ts';
import { InputError } from '../../src/model/errors.ts';
import { checkStore, misplacedOpinions } from '../../src/store/check.ts';
import { loadVoices } from '../../src/store/merge.ts';
import { withReader } from '../../src/store/open.ts';
import { inBatches, SLOW, SOURCE, voiceOf } from '../store/voices.ts';

/** What a campaign came to; without faults, nothing was lost, doubled or out of reach. */
export interface Campaign {
  readonly figures: Readonly<Record<string, number>>;
  readonly faults: readonly string[];
}

const ROOT = join(import.meta.dirname, '../..');
let bundle = '';

/** The child as one file of plain JavaScript, which starts in a tenth of the time. */
function childFile(): string {
  if (bundle !== '') return bundle;
  const folder = mkdtempSync(join(tmpdir(), 'voc-child-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  bundle = join(folder, 'child.mjs');
  buildSync({
    entryPoints: [join(import.meta.dirname, 'store-child.ts')],
    outfile: bundle,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
  });
  return bundle;
}

function startChild(
  what: string,
  store: string,
  numbers: readonly number[],
  cut = false,
): ChildProcess {
  const command = [process.execPath, childFile(), what, store, ...numbers.map(String)];
  // Without a network, where the system lets us take it away.
  const [program = '', ...args] = cut ? ['unshare', '-n', ...command] : command;
  return spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
}

const ended = (child: ChildProcess): Promise<unknown> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once('close', resolve));

/** How many voices there are; says what does not fit together, or that the store does not open. */
async function voicesOf(store: string, faults: string[], where: string): Promise<number> {
  try {
    const read = await withReader(store, {}, async (reader) => ({
      ...(await checkStore(reader)),
      misplaced: (await misplacedOpinions(reader)).size,
    }));
    if (!read.found) return 0;
    const wrong = Object.entries(read.value.faults).filter(([, count]) => count > 0);
    if (wrong.length > 0 || read.value.misplaced > 0)
      faults.push(`${where}: ${JSON.stringify(wrong)}`);
    return read.value.rows.voices;
  } catch (error) {
    faults.push(`${where}: ${error instanceof Error ? error.message : String(error)}`);
    return -1;
  }
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'voc-campaign-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Resolves when the child has said its first line. */
const begins = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve) => child.stdout?.once('data', resolve));

/** A number of rows that the loads of the campaigns have, and that each has in common with the one before. */
const ROWS = 3_000;
const OVERLAP = 100;

/** Kills of loads into the same store: it grows with each load, and so does every look at it. */
const KILLS_A_STORE = 25;

/** What the kills of loads came to so far; `longest` is how many milliseconds later one may come. */
interface Kills {
  readonly figures: { kills: number; before: number; after: number; waiting: number };
  readonly faults: string[];
  longest: number;
}

/**
 * Kills loads at instants of chance. After each the store must open and be as before or as after; then the load is
 * done again, and must find each row once.
 */
export async function killLoads(times: number, seed: number): Promise<Campaign> {
  const random = createRandom(seed);
  const kills: Kills = {
    figures: { kills: 0, before: 0, after: 0, waiting: 0 },
    faults: [],
    longest: 400,
  };
  for (let done = 0; done < times; done += KILLS_A_STORE) {
    const here = Math.min(KILLS_A_STORE, times - done);
    await inFolder(async (folder) => {
      for (let time = 0; time < here; time++) await killAndRepeat(folder, time, random(), kills);
      tellLeft(folder, kills.faults);
    });
  }
  return kills;
}

/** Kills a load, the `time`-th into the store in this folder, and does it again. */
async function killAndRepeat(
  folder: string,
  time: number,
  chance: number,
  kills: Kills,
): Promise<void> {
  const { figures, faults, longest } = kills;
  const first = time * (ROWS - OVERLAP);
  const store = join(folder, 'voc.db');
  const { alive, took } = await killOne(store, first, chance * longest);
  // A load that had ended says little: aim earlier, and later again from time to time.
  kills.longest = alive ? longest * (time % 3 === 0 ? 1.15 : 1) : Math.max(100, took);
  figures.kills += Number(alive);
  const before = time === 0 ? 0 : first + OVERLAP;
  const voices = await voicesAfterKill(store, [before, first + ROWS], faults);
  figures[voices === before ? 'before' : 'after'] += 1;
  figures.waiting += Number(readdirSync(folder).some((name) => /batch-\d+$/.test(name)));
  await ended(startChild('load', store, [first, ROWS, 10]));
  await voicesAfterKill(store, [first + ROWS], faults);
}

async function voicesAfterKill(
  store: string,
  right: readonly number[],
  faults: string[],
): Promise<number> {
  const voices = await voicesOf(store, faults, `at ${right.join(' or ')} voices`);
  if (!right.includes(voices)) faults.push(`${voices} voices, not ${right.join(' or ')}`);
  return voices;
}

/** Starts a load and kills it so many milliseconds later; tells whether it was still at work. */
async function killOne(
  store: string,
  first: number,
  instant: number,
): Promise<{ readonly alive: boolean; readonly took: number }> {
  const child = startChild('load', store, [first, ROWS, 10]);
  await begins(child);
  const began = performance.now();
  await Promise.race([delay(instant), ended(child)]);
  const alive = child.exitCode === null;
  const took = performance.now() - began;
  child.kill('SIGKILL');
  await ended(child);
  return { alive, took };
}

function tellLeft(folder: string, faults: string[]): void {
  const left = readdirSync(folder).filter((name) => name !== 'voc.db');
  if (left.length > 0) faults.push(`left behind: ${left.join(', ')}`);
}

/**
 * Loads into disks of many sizes, from too small for anything to large enough. A load says that the disk is full or
 * is done; then the disk grows and the load is done again.
 * @param mount the program that mounts; null where there is no right to
 */
export async function fillDisks(sizes: readonly number[], mount: string): Promise<Campaign> {
  const faults: string[] = [];
  const figures = { disks: 0, full: 0, done: 0 };
  for (const size of sizes) {
    await inFolder(async (folder) => {
      const disk = join(folder, 'disk');
      mkdirSync(disk);
      const bytes = `size=${Math.round(size * 1024)}k`;
      execFileSync(mount, ['-t', 'tmpfs', '-o', bytes, 'tmpfs', disk]);
      try {
        const done = await fillDisk(join(disk, 'voc.db'), size, faults);
        figures.disks += 1;
        figures[done ? 'done' : 'full'] += 1;
        execFileSync(mount, ['-o', 'remount,size=200m', disk]);
        await attempt(join(disk, 'voc.db'), MANY, faults, size);
        const final = await voicesOf(join(disk, 'voc.db'), faults, `${size} MB, grown`);
        if (final !== MANY) faults.push(`${size} MB, grown: ${final} voices`);
      } finally {
        execFileSync(`u${mount}`, ['-l', disk]);
      }
    });
  }
  return { figures, faults };
}

const MANY = 4_000;

/** Loads one voice, then many; tells whether there was room. */
async function fillDisk(store: string, size: number, faults: string[]): Promise<boolean> {
  const before = await attempt(store, 1, faults, size);
  const done = await attempt(store, MANY, faults, size);
  const voices = await voicesOf(store, faults, `${size} MB`);
  const expected = done ? MANY : Number(before);
  if (voices !== expected) faults.push(`${size} MB: ${voices} voices, not ${expected}`);
  return done;
}

/** Loads so many voices; false where the disk is full. */
async function attempt(
  store: string,
  count: number,
  faults: string[],
  size: number,
): Promise<boolean> {
  const voices = Array.from({ length: count }, (_, at) =>
    voiceOf(`T-${at}`, [SLOW], { text: `${SLOW.span}，第 ${at} 次${'慢'.repeat(at % 300)}` }),
  );
  try {
    await loadVoices(store, SOURCE, inBatches(voices), () => ({ read: count, rejected: 0 }));
    return true;
  } catch (error) {
    const told = error instanceof InputError && /磁盘/.test(error.text.zh);
    if (!told) faults.push(`${size} MB: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

/** A line that a child has said: a writer which rows it loads, a reader what it saw. */
interface Said {
  readonly from?: number;
  readonly seen: readonly [voices: number, annotations: number, opinions: number] | null;
  readonly waited: number;
}

/** What is known of a crowd. */
interface Crowd {
  readonly figures: {
    loads: number;
    reads: number;
    busy: number;
    writersKilled: number;
    readersKilled: number;
    longestWait: number;
  };
  readonly faults: string[];
  /** First row of the load that is under way. */
  next: number;
  /** Most voices that a reader has seen. */
  most: number;
}

/** Milliseconds that a process may be late on a machine that has more to do. */
const LATE = 3_000;

function hear(crowd: Crowd, wait: number, line: string): void {
  const { from, seen, waited } = JSON.parse(line) as Said;
  const { figures, faults } = crowd;
  if (from !== undefined) {
    crowd.next = from;
    figures.loads += 1;
    return;
  }
  figures.longestWait = Math.max(figures.longestWait, Math.round(waited));
  if (waited > wait * 1000 + LATE) faults.push(`a reader waited ${Math.round(waited)} ms`);
  if (seen === null) {
    figures.busy += 1;
    return;
  }
  figures.reads += 1;
  const [voices, annotations, opinions] = seen;
  if (voices !== annotations || voices !== opinions || voices % ROWS !== 0) {
    faults.push(`a reader saw ${seen.join(', ')}`);
  }
  crowd.most = Math.max(crowd.most, voices);
}

/**
 * A writer that loads without end and readers that read without end, of which one is killed again and again, at
 * instants of chance, and started anew. All clocks jump; without a network where the system allows to take it away.
 * @param wait seconds that writer and readers wait for the store
 */
export async function workInCrowd(
  seconds: number,
  readers: number,
  wait: number,
  seed: number,
  cut: boolean,
): Promise<Campaign> {
  const random = createRandom(seed);
  const figures = {
    loads: 0,
    reads: 0,
    busy: 0,
    writersKilled: 0,
    readersKilled: 0,
    longestWait: 0,
  };
  const crowd: Crowd = { figures, faults: [], next: 0, most: 0 };
  await inFolder(async (folder) => {
    const store = join(folder, 'voc.db');
    const begin = (what: 'write' | 'read'): ChildProcess => {
      const child = startChild(what, store, [crowd.next, ROWS, wait], cut);
      if (child.stdout === null) throw new Error('a child without an output');
      createInterface({ input: child.stdout }).on('line', (line) => hear(crowd, wait, line));
      child.stderr?.on('data', (text: Buffer) => crowd.faults.push(String(text).slice(0, 400)));
      return child;
    };
    const crew = [begin('write'), ...Array.from({ length: readers }, () => begin('read'))];
    const end = performance.now() + seconds * 1000;
    while (performance.now() < end) {
      await delay(300 + random() * 2_000);
      // Every third time the writer: it is the one who may break something.
      const at = random() < 0.34 ? 0 : 1 + Math.floor(random() * readers);
      await killed(crew[at], crowd.faults);
      figures[at === 0 ? 'writersKilled' : 'readersKilled'] += 1;
      crew[at] = begin(at === 0 ? 'write' : 'read');
    }
    for (const child of crew) await killed(child, crowd.faults);
    await ended(startChild('load', store, [crowd.next, ROWS, 30]));
    await judge(crowd, store);
    tellLeft(folder, crowd.faults);
  });
  return { figures, faults: crowd.faults };
}

async function killed(child: ChildProcess | undefined, faults: string[]): Promise<void> {
  if (child === undefined) return;
  if (child.exitCode !== null) faults.push('a process had ended by itself');
  child.kill('SIGKILL');
  await ended(child);
}

async function judge({ next, most, faults }: Crowd, store: string): Promise<void> {
  const voices = await voicesOf(store, faults, 'in the end');
  if (voices !== next + ROWS) faults.push(`${voices} voices in the end, not ${next + ROWS}`);
  if (most > voices) faults.push(`${most} voices were seen, ${voices} are left`);
}
