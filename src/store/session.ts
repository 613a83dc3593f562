import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { loadApi } from './engine.ts';
import { busyError, explain, type Holder, lockHolder } from './faults.ts';
import { intendingWriter, ownFile, removeOwnFile } from './intent.ts';
import { cells, quoted } from './query.ts';

export interface StoreOptions {
  /** What the engine may keep in memory, e.g. `512MB`; 1GB by default. The process itself comes on top. */
  readonly memoryLimit?: string;
  readonly threads?: number;
  /** Rows that the engine puts together in a new file, a multiple of 2,048; 122,880 by default. */
  readonly rowGroup?: number;
  /** An existing folder for larger sorts, which each get a folder of their own in it; beside the store by default. */
  readonly tempDirectory?: string;
  /** How long to wait for a store that is taken, in seconds; 30 by default. */
  readonly waitSeconds?: number;
  /** Called once when the store is taken and waiting begins. */
  readonly onWait?: (holder: Holder) => void;
}

/** An open store. Valid only inside the function that it was handed to. */
export interface Store {
  readonly path: string;
  readonly connection: DuckDBConnection;
  /**
   * Gives back to the system what the engine keeps for later. Without it the process grows with each large statement,
   * by a multiple of `memoryLimit`.
   */
  readonly release: () => Promise<void>;
  /** The same with what the engine has read of the file, which the next statements may have to read again. */
  readonly releaseFile: () => Promise<void>;
}

/** A store that may also be written to. */
export interface WritableStore extends Store {
  readonly writable: true;
}

type Access = 'READ_ONLY' | 'READ_WRITE';

const DEFAULT_WAIT = 30;

/**
 * Stores that this process has open. The lock of the operating system does not hold against the process that
 * owns it, and closing a second handle would even release it: so one process opens a store once at a time.
 */
const openHere = new Set<string>();

/** Numbers the folders for sorting: two engines that shared one would overwrite each other's files. */
let opened = 0;

/** Runs `use` on a database file of any content, waiting for its lock. */
export async function whileOpen<T>(
  file: string,
  access: Access,
  options: StoreOptions,
  use: (store: Store) => Promise<T>,
): Promise<T> {
  const { instance, connection, folder } = await openWhenFree(file, access, options);
  try {
    // The engine gives memory back whenever its limit is set, also to what it was.
    const release = async (): Promise<void> => {
      await connection.run(`SET memory_limit = '${memoryLimit(options)}'`);
    };
    const releaseFile = async (): Promise<void> => {
      const [[kept = 0] = []] = await cells(
        { connection },
        `SELECT sum(memory_usage_bytes) FILTER (tag <> 'BASE_TABLE') FROM duckdb_memory()`,
      );
      // Where something else cannot be given back, there is nothing lost.
      await connection.run(`SET memory_limit = '${Number(kept) + SPARE}B'`).catch(() => undefined);
      await release();
    };
    return await use({ path: file, connection, release, releaseFile });
  } catch (error) {
    throw explain(error, file);
  } finally {
    connection.closeSync();
    instance.closeSync();
    openHere.delete(file);
    removeOwnFile(folder);
  }
}

interface Opened {
  readonly instance: DuckDBInstance;
  readonly connection: DuckDBConnection;
  /** Where it sorts what is large. */
  readonly folder: string;
}

async function openWhenFree(file: string, access: Access, options: StoreOptions): Promise<Opened> {
  const wait = options.waitSeconds ?? DEFAULT_WAIT;
  const started = performance.now();
  let told = false;
  for (;;) {
    const waited = (performance.now() - started) / 1000;
    // A number of a dead writer may belong to a stranger by now, so a reader heeds an intent only half the time.
    const holder = await holderNow(file, access === 'READ_ONLY' && waited <= wait / 2);
    const attempt = holder ?? (await tryOpen(file, access, options));
    if ('instance' in attempt) return attempt;
    if (waited >= wait) throw busyError(file, attempt, wait);
    if (!told) options.onWait?.(attempt);
    told = true;
    // Spread out, so that those who wait do not all come back at the same moment.
    await delay(20 + Math.random() * 80);
  }
}

async function holderNow(file: string, heedsIntent: boolean): Promise<Holder | null> {
  if (openHere.has(file)) return { pid: process.pid };
  const pid = heedsIntent ? await intendingWriter(file) : null;
  return pid === null ? null : { pid };
}

async function tryOpen(
  file: string,
  access: Access,
  options: StoreOptions,
): Promise<Opened | Holder> {
  const duckdb = loadApi();
  if (openHere.has(file)) return { pid: process.pid };
  openHere.add(file);
  let session: Opened | null = null;
  try {
    const folder = sortingFolder(file, options);
    const instance = await duckdb.DuckDBInstance.create(':memory:', settings(folder, options));
    session = { instance, connection: await instance.connect(), folder };
    const before = await identityOf(file);
    // Attached under a name of ours, because the engine would derive one from the file name: `temp.db` clashes.
    const layout = options.rowGroup === undefined ? '' : `, ROW_GROUP_SIZE ${options.rowGroup}`;
    await session.connection.run(`ATTACH ${quoted(file)} AS store (${access}${layout}); USE store`);
    // A compaction may have put another file in its place before the lock was ours.
    const after = await identityOf(file);
    if (before === null || before === after) {
      ownFile(folder);
      return session;
    }
    session.connection.closeSync();
    session.instance.closeSync();
    openHere.delete(file);
    return { pid: null };
  } catch (error) {
    session?.connection.closeSync();
    session?.instance.closeSync();
    openHere.delete(file);
    const holder = lockHolder(error);
    if (holder) return holder;
    throw explain(error, file);
  }
}

/** Which file a name stands for at this moment; null where there is none. */
async function identityOf(file: string): Promise<bigint | null> {
  return stat(file, { bigint: true }).then(
    ({ ino }) => ino,
    () => null,
  );
}

function sortingFolder(file: string, { tempDirectory }: StoreOptions): string {
  opened += 1;
  const name = `${process.pid}-${opened}`;
  return tempDirectory === undefined ? `${file}.tmp-${name}` : join(tempDirectory, `voc-${name}`);
}

/** Memory of which nobody knows who keeps it, in bytes. */
const SPARE = 16_000_000;

const memoryLimit = ({ memoryLimit: given = '1GB' }: StoreOptions): string => given;

function settings(folder: string, options: StoreOptions): Record<string, string> {
  return {
    memory_limit: memoryLimit(options),
    threads: String(options.threads ?? availableParallelism()),
    temp_directory: folder,
    // An offline machine must not hang in a download that nobody asked for.
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    // Every order that matters is asked for; without this, large loads need far less memory.
    preserve_insertion_order: 'false',
  };
}
