import { constants } from 'node:fs';
import { access, chmod, type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import { InputError } from '../model/errors.ts';
import { visibleLines } from '../model/visible.ts';
import { createUnfinished, settle } from './unfinished.ts';

/** What a format writes: pieces in order, made as they are asked for. */
export type Chunks = AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;

/**
 * Writes `chunks` to a file, or to `stdout` where the target is `-`. A file is complete or not there
 * at all: the pieces go to a hidden file beside it, which takes its name when all of them are on the
 * disk. A closed pipe ends the writing without an error. Throws `InputError` where the target cannot
 * be written (no folder, no permission, a folder itself, disk full); errors of `chunks` pass through.
 * @param made `rendered` where chunks were made for a terminal; `data` may hold control characters of strangers,
 * which are shown on a terminal instead of obeyed, and left as they are anywhere else
 */
export async function outputTo(
  target: string,
  chunks: Chunks,
  stdout: Writable & { readonly isTTY?: boolean },
  made: 'data' | 'rendered' = 'data',
): Promise<void> {
  if (target === '-') {
    return writeStream(stdout, stdout.isTTY && made === 'data' ? harmless(chunks) : chunks);
  }
  const path = await resolved(target);
  const kind = await kindOf(path);
  if (kind === 'folder') throw cannotWrite(target, 'EISDIR');
  if (kind === 'device') return writeHandle(target, await opened(target, path, 'w'), chunks);
  await replaceFile(target, path, chunks);
}

/** Data for a terminal: its control characters as signs. */
async function* harmless(chunks: Chunks): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const chunk of chunks) {
    yield visibleLines(typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }));
  }
}

/** The file behind a symbolic link, so that the link stays one. */
async function resolved(target: string): Promise<string> {
  try {
    return await realpath(target);
  } catch {
    return target;
  }
}

async function kindOf(path: string): Promise<'file' | 'folder' | 'device'> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return 'folder';
    return found.isFile() ? 'file' : 'device';
  } catch {
    return 'file';
  }
}

async function replaceFile(target: string, path: string, chunks: Chunks): Promise<void> {
  const mode = await modeOf(target, path);
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  const handle = await begun(target, temporary);
  try {
    await writeHandle(target, handle, chunks);
    if (mode !== null) await chmod(temporary, mode);
    await renamed(target, temporary, path);
  } finally {
    await rm(temporary, { force: true });
    settle(temporary);
  }
}

/** The permissions of the file that is replaced. A file that may not be written is not replaced either. */
async function modeOf(target: string, path: string): Promise<number | null> {
  let mode: number;
  try {
    mode = (await stat(path)).mode & 0o7777;
  } catch {
    return null;
  }
  try {
    await access(path, constants.W_OK);
  } catch (cause) {
    throw writingError(target, cause);
  }
  return mode;
}

/** Of a process that was killed and had the same number there may be one. */
async function begun(target: string, temporary: string): Promise<FileHandle> {
  try {
    await rm(temporary, { force: true });
    createUnfinished(temporary);
  } catch (cause) {
    throw writingError(target, cause);
  }
  return opened(target, temporary, 'r+');
}

async function opened(target: string, path: string, flags: string): Promise<FileHandle> {
  try {
    return await open(path, flags);
  } catch (cause) {
    throw writingError(target, cause);
  }
}

async function renamed(target: string, from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (cause) {
    throw writingError(target, cause);
  }
}

/** Pieces are joined up to this many bytes: one system call for a thousand lines, not for each. */
const BLOCK = 1 << 16;

async function writeHandle(target: string, handle: FileHandle, chunks: Chunks): Promise<void> {
  const onDisk = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (cause) {
      throw writingError(target, cause);
    }
  };
  try {
    for await (const block of blocks(chunks)) await onDisk(() => handle.writeFile(block));
    // Devices and pipes have nothing to bring to the disk.
    await handle.sync().catch((cause: unknown) => {
      if (codeOf(cause) !== 'EINVAL' && codeOf(cause) !== 'ENOTSUP')
        throw writingError(target, cause);
    });
  } finally {
    await handle.close();
  }
}

async function* blocks(chunks: Chunks): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    const alone = bytes.length >= BLOCK;
    if (!alone) {
      waiting.push(bytes);
      size += bytes.length;
    }
    if (size >= BLOCK || (alone && size > 0)) {
      yield Buffer.concat(waiting);
      waiting = [];
      size = 0;
    }
    // A large piece is a block as it is: copying it would cost more than the system call that it saves.
    if (alone) yield bytes;
  }
  if (size > 0) yield Buffer.concat(waiting);
}

/** Writes to an open stream and leaves it open; waits where the reader is slower. */
async function writeStream(stream: Writable, chunks: Chunks): Promise<void> {
  let broken: unknown = null;
  const note = (cause: unknown): void => {
    broken = cause;
  };
  stream.on('error', note);
  try {
    for await (const block of blocks(chunks)) {
      if (broken !== null || stream.destroyed) break;
      await new Promise<void>((resolve) => stream.write(block, () => resolve()));
    }
  } finally {
    stream.removeListener('error', note);
  }
  if (broken !== null && codeOf(broken) !== 'EPIPE') throw writingError('-', broken);
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}

/** An error of the file system as a message for people; anything else is a bug and stays what it is. */
function writingError(target: string, cause: unknown): unknown {
  const code = codeOf(cause);
  return Object.hasOwn(FAULTS, code) ? cannotWrite(target, code, cause) : cause;
}

const FAULTS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  EACCES: [
    '没有写入权限；换一个位置，或检查文件和文件夹的权限',
    'no permission to write; choose another place or check the permissions',
  ],
  EPERM: [
    '没有写入权限；换一个位置，或检查文件和文件夹的权限',
    'no permission to write; choose another place or check the permissions',
  ],
  EROFS: ['所在磁盘是只读的；换一个位置', 'the disk is read-only; choose another place'],
  EISDIR: ['这是一个文件夹；请写出文件名', 'this is a folder; name a file'],
  ENOENT: ['所在文件夹不存在；先建立文件夹', 'the folder does not exist; create it first'],
  ENOTDIR: ['路径中间有一段不是文件夹', 'a part of the path is not a folder'],
  ENAMETOOLONG: ['文件名太长', 'the file name is too long'],
  ENOSPC: [
    '磁盘已满；腾出空间后重试，原有文件没有改动',
    'the disk is full; free some space and try again, nothing was changed',
  ],
  EDQUOT: [
    '磁盘配额已用完；腾出空间后重试，原有文件没有改动',
    'the disk quota is used up; free some space and try again, nothing was changed',
  ],
  EFBIG: [
    '文件超过了允许的大小，原有文件没有改动',
    'the file exceeds the allowed size, nothing was changed',
  ],
  EIO: ['磁盘读写出错，原有文件没有改动', 'the disk reports an error, nothing was changed'],
  EBUSY: [
    '文件正被别的程序占用；关闭后重试',
    'another program holds the file; close it and try again',
  ],
};

function cannotWrite(target: string, code: string, cause?: unknown): InputError {
  const [zh, en] = FAULTS[code] ?? ['', ''];
  const name =
    target === '-' ? { zh: '标准输出', en: 'standard output' } : { zh: target, en: target };
  return new InputError(
    { zh: `无法写入 ${name.zh}：${zh}`, en: `cannot write ${name.en}: ${en}` },
    cause === undefined ? {} : { cause },
  );
}
