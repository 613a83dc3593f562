import { rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';

/** Files and folders of this process that mean nothing once it is gone. */
const ownFiles = new Set<string>();

/** Remembers a file that `abandonStore` must remove if the process is interrupted. */
export function ownFile(path: string): void {
  ownFiles.add(path);
}

/** The file is finished or in its final place: an interruption no longer touches it. */
export function disownFile(path: string): void {
  ownFiles.delete(path);
}

/**
 * Removes a file of this process, with the log that the engine may have put beside it, or a folder, in which the engine may
 * still be making files.
 */
export function removeOwnFile(path: string): void {
  ownFiles.delete(path);
  for (const file of [path, `${path}.wal`]) {
    rmSync(file, { force: true, recursive: true, maxRetries: 3 });
  }
}

/** Commits under way. */
const commits = new Set<Promise<unknown>>();

/** Waits for a commit, which `abandonStore` does as well: broken off half-way, it leaves a log beside the store. */
export async function whileCommitting(commit: Promise<unknown>): Promise<void> {
  commits.add(commit);
  try {
    await commit;
  } finally {
    commits.delete(commit);
  }
}

/**
 * Takes away the writer's intent and half-written batches of this process, once a commit under way is done. For the
 * handler of an interruption, just before the process ends: a transaction that is not yet at its commit never comes to it.
 */
export async function abandonStore(): Promise<void> {
  await Promise.allSettled(commits);
  for (const path of ownFiles) removeOwnFile(path);
}

/** Is there such a process? One that belongs to somebody else counts. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const intentFile = (store: string): string => `${store}.intent`;

/** The living process, other than this one, that waits to write; null where there is none. */
export async function intendingWriter(store: string): Promise<number | null> {
  const text = await readFile(intentFile(store), 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  return pid > 0 && pid !== process.pid && isAlive(pid) ? pid : null;
}

/**
 * Asks readers to hold off, so that a stream of short reads cannot starve a writer. Only a courtesy: the
 * engine's lock is what keeps writers apart, so it does not matter which of two waiting writers owns the file.
 */
export async function declareIntent(store: string): Promise<void> {
  if ((await intendingWriter(store)) !== null) return;
  ownFile(intentFile(store));
  // On a full disk there is none: the engine will say so where it matters.
  await writeFile(intentFile(store), `${process.pid}\n`).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOSPC') throw error;
    removeOwnFile(intentFile(store));
  });
}

/** Lets readers in again; an intent of another process stays. */
export function withdrawIntent(store: string): void {
  if (ownFiles.has(intentFile(store))) removeOwnFile(intentFile(store));
}
