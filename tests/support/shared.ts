import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Path of a file beside the repository in ../shared (or VOC_SHARED), null where it is not there. */
export function sharedFile(path: string): string | null {
  const { VOC_SHARED } = process.env;
  const shared = VOC_SHARED ?? fileURLToPath(new URL('../../../shared', import.meta.url));
  const file = `${shared}/${path}`;
  return existsSync(file) ? file : null;
}
