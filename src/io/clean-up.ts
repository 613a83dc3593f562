import { rmSync } from 'node:fs';

const files = new Set<string>();

/** Names a file that must not outlive this process when it is interrupted. Gives the function that takes the name back. */
export function removeOnExit(path: string): () => void {
  files.add(path);
  return () => files.delete(path);
}

/** Removes all such files at once, for a signal handler: nothing asynchronous may be left to do. */
export function cleanUpNow(): void {
  for (const path of files) rmSync(path, { force: true });
  files.clear();
}
