import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export interface Child {
  readonly pid: number;
  /** Resolves when the process has said this word. */
  readonly says: (word: string) => Promise<void>;
  /** Sends a signal and waits for the end; gives the exit status, null after a kill. */
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>;
  readonly ended: Promise<number | null>;
}

/** Starts `child.ts` in a process of its own; it does not outlive the test. */
export function startChild(what: string, store: string, number: number): Child {
  const script = fileURLToPath(new URL('./child.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, what, store, String(number)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = once(child, 'exit').then(([status]) => status as number | null);
  return {
    pid: child.pid ?? 0,
    says: (word) => heard(child, word),
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
    ended,
  };
}

const outputs = new WeakMap<ChildProcess, string>();

async function heard(child: ChildProcess, word: string): Promise<void> {
  while (!outputs.get(child)?.includes(word)) {
    if (child.exitCode !== null) throw new Error(`the process ended without saying ${word}`);
    const [chunk] = await once(child.stdout ?? child, 'data');
    outputs.set(child, `${outputs.get(child) ?? ''}${chunk}`);
  }
}
