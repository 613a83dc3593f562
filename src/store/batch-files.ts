import { link, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { EXIT, InputError } from '../model/errors.ts';
import { isAlive, ownFile, removeOwnFile } from './intent.ts';
import { whileOpen } from './session.ts';

/*
 * What may lie beside `voc.db`: `.batch-<n>`, complete and waiting; `.part-<pid>-<n>`, a batch being written;
 * `.new-<pid>`, a store being made; `.tmp-<pid>-<n>`, a folder for sorting; `.intent`, of a writer; `.v<n>.bak`.
 */

let scratched = 0;

/** The name of a file for work beside a store, which is removed should the process die. */
export function scratchFile(store: string): string {
  scratched += 1;
  const file = `${store}.part-${process.pid}-${scratched}`;
  removeOwnFile(file);
  ownFile(file);
  return file;
}

/**
 * Gives a finished part its final name, the next free number, which makes it a batch. The name appears with its
 * content at once: whenever the process dies, there is no batch or a complete one.
 */
export async function nameBatch(store: string, part: string): Promise<string> {
  const numbers = (await filesBeside(store, /^batch-(\d+)$/)).map(({ number }) => number);
  for (let number = Math.max(0, ...numbers) + 1; ; number++) {
    const file = `${store}.batch-${number}`;
    try {
      await link(part, file);
      await rm(part);
      return file;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST') continue;
      if (code !== 'EPERM' && code !== 'ENOTSUP') throw error;
      // A file system without links: the part keeps its own number, which no other process uses.
      const own = `${store}.batch-${process.pid}${String(number).padStart(3, '0')}`;
      await rename(part, own);
      return own;
    }
  }
}

/** Complete batches that wait beside the store, in the order in which they were staged, with their bytes. */
export async function waitingBatches(
  path: string,
): Promise<{ readonly file: string; readonly bytes: number }[]> {
  const batches = [];
  for (const { file } of await filesBeside(resolve(path), /^batch-(\d+)$/)) {
    const size = await stat(file).then(
      (found) => found.size,
      () => 0,
    );
    // Gone in the meantime: another process has merged it.
    if (size > 0) batches.push({ file, bytes: size });
  }
  return batches;
}

/**
 * Removes what dead processes left half-written, and folders for sorting. For whoever has the store open for
 * writing: then nobody else sorts for it, so that every other such folder is a dead one's.
 */
export async function sweepLeftovers(store: string): Promise<void> {
  for (const { file, number } of await filesBeside(store, /^(?:part|new)-(\d+)(?:-\d+)?$/)) {
    if (!isAlive(number) && (await isUnlocked(file))) removeOwnFile(file);
  }
  for (const { file, number } of await filesBeside(store, /^tmp-(\d+)-\d+$/)) {
    if (number !== process.pid) await rm(file, { recursive: true, force: true });
  }
}

/** Files and folders beside a store whose process is gone, as far as this machine can tell. */
export async function leftoversBeside(store: string): Promise<string[]> {
  const files = await filesBeside(store, /^(?:part|new|tmp)-(\d+)(?:-\d+)?$/);
  return files.filter(({ number }) => !isAlive(number)).map(({ file }) => file);
}

/** A number may look dead that lives in another container; the lock of its file tells. */
async function isUnlocked(file: string): Promise<boolean> {
  try {
    await whileOpen(file, 'READ_ONLY', { waitSeconds: 0 }, async () => undefined);
    return true;
  } catch (error) {
    return !(error instanceof InputError && error.status === EXIT.busy);
  }
}

async function filesBeside(
  store: string,
  suffix: RegExp,
): Promise<{ readonly file: string; readonly number: number }[]> {
  const prefix = `${basename(store)}.`;
  const found = [];
  for (const name of await readdir(dirname(store))) {
    const match = name.startsWith(prefix) ? suffix.exec(name.slice(prefix.length)) : null;
    if (match) found.push({ file: join(dirname(store), name), number: Number(match[1]) });
  }
  return found.sort((a, b) => a.number - b.number || (a.file < b.file ? -1 : 1));
}
