import { type FileHandle, open, stat } from 'node:fs/promises';
import { InputError } from '../model/errors.ts';

/** How much of a file is looked at to find its format, encoding and delimiter. */
export const HEAD_BYTES = 65_536;
const CHUNK_BYTES = 65_536;

/** An opened input: its first bytes, and all of it (the first bytes included) as a stream that can be read once. */
export interface Input {
  /** The path as given, or `-`. */
  readonly name: string;
  /** Path of a regular file, which can be read at any place; null for a pipe. */
  readonly path: string | null;
  readonly head: Buffer;
  readonly chunks: AsyncIterable<Buffer>;
  /** Gives the file back without reading it to its end. */
  readonly close: () => Promise<void>;
}

/**
 * Opens a file, or standard input for `-`.
 * @throws InputError for a missing file, a directory, no permission, or (unless `emptyIsFine`) no bytes at all.
 */
export async function openInput(
  path: string,
  stdin: AsyncIterable<Uint8Array | string>,
  emptyIsFine = false,
): Promise<Input> {
  if (path === '-') return inputOf(path, null, toBuffers(stdin), emptyIsFine);
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, 'r');
    const stats = await handle.stat();
    if (stats.isDirectory()) throw directoryError(path);
    return await inputOf(path, stats.isFile() ? path : null, readHandle(handle), emptyIsFine);
  } catch (cause) {
    await handle?.close().catch(() => undefined);
    throw cause instanceof InputError ? cause : openError(path, cause);
  }
}

/** Bytes from which on a file has rows enough for several threads. */
const LARGE = 1024 * 1024;

/** Whether what is given is a file that is known to be large before it is opened: of standard input, nothing is. */
export async function isLarge(path: string): Promise<boolean> {
  const stats = path === '-' ? null : await stat(path).catch(() => null);
  return stats?.isFile() === true && stats.size > LARGE;
}

/** An input over a stream: its first bytes are read, and refused where there are none. */
export async function inputOf(
  name: string,
  path: string | null,
  source: AsyncGenerator<Buffer>,
  emptyIsFine: boolean,
): Promise<Input> {
  const parts: Buffer[] = [];
  let size = 0;
  while (size < HEAD_BYTES) {
    const next = await source.next();
    if (next.done) break;
    parts.push(next.value);
    size += next.value.length;
  }
  if (size === 0 && !emptyIsFine) {
    await source.return(undefined);
    throw new InputError({
      zh: `${name}：文件是空的（0 字节）；请重新导出后再试`,
      en: `${name}: the file is empty (0 bytes); export it again`,
    });
  }
  const start = Buffer.concat(parts);
  const close = async (): Promise<void> => {
    await source.return(undefined);
  };
  return { name, path, head: start.subarray(0, HEAD_BYTES), chunks: rejoin(start, source), close };
}

async function* rejoin(start: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield start;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

async function* readHandle(handle: FileHandle): AsyncGenerator<Buffer> {
  try {
    for (;;) {
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(CHUNK_BYTES));
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

async function* toBuffers(stream: AsyncIterable<Uint8Array | string>): AsyncGenerator<Buffer> {
  for await (const chunk of stream) {
    if (chunk.length > 0) yield Buffer.from(chunk as Uint8Array);
  }
}

function directoryError(path: string): InputError {
  return new InputError({
    zh: `${path}：这是一个文件夹；请指定其中的文件，例如 ${path.replace(/[/\\]+$/, '')}/*.csv`,
    en: `${path}: is a directory; name the files in it, e.g. ${path.replace(/[/\\]+$/, '')}/*.csv`,
  });
}

/** What a failure to open a path comes to: an InputError where the system gave a reason, else the failure itself. */
export function openError(path: string, cause: unknown): unknown {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'EISDIR') return directoryError(path);
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new InputError(
      {
        zh: `${path}：找不到这个文件；请检查路径和文件名`,
        en: `${path}: no such file; check the path and the name`,
      },
      { cause },
    );
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new InputError(
      {
        zh: `${path}：没有读取权限；请修改权限（chmod +r）或换一个账号`,
        en: `${path}: permission denied; change it (chmod +r) or use another account`,
      },
      { cause },
    );
  }
  if (code === '') return cause;
  return new InputError(
    {
      zh: `${path}：读不了这个文件（${code}）；请检查磁盘后重试`,
      en: `${path}: cannot be read (${code}); check the disk and try again`,
    },
    { cause },
  );
}
