import { InputError } from '../model/errors.ts';
import { withReader } from '../store/open.ts';
import type { Store, StoreOptions } from '../store/session.ts';
import { type StoreFlags, storePath } from './settings.ts';
import type { Terminal, Voicing } from './terminal.ts';

/** How this command waits for a store that is taken: one line names who holds it. */
export function storeOptions(flags: StoreFlags, voicing: Voicing): StoreOptions {
  return {
    ...(flags.wait === undefined ? {} : { waitSeconds: flags.wait }),
    onWait: ({ pid }) => {
      const who =
        pid === null
          ? { zh: '另一个进程', en: 'another process' }
          : { zh: `进程 ${pid} `, en: `process ${pid}` };
      voicing.warn({
        zh: `库正被${who.zh}占用，等待中……`,
        en: `the store is held by ${who.en}, waiting ...`,
      });
    },
  };
}

/**
 * Reads from the store that the flags mean. `limits` are those of the engine. Throws an InputError with the way out where
 * there is none.
 */
export async function readStore<T>(
  flags: StoreFlags,
  terminal: Terminal,
  voicing: Voicing,
  use: (reader: Store) => Promise<T>,
  limits: StoreOptions = {},
): Promise<T> {
  const path = storePath(flags, terminal);
  const read = await withReader(path, { ...storeOptions(flags, voicing), ...limits }, use);
  if (read.found) return read.value;
  throw new InputError({
    zh: `库不存在：${path}。请先运行 voc ingest 文件，或用 --store 指定`,
    en: `no store at ${path}: run voc ingest FILE first, or name one with --store`,
  });
}
