import { rmSync } from 'node:fs';

const paths = new Set<string>();

/** Has a file or folder removed should the process end before `settle`: Ctrl-C ends it between any two steps. */
export function removeAtExit(path: string): void {
  if (paths.size === 0) {
    process.removeListener('exit', removeAll);
    process.on('exit', removeAll);
  }
  paths.add(path);
}

/** Says that a file is in its place, or gone. */
export function settle(path: string): void {
  paths.delete(path);
}

function removeAll(): void {
  for (const path of paths) rmSync(path, { recursive: true, force: true });
}
