import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, onTestFinished } from 'vitest';
import { KEY_FILE } from './key.ts';

export const ROOT: string = resolve(import.meta.dirname, '../..');
export const FIXTURES: string = join(ROOT, 'fixtures');
export const VOC: string = join(ROOT, 'bin/voc.js');

/** How a process ended. */
export interface Ended {
  /** Null where a signal ended it. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  readonly pid: number;
  readonly ended: Promise<Ended>;
}

export interface Surroundings {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | Uint8Array;
}

/** An empty folder that goes away with the test. */
export function workFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'voc-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An empty folder for all tests of a file or group, to be asked for while they are declared. */
export function sharedFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'voc-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * Starts a program with nothing of the environment but PATH, a UTF-8 locale that is nobody's language, and the key of the tests. Its
 * standard input stays open; it does not outlive the test.
 */
export function start(command: readonly string[], surroundings: Surroundings = {}): Running {
  const running = begin(command, surroundings);
  onTestFinished(() => void running.child.kill('SIGKILL'));
  return running;
}

function begin(command: readonly string[], surroundings: Surroundings): Running {
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    cwd: surroundings.cwd ?? tmpdir(),
    env: {
      PATH: process.env['PATH'],
      LANG: 'C.UTF-8',
      VOC_KEY_FILE: KEY_FILE,
      ...surroundings.env,
    },
  });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  // A program that does not read its input to the end is no fault of the test.
  child.stdin.on('error', () => undefined);
  const ended = new Promise<Ended>((done) => {
    child.on('close', (status) =>
      done({
        status,
        stdout: Buffer.concat(out).toString('utf8'),
        stderr: Buffer.concat(err).toString('utf8'),
      }),
    );
  });
  return { child, pid: child.pid ?? 0, ended };
}

/** Runs the built `voc` in a process of its own. A stack trace fails the test, whatever it expects. */
export async function voc(
  args: readonly string[],
  surroundings: Surroundings = {},
): Promise<Ended> {
  return run([process.execPath, VOC, ...args], surroundings);
}

/** Runs a script with bash (which would read its rc file, since our pipes look like a network to it), where `voc` is the built program. */
export async function bash(script: string, surroundings: Surroundings = {}): Promise<Ended> {
  const define = `voc() { "${process.execPath}" "${VOC}" "$@"; }\n`;
  return run(['bash', '--norc', '-c', define + script], surroundings);
}

async function run(command: readonly string[], surroundings: Surroundings): Promise<Ended> {
  const { child, ended } = begin(command, surroundings);
  child.stdin.end(surroundings.stdin ?? '');
  const result = await ended;
  if (/^\s+at .+:\d+:\d+\)?$/m.test(result.stderr)) throw new Error(result.stderr);
  return result;
}

/** Starts the built `voc` and leaves its standard input open. */
export function startVoc(args: readonly string[], surroundings: Surroundings = {}): Running {
  return start([process.execPath, VOC, ...args], surroundings);
}

/** Waits until a file whose name matches is in the folder. */
export async function appears(folder: string, name: RegExp): Promise<void> {
  for (let waited = 0; waited < 30_000; waited += 5) {
    if (readdirSync(folder).some((file) => name.test(file))) return;
    await delay(5);
  }
  throw new Error(`no file ${name} in ${folder}: ${readdirSync(folder).join(', ')}`);
}

/** Whether a program of this system can be run. */
export function has(program: string): boolean {
  return (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(join(folder, program)));
}

/** The root of a Linux machine, who may mount a disk and become somebody else. */
export const isRoot: boolean = process.platform === 'linux' && process.getuid?.() === 0;
