import { PassThrough, Readable } from 'node:stream';
import type { Terminal } from '../../src/commands/terminal.ts';
import { run } from '../../src/program.ts';
import { KEY_FILE } from './key.ts';

export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Situation {
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Whether standard output and error are a terminal (of unknown width, as some are). */
  readonly tty?: boolean;
}

/** Runs a command line in this process, with streams of its own. */
export async function voc(argv: readonly string[], situation: Situation = {}): Promise<Outcome> {
  const [stdout, stderr] = [stream(situation.tty), stream(situation.tty)];
  const [out, err] = [collect(stdout), collect(stderr)];
  const terminal: Terminal = {
    stdin: Readable.from(situation.stdin === undefined ? [] : [Buffer.from(situation.stdin)]),
    stdout,
    stderr,
    env: { VOC_KEY_FILE: KEY_FILE, ...situation.env },
    cwd: situation.cwd ?? process.cwd(),
    version: '0.0.0-test',
  };
  const status = await run(argv, terminal);
  stdout.end();
  stderr.end();
  return { status, stdout: await out, stderr: await err };
}

function stream(tty = false): PassThrough & { isTTY?: boolean } {
  return tty ? Object.assign(new PassThrough(), { isTTY: true }) : new PassThrough();
}

async function collect(stream: PassThrough): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
