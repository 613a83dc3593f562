import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type FileHandle, open, readdir, rename, rm } from 'node:fs/promises';
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

/** Byte-order mark, by which spreadsheets know the encoding. */
const MARK = '\ufeff';
const COLUMNS = ['file', 'line', 'code', 'reason', 'raw'];
/** Rows are written in pieces of about this many characters. */
const BUFFER_CHARACTERS = 65_536;

/**
 * Begins a rejects file: CSV for people (byte-order mark, CRLF), cells guarded so that a spreadsheet runs no
 * formula. Rows go to a file beside it, which takes the name when `commit` is called.
 * @param language of the reasons, since they are read by people
 */
export function createRejectsFile(path: string, language: 'zh' | 'en'): RejectsFile {
  let draft: Draft | null = null;
  let count = 0;

  async function add(file: string, { line, code, reason, raw }: Reject): Promise<void> {
    if (draft === null) {
      await sweepDrafts(path);
      draft = await beginDraft(path);
      await draft.write(MARK + rowOf(COLUMNS));
    }
    count += 1;
    await draft.write(rowOf([file, String(line), code, reason[language], raw]));
  }

  async function discard(): Promise<void> {
    await draft?.discard();
    draft = null;
  }

  async function commit(): Promise<number> {
    await draft?.commit();
    draft = null;
    return count;
  }

  return { add, commit, discard };
}

/**
 * Takes rows out of a rejects file or a list like it, which is written anew beside it and takes its place when it is complete; without any row left it is
 * removed. Memory: constant. Gives the number of rows taken out; null where there is no such file.
 * @param isTheirs whether a row has to go, by its cells
 * @throws InputError where the file cannot be read or written; it is then as it was
 */
export async function removeRejects(
  path: string,
  isTheirs: (cells: readonly string[]) => boolean,
): Promise<number | null> {
  if (!existsSync(path)) return null;
  // Counted first: a file that keeps all its rows is not touched.
  const count = { all: 0, theirs: 0 };
  for await (const cells of writtenRows(path)) {
    count.all += 1;
    if (isTheirs(cells)) count.theirs += 1;
  }
  const left = count.all - count.theirs;
  if (count.theirs === 0) return 0;
  if (left <= 1) await rm(path);
  else await writeAnew(path, isTheirs);
  return count.theirs;
}

async function writeAnew(
  path: string,
  isTheirs: (cells: readonly string[]) => boolean,
): Promise<void> {
  await sweepDrafts(path);
  const draft = await beginDraft(path);
  try {
    await draft.write(MARK);
    for await (const cells of writtenRows(path)) {
      if (!isTheirs(cells)) await draft.write(rowOf(cells));
    }
  } catch (error) {
    await draft.discard();
    throw error;
  }
  await draft.commit();
}

/** The rows of a rejects file, its header among them. */
async function* writtenRows(path: string): AsyncGenerator<readonly string[]> {
  for await (const items of (await openSource(path, AS_WRITTEN)).batches) {
    for (const item of items) yield item.kind === 'row' ? item.cells : [rawOf(item)];
  }
}

/** A line that is no row, in a file that somebody has changed. */
function rawOf(item: SourceItem): string {
  return item.kind === 'bad' ? item.raw : '';
}

/** How rejects files are written. */
const AS_WRITTEN = { format: 'csv', encoding: 'utf-8', delimiter: ',' } as const;

/** A rejects file that is being written beside its place. */
interface Draft {
  readonly write: (text: string) => Promise<void>;
  /** Puts the file in its place, complete. */
  readonly commit: () => Promise<void>;
  readonly discard: () => Promise<void>;
}

/** @throws InputError where no file can be made there; so do `write` and `commit` where the disk is full */
async function beginDraft(path: string): Promise<Draft> {
  const draft = `${path}.${process.pid}-${randomUUID().slice(0, 8)}.tmp`;
  const handle = await begun(path, draft);
  let buffer: string[] = [];
  let size = 0;

  async function discard(): Promise<void> {
    await handle.close();
    await rm(draft, { force: true });
    settle(draft);
  }

  async function guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (cause) {
      await discard().catch(() => undefined);
      throw writeError(path, cause);
    }
  }

  async function flush(): Promise<void> {
    const text = buffer.join('');
    buffer = [];
    size = 0;
    await handle.appendFile(text);
  }

  async function write(text: string): Promise<void> {
    buffer.push(text);
    size += text.length;
    if (size > BUFFER_CHARACTERS) await guarded(flush);
  }

  const commit = (): Promise<void> =>
    guarded(async () => {
      await flush();
      await handle.sync();
      await handle.close();
      await rename(draft, path);
      settle(draft);
    });

  return { write, commit, discard };
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

function rowOf(cells: readonly string[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
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
