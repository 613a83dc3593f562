import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type FileHandle, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InputError } from '../model/errors.ts';
import type { Reject, SourceItem } from '../model/source.ts';
import { openSource } from './source.ts';
import { createUnfinished, settle } from './unfinished.ts';

/** Collects rejected rows in a file of their own. */
export interface RejectsFile {
  readonly add: (file: string, reject: Reject) => Promise<void>;
  /** Puts the file in its place, complete; the number of rows in it. Without rows there is no file. */
  readonly commit: () => Promise<number>;
  /** Throws away what was collected; the file of an earlier run stays. */
  readonly discard: () => Promise<void>;
}

const COLUMNS = ['file', 'line', 'code', 'reason', 'raw'];
/** Rows are written in pieces of about this many characters. */
const BUFFER_CHARACTERS = 65_536;

/**
 * Begins a rejects file: CSV for people (byte-order mark, CRLF), cells guarded so that a spreadsheet runs no
 * formula. Rows go to a file beside it, which takes the name when `commit` is called.
 * @param language of the reasons, since they are read by people
 */
export function createRejectsFile(path: string, language: 'zh' | 'en'): RejectsFile {
  const draft = draftOf(path);
  let handle: FileHandle | null = null;
  let buffer: string[] = [];
  let size = 0;
  let count = 0;

  async function flush(): Promise<void> {
    const text = buffer.join('');
    buffer = [];
    size = 0;
    await handle?.appendFile(text);
  }

  async function write(row: string): Promise<void> {
    buffer.push(row);
    size += row.length;
    if (size > BUFFER_CHARACTERS) await flush();
  }

  async function add(file: string, { line, code, reason, raw }: Reject): Promise<void> {
    if (handle === null) {
      await sweepDrafts(path);
      handle = await begun(path, draft);
      await write(`\ufeff${COLUMNS.join(',')}\r\n`);
    }
    count += 1;
    await write(`${[file, String(line), code, reason[language], raw].map(cellOf).join(',')}\r\n`);
  }

  async function discard(): Promise<void> {
    await handle?.close();
    handle = null;
    await rm(draft, { force: true });
    settle(draft);
  }

  async function commit(): Promise<number> {
    if (handle === null) return 0;
    try {
      await flush();
      await handle.sync();
      await handle.close();
      await rename(draft, path);
      settle(draft);
    } catch (cause) {
      await discard().catch(() => undefined);
      throw writeError(path, cause);
    }
    handle = null;
    return count;
  }

  return { add, commit, discard };
}

/**
 * Takes rows out of a rejects file, which is written anew; without any left it is removed. Gives the number of rows
 * taken out; null where there is no such file.
 * @param isTheirs whether a rejected row, as it stands in the column `raw`, has to go
 * @throws InputError where the file cannot be read or written
 */
export async function removeRejects(
  path: string,
  isTheirs: (raw: string) => boolean,
): Promise<number | null> {
  if (!existsSync(path)) return null;
  const rows: (readonly string[])[] = [];
  for await (const items of (await openSource(path, AS_WRITTEN)).batches) {
    rows.push(...items.map((item) => (item.kind === 'row' ? item.cells : [rawOf(item)])));
  }
  const kept = rows.filter((cells) => !isTheirs(cells.at(-1) ?? ''));
  if (kept.length === rows.length) return 0;
  if (kept.length === 1) await rm(path);
  else {
    const lines = kept.map((cells) => `${cells.map(cellOf).join(',')}\r\n`);
    await replaceFile(path, `\ufeff${lines.join('')}`);
  }
  return rows.length - kept.length;
}

/** A line that is no row, in a file that somebody has changed. */
function rawOf(item: SourceItem): string {
  return item.kind === 'bad' ? item.raw : '';
}

/** How rejects files are written. */
const AS_WRITTEN = { format: 'csv', encoding: 'utf-8', delimiter: ',' } as const;

async function replaceFile(path: string, text: string): Promise<void> {
  const draft = draftOf(path);
  try {
    createUnfinished(draft);
    await writeFile(draft, text);
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true });
    throw writeError(path, cause);
  } finally {
    settle(draft);
  }
}

function draftOf(path: string): string {
  return `${path}.${process.pid}-${randomUUID().slice(0, 8)}.tmp`;
}

async function begun(path: string, draft: string): Promise<FileHandle> {
  try {
    createUnfinished(draft);
    return await open(draft, 'r+');
  } catch (cause) {
    throw writeError(path, cause);
  }
}

/** Removes drafts of processes that were killed. */
async function sweepDrafts(path: string): Promise<void> {
  const prefix = `${basename(path)}.`;
  for (const name of await readdir(dirname(path)).catch(() => [])) {
    const pid = /^(\d+)-[0-9a-f]{8}\.tmp$/.exec(
      name.startsWith(prefix) ? name.slice(prefix.length) : '',
    )?.[1];
    if (pid !== undefined && !isAlive(Number(pid)))
      await rm(join(dirname(path), name), { force: true });
  }
}

/** A process of somebody else counts as alive too. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A cell as CSV; text that a spreadsheet would run gets an apostrophe in front. */
function cellOf(text: string): string {
  const guarded = /^[=+\-@\t\r]./s.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

function writeError(path: string, cause: unknown): InputError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  return new InputError(
    {
      zh: `${path}：写不了拒收文件（${code}）；请检查目录、权限和磁盘空间，或用 --rejects 换一个位置`,
      en: `${path}: the rejects file cannot be written (${code}); check folder, permission and space, or name another with --rejects`,
    },
    { cause },
  );
}
