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
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    abandon();
    process.exit(EXIT.interrupted);
  });
}

// The reader went away (`| head`): it has what it wanted.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  abandon();
  process.exit(EXIT.done);
});

// Nobody reads the messages: the work goes on all the same.
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await run(process.argv.slice(2), terminal);
