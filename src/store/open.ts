import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { explain } from './faults.ts';
import { declareIntent, withdrawIntent } from './intent.ts';
import { createStore, isCurrent, migrate } from './schema.ts';
import { type Store, type StoreOptions, type WritableStore, whileOpen } from './session.ts';

export type Read<T> = { readonly found: true; readonly value: T } | { readonly found: false };

/**
 * Opens the store for reading as long as `use` runs. Gives `{ found: false }` where there is no store.
 * Throws an InputError for a file that is not ours, damaged, of a newer version, or busy (status 75).
 */
export async function withReader<T>(
  path: string,
  options: StoreOptions,
  use: (reader: Store) => Promise<T>,
): Promise<Read<T>> {
  const file = resolve(path);
  if (!(await exists(file))) return { found: false };
  const answer = await whileOpen(file, 'READ_ONLY', options, async (store) =>
    (await isCurrent(store)) ? { value: await use(store) } : null,
  );
  if (answer) return { found: true, value: answer.value };
  await withWriter(path, options, async () => undefined);
  return withReader(path, options, use);
}

/**
 * Opens the store for writing as long as `use` runs, creating or upgrading it first. Keep it short: nobody
 * else can read meanwhile. Throws an InputError as `withReader` does.
 */
export async function withWriter<T>(
  path: string,
  options: StoreOptions,
  use: (writer: WritableStore) => Promise<T>,
): Promise<T> {
  const file = resolve(path);
  try {
    await declareIntent(file);
    if (!(await exists(file))) {
      await createStore(file, (fresh, fill) => whileOpen(fresh, 'READ_WRITE', options, fill));
    }
    return await whileOpen(file, 'READ_WRITE', options, async (store) => {
      const writer: WritableStore = { ...store, writable: true };
      await migrate(writer);
      // A log that a commit leaves would stay beside the store where the process ends before it closes it.
      await store.connection.run(`SET wal_autocheckpoint = '0MB'`);
      return use(writer);
    });
  } catch (error) {
    throw explain(error, file);
  } finally {
    withdrawIntent(file);
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw explain(error, file);
  }
}
