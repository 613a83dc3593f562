/** The process: argv and standard streams in, exit status out. */
import { createRequire } from 'node:module';
import { abandon } from './commands/interrupt.ts';
import type { Terminal } from './commands/terminal.ts';
import { EXIT } from './model/errors.ts';
import { run } from './program.ts';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

const terminal: Terminal = {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  version,
};

// Whatever the moment, the store is as before or as after; only files that tell of us must go.
function leave(status: number): void {
  void abandon().then(() => process.exit(status));
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => leave(EXIT.interrupted));
}

// The reader went away (`| head`): it has what it wanted. Of other faults the one who writes tells.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') {
    leave(EXIT.done);
    return;
  }
  if (process.stdout.listenerCount('error') > 1) return;
  process.stderr.write(`voc: stdout: ${error.code}\n`);
  process.exit(EXIT.failed);
});

// Nobody reads the messages: no reason to give up the work.
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await run(process.argv.slice(2), terminal);
