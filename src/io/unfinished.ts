import { closeSync, openSync, rmSync } from 'node:fs';

const paths = new Set<string>();

/** Has a file or folder removed should the process end before `settle`: Ctrl-C ends it between any two steps. */
export function removeAtExit(path: string): void {
  if (paths.size === 0) {
    process.removeListener('exit', removeAll);
    process.on('exit', removeAll);
  }
  paths.add(path);
}

/**
 * Makes an empty file, readable and writable by whom `mode` says, that is removed should the process end before
 * `settle`. At once, not in turns: between the making and the remembering a signal could end the process.
 * @throws the error of the file system; `EEXIST` where there is such a file
 */
export function createUnfinished(path: string, mode = 0o666): void {
  closeSync(openSync(path, 'wx', mode));
  removeAtExit(path);
}

/** Says that a file is in its place, or gone. */
export function settle(path: string): void {
  paths.delete(path);
}

function removeAll(): void {
  for (const path of paths) rmSync(path, { recursive: true, force: true });
}
