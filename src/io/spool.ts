import { createWriteStream, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { InputError } from '../model/errors.ts';
import { MAX_UNPACKED } from './bomb.ts';
import type { Input } from './input-file.ts';
import { removeAtExit, settle } from './unfinished.ts';

/** A file that can be read at any place. */
export interface OnDisk {
  readonly path: string;
  /** Removes the file if it is only a copy. */
  readonly release: () => Promise<void>;
}

/**
 * Gives the file of an input; of a pipe or an unpacked stream it makes a copy in the folder for temporary files
 * that nobody else may read. The input is read to its end, or given back, in any case.
 * @throws InputError for a stream of more than 4 GB, or where the disk has no room
 */
export async function onDisk(input: Input): Promise<OnDisk> {
  if (input.path !== null) {
    await input.close();
    return { path: input.path, release: async () => undefined };
  }
  // At once, not in turns: a signal in between would leave the folder behind.
  const folder = mkdtempSync(join(tmpdir(), 'voc-input-'));
  removeAtExit(folder);
  const release = async (): Promise<void> => {
    await rm(folder, { recursive: true, force: true });
    settle(folder);
  };
  const path = join(folder, 'input');
  try {
    await pipeline(
      limited(input.name, input.chunks),
      createWriteStream(path, { flags: 'wx', mode: 0o600 }),
    );
    return { path, release };
  } catch (cause) {
    await release();
    throw cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC'
      ? noRoom(input.name)
      : cause;
  }
}

async function* limited(name: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > MAX_UNPACKED.whole) throw tooLarge(name);
    yield chunk;
  }
}

function tooLarge(name: string): InputError {
  const limit = MAX_UNPACKED.whole / 1024 ** 3;
  return new InputError({
    zh: `${name}：工作簿、Parquet 和 zip 从管道或压缩包里读时最多 ${limit} GB；请先解压成文件再读入`,
    en: `${name}: a workbook, Parquet or zip from a pipe or an archive is limited to ${limit} GB; unpack it to a file first`,
  });
}

function noRoom(name: string): InputError {
  return new InputError({
    zh: `${name}：临时目录空间不够（${tmpdir()}）；请清理磁盘，或用环境变量 TMPDIR 换一个目录`,
    en: `${name}: no room in the folder for temporary files (${tmpdir()}); free some, or name another in TMPDIR`,
  });
}
