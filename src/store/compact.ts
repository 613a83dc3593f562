import { rename } from 'node:fs/promises';
import { ownFile, removeOwnFile } from './intent.ts';
import { quoted } from './query.ts';
import type { Store } from './session.ts';

/**
 * Puts a copy in the place of the file that is open as `store`, with nothing but what its tables hold: a deleted
 * row stays in the free blocks of a database file, and in its log, until they are used again. The copy takes the
 * name while the lock is held; whoever opened the file before and locks it later sees that it has been replaced
 * (see `session.ts`). Nothing may be written through this connection afterwards.
 */
export async function compact({ path, connection }: Store): Promise<void> {
  const fresh = `${path}.new-${process.pid}`;
  removeOwnFile(fresh);
  ownFile(fresh);
  try {
    await connection.run('CHECKPOINT store');
    await connection.run(`ATTACH ${quoted(fresh)} AS fresh`);
    await connection.run('COPY FROM DATABASE store TO fresh');
    await connection.run('CHECKPOINT fresh');
    await connection.run('DETACH fresh');
    await rename(fresh, path);
  } finally {
    removeOwnFile(fresh);
  }
}
